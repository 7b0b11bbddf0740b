#!/usr/bin/env -S node --disable-warning=ExperimentalWarning --min-semi-space-size=16 --max-semi-space-size=16
import { enableCompileCache } from 'node:module';

// The flags: giving young objects their memory in small steps takes V8 a tenth of a start, and with the 128 MB that it gives
// them in each thread in the end nothing is faster than with 32.
// In JavaScript: what strips types takes 80 ms to load, and nothing needs it once the cache is on and filled.
enableCompileCache();
await import('./main.ts');
