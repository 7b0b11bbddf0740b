import { enableCompileCache } from 'node:module';

// A thread does not inherit the cache of stripped and compiled modules: half a second of each start.
enableCompileCache();
await import('./worker.ts');
