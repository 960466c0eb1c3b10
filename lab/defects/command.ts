/** `npm run defects most=300 steps=40 from=1 name=brake`: prints the seed and the invariant that find each defect. */

import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { readArguments, text, wholeNumber } from '../../tools/shared/arguments';
import { DEFAULT_STEPS } from '../simulate/generate';
import { DEFECTS } from './defects';
import { describeInvariants, readInvariants } from './invariants';
import type { DefectAnswer, DefectOrder } from './worker';

export type Print = (line: string) => void;

const whole = { least: 1, most: 999_999_999 };

const FIND_DEFECTS = {
  usage: [
    'npm run defects                 puts each deliberate defect into the scripts and looks for it',
    'npm run defects name=brake      looks for those that have this in their name',
  ],
  arguments: {
    most: wholeNumber('most', 'how many seeds are lived for each before the kept histories', {
      ...whole,
      otherwise: 400,
    }),
    from: wholeNumber('from', 'the first seed', { ...whole, otherwise: 1 }),
    steps: wholeNumber('steps', 'how long a history is', { ...whole, otherwise: DEFAULT_STEPS }),
    name: text('name', 'brake', 'part of a defect’s name'),
  },
};

/**
 * Returns the exit code: 0 when every requested defect is found, 1 when one is not, 2 when the arguments are refused.
 */
export async function findDefects(typed: readonly string[], print: Print): Promise<number> {
  const reading = readArguments(FIND_DEFECTS, typed);
  if (reading.kind !== 'given') {
    print(reading.text);
    return reading.kind === 'help' ? 0 : 2;
  }
  const { most, steps, from, name } = reading.given;
  const chosen = DEFECTS.flatMap((defect, index) => (defect.name.includes(name ?? '') ? [index] : []));
  if (chosen.length === 0) {
    const names = DEFECTS.map((defect) => `  ${defect.name}`).join('\n');
    print(`No defect has “${name ?? ''}” in its name. The names are:\n${names}`);
    return 2;
  }
  const waiting = [...chosen];
  const found: string[] = [];
  const work = async (): Promise<void> => {
    const worker = fork(path.join(__dirname, 'worker.js'), [], {
      env: { ...process.env, TZ: 'America/Los_Angeles' },
      serialization: 'advanced',
    });
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      const order: DefectOrder = { index, from, most, steps };
      const { search } = await new Promise<DefectAnswer>((resolve, reject) => {
        const onExit = (code: number | null): void =>
          reject(new Error(`The process ended with ${String(code)} during "${DEFECTS[order.index]?.name ?? ''}".`));
        worker.once('exit', onExit);
        worker.once('message', (answer: DefectAnswer) => {
          worker.off('exit', onExit);
          resolve(answer);
        });
        worker.send(order);
      });
      const label = DEFECTS[index]?.name ?? '';
      const { finding, lived } = search;
      if (finding === null) {
        print(`NOT FOUND  ${label}: ${lived} histories missed it`);
        continue;
      }
      found.push(finding.invariant);
      const source = finding.kept === null ? '' : ` of the kept history ${finding.kept}`;
      const where = `seed ${finding.seed}${source} (${finding.theme}), history ${lived}`;
      print(`found      ${label}: ${where}: ${finding.invariant}`);
    }
    worker.disconnect();
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), chosen.length) }, work));
  // The table of invariants is printed only after all defects ran, because some invariants find only some defects.
  if (chosen.length === DEFECTS.length) for (const line of describeInvariants(found, readInvariants())) print(line);
  print(`${found.length} of ${chosen.length} defects found.`);
  return found.length === chosen.length ? 0 : 1;
}
