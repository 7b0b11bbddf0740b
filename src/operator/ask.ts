import type { Screen } from '../adapters/console/render.ts';
import type { Command, Outcome, Services } from '../command.ts';
import type { Output } from './output.ts';

export interface RunOptions {
  readonly command: Command;
  readonly values: Readonly<Record<string, string | number>>;
  readonly services: Services;
  readonly output: Output;
  /** How to draw it; `json` prints the `Answer` on one line. */
  readonly form: Screen | 'json';
}

/**
 * Runs one command and prints what it gives.
 *
 * @returns 1 when what was asked for could not be done; finding nothing is an answer
 */
export async function runCommand({ command, values, services, output, form }: RunOptions): Promise<0 | 1> {
  // What draws it is made ready while it is looked for.
  const [outcome, { renderReply }] = await Promise.all([command.run(values, services), readyToRender(form)]);
  await print(outcome, renderReply, { output, form });
  return outcome.failed ? 1 : 0;
}

async function print(
  { body, file }: Outcome,
  renderReply: typeof import('../adapters/console/render.ts').renderReply,
  { output, form }: Pick<RunOptions, 'output' | 'form'>,
): Promise<void> {
  if (form === 'json') return output.out(JSON.stringify(body));
  if (file === undefined) return output.out(renderReply({ body }, form));
  if (!('text' in file)) {
    await output.out(renderReply({ body }, form));
    const { saveAttachment } = await import('../adapters/console/attachment.ts');
    return output.err(`Wrote ${saveAttachment(file, '.')}`);
  }
  // The file is what was asked for, and goes where it can be led on: `> rubio.csv`, `| jq`.
  output.err([body.kind === 'form' ? body.title : body.lead, ...('notes' in body ? body.notes : [])].join('\n'));
  await output.out(file.text.replace(/\r?\n$/, ''));
}

async function readyToRender(form: Screen | 'json'): Promise<typeof import('../adapters/console/render.ts')> {
  const drawing = await import('../adapters/console/render.ts');
  if (form !== 'json') drawing.prepareToRender(form);
  return drawing;
}
