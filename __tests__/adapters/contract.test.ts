/**
 * The ports in memory, over which `npm run preview` and the app's tests run, and the adapters over the emulated account:
 * one contract, two implementations.
 */

import type { EmulatedAccount } from '../../packages/emulator/netsuite';
import { PACKAGE } from '../../src/TypeScript/aftership/adapters/ids';
import type { Events, Ledger, LedgerIndex } from '../../src/TypeScript/aftership/app/ports';
import type { NewEvent } from '../../src/TypeScript/aftership/core/event';
import type { Reason, State } from '../../src/TypeScript/aftership/core/ledger/reasons';
import type { LedgerRow, RowChange, RowContent } from '../../src/TypeScript/aftership/core/ledger/row';
import { newContent } from '../../src/TypeScript/aftership/core/ledger/transitions';
import { memoryWorld } from '../../tools/shared/memory_ports';
import { aConnection, idOf, NOW, UPS_NUMBER, UPS_NUMBER_2 } from '../fixtures';
import { makeWorld } from '../scripts/world';

interface Ports {
  readonly events: Events;
  readonly ledger: Ledger;
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
      const { events } = load<{ events: (account: string) => Events }>('events');
      const { ledger } = load<{ ledger: (account: string) => Ledger }>('ledger');
      test({ events: events('1234567'), ledger: ledger('1234567') });
    },
    { user: 'system', role: 'administrator', scriptType: 'MapReduceScript' },
  );
};

describe.each([
  ['in memory', inMemory],
  ['over the emulated account', overTheEmulator],
] as const)('the ports %s', (_name, run) => {
  const event = (fulfillmentId: number, changes: Partial<NewEvent> = {}): NewEvent => ({
    fulfillmentId,
    dueAt: NOW,
    priority: 'check',
    origin: 'test',
    ...changes,
  });

  it('give due events by priority, the longest waiting first', () => {
    run(({ events }) => {
      events.add(event(1, { dueAt: NOW - 5, priority: 'past' }));
      events.add(event(2, { dueAt: NOW - 1 }));
      events.add(event(3, { dueAt: NOW - 2, needsSystemRun: true }));
      events.add(event(4, { dueAt: NOW + 1 }));
      events.add(event(5, { priority: 'script' }));
      events.add(event(6, { priority: 'person' }));

      const due = events.findDue(NOW, 10, { includeSystemOnly: true });

      expect(due.map(({ fulfillmentId, priority }) => [fulfillmentId, priority])).toEqual([
        [6, 'person'],
        [5, 'script'],
        [3, 'check'],
        [2, 'check'],
        [1, 'past'],
      ]);
      expect(due.map(({ attempts }) => attempts)).toEqual([0, 0, 0, 0, 0]);
      expect(events.findDue(NOW, 1, { includeSystemOnly: true })).toHaveLength(1);
      expect(events.findDue(NOW, 10, { includeSystemOnly: false }).map(({ fulfillmentId }) => fulfillmentId)).toEqual([
        6, 5, 2, 1,
      ]);
    });
  });

  it('put events back with time, attempts and for whom, and acknowledge them', () => {
    run(({ events }) => {
      events.add(event(1));
      const [first] = events.findByFulfillment([1]);
      events.putBack(first?.id ?? 0, {
        dueAt: NOW + 60,
        attempts: 3,
        reason: 'why',
        needsSystemRun: true,
        unreadable: false,
      });

      expect(events.findDue(NOW, 10, { includeSystemOnly: true })).toEqual([]);
      expect(events.findDue(NOW + 60, 10, { includeSystemOnly: false })).toEqual([]);
      expect(events.findDue(NOW + 60, 10, { includeSystemOnly: true })).toMatchObject([
        { fulfillmentId: 1, attempts: 3 },
      ]);
      expect(events.hasDue(NOW + 60, { includeSystemOnly: false })).toBe(false);
      expect(events.hasDue(NOW + 60, { includeSystemOnly: true })).toBe(true);
      expect([events.hasDueForSystem(NOW + 59), events.hasDueForSystem(NOW + 60)]).toEqual([false, true]);

      events.acknowledge(first?.id ?? 0);
      expect(events.findByFulfillment([1])).toEqual([]);
      expect(events.findByFulfillment([])).toEqual([]);
    });
  });

  it('tell that only the System user may settle something, but not for a backfill or what anybody may', () => {
    run(({ events }) => {
      events.add(event(1));
      events.add(event(2, { priority: 'past' }));
      const [ofBackfill] = events.findByFulfillment([2]);
      events.putBack(ofBackfill?.id ?? 0, {
        dueAt: NOW,
        attempts: 0,
        reason: 'why',
        needsSystemRun: true,
        unreadable: false,
      });

      expect(events.hasDueForSystem(NOW)).toBe(false);
    });
  });

  const ours = { at: 'ours', id: idOf() } as const;
  const inStep = (changes: RowChange = {}) => newContent({ holding: ours, reason: 'in_step', madeAt: NOW, ...changes });

  it('note on an event what is about to be created, and say when the event is gone', () => {
    run(({ events }) => {
      events.add({ ...event(1), inFlight: 'first' });
      const [one] = events.findByFulfillment([1]);
      expect(one?.inFlight).toBe('first');

      expect(events.markInFlight(one?.id ?? 0, `${UPS_NUMBER}|1||\n${UPS_NUMBER_2}|2|7|T`)).toBe(true);
      expect(events.findByFulfillment([1])[0]?.inFlight.split(/\r?\n/)).toEqual([
        `${UPS_NUMBER}|1||`,
        `${UPS_NUMBER_2}|2|7|T`,
      ]);
      expect(events.findDue(NOW, 10, { includeSystemOnly: true })[0]?.inFlight).toContain(UPS_NUMBER);
      events.putBack(one?.id ?? 0, {
        dueAt: NOW,
        attempts: 1,
        reason: 'why',
        needsSystemRun: false,
        unreadable: false,
      });
      expect(events.findByFulfillment([1])[0]?.inFlight).toContain(UPS_NUMBER);

      expect(events.markInFlight(one?.id ?? 0, '')).toBe(true);
      expect(events.findByFulfillment([1])[0]?.inFlight).toBe('');
      events.acknowledge(one?.id ?? 0);
      expect(events.markInFlight(one?.id ?? 0, 'late')).toBe(false);
    });
  });

  it('keep a row as it was written, and change only what a patch names', () => {
    run(({ ledger }) => {
      const content = newContent({
        holding: ours,
        reason: 'carrier_unknown',
        params: { notes: 'Text.', minutes: 60 },
        dueAt: NOW + 1,
        slug: 'ups',
        slugAsked: 'fedex',
        fingerprint: 'u',
        contentAt: NOW - 2,
        hasContact: true,
        madeAt: NOW,
        removalAskedAt: NOW + 2,
        answerCode: 201,
        traceId: 't',
        lookedAt: NOW - 1,
        failedAt: NOW - 3,
        history: 'line',
        backfill: 7,
        withoutContact: true,
      });
      const id = ledger.add(1, UPS_NUMBER, content, '2026-11-21');

      const [row] = ledger.findFor(1, []).own;
      expect(row).toEqual({
        ...content,
        id,
        fulfillmentId: 1,
        number: UPS_NUMBER,
        shippedOn: '2026-11-21',
        retryRequested: false,
      });

      const gone = { holding: { at: 'nothing', generation: 2 }, reason: 'removed', params: {}, dueAt: null } as const;
      ledger.change(id, { ...gone, traceId: null });
      expect(ledger.findFor(1, []).own).toEqual([{ ...row, ...gone, traceId: null }]);
    });
  });

  it.each<[string, RowChange]>([
    ['nothing', { holding: { at: 'nothing', generation: 3 }, reason: 'vanished' }],
    ['create unknown', { holding: { at: 'create unknown', id: `${ours.id}-2` }, reason: 'unanswered', dueAt: NOW }],
    ['ours', { holding: ours, reason: 'in_step', madeAt: NOW }],
    ['remove unknown', { holding: { at: 'remove unknown', id: ours.id }, reason: 'removal_unanswered', madeAt: NOW }],
    ['foreign', { holding: { at: 'foreign', id: 'abc', generation: 2 }, reason: 'in_step', madeAt: NOW }],
  ])('give back what AfterShip has: %s', (_at, change) => {
    run(({ ledger }) => {
      ledger.add(1, UPS_NUMBER, newContent(change), null);

      expect(ledger.findFor(1, []).own[0]?.holding).toEqual(change.holding);
    });
  });

  it('give a fulfillment its own rows, and those of others with its numbers', () => {
    run(({ ledger }) => {
      ledger.add(1, UPS_NUMBER, inStep(), null);
      ledger.add(2, UPS_NUMBER, inStep({ reason: 'contact_kept' }), null);
      ledger.add(2, UPS_NUMBER_2, newContent({ reason: 'too_old' }), null);

      const { own, others } = ledger.findFor(1, [UPS_NUMBER]);

      expect(own.map((row) => row.number)).toEqual([UPS_NUMBER]);
      expect(others.map((row) => [row.fulfillmentId, row.number, row.reason])).toEqual([
        [2, UPS_NUMBER, 'contact_kept'],
      ]);
    });
  });

  it('find the rows of more numbers than one search takes', () => {
    run(({ ledger }) => {
      const numbers = Array.from({ length: 120 }, (_, index) => `PARCEL-${index}`);
      ledger.add(2, 'PARCEL-119', inStep(), null);

      expect(ledger.findFor(1, numbers).others).toHaveLength(1);
    });
  });

  it('keep one row a package when it is added twice', () => {
    run(({ ledger }) => {
      const first = ledger.add(1, UPS_NUMBER, newContent({ reason: 'too_old' }), null);
      const second = ledger.add(1, UPS_NUMBER, inStep(), null);

      expect(second).toBe(first);
      expect(ledger.findFor(1, []).own).toMatchObject([{ id: first, holding: ours, reason: 'in_step' }]);
    });
  });

  it('find who owns a tracking, and count the removals that were asked for', () => {
    run(({ ledger }) => {
      ledger.add(1, UPS_NUMBER, inStep(), null);
      ledger.add(2, UPS_NUMBER, inStep({ reason: 'number_gone', dueAt: NOW }), null);
      const gone = { holding: { at: 'nothing', generation: 2 }, reason: 'removed', removalAskedAt: NOW } as const;
      ledger.add(3, UPS_NUMBER, newContent(gone), null);

      expect(ledger.findOwners(ours.id).map((row) => row.fulfillmentId)).toEqual([1]);
      expect(ledger.countRemovalsSince(NOW)).toBe(1);
      expect(ledger.countRemovalsSince(NOW + 1)).toBe(0);
    });
  });

  it('count the fulfillments whose attempts failed lately', () => {
    run(({ ledger }) => {
      ledger.add(1, UPS_NUMBER, inStep({ failedAt: NOW }), null);
      ledger.add(1, UPS_NUMBER_2, inStep({ failedAt: NOW }), null);
      ledger.add(2, UPS_NUMBER, inStep({ failedAt: NOW - 1 }), null);
      ledger.add(3, UPS_NUMBER, inStep(), null);

      expect([NOW - 1, NOW, NOW + 1].map((since) => ledger.countFailingFulfillments(since))).toEqual([2, 1, 0]);
    });
  });

  it('find the fulfillments with something to do, those that are due longest first', () => {
    run(({ ledger }) => {
      const due = (reason: Reason, dueAt: number | null) => newContent({ holding: ours, reason, dueAt, madeAt: NOW });
      ledger.add(1, UPS_NUMBER, newContent({ reason: 'preview_create', dueAt: NOW - 1 }), null);
      ledger.add(2, UPS_NUMBER, due('number_gone', NOW), null);
      ledger.add(3, UPS_NUMBER, due('number_gone', NOW + 1), null);
      ledger.add(4, UPS_NUMBER, due('brake', null), null);
      ledger.add(5, UPS_NUMBER, inStep(), null);
      ledger.add(6, UPS_NUMBER, newContent({ reason: 'preview_create_email', dueAt: NOW - 2 }), null);

      expect(ledger.findWaiting(NOW, { isOn: true, start: 0, limit: 10 }).fulfillmentIds).toEqual([6, 1, 2]);
      expect(ledger.findWaiting(NOW, { isOn: false, start: 0, limit: 10 }).fulfillmentIds).toEqual([]);
      expect(ledger.findWaiting(NOW, { isOn: true, start: 0, limit: 1 }).fulfillmentIds).toEqual([6]);
    });
  });
});

/** The adapter over an account, with the account to look into. */
function inAccount(account: EmulatedAccount, test: (ledger: Ledger) => void): void {
  account.withModules(
    (require) => {
      const { ledger } = require('/SuiteScripts/aftership/adapters/ledger') as { ledger: (account: string) => Ledger };
      test(ledger('1234567'));
    },
    { user: 'system', role: 'administrator', scriptType: 'MapReduceScript' },
  );
}

describe('the ledger over the emulated account', () => {
  const id = idOf();
  const content = newContent({ holding: { at: 'ours', id }, reason: 'in_step', madeAt: NOW });

  it.each([
    ['accepted', 'allowed'],
    ['refused', 'allowed'],
    ['refused', 'refused'],
  ] as const)('has one row a package where a second external id is %s and setting one is %s', (second, setting) => {
    const { account } = makeWorld({ dials: { duplicateExternalId: second, setExternalId: setting } });
    inAccount(account, (ledger) => {
      ledger.add(1, UPS_NUMBER, newContent({ reason: 'too_old' }), null);
      ledger.add(1, UPS_NUMBER, content, null);

      expect(ledger.findFor(1, []).own).toMatchObject([{ reason: 'in_step', madeAt: NOW }]);
      expect(ledger.findFor(1, []).own).toHaveLength(1);
    });
    expect(account.all(PACKAGE.type)).toHaveLength(1);
  });

  it('puts two rows of one package together: the older one takes over all that the newer one knows', () => {
    const { account } = makeWorld();
    const known: RowContent = {
      ...content,
      reason: 'carrier_unknown',
      params: { notes: 'Text.' },
      slug: 'ups',
      slugAsked: 'fedex',
      evidence: 'n:ups',
      fingerprint: 'f',
      sentFields: ['title'],
      contentAt: NOW - 2,
      hasContact: true,
      removalAskedAt: NOW - 9,
      answerCode: 201,
      traceId: 't',
      lookedAt: NOW - 1,
      failedAt: NOW - 3,
      history: 'line',
      backfill: 7,
      withoutContact: true,
    };
    // A person ticked the older row, which knows nothing of AfterShip.
    const older = account.seed(PACKAGE.type, {
      fields: {
        [PACKAGE.account]: '1234567',
        [PACKAGE.fulfillment]: 1,
        [PACKAGE.number]: UPS_NUMBER,
        [PACKAGE.reason]: 'refused',
        [PACKAGE.params]: '{"said":"no"}',
        [PACKAGE.holding]: 'nothing',
        [PACKAGE.generation]: 1,
        [PACKAGE.retry]: true,
      },
    });
    inAccount(account, (ledger) => void ledger.add(2, UPS_NUMBER, known, '2026-11-21'));
    const [, newer] = account.all(PACKAGE.type);
    account.inlineEdit({ user: 'system', context: 'SCHEDULED' }, PACKAGE.type, newer?.id ?? 0, {
      [PACKAGE.fulfillment]: 1,
    });

    inAccount(account, (ledger) => {
      const merged = { ...known, id: older, fulfillmentId: 1, number: UPS_NUMBER, retryRequested: true };
      expect(ledger.findFor(1, []).own).toEqual([{ ...merged, shippedOn: '2026-11-21' }]);
      expect(ledger.findFor(1, []).own).toMatchObject([merged]);
    });
    expect(account.all(PACKAGE.type).map(({ id: left }) => left)).toEqual([older]);
  });

  it('puts two rows of one package together without loss when the older one knows of AfterShip itself', () => {
    const { account } = makeWorld();
    inAccount(account, (ledger) => {
      ledger.add(1, UPS_NUMBER, { ...content, slug: 'ups' }, null);
      ledger.add(2, UPS_NUMBER, newContent({ reason: 'again', dueAt: NOW }), null);
    });
    const [older, newer] = account.all(PACKAGE.type);
    account.inlineEdit({ user: 'system', context: 'SCHEDULED' }, PACKAGE.type, newer?.id ?? 0, {
      [PACKAGE.fulfillment]: 1,
    });

    inAccount(account, (ledger) =>
      expect(ledger.findFor(1, []).own).toMatchObject([{ id: older?.id, reason: 'in_step', slug: 'ups' }]),
    );
    expect(account.all(PACKAGE.type)).toHaveLength(1);
  });

  it.each<[State, boolean]>([
    ['Ready (Preview)', true],
    ['Confirming', false],
    ['In AfterShip', true],
    ['Already in AfterShip', true],
    ['Not sent (rule)', true],
    ['Waiting', false],
    ['Needs attention', true],
    ['Removal due', false],
    ['Removed', true],
    ['Kept in AfterShip', true],
  ])('has a row of state %s purged when it is old: %s', (state, isPurged) => {
    const { account } = makeWorld();
    const created = new Date((NOW - 60) * 1000);
    const fields = { created, [PACKAGE.account]: '1234567', [PACKAGE.state]: state, [PACKAGE.retry]: false };
    const old = account.seed(PACKAGE.type, { fields: { ...fields, [PACKAGE.lookedAt]: NOW - 1 } });
    account.seed(PACKAGE.type, { fields: { ...fields, [PACKAGE.lookedAt]: NOW } });
    account.seed(PACKAGE.type, { fields: { ...fields, [PACKAGE.lookedAt]: NOW - 1, [PACKAGE.retry]: true } });

    account.withModules(
      (require) => {
        const { ledgerIndex } = require('/SuiteScripts/aftership/adapters/ledger_index') as {
          ledgerIndex: (account: string) => LedgerIndex;
        };
        expect(ledgerIndex('1234567').findAged(NOW, 0, 10).found).toEqual(isPurged ? [old] : []);
      },
      { user: 'system', role: 'administrator', scriptType: 'MapReduceScript' },
    );
  });

  it('has the state in words for people, and no sentence', () => {
    const { account } = makeWorld();
    inAccount(account, (ledger) => {
      ledger.add(1, UPS_NUMBER, { ...content, params: { notes: 'The title was cut.' } }, null);
    });

    const [row] = account.all(PACKAGE.type);
    expect(row?.fields).toMatchObject({
      [PACKAGE.state]: 'In AfterShip',
      [PACKAGE.reason]: 'in_step',
      [PACKAGE.params]: '{"notes":"The title was cut."}',
      [PACKAGE.holding]: 'ours',
      [PACKAGE.trackingId]: id,
    });
    expect(row?.fields).not.toHaveProperty('custrecord_aftership_pk_message');
  });

  it.each<[string, Readonly<Record<string, string>>, Partial<LedgerRow>]>([
    ['a reason that does not go with what AfterShip has', { reason: 'vanished' }, { reason: 'in_step' }],
    ['a reason that no script writes', { reason: 'so what' }, { reason: 'in_step' }],
    [
      'a place that no script writes',
      { holding: 'here' },
      { holding: { at: 'create unknown', id }, reason: 'unanswered' },
    ],
    ['no id', { trackingId: '' }, { holding: { at: 'create unknown', id }, reason: 'unanswered' }],
    [
      'no id, in the second generation',
      { trackingId: '', generation: '2' },
      { holding: { at: 'create unknown', id: idOf(UPS_NUMBER, 2) } },
    ],
    ['no tracking, but an id', { holding: 'nothing' }, { holding: { at: 'create unknown', id } }],
    ['another number, whose tracking this is not', { number: UPS_NUMBER_2 }, { holding: { at: 'create unknown', id } }],
  ])('does not believe a locked field that somebody edited: %s', (_what, edits, expected) => {
    const { account } = makeWorld();
    inAccount(
      account,
      (ledger) => void ledger.add(1, UPS_NUMBER, { ...content, fingerprint: 'f', lookedAt: NOW }, null),
    );
    const ids = new Map<string, string>(Object.entries(PACKAGE));
    const fields = Object.entries(edits).map(([name, value]) => [ids.get(name) ?? name, value] as const);
    const [row] = account.all(PACKAGE.type);
    account.inlineEdit(
      { user: 'system', context: 'SCHEDULED' },
      PACKAGE.type,
      row?.id ?? 0,
      Object.fromEntries(fields),
    );

    inAccount(account, (ledger) => {
      // The next look asks again: nothing is known of the content, and no look covers it.
      expect(ledger.findFor(1, []).own).toMatchObject([{ ...expected, fingerprint: '', lookedAt: null, params: {} }]);
    });
  });

  it('reads the fulfillment of a row from the link to it, and from the number once NetSuite has emptied the link', () => {
    const { account } = makeWorld();
    const shipment = account.seed('itemfulfillment', { fields: { tranid: 'IF1' } });
    inAccount(account, (ledger) => void ledger.add(shipment, UPS_NUMBER, content, null));
    const [row] = account.all(PACKAGE.type);
    const edit = (fields: Readonly<Record<string, string | number>>): void =>
      account.inlineEdit({ user: 'system', context: 'SCHEDULED' }, PACKAGE.type, row?.id ?? 0, fields);

    edit({ [PACKAGE.fulfillment]: shipment + 7 });
    inAccount(account, (ledger) => {
      expect(ledger.findOwners(id)).toMatchObject([{ fulfillmentId: shipment }]);
      expect(ledger.findFor(shipment + 7, []).own).toEqual([]);
    });

    edit({ [PACKAGE.fulfillment]: shipment, [PACKAGE.transaction]: '' });
    inAccount(account, (ledger) => expect(ledger.findOwners(id)).toMatchObject([{ fulfillmentId: shipment }]));
  });

  it('goes on without values that are no JSON, and cuts those that a search would cut', () => {
    const { account } = makeWorld();
    const params = { said: 'x'.repeat(3000), minutes: 60 };
    inAccount(account, (ledger) => {
      ledger.add(1, UPS_NUMBER, { ...content, params }, null);
      const [read] = ledger.findFor(1, []).own;
      expect(read?.params['minutes']).toBe(60);
      expect(String(read?.params['said'])).toMatch(/^x{500,1200}…$/);
    });
    const [row] = account.all(PACKAGE.type);
    expect(String(row?.fields[PACKAGE.params]).length).toBeLessThanOrEqual(1200);
    for (const broken of ['{"said":', '[]', '7', '{"said":{"deep":1}}']) {
      const actor = { user: 'system', context: 'SCHEDULED' } as const;
      account.inlineEdit(actor, PACKAGE.type, row?.id ?? 0, { [PACKAGE.params]: broken });
      inAccount(account, (ledger) =>
        expect(ledger.findFor(1, []).own).toMatchObject([{ reason: 'in_step', params: {} }]),
      );
    }
  });
});
