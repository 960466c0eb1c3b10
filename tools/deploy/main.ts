/** Entry of `npm run deploy`. */

import { createInterface } from 'node:readline';
import { findRoot } from '../shared/project';
import { deployCommand } from './command';
import { programsOf } from './session';

const root = findRoot();

function ask(question: string): Promise<string> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    // The end of the input counts as an empty answer.
    lines.on('close', () => resolve(''));
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}

async function main(): Promise<void> {
  process.exitCode = await deployCommand(process.argv.slice(2), {
    root,
    environment: process.env,
    programs: programsOf(root),
    now: () => new Date(),
    print: (line) => console.log(line),
    show: (piece) => process.stdout.write(piece),
    ask: process.stdin.isTTY ? ask : null,
  });
}

void main();
