/** Steps of other apps, of users who write into the project's records, and of administrators who make a slip. */

import { createStep, newNumber, ordinaryStep, type Chance, type Making } from './chance';
import type { ForgedRow, RowEdit, Slip, Step } from './history';

/** Another app fails each reading of a fulfillment while people work. */
export function foreignEventSteps(making: Making): readonly Step[] {
  const { chance } = making;
  const is = chance.pick(['throws', 'touches the form'] as const);
  const between = Array.from({ length: chance.whole(1, 5) }, () =>
    chance.is(0.5) ? createStep(making) : ordinaryStep(making),
  );
  // After about a day a fulfillment that cannot be read has a row.
  const wait: Step = { do: 'wait', seconds: chance.pick([1, 5, 12, 40]) * 3600 };
  return [
    { do: 'foreign user event', is },
    ...between,
    wait,
    ...(chance.is(0.3) ? [ordinaryStep(making)] : []),
    { do: 'foreign user event', is: null },
  ];
}

export function byHandSteps(making: Making): readonly Step[] {
  const { chance } = making;
  if (chance.is(0.3)) return [editedRow(making)];
  const row: Step = {
    do: 'forged row',
    who: chance.pick(['clerk', 'visitor', 'administrator']),
    row: forgedRow(making),
  };
  if (chance.is(0.7)) return [row];
  const script = chance.pick(['send_mr', 'wake_ss', 'hourly_check_mr'] as const);
  const at = { script, kind: 'any', what: '', when: 'any', skip: chance.whole(0, 60) } as const;
  return [{ do: 'trap', at, effect: { kind: 'act', step: row } }];
}

function forgedRow(making: Making): ForgedRow {
  const { chance, used, slots } = making;
  const isOfSlot = chance.is(0.6);
  const number = used.length > 0 && chance.is(0.7) ? chance.pick(used) : newNumber(making);
  return {
    about: isOfSlot
      ? { slot: chance.whole(0, Math.max(0, slots - 1)) }
      : chance.pick([{ id: 0 }, { id: -1 }, { id: 999_999 }, 'sales order'] as const),
    due: chance.pick(['past', 'year 2037', 'empty']),
    attempts: chance.pick([0, 0, null, -5, 11, 99_999]),
    account: chance.pick(['own', 'own', 'own', 'other', 'none']),
    isSystemOnly: chance.is(0.3),
    backfillId: chance.is(0.2) ? 999_999 : null,
    mark: chance.is(0.5) ? { number, generation: chance.pick([1, 1, 2, 3, 7]) } : null,
  };
}

function editedRow({ chance, slots }: Making): Step {
  const edits: readonly RowEdit[] = [
    { field: 'tracking id', becomes: '' },
    { field: 'tracking id', becomes: 'x' },
    { field: 'holding', becomes: '' },
    { field: 'holding', becomes: 'nothing' },
    { field: 'holding', becomes: 'create unknown' },
    { field: 'holding', becomes: 'ours' },
    { field: 'generation', becomes: '' },
    { field: 'generation', becomes: '5' },
    { field: 'number', becomes: 'SQ00000084' },
    { field: 'fulfillment', becomes: '' },
  ];
  const slot = chance.whole(0, Math.max(0, slots - 1));
  return { do: 'edited row', slot, number: chance.whole(0, 3), edit: chance.pick(edits) };
}

/** The connection cannot be used for a while, in which people go on working. */
export function unusableSteps(making: Making): readonly Step[] {
  const { chance } = making;
  const slip = chance.pick<Slip>(['second connection', 'no start date', 'mistyped secret', 'inactive']);
  const broken: Step = { do: 'unusable connection', slip };
  const between = Array.from({ length: chance.whole(0, 3) }, () => ordinaryStep(making));
  const wait: Step = { do: 'wait', seconds: chance.pick([600, 3600, 6 * 3600, 30 * 3600]) };
  // The other slips are noticed by the next run and the next fulfillment, this one before the next request.
  const first = slip === 'inactive' && chance.is(0.4) ? actDuringSending(chance, broken) : broken;
  return [first, ...between, wait, { do: 'unusable connection', slip: null }];
}

function actDuringSending(chance: Chance, step: Step): Step {
  const at = { script: 'send_mr', kind: 'any', what: '', when: 'any', skip: chance.whole(0, 40) } as const;
  return { do: 'trap', at, effect: { kind: 'act', step } };
}
