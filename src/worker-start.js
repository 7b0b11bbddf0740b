import { enableCompileCache } from 'node:module';

// A thread does not inherit the cache of stripped and compiled modules. In JavaScript for the same reason as start.js.
enableCompileCache();
await import('./worker.ts');
