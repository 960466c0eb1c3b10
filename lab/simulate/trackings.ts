/** Changes trackings as AfterShip, carriers, people at AfterShip and other systems do. */

import {
  addForeignTracking,
  correctCarrier,
  findByNumber,
  progress,
  removeByPerson,
  type StoredTracking,
} from '../../packages/emulator/aftership';
import { PACKAGE } from '../../src/TypeScript/aftership/adapters/ids';
import type { Step } from './history';
import { ledgerRowsOf } from './life';
import type { Life, Side } from './life_state';

export function atAfterShip(
  life: Life,
  side: Side,
  step: Extract<Step, { do: 'scan' | 'correct carrier' | 'person deletes tracking' }>,
): void {
  const truth = side.slots.get(step.slot);
  if (truth === undefined) return;
  const numbers = [...truth.numbers.keys()];
  const number = numbers[step.number % Math.max(1, numbers.length)];
  if (number === undefined) return;
  const { aftership, account } = side.world;
  const tracking: StoredTracking | undefined = findByNumber(aftership, number)[0];
  if (tracking === undefined) return;
  const nowMs = account.now();
  switch (step.do) {
    case 'scan':
      progress(aftership, tracking.id, step.tag, nowMs);
      return;
    case 'correct carrier':
      correctCarrier(aftership, tracking.id, step.slug, nowMs);
      return;
    case 'person deletes tracking': {
      const owners = ownersOf(side, tracking.id);
      const known = owners.includes(truth.id);
      life.deletedByPerson.set(tracking.id, { number, atMs: nowMs, wasKnown: known, owners });
      removeByPerson(aftership, tracking.id, nowMs);
      // The ledger does not know of a tracking whose create had no answer, so its id may be used again.
      if (known) life.usedIds.add(tracking.id);
      return;
    }
  }
}

/** Fulfillments whose rows name this tracking. */
function ownersOf(side: Side, trackingId: string): readonly number[] {
  return [...side.slots.values()]
    .map(({ id }) => id)
    .filter((id) =>
      ledgerRowsOf(side, id).some(
        ({ fields }) => fields[PACKAGE.trackingId] === trackingId && fields[PACKAGE.state] === 'In AfterShip',
      ),
    );
}

export function addForeign(life: Life, side: Side, step: Extract<Step, { do: 'foreign tracking' }>): void {
  const { aftership, account } = side.world;
  if (findByNumber(aftership, step.number).some((tracking) => tracking.slug === step.slug)) return;
  addForeignTracking(
    aftership,
    {
      trackingNumber: step.number,
      slug: step.slug,
      source: step.maker,
      ...(step.maker === 'other account'
        ? { id: `ns-9999999-${'0123456789ab'.repeat(2)}-${aftership.createdTotal + 2}` }
        : {}),
    },
    account.now(),
  );
  const makers = life.foreignNumbers.get(step.number) ?? new Set<string>();
  life.foreignNumbers.set(step.number, makers.add(step.maker));
}
