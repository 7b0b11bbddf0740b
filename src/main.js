#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { enableCompileCache } from 'node:module';

// In JavaScript: what strips types takes 80 ms to load, and nothing needs it once the cache is on and filled.
enableCompileCache();
const { openAhead } = await import('./open-ahead.ts');
await openAhead(process.argv);
const { runCommandLine } = await import('./command-line.ts');
await runCommandLine(process.argv);
