/** `npm run defects most=300 steps=40 from=1 name=brake`: says by which seed and which invariant each defect is found. */

import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { DEFECTS } from './defects';
import { describeInvariants, readInvariants } from './invariants';
import type { DefectAnswer, DefectOrder } from './worker';

export type Print = (line: string) => void;

interface Words {
  readonly most: number;
  readonly steps: number;
  readonly from: number;
  readonly name: string;
}

function parseWords(words: readonly string[]): Words {
  const given: Record<string, string> = {};
  for (const word of words) {
    const match = /^(most|steps|from|name)=(.+)$/.exec(word);
    if (match === null) throw new Error(`"${word}" is not understood. Words: most=N steps=M from=S name=PART.`);
    given[match[1] ?? ''] = match[2] ?? '';
  }
  const number = (name: string, otherwise: number): number => {
    const text = given[name];
    if (text === undefined) return otherwise;
    if (!/^\d{1,9}$/.test(text) || Number(text) < 1) throw new Error(`${name}=${text} is not a whole number from 1.`);
    return Number(text);
  };
  return { most: number('most', 400), steps: number('steps', 40), from: number('from', 1), name: given['name'] ?? '' };
}

/** Gives the exit code: 0 when every defect that was asked for is found. Throws when the words are not understood. */
export async function findDefects(words: readonly string[], print: Print): Promise<number> {
  const { most, steps, from, name } = parseWords(words);
  const chosen = DEFECTS.flatMap((defect, index) => (defect.name.includes(name) ? [index] : []));
  if (chosen.length === 0) {
    const names = DEFECTS.map((defect) => `  ${defect.name}`).join('\n');
    throw new Error(`No defect has "${name}" in its name. The names are:\n${names}`);
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
  // A part of the defects says nothing about the invariants that the others miss.
  if (chosen.length === DEFECTS.length) for (const line of describeInvariants(found, readInvariants())) print(line);
  print(`${found.length} of ${chosen.length} defects found.`);
  return found.length === chosen.length ? 0 : 1;
}
