/** What only a run of the System user may settle, while clerks save without a pause. */

import { UPS_NUMBER } from '../fixtures';
import { aShippedFulfillment, ledger, makeWorld, outbox, settle, type World } from './world';

const QUARTER_MS = 15 * 60_000;

/**
 * One a minute, and around each start of a scheduled script one in every run, so that each of these finds an event left
 * when it ends: the rest of the time makes no difference and would only take long.
 */
function saveWithoutPause(world: World, minutes: number): void {
  let count = 0;
  const save = (): void => {
    count += 1;
    world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world, [`KX${100_000 + count}`]));
  };
  world.account.onBoundary(({ kind, when, entry }) => {
    const isAtStart = (world.account.now() + 65_000) % QUARTER_MS < 120_000;
    if (isAtStart && kind === 'http' && when === 'before' && entry === 'reduce') save();
  });
  for (let minute = 0; minute < minutes; minute += 1) {
    save();
    world.account.advance(60);
  }
  world.account.onBoundary(null);
}

it('what a clerk may not see is settled within half an hour although the deployment is never free by itself', () => {
  const world = makeWorld();
  const hidden = world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world, [UPS_NUMBER]));
  world.account.setHidden('itemfulfillment', hidden, true);

  saveWithoutPause(world, 31);

  expect(ledger(world).filter(({ fulfillment }) => fulfillment === hidden)).toMatchObject([{ state: 'In AfterShip' }]);
  settle(world, 16);
  expect(outbox(world)).toEqual([]);
});
