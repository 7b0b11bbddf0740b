import { once } from 'node:events';

/** Where an operator's command writes. Results go to `out`, everything said about them to `err`. */
export interface Output {
  /** Settles when there is room for more, so that a slow reader of a pipe holds us back. */
  out(line: string): Promise<void>;
  err(line: string): void;
  /** The terminal that `err` leads to, for progress; `null` in a pipe or a file. */
  readonly terminal: Terminal | null;
}

export interface Terminal extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Output over the streams of a process. */
export function streamOutput(stdout: NodeJS.WritableStream, stderr: Terminal): Output {
  return {
    async out(line) {
      if (!stdout.write(`${line}\n`)) await once(stdout, 'drain');
    },
    err(line) {
      stderr.write(`${printable(line)}\n`);
    },
    terminal: stderr.isTTY === true ? stderr : null,
  };
}

/** Takes the controls of a terminal out of words that come from files. */
export function printable(line: string): string {
  return line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}
