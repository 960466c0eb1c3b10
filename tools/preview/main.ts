/** Entry of `npm run preview`; provides this machine's clock, terminal and folders. */

import { createInterface } from 'node:readline/promises';

import { previewCommand } from './command';

async function askTerminal(question: string): Promise<string | null> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const closed = new AbortController();
  terminal.once('close', () => closed.abort());
  try {
    return await terminal.question(question, { signal: closed.signal });
  } catch (error) {
    // Ctrl+C or Ctrl+D means that nobody answers.
    if (closed.signal.aborted) return null;
    throw error;
  } finally {
    terminal.close();
  }
}

/** On a terminal the line stands in the place of the earlier one. */
function showProgress(line: string | null): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line ?? ''}`);
  else if (line !== null) process.stderr.write(`${line}\n`);
}

void previewCommand(process.argv.slice(2), {
  // npm changes to the project's folder and stores the original one in INIT_CWD.
  typedIn: process.env['INIT_CWD'] ?? process.cwd(),
  project: process.cwd(),
  now: () => Math.floor(Date.now() / 1000),
  milliseconds: () => performance.now(),
  print: (line) => console.log(line),
  showProgress,
  ask: process.stdin.isTTY ? askTerminal : null,
}).then((exitCode) => {
  process.exitCode = exitCode;
});
