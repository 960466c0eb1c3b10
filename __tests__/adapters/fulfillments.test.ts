/** What a look-up that fails means for the reading of a fulfillment, over the emulated account. */

import type { FulfillmentReading, Fulfillments } from '../../src/TypeScript/aftership/app/ports';
import { OPT_OUT } from '../../src/TypeScript/aftership/adapters/ids';
import { aConnection } from '../fixtures';
import { aShippedFulfillment, makeWorld, type World, type WorldOptions } from '../scripts/world';

function aWorld(options: WorldOptions = {}): { readonly world: World; readonly id: number } {
  const world = makeWorld(options);
  return { world, id: world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world)) };
}

/** The first so many look-ups fail with an error of this name. */
function failLookUps({ account }: World, name: string, which: (call: number) => boolean): void {
  let calls = 0;
  account.onBoundary(({ kind, what, when }) => {
    if (kind !== 'call' || when !== 'before' || !what.includes('lookupFields')) return;
    calls += 1;
    if (which(calls)) throw Object.assign(new Error('no answer'), { name });
  });
}

function read({ account }: World, id: number, promisedDateField: string | null = null): FulfillmentReading {
  return account.withModules(
    (require) => {
      const { fulfillments } = require('/SuiteScripts/aftership/adapters/fulfillments') as {
        readonly fulfillments: Fulfillments;
      };
      return fulfillments.read(id, aConnection({ promisedDateField }));
    },
    { user: 'system', role: 'administrator', scriptType: 'MapReduceScript' },
  );
}

describe('reading a fulfillment', () => {
  it.each([
    ['SSS_SEARCH_TIMEOUT', 'the order', 1],
    ['UNEXPECTED_ERROR', 'the customer', 2],
  ])('is not half done when %s meets the look-up of %s: it comes again', (name, _which, at) => {
    const { world, id } = aWorld();
    world.account.edit(world.clerk, 'customer', world.customer, { fields: { [OPT_OUT.customer]: true } });
    failLookUps(world, name, (call) => call === at);

    expect(read(world, id)).toEqual({ kind: 'unreadable', detail: `${name}: no answer` });

    world.account.onBoundary(null);
    expect(read(world, id)).toMatchObject({
      kind: 'found',
      missing: [],
      fulfillment: { customer: { isOptedOut: true } },
    });
  });

  it.each([
    ['nothing', {}, null],
    ['RCRD_DSNT_EXIST', { lookupOfMissing: 'error' }, null],
    ['an error of an unknown name', {}, 'SOME_ERROR'],
  ] as const)('tells an order that is gone when its look-up gives %s', (_what, dials, name) => {
    const { world, id } = aWorld({ dials });
    world.account.remove(world.admin, 'salesorder', world.order);
    if (name !== null) failLookUps(world, name, (call) => call === 1);

    expect(read(world, id)).toMatchObject({
      kind: 'found',
      missing: [`transaction ${world.order}, which it was made from`],
      fulfillment: { order: { kind: 'unknown' } },
    });
  });

  it('does without a promised date that orders do not have, and only without that', () => {
    const { world, id } = aWorld();

    expect(read(world, id, 'custbody_not_there')).toMatchObject({
      kind: 'found',
      missing: [],
      fulfillment: { order: { kind: 'salesorder', number: 'SO50', promisedOn: null } },
    });
  });
});
