#!/usr/bin/env -S node --disable-warning=ExperimentalWarning --min-semi-space-size=16
import { enableCompileCache } from 'node:module';

// Young objects get at once the memory that V8 would give them in small steps: a tenth of a start went into the steps.
// In JavaScript: what strips types takes 80 ms to load, and nothing needs it once the cache is on and filled.
enableCompileCache();
await import('./main.ts');
