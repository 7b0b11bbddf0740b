import { openArchive } from '../../../src/archive/open-archive.ts';

// Keeps an archive open until it is killed: FILE
const [file = ''] = process.argv.slice(2);
const archive = openArchive(file);
archive.extent({ scope: { sources: 'all' } });
process.stdout.write('open\n');
setInterval(() => archive.changeCount(), 1000);
