/**
 * The ports in memory, over which `npm run preview` and the app's tests run, and the adapters over the emulated account:
 * one contract, two implementations.
 */

import type { Shipments, Signals } from '../../src/TypeScript/aftership/app/ports';
import { newContent } from '../../src/TypeScript/aftership/core/plan/plan';
import { memoryWorld } from '../../tools/shared/memory_ports';
import { aConnection, NOW, UPS_NUMBER, UPS_NUMBER_2 } from '../fixtures';
import { makeWorld } from '../scripts/world';

interface Ports {
  readonly signals: Signals;
  readonly shipments: Shipments;
}

type Implementation = (test: (ports: Ports) => void) => void;

const inMemory: Implementation = (test) => {
  const world = memoryWorld({
    accountId: '1234567',
    isProduction: true,
    now: NOW,
    connection: aConnection(),
    answer: () => ({ kind: 'lost', error: 'NONE', detail: '' }),
  });
  test(world.ports);
};

const overTheEmulator: Implementation = (test) => {
  const { account } = makeWorld();
  account.withModules(
    (require) => {
      const load = <Module>(name: string): Module => require(`/SuiteScripts/aftership/adapters/${name}`) as Module;
      const { signals } = load<{ signals: (account: string) => Signals }>('signals');
      const { shipments } = load<{ shipments: (account: string) => Shipments }>('shipments');
      test({ signals: signals('1234567'), shipments: shipments('1234567') });
    },
    { user: 'system', role: 'administrator', scriptType: 'MapReduceScript' },
  );
};

describe.each([
  ['in memory', inMemory],
  ['over the emulated account', overTheEmulator],
] as const)('the ports %s', (_name, run) => {
  const signal = (fulfillmentId: number, changes: { dueAt?: number; backfill?: boolean; deleted?: boolean } = {}) => ({
    fulfillmentId,
    deleted: false,
    dueAt: NOW,
    backfill: false,
    origin: 'test',
    ...changes,
  });

  it('give due signals, live before backfill, the longest waiting first', () => {
    run(({ signals }) => {
      signals.add(signal(1, { dueAt: NOW - 5, backfill: true }));
      signals.add(signal(2, { dueAt: NOW - 1 }));
      signals.add(signal(3, { dueAt: NOW - 2, deleted: true }));
      signals.add(signal(4, { dueAt: NOW + 1 }));

      const due = signals.findDue(NOW, 10, { includeSystemOnly: true });

      expect(due.map(({ fulfillmentId, deleted, attempts }) => ({ fulfillmentId, deleted, attempts }))).toEqual([
        { fulfillmentId: 3, deleted: true, attempts: 0 },
        { fulfillmentId: 2, deleted: false, attempts: 0 },
        { fulfillmentId: 1, deleted: false, attempts: 0 },
      ]);
      expect(signals.findDue(NOW, 1, { includeSystemOnly: true })).toHaveLength(1);
    });
  });

  it('put signals back with time, attempts and for whom, and acknowledge them', () => {
    run(({ signals }) => {
      signals.add(signal(1));
      const [first] = signals.findByFulfillment([1]);
      signals.putBack(first?.id ?? 0, { dueAt: NOW + 60, attempts: 3, reason: 'why', needsSystemRun: true });

      expect(signals.findDue(NOW, 10, { includeSystemOnly: true })).toEqual([]);
      expect(signals.findDue(NOW + 60, 10, { includeSystemOnly: false })).toEqual([]);
      expect(signals.findDue(NOW + 60, 10, { includeSystemOnly: true })).toMatchObject([
        { fulfillmentId: 1, attempts: 3 },
      ]);
      expect(signals.hasDue(NOW + 60, { includeSystemOnly: false })).toBe(false);
      expect(signals.hasDue(NOW + 60, { includeSystemOnly: true })).toBe(true);
      expect([signals.hasDueForSystem(NOW + 59), signals.hasDueForSystem(NOW + 60)]).toEqual([false, true]);

      signals.acknowledge(first?.id ?? 0);
      expect(signals.findByFulfillment([1])).toEqual([]);
      expect(signals.findByFulfillment([])).toEqual([]);
    });
  });

  it('tell that only the System user may settle something, but not for a backfill or what anybody may', () => {
    run(({ signals }) => {
      signals.add(signal(1));
      signals.add(signal(2, { backfill: true }));
      const [ofBackfill] = signals.findByFulfillment([2]);
      signals.putBack(ofBackfill?.id ?? 0, { dueAt: NOW, attempts: 0, reason: 'why', needsSystemRun: true });

      expect(signals.hasDueForSystem(NOW)).toBe(false);
    });
  });

  it('keep a shipment as it was written, and change only what a patch names', () => {
    run(({ shipments }) => {
      const content = newContent({
        state: 'tracked',
        reason: 'carrier_unknown',
        message: 'Text.',
        trackingId: 'ns-1234567-1-0123456789ab',
        generation: 2,
        foreign: true,
        slug: 'ups',
        slugAsked: 'fedex',
        createPrint: 'c',
        updatePrint: 'u',
        sentAt: NOW,
        dueAt: NOW + 1,
        removedAt: NOW + 2,
        answerCode: 201,
        traceId: 't',
        hasContact: true,
        lookedAt: NOW - 1,
        alongside: [UPS_NUMBER_2, 'ABCD'],
      });
      const id = shipments.add(1, UPS_NUMBER, content, '2026-11-21');

      const [row] = shipments.findFor(1, []).own;
      expect(row).toEqual({
        ...content,
        id,
        fulfillmentId: 1,
        number: UPS_NUMBER,
        shippedOn: '2026-11-21',
        retryRequested: false,
      });

      shipments.change(id, { state: 'removed', dueAt: null, alongside: [], message: '' });
      expect(shipments.findFor(1, []).own).toEqual([
        { ...row, state: 'removed', dueAt: null, alongside: [], message: '' },
      ]);
    });
  });

  it('give a fulfillment its own rows, and those of others with its numbers', () => {
    run(({ shipments }) => {
      shipments.add(1, UPS_NUMBER, newContent({ state: 'tracked' }), null);
      shipments.add(2, UPS_NUMBER, newContent({ state: 'linked' }), null);
      shipments.add(2, UPS_NUMBER_2, newContent({ state: 'held' }), null);

      const { own, others } = shipments.findFor(1, [UPS_NUMBER]);

      expect(own.map((row) => row.number)).toEqual([UPS_NUMBER]);
      expect(others.map((row) => [row.fulfillmentId, row.number, row.state])).toEqual([[2, UPS_NUMBER, 'linked']]);
    });
  });

  it('find the rows of more numbers than one search takes', () => {
    run(({ shipments }) => {
      const numbers = Array.from({ length: 120 }, (_, index) => `PARCEL-${index}`);
      shipments.add(2, 'PARCEL-119', newContent({ state: 'tracked' }), null);

      expect(shipments.findFor(1, numbers).others).toHaveLength(1);
    });
  });

  it('keep one row a package when it is added twice', () => {
    run(({ shipments }) => {
      const first = shipments.add(1, UPS_NUMBER, newContent({ state: 'in doubt' }), null);
      const second = shipments.add(1, UPS_NUMBER, newContent({ state: 'tracked', sentAt: NOW }), null);

      expect(second).toBe(first);
      expect(shipments.findFor(1, []).own).toMatchObject([{ id: first, state: 'tracked' }]);
    });
  });

  it('find who has a tracking, and count what was removed', () => {
    run(({ shipments }) => {
      const trackingId = 'ns-1234567-1-0123456789ab';
      shipments.add(1, UPS_NUMBER, newContent({ state: 'tracked', trackingId }), null);
      shipments.add(
        2,
        UPS_NUMBER,
        newContent({ state: 'removed', trackingId, reason: 'number_gone', removedAt: NOW }),
        null,
      );

      expect(shipments.findOwners(trackingId).map((row) => row.fulfillmentId)).toEqual([1]);
      expect(shipments.countRemovedSince(NOW)).toBe(1);
      expect(shipments.countRemovedSince(NOW + 1)).toBe(0);
    });
  });

  it('find the fulfillments with something to do', () => {
    run(({ shipments }) => {
      const due = { state: 'removal due', reason: 'number_gone', dueAt: NOW } as const;
      shipments.add(1, UPS_NUMBER, newContent({ state: 'would send', reason: 'preview' }), null);
      shipments.add(2, UPS_NUMBER, newContent(due), null);
      shipments.add(3, UPS_NUMBER, newContent({ ...due, dueAt: NOW + 1 }), null);
      shipments.add(4, UPS_NUMBER, newContent({ ...due, reason: 'brake' }), null);
      shipments.add(5, UPS_NUMBER, newContent({ state: 'tracked' }), null);
      shipments.add(6, UPS_NUMBER, newContent({ state: 'would send', reason: 'preview_email' }), null);

      expect(shipments.findWaiting(NOW, 10, { isOn: true })).toEqual([1, 2, 6]);
      expect(shipments.findWaiting(NOW, 10, { isOn: false })).toEqual([]);
      expect(shipments.findWaiting(NOW, 1, { isOn: true })).toHaveLength(1);
    });
  });
});

describe('the ledger over the emulated account', () => {
  it.each([
    ['accepted', 'allowed'],
    ['refused', 'allowed'],
    ['refused', 'refused'],
  ] as const)('has one row a package where a second external id is %s and setting one is %s', (second, setting) => {
    const { account } = makeWorld({ dials: { duplicateExternalId: second, setExternalId: setting } });
    account.withModules(
      (require) => {
        const { shipments } = require('/SuiteScripts/aftership/adapters/shipments') as {
          shipments: (account: string) => Shipments;
        };
        const ledger = shipments('1234567');
        ledger.add(1, UPS_NUMBER, newContent({ state: 'in doubt' }), null);
        ledger.add(1, UPS_NUMBER, newContent({ state: 'tracked', sentAt: NOW }), null);

        expect(ledger.findFor(1, []).own).toMatchObject([{ state: 'tracked', sentAt: NOW }]);
        expect(ledger.findFor(1, []).own).toHaveLength(1);
      },
      { user: 'system', role: 'administrator', scriptType: 'MapReduceScript' },
    );
    expect(account.all('customrecord_aftership_shipment')).toHaveLength(1);
  });
});
