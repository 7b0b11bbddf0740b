import { openAhead } from './open-ahead.ts';

await openAhead(process.argv);
const { runCommandLine } = await import('./command-line.ts');
await runCommandLine(process.argv);
