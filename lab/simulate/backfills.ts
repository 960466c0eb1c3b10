/** Starts, steers and reads backfills as people do. */

import type { FieldValue } from '../../packages/emulator/netsuite';
import { BACKFILL } from '../../src/TypeScript/aftership/adapters/ids';
import type { BackfillTurn, Step } from './history';
import type { Side } from './life_state';
import type { TruthOfBackfill } from './truth';
import { actorOf, ADMIN, DAY_MS, dayOf, dayText } from './world';

/** Creates a backfill with the days, the mode and the state that the page writes. */
export function startBackfill(side: Side, step: Extract<Step, { do: 'backfill' }>): void {
  const { world } = side;
  const { account } = world;
  if (!side.hasConnection || side.mode === 'Off' || side.backfills.some((known) => !isOver(side, known))) return;
  const startedAt = account.now();
  const id = account.create(actorOf(world, ADMIN), BACKFILL.type, {
    fields: {
      [BACKFILL.account]: side.accountId,
      [BACKFILL.from]: dayOf(account, step.fromDaysAgo),
      [BACKFILL.to]: dayOf(account, step.toDaysAgo),
      [BACKFILL.contacts]: step.withContacts,
      [BACKFILL.expected]: 1,
      [BACKFILL.startedAt]: Math.floor(startedAt / 1000),
      [BACKFILL.state]: 'Running',
      [BACKFILL.mode]: side.mode,
      [BACKFILL.cursor]: 0,
      [BACKFILL.raised]: 0,
      [BACKFILL.complete]: false,
    },
  });
  const from = dayText(account, startedAt - step.fromDaysAgo * DAY_MS);
  const to = dayText(account, startedAt - step.toDaysAgo * DAY_MS);
  side.backfills.push({ id, from, to, withContacts: step.withContacts, startedAt, steeredInRunAt: null });
}

/** Steers a backfill. It does nothing when the page has no such button. */
export function steerBackfill(side: Side, to: BackfillTurn, isInRun: boolean): void {
  const { account } = side.world;
  const backfill = side.backfills.find((known) => !isOver(side, known));
  if (backfill === undefined) return;
  const { state, mode } = readBackfill(side, backfill);
  if (to === 'pause' ? state !== 'Running' : to === 'resume' && (state !== 'Paused' || side.mode === 'Off')) return;
  const fields: Record<string, FieldValue> = {
    pause: { [BACKFILL.state]: 'Paused', [BACKFILL.reason]: '' },
    resume: { [BACKFILL.state]: 'Running', [BACKFILL.reason]: '', ...(mode === side.mode ? {} : anew(side)) },
    cancel: { [BACKFILL.state]: 'Cancelled', [BACKFILL.endedAt]: Math.floor(account.now() / 1000) },
  }[to];
  if (isInRun) backfill.steeredInRunAt = account.now();
  account.edit(actorOf(side.world, ADMIN), BACKFILL.type, backfill.id, { fields });
}

/** Values that restart a backfill in the present mode. */
function anew({ mode }: Side): Record<string, FieldValue> {
  return {
    [BACKFILL.mode]: mode,
    [BACKFILL.cursor]: 0,
    [BACKFILL.raised]: 0,
    [BACKFILL.complete]: false,
  };
}

/** Reads a backfill as the page shows it. */
export function readBackfill(side: Side, { id }: TruthOfBackfill) {
  const fields = side.world.account.get(BACKFILL.type, id)?.fields ?? {};
  return {
    state: String(fields[BACKFILL.state]),
    mode: String(fields[BACKFILL.mode]),
  };
}

export function isOver(side: Side, backfill: TruthOfBackfill): boolean {
  return ['Done', 'Cancelled'].includes(readBackfill(side, backfill).state);
}
