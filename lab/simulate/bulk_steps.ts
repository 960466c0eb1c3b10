/** Steps in which an administrator starts the bulk job, and steps that interfere. */

import { CUSTOMERS } from './cast';
import type { Chance } from './chance';
import type { Bulk, Step, TrapEffect, TrapPlace } from './history';
import { keysOf } from './world';

/** These steps draw from a random source of their own, so that lives without them stay the same. */
export function bulkSteps(chance: Chance): readonly Step[] {
  const bulk: Step = { do: 'bulk', task: anyBulk(chance) };
  const wait: Step = { do: 'wait', seconds: chance.whole(60, 5000) };
  if (chance.is(0.3)) return [bulk];
  if (chance.is(0.5)) {
    // The job starts during a run of another script.
    const script = chance.pick(['send_mr', 'send_mr', 'hourly_check_mr', 'wake_ss'] as const);
    const at: TrapPlace = { script, kind: 'any', what: '', when: 'any', skip: chance.whole(0, 60) };
    return [{ do: 'trap', at, effect: { kind: 'act', step: bulk } }, wait];
  }
  // A trap strikes during the job, and sometimes the job is started again later.
  const at: TrapPlace = { script: 'bulk_mr', kind: 'any', what: '', when: 'any', skip: chance.whole(0, 8) };
  return [{ do: 'trap', at, effect: anyEffect(chance) }, bulk, wait, ...(chance.is(0.5) ? [bulk] : [])];
}

function anyBulk(chance: Chance): Bulk {
  const roll = chance.next();
  if (roll < 0.4) return { kind: 'erase', customer: chance.pick(keysOf(CUSTOMERS)) };
  if (roll < 0.6) return { kind: 'carrier', slug: chance.pick(['', 'ups', 'dhl', 'fedex', 'dpd']) };
  if (roll < 0.75)
    return { kind: 'look', reason: chance.pick(['customer_opted_out', 'opted_out', 'location_left_out']) };
  const reason = chance.pick([null, null, 'too_old', 'before_start']);
  return reason === null
    ? { kind: 'retry', state: chance.pick(['needs attention', 'held']), reason }
    : { kind: 'retry', state: 'held', reason };
}

function anyEffect(chance: Chance): TrapEffect {
  switch (chance.whole(0, 5)) {
    case 0:
      return { kind: 'kill' };
    case 1:
      return { kind: 'error', name: chance.pick(['RCRD_HAS_BEEN_CHANGED', 'SSS_SEARCH_TIMEOUT']) };
    case 2:
      return { kind: 'usage limit' };
    case 3:
      return { kind: 'slow', seconds: chance.pick([60, 610]) };
    case 4:
      return { kind: 'act', step: { do: 'run', script: chance.pick(['send_mr', 'wake_ss', 'hourly_check_mr']) } };
    default:
      return { kind: 'second run', asSystem: chance.is(0.7) };
  }
}
