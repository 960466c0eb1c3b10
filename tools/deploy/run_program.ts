/** Runs a Node program as a child process without a shell, so that it works the same on Windows, macOS and Linux. */

import { spawn } from 'node:child_process';

export interface ProgramResult {
  /** Null when an event, such as a signal, ended the program. */
  readonly exitCode: number | null;
  /** Output of both streams in the order in which it came. */
  readonly output: string;
}

interface ProgramOptions {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Called with each piece of output. */
  readonly onOutput?: (piece: string) => void;
}

/** Runs the program without input, because the person's input is for this command. */
export function runProgram(
  program: string,
  words: readonly string[],
  { folder, environment, onOutput = () => undefined }: ProgramOptions,
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], {
      cwd: folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      // The stream decodes the text, because a character may be split between two pieces.
      stream.setEncoding('utf8').on('data', (piece: string) => {
        output += piece;
        onOutput(piece);
      });
    }
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, output }));
  });
}
