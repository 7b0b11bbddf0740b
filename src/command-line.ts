import { Command, InvalidArgumentError } from 'commander';
import about from '../package.json' with { type: 'json' };
import { commands, screenOf, withServices } from './app.ts';
import { ArchiveError } from './archive/archive-error.ts';
import { type Command as ChatCommand, readLine, UsageError } from './command.ts';
import { CoreThreadError } from './core-port.ts';
import { loadSettings } from './load-settings.ts';
import type { Space } from './model/scope.ts';
import { streamOutput } from './operator/output.ts';
import { SettingsError } from './settings.ts';

const output = streamOutput(process.stdout, process.stderr);

interface ArchiveOption {
  readonly archive?: string;
}

interface AnswerOptions extends ArchiveOption {
  readonly json?: true;
  readonly limit?: number;
}

const itemsInJson = 10;
const itemsOnScreen = 3;

const program = new Command('verbatim')
  .description(about.description)
  .version(about.version)
  .option('--archive <file>', 'the archive (else VERBATIM_ARCHIVE, else data/verbatim.db)')
  .showHelpAfterError('("verbatim help" tells all commands)')
  .helpCommand('help [command]', 'tell all commands, or what one takes')
  .argument('[command]', 'the chat in the terminal when left out')
  .usage('[options] [command]')
  .allowExcessArguments()
  .action(async (word: string | undefined, options: ArchiveOption) => {
    if (word !== undefined) return refuseCommand(word);
    const settings = loadSettings();
    const file = options.archive ?? settings.archive;
    if (settings.slack !== null || settings.discord !== null) {
      const { serve } = await import('./serve.ts');
      await serve({ settings, archive: file, commands, signal: interruption() });
      return;
    }
    const { chatInTerminal } = await import('./chat.ts');
    await chatInTerminal(file, settings, { input: process.stdin, output: process.stdout }, interruption());
  });

const askCommand = program
  .command('ask [question...]')
  .description('ask the archive one question, or many with --batch')
  .option('--batch <file>', 'lines of {"question": "..."}; one JSON answer a line ("-" is standard input)');
withAnswerOptions(askCommand).action(async (words: string[], options: { batch?: string }) => {
  if (options.batch === undefined) return answer('ask', { question: words.join(' ') }, askCommand);
  const file = options.batch;
  const { answerBatch } = await import('./operator/ask-batch.ts');
  process.exitCode = await withServices(archiveOf(askCommand), limitOf(askCommand, itemsInJson), (services) =>
    answerBatch({ file, stdin: process.stdin, ask: commandNamed('ask'), services, output }),
  );
});

const checkCommand = program
  .command('check [words...]')
  .description('was it said, and in these words? Without words: look over every hash and span of the archive')
  .option('--speaker <name>', 'who is claimed to have said them');
withAnswerOptions(checkCommand).action(async (words: string[], { speaker }: { speaker?: string }) => {
  if (words.length > 0) {
    return answer('check', { quote: words.join(' '), ...(speaker !== undefined && { speaker }) }, checkCommand);
  }
  const { checkArchive } = await import('./operator/maintenance.ts');
  process.exitCode = await checkArchive(archiveOf(checkCommand), output);
});

for (const command of commands) {
  if (!['ask', 'check', 'help', 'zone'].includes(command.name)) addChatCommand(command);
}

groupNamed('sources')
  .command('poll')
  .description('visit all sources that are due, once; the chat in the terminal visits none by itself')
  .action(async (_options: object, from: Command) => {
    const { pollSources } = await import('./operator/poll-sources.ts');
    const { terminalSources } = await import('./ports.ts');
    const signal = interruption();
    const sources = terminalSources(archiveOf(from), loadSettings(), signal);
    process.exitCode = await pollSources(sources, output, signal).finally(() => sources.close());
  });

const importCommand = program
  .command('import <path...>')
  .description('import articles: .txt .md .html .json .jsonl .docx .pdf, folders, "-" for standard input')
  .option('--json', 'one JSON line for each article stored and for each refusal')
  .option('--space <space>', 'seen only there: slack:T0123 or discord:456; by all when left out', readSpace);
importCommand.action(async (paths: string[], { json, space }: { json?: true; space?: Space }) => {
  const { importInto } = await import('./operator/import.ts');
  process.exitCode = await importInto(archiveOf(importCommand), paths, {
    output,
    stdin: process.stdin,
    signal: interruption(),
    report: json ? 'each' : 'summary',
    ...(space !== undefined && { space }),
  });
});

const exportCommand = program
  .command('export <what>')
  .description('write out all "articles" or all "quotations"')
  .option('--csv', 'as CSV instead of JSON lines');
exportCommand.action(async (what: string, { csv }: { csv?: true }) => {
  if (what !== 'articles' && what !== 'quotations') {
    throw new UsageError(`"export" writes articles or quotations, not "${what}"`);
  }
  const { exportArchive } = await import('./operator/export.ts');
  process.exitCode = await exportArchive(archiveOf(exportCommand), { what, form: csv ? 'csv' : 'jsonl', output });
});

const articlesCommand = program.command('articles').description('look at the articles of the archive, or take one out');
const whoAtTheTerminal = { output, by: 'terminal' } as const;

articlesCommand
  .command('list')
  .description('the last stored first')
  .option('--json', 'one JSON line each')
  .option('--limit <count>', 'at most so many', readCount, 50)
  .action(async ({ json, limit }: { json?: true; limit: number }) => {
    const { listArticles } = await import('./operator/articles.ts');
    process.exitCode = await listArticles(archiveOf(articlesCommand), { output, limit, form: json ? 'json' : 'lines' });
  });

articlesCommand
  .command('show <id>')
  .description('one article, its text to the letter')
  .option('--json', 'as one JSON line')
  .action(async (id: string, { json }: { json?: true }) => {
    const { showArticle } = await import('./operator/articles.ts');
    process.exitCode = await showArticle(archiveOf(articlesCommand), id, { output, form: json ? 'json' : 'lines' });
  });

articlesCommand
  .command('remove <id...>')
  .description('out of every answer at once, and kept out; audited')
  .action(async (ids: string[]) => {
    const { removeArticles } = await import('./operator/articles.ts');
    process.exitCode = await removeArticles(archiveOf(articlesCommand), ids, whoAtTheTerminal);
  });

articlesCommand
  .command('readmit <id...>')
  .description('lets a removed article be imported again; audited')
  .action(async (ids: string[]) => {
    const { readmitArticles } = await import('./operator/articles.ts');
    process.exitCode = await readmitArticles(archiveOf(articlesCommand), ids, whoAtTheTerminal);
  });

const backupCommand = program
  .command('backup [file]')
  .description('copy the archive to one file, also while it is in use, and check the copy');
backupCommand.action(async (to: string | undefined) => {
  const { backupArchive } = await import('./operator/maintenance.ts');
  const options = { now: new Date(), output, ...(to !== undefined && { to }) };
  process.exitCode = await backupArchive(archiveOf(backupCommand), options);
});

const restoreCommand = program
  .command('restore <file>')
  .description('put a backup in the place of the archive, which is kept beside it');
restoreCommand.action(async (from: string) => {
  const { restoreArchive } = await import('./operator/maintenance.ts');
  process.exitCode = await restoreArchive(archiveOf(restoreCommand), from, output);
});

program
  .command('slack')
  .description('what Slack needs to know of this bot')
  .command('manifest')
  .description('prints the manifest to paste at api.slack.com/apps > Create New App')
  .option('--http <url>', 'events over HTTP at this public address, instead of Socket Mode', readAddress)
  .option('--minimal', 'only the scopes that answering cannot do without')
  .action(async ({ http, minimal }: { http?: string; minimal?: true }) => {
    const { slackManifestYaml } = await import('./adapters/slack/manifest.ts');
    await output.out(slackManifestYaml({ ...(http !== undefined && { http }), minimal: minimal === true }).trimEnd());
  });

const discordCommand = program.command('discord').description('what Discord needs to know of this bot');

discordCommand
  .command('invite')
  .argument('<application>', 'the application id, from its General Information page', readApplication)
  .description('prints the address that invites the bot')
  .action(async (application: string) => {
    const { discordInvite } = await import('./adapters/discord/invite.ts');
    await output.out(discordInvite(application));
  });

discordCommand
  .command('register')
  .description('registers the slash commands, which a start also does in all servers')
  .option('--guild <id>', 'in one server, where they are there at once; in all, and in direct messages, when left out')
  .option('--clear', 'takes them away instead')
  .action(async (options: { guild?: string; clear?: true }) => {
    const { registerOnDiscord } = await import('./operator/platforms.ts');
    await output.out(await registerOnDiscord(loadSettings(), options.clear ? [] : commands, options.guild ?? null));
  });

const doctorCommand = program
  .command('doctor [channel...]')
  .description('look at tokens, scopes, intents, clock, archive, and channels such as slack:C0123 or discord:456');
doctorCommand.action(async (channels: string[]) => {
  const { examine } = await import('./operator/doctor.ts');
  const settings = loadSettings();
  const now = () => new Date();
  process.exitCode = await examine({ settings, archive: archiveOf(doctorCommand), channels, now, output });
});

program
  .command('extract [file]')
  .description('lines of {"id", "text"} in, every quotation with its speaker out, one JSON line each')
  .action(async (file: string | undefined) => {
    const { extract } = await import('./operator/extract.ts');
    process.exitCode = await extract({ stdin: process.stdin, output, ...(file !== undefined && { file }) });
  });

for (const group of program.commands.filter(({ commands: within }) => within.length > 0)) {
  if (group.description() === '') group.description(group.commands.map((command) => command.name()).join(', '));
}

async function refuseCommand(word: string): Promise<void> {
  const { default: Fuse } = await import('fuse.js');
  const names = program.commands.map((command) => command.name());
  const [nearest] = new Fuse(names, { threshold: 0.4 }).search(word);
  const remedy = nearest === undefined ? '' : ` Did you mean "${nearest.item}"?`;
  const question = 'A question is asked with: verbatim ask "..."';
  program.error(`There is no command "${word}".${remedy} ${question}`);
}

/**
 * Gives a command of the chat to the shell. What stands behind its name is read as in the chat, whose answers name
 * commands so: `sources remove 7 articles:keep`.
 */
function addChatCommand(chatCommand: ChatCommand): void {
  const { name, summary, options } = chatCommand;
  const [first, ...others] = Object.entries(options);
  const [word = name, second] = name.split(' ');
  const parent = second === undefined ? program : groupNamed(word);
  const command = parent.command(second ?? word).description(summary);
  if (first !== undefined)
    command.argument(first[1].required ? `<${first[0]}...>` : `[${first[0]}...]`, first[1].summary);
  // What must be given is given behind the name; anything else may be named, as in the chat.
  const named = first === undefined || first[1].required ? others : Object.entries(options);
  for (const [option, { summary: means, choices }] of named) {
    command.option(`--${option} <${option}>`, choices === undefined ? means : `${means}: ${choices.join(', ')}`);
  }
  withAnswerOptions(command).action(async (...given: unknown[]) => {
    const [words, chosen] = first === undefined ? [[], given[0]] : [given[0], given[1]];
    const typed = readLine(chatCommand, Array.isArray(words) ? words.join(' ') : '');
    const named = Object.entries(chosen ?? {}).filter(([option]) => Object.hasOwn(options, option));
    await answer(name, { ...typed, ...Object.fromEntries(named) }, command);
  });
}

/** What holds the commands that share a first word: `sources add`, `sources list`. */
function groupNamed(word: string): Command {
  return program.commands.find((command) => command.name() === word) ?? program.command(word);
}

async function answer(name: string, values: Readonly<Record<string, string>>, from: Command): Promise<void> {
  const { runCommand } = await import('./operator/ask.ts');
  const { json } = from.opts<AnswerOptions>();
  const form = json ? 'json' : screenOf(process.stdout, loadSettings());
  const limit = limitOf(from, json ? itemsInJson : itemsOnScreen);
  process.exitCode = await withServices(archiveOf(from), limit, (services) =>
    runCommand({ command: commandNamed(name), values, services: services(), output, form }),
  );
}

function commandNamed(name: string): ChatCommand {
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) throw new Error(`The command "${name}" is not wired`);
  return command;
}

function withAnswerOptions(command: Command): Command {
  return command
    .option('--json', 'the whole answer as JSON')
    .option(
      '--limit <count>',
      `items at most: ${itemsOnScreen} on a screen, ${itemsInJson} in JSON when left out`,
      readCount,
    );
}

function readSpace(value: string): Space {
  if (/^(?:slack|discord):[A-Za-z0-9]+$/.test(value)) return value as Space;
  throw new InvalidArgumentError('Expected a workspace or server such as slack:T0123 or discord:456.');
}

function readAddress(value: string): string {
  if (/^https?:$/.test(URL.parse(value)?.protocol ?? '')) return value;
  throw new InvalidArgumentError('Expected an address such as https://bot.example.org.');
}

function readApplication(value: string): string {
  if (/^\d{15,20}$/.test(value)) return value;
  throw new InvalidArgumentError('Expected an application id such as 123456789012345678.');
}

function readCount(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > 1000)
    throw new InvalidArgumentError('Expected a whole number from 1 to 1000.');
  return count;
}

function limitOf(command: Command, otherwise: number): number {
  return command.opts<AnswerOptions>().limit ?? otherwise;
}

/**
 * Aborts when the user or a supervisor wants an end, for commands that have something to finish then; whatever does not
 * ask for it is ended at once, and so is everything by the second time.
 */
function interruption(): AbortSignal {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  return interrupted.signal;
}

function archiveOf(command: Command): string {
  return command.optsWithGlobals<ArchiveOption>().archive ?? loadSettings().archive;
}

/** What the user can mend is told in words; anything else is a defect, and its stack helps to find it. */
function tell(error: unknown): void {
  const told = [ArchiveError, CoreThreadError, SettingsError, UsageError];
  const isTold = told.some((kind) => error instanceof kind);
  process.stderr.write(`${error instanceof Error ? (isTold ? error.message : error.stack) : String(error)}\n`);
  process.exitCode = 1;
}

/**
 * Runs what a command line asks for. What goes wrong is told on standard error, and the exit code says so.
 *
 * @param argv as `process.argv`
 */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  // `verbatim ... | head` closes our output early: that is how its user says enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  await program.parseAsync(argv).catch(tell);
}
