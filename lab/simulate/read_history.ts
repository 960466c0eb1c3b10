/** Reads histories from files. */

import { readFileSync } from 'node:fs';
import { FAULT_KINDS } from '../../packages/emulator/aftership';
import { STEPS, TRAP_EFFECTS, type History, type WorldPlan } from './history';

/**
 * Reads a file that `npm run simulate` wrote, perhaps edited by hand. Throws with the file's name and the mistake in
 * it.
 */
export function readHistory(file: string): History {
  const value: unknown = parse(file, readText(file));
  const history = value as Partial<Record<keyof History, unknown>> | null;
  const plan = history?.plan as Partial<Record<keyof WorldPlan, unknown>> | undefined;
  if (
    history?.version !== 1 ||
    typeof history.seed !== 'number' ||
    typeof plan?.connection !== 'object' ||
    !Array.isArray(history.steps)
  ) {
    throw new Error(
      `${file} is not a history of version 1: seed, plan or steps are missing. Give a file that npm run simulate wrote.`,
    );
  }
  for (const [index, step] of history.steps.entries()) checkStep(step, `${file}: steps[${index}]`);
  return value as History;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(
      `${file} cannot be read (${messageOf(error)}). Give the path of a history, such as one in build/simulation or lab/simulate/histories.`,
      { cause: error },
    );
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON (${messageOf(error)}). Mend it, or give a file that npm run simulate wrote.`, {
      cause: error,
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Refuses an unknown word in a step, which would otherwise do nothing and make the history seem to pass. */
function checkStep(step: unknown, where: string): void {
  const word = wordOf(step, 'do', STEPS, where);
  if (word === 'in sandbox') checkStep(partOf(step, 'step'), `${where}.step`);
  if (word === 'wire') wordOf(partOf(step, 'fault'), 'kind', FAULT_KINDS, `${where}.fault`);
  if (word !== 'trap') return;
  const effect = partOf(step, 'effect');
  if (wordOf(effect, 'kind', TRAP_EFFECTS, `${where}.effect`) === 'act')
    checkStep(partOf(effect, 'step'), `${where}.effect.step`);
}

function wordOf(value: unknown, name: string, known: Readonly<Record<string, unknown>>, where: string): string {
  const word = partOf(value, name);
  if (typeof word === 'string' && Object.hasOwn(known, word)) return word;
  throw new Error(
    `${where}.${name} is ${JSON.stringify(word) ?? 'missing'}, which is none of: ${Object.keys(known).join(', ')}.`,
  );
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
