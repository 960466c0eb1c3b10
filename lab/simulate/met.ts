/**
 * Counts the planned faults that really struck. A fault that no request meets, or a trap that no script reaches, proves
 * nothing.
 */

import { FAULT_KINDS } from '../../packages/emulator/aftership';
import { SCRIPTS, TRAP_EFFECTS } from './history';
import type { Life } from './life_state';
import { keysOf } from './world';

export interface Met {
  /** Number of times that each fault of the wire struck, by its name: `no answer after effect`. */
  readonly faults: ReadonlyMap<string, number>;
  /** Number of times that each trap sprang: `kill in send_mr`. */
  readonly traps: ReadonlyMap<string, number>;
}

export const FAULTS_TO_MEET: readonly string[] = keysOf(FAULT_KINDS).flatMap((kind) =>
  FAULT_KINDS[kind] === 'either' ? [`${kind} before effect`, `${kind} after effect`] : [kind],
);

const EFFECTS = keysOf(TRAP_EFFECTS);

const nameOf = (effect: string, script: string): string => `${effect} in ${script}`;

/** Counts while the faults still strike, because a life forgets its traps afterwards. */
export function countMet(life: Life): Met {
  const traps = new Map<string, number>();
  for (const { effect, script } of life.sprung) {
    const name = nameOf(effect, script);
    traps.set(name, (traps.get(name) ?? 0) + 1);
  }
  return { faults: new Map(life.main.world.aftership.struck), traps };
}

export function addMet(one: Met, other: Met): Met {
  return { faults: addCounts(one.faults, other.faults), traps: addCounts(one.traps, other.traps) };
}

export const NOTHING_MET: Met = { faults: new Map(), traps: new Map() };

function addCounts(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const sum = new Map(one);
  for (const [name, count] of other) sum.set(name, (sum.get(name) ?? 0) + count);
  return sum;
}

/** Lines for a person: the faults that struck, the traps that sprang, and the possible ones that did not. */
export function describeMet({ faults, traps }: Met): readonly string[] {
  const struck = FAULTS_TO_MEET.map((name) => `${name} ${faults.get(name) ?? 0}`);
  const lines = [`Faults that struck: ${struck.join(', ')}.`];
  const missing = FAULTS_TO_MEET.filter((name) => !faults.has(name));
  for (const script of keysOf(SCRIPTS)) {
    const sprang = EFFECTS.map((effect) => `${effect} ${traps.get(nameOf(effect, script)) ?? 0}`);
    lines.push(`Traps that sprang in ${script}: ${sprang.join(', ')}.`);
    missing.push(...EFFECTS.map((effect) => nameOf(effect, script)).filter((name) => !traps.has(name)));
  }
  lines.push(
    missing.length === 0
      ? 'Every kind of fault struck, and every trap sprang in every script.'
      : `Not met: ${missing.join(', ')}.`,
  );
  return lines;
}
