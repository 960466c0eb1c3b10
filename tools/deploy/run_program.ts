/** Runs one of Node's programs as a child process: never through a shell, so it is the same on Windows, macOS and Linux. */

import { spawn } from 'node:child_process';

export interface ProgramResult {
  /** Null when an event ended it. */
  readonly exitCode: number | null;
  /** Both streams, as they came. */
  readonly output: string;
}

interface ProgramOptions {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Gets each piece as it comes. */
  readonly onOutput?: (piece: string) => void;
}

/** It gets no input: what a person types is meant for us. */
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
      // Decoded by the stream: a character may be split between two pieces.
      stream.setEncoding('utf8').on('data', (piece: string) => {
        output += piece;
        onOutput(piece);
      });
    }
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, output }));
  });
}
