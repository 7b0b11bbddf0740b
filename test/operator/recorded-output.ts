import type { Output } from '../../src/operator/output.ts';

export interface RecordedOutput extends Output {
  readonly outLines: string[];
  readonly errLines: string[];
}

/** An output in a pipe that remembers its lines. */
export function recordOutput(): RecordedOutput {
  const outLines: string[] = [];
  const errLines: string[] = [];
  return {
    outLines,
    errLines,
    async out(line) {
      outLines.push(line);
    },
    err(line) {
      errLines.push(line);
    },
    terminal: null,
  };
}
