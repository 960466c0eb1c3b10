/** Steps in which an administrator starts and steers backfills, and steps that interfere. */

import { type Chance, createStep, doer, type Making } from './chance';
import type { ModeLabel, Step, TrapPlace } from './history';

/** These steps draw from a random source of their own, so that lives without backfills stay the same. */
export function backfillSteps(making: Making, chance: Chance): readonly Step[] {
  if (chance.is(0.3)) return [{ do: 'steer backfill', to: chance.pick(['pause', 'resume', 'resume', 'cancel']) }];
  const start = startStep(chance);
  if (chance.is(0.3)) return [start];
  const old = oldFulfillments(making, chance);
  switch (chance.whole(0, 4)) {
    case 0:
      // A person pauses the backfill while its packages wait for AfterShip.
      return [
        ...old,
        { do: 'weather', kind: '503', seconds: 2000 },
        start,
        { do: 'wait', seconds: 1800 },
        { do: 'steer backfill', to: 'pause' },
        wait(chance),
        ...resumed(chance),
      ];
    case 1:
      // Somebody switches the mode while the packages of a Preview backfill are looked at; they must not be sent.
      return [...old, setMode('Preview'), beforeDelivery(setMode('On')), start, wait(chance), ...resumed(chance)];
    case 2: {
      // Somebody steers the backfill during the run that raises its events or the run that sends them.
      const script = chance.pick(['wake_ss', 'send_mr'] as const);
      const at: TrapPlace = { script, kind: 'any', what: '', when: 'any', skip: chance.whole(0, 60) };
      const step: Step = { do: 'steer backfill', to: chance.pick(['pause', 'pause', 'cancel']) };
      return [...old, start, { do: 'trap', at, effect: { kind: 'act', step } }, wait(chance), ...resumed(chance)];
    }
    case 3:
      return [...old, { do: 'weather', kind: chance.pick(['429', '503']), seconds: 2400 }, start, wait(chance)];
    default: {
      const slot = making.slots - 1;
      return [...old, start, { do: 'edit', by: doer(chance), slot, change: { kind: 'nothing' } }, wait(chance)];
    }
  }
}

function startStep(chance: Chance): Step {
  const toDaysAgo = chance.pick([0, 0, 1, 6]);
  const fromDaysAgo = toDaysAgo + chance.pick([3, 7, 45, 160]);
  return { do: 'backfill', fromDaysAgo, toDaysAgo, withContacts: chance.is(0.3) };
}

function oldFulfillments(making: Making, chance: Chance): readonly Step[] {
  const own: Making = { ...making, chance };
  const steps = Array.from({ length: chance.whole(1, 3) }, (): Step => {
    const created = createStep(own);
    if (created.do !== 'create') return created;
    return { ...created, status: 'C', shippedDaysAgo: chance.pick([7, 20, 45, 100]) };
  });
  making.slots = own.slots;
  making.numbers = own.numbers;
  return [...steps, wait(chance)];
}

function beforeDelivery(step: Step): Step {
  const at: TrapPlace = { script: 'wake_ss', kind: 'call', what: 'N/task', when: 'before', skip: 0 };
  return { do: 'trap', at, effect: { kind: 'act', step } };
}

function setMode(mode: ModeLabel): Step {
  return { do: 'settings', change: { kind: 'mode', mode } };
}

function resumed(chance: Chance): readonly Step[] {
  return chance.is(0.6) ? [{ do: 'steer backfill', to: 'resume' }, wait(chance)] : [];
}

function wait(chance: Chance): Step {
  return { do: 'wait', seconds: chance.whole(1000, 5000) };
}
