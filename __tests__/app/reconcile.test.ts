import { reconcile } from '../../src/TypeScript/aftership/app/delivery/reconcile';
import type { Connection } from '../../src/TypeScript/aftership/core/connection';
import { readHistory } from '../../src/TypeScript/aftership/core/ledger/history';
import type { Shipment, ShipmentContent } from '../../src/TypeScript/aftership/core/ledger/shipment';
import type { Fulfillment } from '../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { newContent } from '../../src/TypeScript/aftership/core/plan/plan';
import { memoryWorld, type MemoryWorld } from '../../tools/shared/memory_ports';
import { aConnection, aCustomer, aFulfillment, NOW, UPS_NUMBER, UPS_NUMBER_2, USPS_NUMBER } from '../fixtures';
import {
  created,
  found,
  garbage,
  listed,
  lost,
  play,
  rateLimited,
  refused,
  withheld,
  type Script,
} from './scripted_aftership';

const OWN_ID = /^ns-1234567-100-[0-9a-f]{12}$/;

interface Setup {
  readonly scripts?: readonly Script[];
  readonly connection?: Partial<Connection>;
  readonly fulfillment?: Fulfillment | null;
  readonly rows?: readonly (Partial<ShipmentContent> & { readonly number?: string; readonly fulfillmentId?: number })[];
  readonly deleted?: boolean;
  readonly isProduction?: boolean;
}

function world(setup: Setup = {}): MemoryWorld {
  const made = memoryWorld({
    accountId: '1234567',
    isProduction: setup.isProduction ?? true,
    now: NOW,
    connection: aConnection(setup.connection),
    answer: play(setup.scripts ?? []),
  });
  if (setup.fulfillment !== null) made.fulfillments.set(100, setup.fulfillment ?? aFulfillment());
  for (const { number = UPS_NUMBER, fulfillmentId = 100, ...content } of setup.rows ?? []) {
    made.ports.shipments.add(fulfillmentId, number, newContent(content), '2026-11-21');
  }
  signal(made, setup.deleted);
  return made;
}

function signal(made: MemoryWorld, deleted = false): void {
  made.ports.signals.add({ fulfillmentId: 100, deleted, dueAt: NOW, backfill: false, origin: 'test' });
}

function tick(made: MemoryWorld): void {
  const known = row(made);
  if (known !== undefined) made.rows.set(known.id, { ...known, retryRequested: true });
}

function run(made: MemoryWorld, options?: { readonly asSystem?: boolean }): string {
  return reconcile(made.taskFor(100, options), made.ports).end;
}

const rowsOf = (made: MemoryWorld): readonly Shipment[] => [...made.rows.values()];
const row = (made: MemoryWorld, number = UPS_NUMBER): Shipment | undefined =>
  rowsOf(made).find((candidate) => candidate.number === number && candidate.fulfillmentId === 100);
const requests = (made: MemoryWorld): string[] =>
  made.requests.map(({ method, path }) => `${method} ${path.replace(/ns-1234567-100-[0-9a-f]{12}/, 'OWN')}`);

describe('reconcile of a new fulfillment', () => {
  it('creates the tracking, remembers it and acknowledges the signal', () => {
    const made = world({ scripts: [created()] });

    expect(run(made)).toBe('done');

    expect(requests(made)).toEqual(['POST /trackings']);
    expect(row(made)).toMatchObject({
      state: 'tracked',
      trackingId: expect.stringMatching(OWN_ID),
      slug: 'ups',
      sentAt: NOW,
      answerCode: 201,
      traceId: 'trace-1',
    });
    expect(made.signals.size).toBe(0);
  });

  it('does nothing the second time', () => {
    const made = world({ scripts: [created()] });
    run(made);
    signal(made);

    expect(run(made)).toBe('done');
    expect(made.requests).toHaveLength(1);
  });

  it('has the intent in the ledger before the call, for every package of it', () => {
    const seen: unknown[] = [];
    const spy: Script = (request) => {
      seen.push(rowsOf(made).map(({ number, state, alongside }) => ({ number, state, alongside })));
      return created()(request);
    };
    const made = world({ fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]), scripts: [spy, spy] });

    run(made);

    expect(seen[0]).toEqual([{ number: UPS_NUMBER, state: 'in doubt', alongside: [USPS_NUMBER] }]);
    expect(seen[1]).toEqual([{ number: UPS_NUMBER, state: 'tracked', alongside: [USPS_NUMBER] }]);
    expect(rowsOf(made).map((one) => one.state)).toEqual(['tracked', 'tracked']);
  });

  it('lists a tracking whose carrier AfterShip does not know', () => {
    const made = world({ scripts: [created({ slug: 'unrecognized' })] });

    run(made);

    expect(row(made)).toMatchObject({ state: 'tracked', reason: 'carrier_unknown' });
    expect(row(made)?.message).toContain('Map the ship method');
  });

  it('sends no contact while the switches are off, and none outside production whatever they say', () => {
    const switches = { sendName: true, sendEmail: true, sendPhone: true };
    for (const [isProduction, connection, hasContact] of [
      [true, {}, false],
      [true, switches, true],
      [false, switches, false],
    ] as const) {
      const made = world({ scripts: [created()], connection, isProduction });

      run(made);

      expect(/example\.com|Ada|5005550006/.test(made.requests[0]?.body ?? '')).toBe(hasContact);
      expect(row(made)?.hasContact).toBe(hasContact);
    }
  });
});

describe('reconcile in Preview', () => {
  it('says what it would do and calls nothing', () => {
    const made = world({ connection: { mode: 'preview' } });

    expect(run(made)).toBe('done');

    expect(made.requests).toEqual([]);
    expect(row(made)).toMatchObject({ state: 'would send', trackingId: null, sentAt: null });
    expect(row(made)?.message).toBe('Preview: would create a tracking (carrier: ups, without contact details).');
    expect(made.signals.size).toBe(0);
  });

  it('sends what Preview left behind once the connection is on', () => {
    const made = world({ connection: { mode: 'preview' }, scripts: [created()] });
    run(made);
    made.settings.connection = aConnection({ mode: 'on' });
    signal(made);

    run(made);

    expect(row(made)?.state).toBe('tracked');
    expect(rowsOf(made)).toHaveLength(1);
  });

  it('does not touch what was sent before the connection went back to Preview', () => {
    const made = world({
      connection: { mode: 'preview' },
      rows: [{ state: 'tracked', trackingId: 'ns-1234567-100-abc', sentAt: NOW }],
    });

    run(made);

    expect(row(made)).toMatchObject({ state: 'tracked', message: expect.stringContaining('would update') });
  });
});

describe('reconcile and the connection', () => {
  it.each([
    ['mode Off', { mode: 'off' }, 'discarded', 0],
    ['a stop by a person', { stoppedByPerson: true, stopReason: 'holidays' }, 'stopped', 1],
    ['a stop by an error', { stoppedByError: true, stopReason: 'key refused' }, 'stopped', 1],
  ] as const)('obeys %s without a call', (_what, connection, end, signals) => {
    const made = world({ connection });

    expect(run(made)).toBe(end);
    expect(made.requests).toEqual([]);
    expect(made.signals.size).toBe(signals);
  });

  it('drops the signals when there is no connection for this account', () => {
    const made = world();
    made.settings.connection = null;

    expect(run(made)).toBe('discarded');
    expect(made.signals.size).toBe(0);
  });

  it('asks for another look when it is interrupted after another run has acknowledged the signals', () => {
    const acknowledgedMeanwhile: Script = (request) => {
      for (const id of made.signals.keys()) made.ports.signals.acknowledge(id);
      return lost()(request);
    };
    const made = world({ scripts: [acknowledgedMeanwhile] });

    expect(run(made)).toBe('put back');
    expect([...made.signals.values()]).toMatchObject([{ fulfillmentId: 100, deleted: false, attempts: 0 }]);
  });

  it('keeps the signals when the connection cannot be used, and says why on them', () => {
    const made = world();
    made.settings.problem = 'Connection 1: the start date is empty.';

    expect(run(made)).toBe('stopped');
    expect([...made.signals.values()][0]).toMatchObject({
      attempts: 0,
      reason: 'Connection 1: the start date is empty.',
    });
  });

  it('stops before the next package when a person stops it meanwhile', () => {
    const stopping: Script = (request) => {
      made.settings.connection = aConnection({ stoppedByPerson: true });
      return created()(request);
    };
    const made = world({ fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]), scripts: [stopping] });

    expect(run(made)).toBe('stopped');
    expect(made.requests).toHaveLength(1);
    expect(made.signals.size).toBe(1);
    expect(row(made)?.alongside).toEqual([]);
  });

  it.each([401, 403, 404])('stops the connection on %i and keeps the attempts', (code) => {
    const made = world({ fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]), scripts: [refused(code)] });

    expect(run(made)).toBe('stopped');
    expect(made.settings.connection).toMatchObject({ stoppedByError: true, stoppedByPerson: false });
    expect([...made.signals.values()][0]?.attempts).toBe(0);
    expect(made.requests).toHaveLength(1);
  });

  it('stops the connection when NetSuite withholds the key from the System user', () => {
    const made = world({ scripts: [withheld()] });

    expect(run(made)).toBe('stopped');
    expect(made.settings.connection?.stopReason).toContain('API secret');
  });

  it('leaves it to a scheduled run when NetSuite withholds the key from another user', () => {
    const made = world({ scripts: [withheld()] });

    expect(run(made, { asSystem: false })).toBe('put back');
    expect(made.settings.connection?.stoppedByError).toBe(false);
    expect([...made.signals.values()][0]).toMatchObject({ needsSystemRun: true, attempts: 0 });
  });
});

describe('reconcile and what it cannot see', () => {
  it('takes a delete event as proof that the fulfillment is gone', () => {
    const made = world({
      fulfillment: null,
      deleted: true,
      rows: [{ state: 'tracked', trackingId: 'ns-1234567-100-abc', sentAt: NOW }],
    });

    expect(run(made, { asSystem: false })).toBe('done');
    expect(row(made)?.state).toBe('removal due');
  });

  it('takes an absence as proof only in a System run', () => {
    const rows = [{ state: 'tracked', trackingId: 'ns-1234567-100-abc', sentAt: NOW }] as const;
    const clerk = world({ fulfillment: null, rows });
    const system = world({ fulfillment: null, rows });

    expect(run(clerk, { asSystem: false })).toBe('put back');
    expect(row(clerk)?.state).toBe('tracked');
    expect([...clerk.signals.values()][0]).toMatchObject({ needsSystemRun: true });
    expect(run(system)).toBe('done');
    expect(row(system)?.state).toBe('removal due');
  });

  it('acknowledges a signal for a fulfillment that is gone and was never sent', () => {
    const made = world({ fulfillment: null });

    expect(run(made)).toBe('done');
    expect(made.signals.size).toBe(0);
    expect(made.rows.size).toBe(0);
  });

  it('does not send a request from which a clerk’s role hides a part', () => {
    const made = world({ scripts: [created()] });
    made.fulfillments.set(100, { kind: 'found', fulfillment: aFulfillment(), missing: ['customer 9'] });

    expect(run(made, { asSystem: false })).toBe('put back');
    expect(made.requests).toEqual([]);
    expect([...made.signals.values()][0]?.reason).toContain('customer 9');
    expect(run(made)).toBe('done');
  });

  it('keeps the signal of a fulfillment that cannot be read', () => {
    const made = world();
    made.fulfillments.set(100, { kind: 'unreadable', detail: 'INSUFFICIENT_PERMISSION: no' });

    expect(run(made)).toBe('put back');
    expect(made.signals.size).toBe(1);
  });

  it('sends an order that is gone to a person', () => {
    const made = world({
      fulfillment: aFulfillment(undefined, {
        order: { kind: 'unknown', id: 50, number: null, date: null, emails: [], promisedOn: null, url: null },
      }),
    });

    run(made);

    expect(row(made)).toMatchObject({ state: 'needs attention', reason: 'order_unknown' });
    expect(made.signals.size).toBe(0);
  });
});

describe('reconcile of a fulfillment that cannot be read', () => {
  it('waits longer each time when the System user cannot read it either', () => {
    const made = world();
    made.fulfillments.set(100, { kind: 'unreadable', detail: 'UNEXPECTED_ERROR: no' });

    expect(run(made)).toBe('put back');

    const [waiting] = made.signals.values();
    expect(waiting).toMatchObject({ attempts: 1, reason: expect.stringContaining('UNEXPECTED_ERROR') });
    expect(waiting?.dueAt).toBeGreaterThan(NOW);
  });

  it('is left to the System user at once when another user cannot read it', () => {
    const made = world();
    made.fulfillments.set(100, { kind: 'unreadable', detail: 'INSUFFICIENT_PERMISSION: no' });

    run(made, { asSystem: false });

    expect([...made.signals.values()]).toMatchObject([{ attempts: 0, dueAt: NOW, needsSystemRun: true }]);
  });
});

describe('reconcile when the answer fails', () => {
  it.each([
    ['is lost', lost()],
    ['is HTML', garbage('<html>')],
    ['is empty', garbage('')],
    ['is half a JSON', garbage('{"meta":{"code":2')],
    ['is 500', refused(500)],
    ['is an unknown code', refused(4999)],
  ])('puts the signal back when it %s, and asks by id before it sends again', (_what, failure) => {
    const made = world({ scripts: [failure, refused(4004), created()] });

    expect(run(made)).toBe('put back');
    const [waiting] = made.signals.values();
    expect(waiting).toMatchObject({ attempts: 1 });
    expect(waiting?.dueAt).toBeGreaterThan(NOW);
    expect(row(made)).toMatchObject({ state: 'in doubt', trackingId: expect.stringMatching(OWN_ID) });

    expect(run(made)).toBe('done');
    expect(requests(made)).toEqual(['POST /trackings', 'GET /trackings/OWN', 'POST /trackings']);
    expect(row(made)?.state).toBe('tracked');
  });

  it('takes the tracking that a lost answer had made, without a second one', () => {
    const made = world({ scripts: [lost()] });
    run(made);
    const id = row(made)?.trackingId ?? '';
    const again = world({ scripts: [found(id)], rows: [{ ...row(made) }] });

    expect(run(again)).toBe('done');
    expect(requests(again)).toEqual(['GET /trackings/OWN']);
    expect(row(again)?.state).toBe('tracked');
  });

  it('brings the tracking of a lost answer up to date when the fulfillment changed meanwhile', () => {
    const made = world({ scripts: [lost()] });
    run(made);
    const id = row(made)?.trackingId ?? '';
    const again = world({
      fulfillment: aFulfillment(undefined, { shippedOn: '2026-11-22' }),
      scripts: [found(id), found(id)],
      rows: [{ ...row(made) }],
    });

    run(again);

    expect(requests(again)).toEqual(['GET /trackings/OWN', 'PUT /trackings/OWN']);
    expect(again.requests[1]?.body).toContain('2026-11-22');
  });

  it('sends its content although it is what it was, when an older fulfillment linked the tracking meanwhile', () => {
    const made = world({ scripts: [lost()] });
    run(made);
    const id = row(made)?.trackingId ?? '';
    const linked = { state: 'linked', trackingId: id, fulfillmentId: 90, sentAt: NOW } as const;
    const again = world({ scripts: [found(id), found(id)], rows: [{ ...row(made) }, linked] });

    expect(run(again)).toBe('put back');

    expect(requests(again)).toEqual(['GET /trackings/OWN', 'PUT /trackings/OWN']);
  });

  it('knows no content when AfterShip refuses it after an older fulfillment linked the tracking', () => {
    const made = world({ scripts: [lost()] });
    run(made);
    const id = row(made)?.trackingId ?? '';
    const linked = { state: 'linked', trackingId: id, fulfillmentId: 90, sentAt: NOW } as const;
    const scripts = [found(id, { customers: [] }), refused(4008)];
    const again = world({ scripts, rows: [{ ...row(made) }, linked] });

    run(again);

    expect(again.ports.shipments.findFor(100, []).own).toMatchObject([{ state: 'needs attention', updatePrint: '' }]);
  });

  it.each([
    ['a value', refused(4008), '4008'],
    ['the carrier that is mapped now', refused(4003), '4003'],
  ])('needs attention when AfterShip refuses %s of what the fulfillment says now', (_what, refusal, reason) => {
    const made = world({ scripts: [lost()] });
    run(made);
    const id = row(made)?.trackingId ?? '';
    const again = world({
      fulfillment: aFulfillment(undefined, { shippedOn: '2026-11-22' }),
      scripts: [found(id, { customers: [] }), refusal],
      rows: [{ ...row(made) }],
    });

    expect(run(again)).toBe('done');

    expect(row(again)).toMatchObject({ state: 'needs attention', reason, trackingId: id, sentAt: NOW });
    expect(row(again)?.message).not.toBe('');
  });

  it('is looked at again when AfterShip has the tracking of a lost answer, and a moment later has not', () => {
    const made = world({ scripts: [lost()] });
    run(made);
    const again = world({
      fulfillment: aFulfillment(undefined, { shippedOn: '2026-11-22' }),
      scripts: [found(row(made)?.trackingId ?? ''), refused(4004)],
      rows: [{ ...row(made) }],
    });

    expect(run(again)).toBe('put back');
    expect([...again.signals.values()]).toMatchObject([{ attempts: 1 }]);
  });

  it('gives no package up because of a rate limit, however many attempts it had', () => {
    const made = world({ scripts: [rateLimited(NOW + 7)] });
    const [waiting] = made.signals.values();
    made.signals.set(waiting?.id ?? 0, { ...waiting!, attempts: 11 });

    expect(run(made)).toBe('put back');
    expect([...made.signals.values()][0]?.attempts).toBe(11);
  });

  it('a 404 about one tracking counts as an attempt of this fulfillment, and stops nobody else', () => {
    const made = world({
      scripts: [refused(404)],
      rows: [{ state: 'in doubt', reason: 'waiting', trackingId: 'ns-1234567-100-0123456789ab', generation: 1 }],
    });

    expect(run(made)).toBe('put back');
    expect(made.settings.connection?.stoppedByError).toBe(false);
    expect([...made.signals.values()][0]?.attempts).toBe(1);
    expect(made.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it('a 404 to a create stops sending: the address is unknown to AfterShip', () => {
    const made = world({ scripts: [refused(404)] });

    run(made);

    expect(made.settings.connection?.stoppedByError).toBe(true);
  });

  it('waits for the rate limit’s own time and counts no attempt', () => {
    const made = world({ scripts: [rateLimited(NOW + 7)] });

    expect(run(made)).toBe('put back');
    expect([...made.signals.values()][0]).toMatchObject({ dueAt: NOW + 7, attempts: 0 });
  });

  it('waits four hours at most for a rate limit, whatever time the answer names', () => {
    const made = world({ scripts: [rateLimited(99_999_999_999)] });

    expect(run(made)).toBe('put back');
    expect([...made.signals.values()][0]).toMatchObject({ dueAt: NOW + 4 * 3600, attempts: 0 });
  });

  it('waits for a rate limit that comes after a failed attempt, and counts the attempt', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]),
      scripts: [lost(), rateLimited(NOW + 7200)],
    });
    const add = (dueAt: number): void =>
      made.ports.signals.add({ fulfillmentId: 100, deleted: false, dueAt, backfill: false, origin: 'test' });
    const task = made.taskFor(100);
    add(NOW + 600);

    reconcile(task, made.ports);

    const waiting = [...made.signals.values()].map(({ dueAt, attempts }) => [dueAt - NOW, attempts]);
    expect(waiting).toEqual([
      [7200, 1],
      [7200, 0],
    ]);
  });

  it('waits longer than a rate limit that ends before the next attempt', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]),
      scripts: [lost(), rateLimited(NOW + 1)],
    });

    run(made);

    expect([...made.signals.values()][0]?.dueAt).toBeGreaterThan(NOW + 60);
  });

  it('still tries the other packages when one has no answer', () => {
    const made = world({ fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]), scripts: [lost(), created()] });

    run(made);

    expect(row(made, USPS_NUMBER)?.state).toBe('tracked');
    expect(row(made)?.state).toBe('in doubt');
  });

  it('sends a package to a person when its attempts have run out', () => {
    const made = world({ scripts: [lost()] });
    const [waiting] = made.signals.values();
    made.signals.set(waiting?.id ?? 0, { ...waiting!, attempts: 11 });

    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject({ state: 'needs attention', reason: 'attempts' });
    expect(made.signals.size).toBe(0);
  });

  it.each([400, 4015])('takes its own tracking when AfterShip refuses an id that is taken with %i', (code) => {
    const own: Script = (request) => found(request.path.split('/').pop() ?? '')(request);
    const made = world({ scripts: [refused(code), own, own] });

    expect(run(made)).toBe('done');
    expect(made.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'PUT']);
    expect(row(made)).toMatchObject({ state: 'tracked' });
  });

  it.each([400, 4005, 4007, 4008, 4009, 4010, 4011, 4012, 4015, 4017])(
    'sends a package that AfterShip refuses with %i to a person, with what to do',
    (code) => {
      const mayBeTaken = [400, 4015].includes(code) ? [refused(4004)] : [];
      const made = world({ scripts: [refused(code, 'The field is wrong.'), ...mayBeTaken] });

      expect(run(made)).toBe('done');
      expect(row(made)).toMatchObject({ state: 'needs attention', reason: String(code), answerCode: code });
      expect(row(made)?.message.length).toBeGreaterThan(30);
      expect(made.signals.size).toBe(0);
    },
  );

  it('stops between packages when units run short, and forgets what it did not start', () => {
    const shortage: Script = (request) => {
      made.limits.units = 499;
      return created()(request);
    };
    const made = world({ fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]), scripts: [shortage] });

    expect(run(made)).toBe('put back');
    expect(made.requests).toHaveLength(1);
    expect([...made.signals.values()][0]).toMatchObject({ attempts: 0, dueAt: NOW });
    expect(row(made)?.alongside).toEqual([]);
  });

  it('stops between packages when time runs short', () => {
    const made = world();
    made.limits.seconds = 601;

    expect(run(made)).toBe('put back');
    expect(made.requests).toEqual([]);
  });
});

describe('reconcile when AfterShip has the number already', () => {
  it('continues when the tracking is our own, and sends what it may not have', () => {
    const id = 'ns-1234567-100-000000000000';
    const made = world({ scripts: [refused(4003), found(id), found(id)] });

    expect(run(made)).toBe('done');
    expect(row(made)?.state).toBe('tracked');
  });

  it.each([
    [120, '', 1],
    [90, 'newer', 0],
  ])('leaves the content of our own to a newer fulfillment that shares it by now: %s', (sharer, print, looks) => {
    const id = 'ns-1234567-100-000000000000';
    // A run beside this one made the tracking, and fulfillment `sharer` shares it.
    const made: MemoryWorld = world({
      scripts: [
        (request) => {
          const [own] = made.rows.values();
          const trackingId = own?.trackingId ?? '';
          made.rows.set(50, {
            ...own!,
            id: 50,
            fulfillmentId: sharer,
            state: 'linked',
            trackingId,
            updatePrint: 'newer',
          });
          return refused(4003)(request);
        },
        found(id),
        found(id),
      ],
    });

    run(made);

    expect(made.rows.get(50)?.updatePrint).toBe(print);
    expect([...made.signals.values()].filter(({ fulfillmentId }) => fulfillmentId === sharer)).toHaveLength(looks);
  });

  it('links a foreign tracking without touching it', () => {
    const foreign = { id: 'f'.repeat(32), tracking_number: UPS_NUMBER, slug: 'ups' };
    const made = world({ scripts: [refused(4003), refused(4004), listed(foreign)] });

    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject({ state: 'linked', foreign: true, trackingId: foreign.id });
    expect(made.requests.map((request) => request.method)).toEqual(['POST', 'GET', 'GET']);
  });

  it('keeps a foreign tracking in step when the connection says so, naming no carrier', () => {
    const foreign = { id: 'f'.repeat(32), tracking_number: UPS_NUMBER, slug: 'ups' };
    const made = world({
      connection: { adoption: 'keep in step' },
      scripts: [refused(4003), refused(4004), listed(foreign), found(foreign.id)],
    });

    run(made);

    const update = made.requests[3];
    expect(update?.method).toBe('PUT');
    expect(JSON.parse(update?.body ?? '{}')).not.toHaveProperty('slug');
  });

  it('needs attention when AfterShip refuses the content for a foreign tracking', () => {
    const foreign = { id: 'shop-1', tracking_number: UPS_NUMBER, slug: 'ups' };
    const made = world({
      connection: { adoption: 'keep in step' },
      scripts: [refused(4003), refused(4004), listed(foreign), refused(4008)],
    });

    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject({ state: 'needs attention', reason: '4008', trackingId: 'shop-1', foreign: true });
  });

  it('only links a foreign tracking outside production', () => {
    const foreign = { id: 'shop-1', tracking_number: UPS_NUMBER, slug: 'ups' };
    const made = world({
      isProduction: false,
      connection: { adoption: 'keep in step' },
      scripts: [refused(4003), refused(4004), listed(foreign)],
    });

    expect(run(made)).toBe('done');
    expect(requests(made).filter((request) => request.startsWith('PUT'))).toEqual([]);
    expect(row(made)).toMatchObject({ state: 'linked', reason: 'foreign', foreign: true });
  });

  it('never touches a tracking of another NetSuite account', () => {
    const production = { id: 'ns-7654321-100-0123456789ab', tracking_number: UPS_NUMBER, slug: 'ups' };
    const made = world({ scripts: [refused(4003), refused(4004), listed(production)] });

    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject({ state: 'needs attention', reason: 'other_account' });
    expect(made.requests.every((request) => request.method === 'GET' || request.method === 'POST')).toBe(true);
    signal(made);
    run(made);
    expect(made.requests).toHaveLength(3);
  });

  it.each([
    [90, ['PUT /trackings/THEIRS']],
    [120, []],
  ])('links the tracking of fulfillment %s, and sends content only as the newer one', (maker, updates) => {
    const ours = { id: `ns-1234567-${maker}-0123456789ab`, tracking_number: UPS_NUMBER, slug: 'ups' };
    const scripts = [refused(4003), refused(4004), listed(ours), ...(updates.length > 0 ? [found(ours.id)] : [])];
    const made = world({ scripts });

    run(made);

    expect(row(made)).toMatchObject({ state: 'linked', trackingId: ours.id });
    const puts = requests(made).filter((request) => request.startsWith('PUT'));
    expect(puts.map((request) => request.replace(ours.id, 'THEIRS'))).toEqual(updates);
  });

  it('shares a tracking that another fulfillment of ours made meanwhile', () => {
    const ours = { id: 'ns-1234567-90-0123456789ab', tracking_number: UPS_NUMBER, slug: 'ups' };
    const made = world({ scripts: [refused(4003), refused(4004), listed(ours), found(ours.id)] });

    run(made);

    expect(row(made)).toMatchObject({ state: 'linked', foreign: false, trackingId: ours.id });
  });

  it('tries again when AfterShip says so but shows nothing', () => {
    const made = world({ scripts: [refused(4003), refused(4004), listed()] });

    expect(run(made)).toBe('put back');
    expect([...made.signals.values()][0]?.attempts).toBe(1);
  });

  it('asks a person when it has the number several times', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], { shipMethod: null }),
      scripts: [
        refused(4003),
        refused(4004),
        listed(
          { id: 'a'.repeat(32), tracking_number: UPS_NUMBER, slug: 'dhl' },
          { id: 'b'.repeat(32), tracking_number: UPS_NUMBER, slug: 'tnt' },
        ),
      ],
    });

    run(made);

    expect(row(made)).toMatchObject({ state: 'needs attention', reason: 'several' });
  });
});

describe('reconcile of a changed fulfillment', () => {
  const sent = {
    state: 'tracked',
    trackingId: 'ns-1234567-100-0123456789ab',
    sentAt: NOW - 3600,
    slugAsked: 'ups',
  } as const;

  it('updates and remembers what AfterShip accepted', () => {
    const made = world({ rows: [sent], scripts: [found(sent.trackingId)] });
    run(made);
    signal(made);
    run(made);

    expect(requests(made)).toEqual(['PUT /trackings/OWN']);
    expect(row(made)?.state).toBe('tracked');
  });

  it('creates the new number first and lets the old one wait', () => {
    const made = world({ rows: [sent], fulfillment: aFulfillment([UPS_NUMBER_2]), scripts: [created()] });

    run(made);

    expect(row(made, UPS_NUMBER_2)?.state).toBe('tracked');
    expect(row(made)).toMatchObject({ state: 'removal due', dueAt: NOW + 3600 });
  });

  it('does not recreate what somebody deleted at AfterShip, until a person asks', () => {
    const made = world({ rows: [sent], scripts: [refused(4004), created()] });
    run(made);
    expect(row(made)).toMatchObject({ state: 'needs attention', reason: 'vanished' });

    const vanished = row(made);
    made.rows.set(vanished?.id ?? 0, { ...vanished!, retryRequested: true });
    signal(made);
    run(made);

    expect(row(made)).toMatchObject({ state: 'tracked', generation: 2, retryRequested: false });
    expect(JSON.parse(made.requests[1]?.body ?? '{}')).toMatchObject({ id: expect.stringMatching(/-2$/) });
  });

  it('takes a tracking that is gone after AfterShip’s 120 days as closed', () => {
    const made = world({ rows: [{ ...sent, sentAt: NOW - 121 * 86_400 }], scripts: [refused(4004)] });

    run(made);

    expect(row(made)).toMatchObject({ state: 'removed', reason: 'retention' });
  });
});

describe('reconcile of a removal', () => {
  const due = {
    state: 'removal due',
    reason: 'number_gone',
    trackingId: 'ns-1234567-100-0123456789ab',
    sentAt: NOW - 7200,
    dueAt: NOW,
  } as const;
  const empty = aFulfillment([]);

  it.each(['Pending', 'InfoReceived'])('removes a tracking that is still %s', (tag) => {
    const made = world({
      fulfillment: empty,
      rows: [due],
      scripts: [found(due.trackingId, { tag }), found(due.trackingId)],
    });

    run(made);

    expect(requests(made)).toEqual(['GET /trackings/OWN', 'DELETE /trackings/OWN']);
    expect(row(made)).toMatchObject({ state: 'removed', removedAt: NOW });
  });

  it('tells whoever shares it when the number returns after a removal that was done without an answer', () => {
    const sharer = { ...due, state: 'linked', fulfillmentId: 90, dueAt: null } as const;
    const made = world({ rows: [{ ...due, removedAt: NOW - 900 }, sharer], scripts: [refused(4004)] });

    expect(run(made)).toBe('put back');

    expect(made.ports.shipments.findFor(90, []).own).toMatchObject([
      { state: 'removed', reason: 'shared', trackingId: null },
    ]);
  });

  it('forgets a removal without an answer once AfterShip shows that the tracking is there, and moves', () => {
    const asked = { ...due, removedAt: NOW - 900 } as const;
    const made = world({
      fulfillment: empty,
      rows: [asked],
      scripts: [found(due.trackingId, { tag: 'InTransit' })],
    });

    run(made);

    expect(row(made)).toMatchObject({ state: 'let go', removedAt: null });
  });

  it('makes another when the number returns after a removal that was done without an answer', () => {
    const made = world({
      fulfillment: empty,
      rows: [due],
      scripts: [found(due.trackingId, { tag: 'Pending' }), lost(), refused(4004), created()],
    });
    run(made);
    made.fulfillments.set(100, aFulfillment([UPS_NUMBER]));
    signal(made);

    expect(run(made)).toBe('put back');
    expect(row(made)).toMatchObject({ state: 'removed', reason: 'number_gone' });
    expect(run(made)).toBe('done');

    expect(made.requests.map(({ method }) => method)).toEqual(['GET', 'DELETE', 'PUT', 'POST']);
    expect(row(made)).toMatchObject({ state: 'tracked', generation: 2, removedAt: null });
  });

  it.each(['InTransit', 'OutForDelivery', 'Delivered', 'Exception', 'SomethingNew'])(
    'lets go of a tracking that is %s',
    (tag) => {
      const made = world({ fulfillment: empty, rows: [due], scripts: [found(due.trackingId, { tag })] });

      run(made);

      expect(requests(made)).toEqual(['GET /trackings/OWN']);
      expect(row(made)).toMatchObject({ state: 'let go', reason: 'moving' });
    },
  );

  it('removes a moving one when the connection says so', () => {
    const made = world({
      fulfillment: empty,
      rows: [due],
      connection: { removeMoving: true },
      scripts: [found(due.trackingId, { tag: 'InTransit' }), found(due.trackingId)],
    });

    run(made);

    expect(row(made)?.state).toBe('removed');
  });

  it('is content when the tracking is gone already', () => {
    const made = world({ fulfillment: empty, rows: [due], scripts: [refused(4004)] });

    expect(run(made)).toBe('done');
    expect(row(made)?.state).toBe('removed');
  });

  it('waits for a person after too many removals in an hour', () => {
    const made = world({ fulfillment: empty, rows: [due], connection: { removalsPerHour: 0 } });

    expect(run(made)).toBe('done');
    expect(made.requests).toEqual([]);
    expect(row(made)).toMatchObject({ state: 'removal due', reason: 'brake' });
  });

  it('gives a fulfillment that linked the tracking meanwhile one of its own', () => {
    const linking: Script = () => {
      made.ports.shipments.add(
        101,
        UPS_NUMBER,
        newContent({ state: 'linked', trackingId: due.trackingId, sentAt: NOW }),
        null,
      );
      return found(due.trackingId)({} as never);
    };
    const made = world({ fulfillment: empty, rows: [due], scripts: [found(due.trackingId), linking] });

    run(made);

    expect(rowsOf(made).find((one) => one.fulfillmentId === 101)).toMatchObject({ state: 'removed', trackingId: null });
    expect([...made.signals.values()].map((one) => one.fulfillmentId)).toEqual([101]);
  });

  it('asks about an attempt that is no longer wanted, and removes what it made', () => {
    const doubt = { ...due, state: 'in doubt', reason: '', sentAt: null, dueAt: null } as const;
    const made = world({ fulfillment: empty, rows: [doubt], scripts: [found(due.trackingId)] });

    run(made);

    expect(row(made)).toMatchObject({ state: 'removal due', dueAt: NOW + 3600 });
  });
});

describe('reconcile and a person’s "try again"', () => {
  it('unticks it even where there is nothing to do, so that it does not come up for ever', () => {
    const made = world({
      fulfillment: aFulfillment([]),
      rows: [{ state: 'removed', sentAt: NOW, trackingId: 'ns-x' }],
    });
    const removed = row(made);
    made.rows.set(removed?.id ?? 0, { ...removed!, retryRequested: true });

    run(made);

    expect(row(made)?.retryRequested).toBe(false);
    expect(made.requests).toEqual([]);
  });

  const killed: Script = () => {
    throw new Error('The platform killed the run.');
  };

  it.each([
    ['a rate limit', rateLimited(NOW), [refused(4004), created()]],
    ['no answer', lost(), [refused(4004), created()]],
    ['a server that is down', garbage('<html>'), [refused(4004), created()]],
    ['a kill between intent and call', killed, [refused(4004), created()]],
    ['a lost answer of a create that was made', lost(), [found('any')]],
  ])('sends what is held although the first attempt ends with %s', (_what, first, rest) => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], { shippedOn: '2026-11-02' }),
      scripts: [first, ...rest],
      rows: [{ state: 'held', reason: 'too_old', lookedAt: NOW - 60 }],
    });
    tick(made);

    const attempt = (): string => run(made);
    if (first === killed) expect(attempt).toThrow();
    else expect(attempt()).toBe('put back');
    expect(row(made)).toMatchObject({ state: 'in doubt', retryRequested: true });

    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject({ state: 'tracked', retryRequested: false });
    signal(made);
    expect(run(made)).toBe('done');
    expect(made.requests).toHaveLength(1 + rest.length);
  });

  it('is answered by the last attempt, so that it does not go on for ever', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], { shippedOn: '2026-11-02' }),
      scripts: [lost()],
      rows: [{ state: 'held', reason: 'too_old' }],
    });
    tick(made);
    for (const [id, one] of made.signals) made.signals.set(id, { ...one, attempts: 50 });

    run(made);

    expect(row(made)).toMatchObject({ state: 'needs attention', reason: 'attempts', retryRequested: false });
  });

  it('makes a tracking of its own when the one that is to be shared is gone', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], { shippedOn: '2026-11-02' }),
      scripts: [refused(4004), created()],
      rows: [
        { state: 'held', reason: 'too_old' },
        { state: 'tracked', trackingId: 'ns-1234567-90-0123456789ab', fulfillmentId: 90, sentAt: NOW - 600 },
      ],
    });
    tick(made);

    expect(run(made)).toBe('put back');
    expect(run(made)).toBe('done');

    expect(row(made)).toMatchObject({ state: 'tracked', retryRequested: false });
    expect(row(made)?.trackingId).toMatch(OWN_ID);
  });

  it('is settled by sharing a tracking', () => {
    for (const fulfillmentId of [90, 120]) {
      const made = world({
        scripts: fulfillmentId === 90 ? [found('x')] : [],
        rows: [
          { state: 'held', reason: 'too_old' },
          {
            state: 'tracked',
            trackingId: `ns-1234567-${fulfillmentId}-0123456789ab`,
            fulfillmentId,
            sentAt: NOW - 600,
          },
        ],
      });
      tick(made);

      expect(run(made)).toBe('done');
      expect(row(made)).toMatchObject({ state: 'linked', retryRequested: false });
    }
  });
});

describe('reconcile and several signals', () => {
  it('acknowledges exactly the signals it was given', () => {
    const made = world({ scripts: [created()] });
    signal(made);
    const task = made.taskFor(100);
    signal(made);

    reconcile(task, made.ports);

    expect(made.signals.size).toBe(1);
  });

  it('writes no name, address or key to the log', () => {
    const made = world({ scripts: [refused(4008, 'ada@example.com is wrong')] });

    run(made);

    expect(made.logs.length).toBeGreaterThan(0);
    expect(JSON.stringify(made.logs)).not.toMatch(/ada@|Ada|custsecret/);
  });
});

describe('a request that ended with an unknown error', () => {
  it('is asked about even when its package shared the intent of another', () => {
    const numbers = [UPS_NUMBER, UPS_NUMBER_2, USPS_NUMBER];
    const made = world({ fulfillment: aFulfillment(numbers), scripts: [created(), withheld()] });
    run(made, { asSystem: false });
    made.fulfillments.set(100, aFulfillment([UPS_NUMBER]));
    signal(made);

    expect(row(made, UPS_NUMBER_2)).toMatchObject({ state: 'in doubt', trackingId: expect.stringMatching(OWN_ID) });
    expect(row(made, USPS_NUMBER)).toBeUndefined();
    expect(row(made)?.alongside).toEqual([]);
  });
});

describe('a package in doubt that AfterShip does not have after all', () => {
  const doubt = { state: 'in doubt', trackingId: 'ns-1234567-100-0123456789ab' } as const;

  it('shares the tracking that another fulfillment got meanwhile', () => {
    const theirs = 'ns-1234567-120-0123456789ab';
    const made = world({
      scripts: [refused(4004)],
      rows: [doubt, { state: 'tracked', trackingId: theirs, fulfillmentId: 120, sentAt: NOW - 60 }],
    });

    expect(run(made)).toBe('done');

    expect(made.requests).toHaveLength(1);
    expect(row(made)).toMatchObject({ state: 'linked', reason: 'shared', trackingId: theirs });
  });

  it('is not made when it has become too old meanwhile', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], { shippedOn: '2026-11-02' }),
      scripts: [refused(4004)],
      rows: [doubt],
    });

    expect(run(made)).toBe('done');

    expect(requests(made).filter((request) => request.startsWith('POST'))).toEqual([]);
    expect(row(made)).toMatchObject({ state: 'held', reason: 'too_old' });
  });
});

describe('a package that needs attention', () => {
  const refusedRow = { state: 'needs attention', reason: '4012', lookedAt: NOW - 60 } as const;

  it.each([
    ['is left alone while the fulfillment stays as it was', NOW - 600, false, 0],
    ['is sent again after an edit', NOW - 30, false, 1],
    ['is sent again when a person asks for it', NOW - 600, true, 1],
  ])('%s', (_what, lastModified, isAsked, sent) => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], { lastModified }),
      rows: [refusedRow],
      scripts: [created()],
    });
    const attention = row(made);
    if (isAsked && attention !== undefined) made.rows.set(attention.id, { ...attention, retryRequested: true });

    run(made);

    expect(made.requests).toHaveLength(sent);
  });
});

describe('a carrier mapping by name', () => {
  const carrierMapping = 'Classic Europa = dpd';
  const method = (name: string) => ({ shipMethod: { id: '7', name } });

  it.each([
    ['of another name, in a run in some user’s language', 'Europe classique', false, 'put back'],
    ['of another name, in a run of the System user', 'Europe classique', true, 'done'],
    ['of that name, in any run', 'classic europa', false, 'done'],
  ])('decides about a ship method %s', (_what, name, asSystem, end) => {
    const made = world({
      connection: { carrierMapping },
      fulfillment: aFulfillment([UPS_NUMBER], method(name)),
      scripts: [created()],
    });

    expect(run(made, { asSystem })).toBe(end);

    if (end === 'put back') expect([...made.signals.values()]).toMatchObject([{ needsSystemRun: true, attempts: 0 }]);
  });

  it.each([
    ['by internal id', '7 = dpd'],
    ['that names other ship methods by internal id only', '8 = dpd'],
    ['that is empty', ''],
  ])('%s leaves nothing to another run', (_what, mapping) => {
    const made = world({
      connection: { carrierMapping: mapping },
      fulfillment: aFulfillment([UPS_NUMBER], method('Europe classique')),
      scripts: [created()],
    });

    expect(run(made, { asSystem: false })).toBe('done');
  });
});

describe('ship methods that are left out by name', () => {
  it('are left out in whatever language a run reads them', () => {
    const made = world({
      connection: { leftOutShipMethods: ['Amazon FBA'] },
      fulfillment: aFulfillment([UPS_NUMBER], { shipMethod: { id: '7', name: 'Expédié par Amazon' } }),
    });

    expect(run(made, { asSystem: false })).toBe('put back');

    expect(made.requests).toEqual([]);
    expect([...made.signals.values()]).toMatchObject([{ needsSystemRun: true }]);
  });
});

it('a tracking that a person deleted needs attention wherever it was shared', () => {
  const trackingId = 'ns-1234567-100-0123456789ab';
  const made = world({
    rows: [
      { state: 'tracked', trackingId, sentAt: NOW - 600, updatePrint: 'older' },
      { state: 'linked', trackingId, sentAt: NOW - 600, fulfillmentId: 90 },
    ],
    scripts: [refused(4004)],
  });

  run(made);

  expect(rowsOf(made).map(({ state, reason }) => `${state} ${reason}`)).toEqual([
    'needs attention vanished',
    'needs attention vanished',
  ]);
});

it.each([
  ['were answered', created()],
  ['had no answer', lost()],
])('intents of several packages are forgotten when all of them %s: each has a row of its own', (_what, second) => {
  const made = world({
    fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER, UPS_NUMBER_2]),
    scripts: [created(), second, created()],
  });

  run(made);

  expect(rowsOf(made).map(({ alongside }) => alongside)).toEqual([[], [], []]);
});

describe('a tracking of another fulfillment that is gone when it is to be shared', () => {
  const theirs = 'ns-1234567-90-0123456789ab';
  const owned = { state: 'tracked', trackingId: theirs, fulfillmentId: 90, sentAt: NOW - 600 } as const;
  const ownersRow = (made: MemoryWorld) => rowsOf(made).find(({ fulfillmentId }) => fulfillmentId === 90);

  it('needs attention on both sides when a person deleted it, and is made for this one when a person asks', () => {
    const made = world({ rows: [owned], scripts: [refused(4004), created()] });

    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject({ state: 'needs attention', reason: 'vanished' });
    expect(ownersRow(made)).toMatchObject({ state: 'needs attention', reason: 'vanished' });

    const attention = row(made);
    if (attention !== undefined) made.rows.set(attention.id, { ...attention, retryRequested: true });
    signal(made);
    run(made);
    expect(row(made)).toMatchObject({ state: 'tracked', trackingId: expect.stringMatching(OWN_ID) });
  });

  it('gets one of its own when the other fulfillment’s removal was done, and no answer told so', () => {
    const leaving = { ...owned, state: 'removal due', removedAt: NOW - 60 } as const;
    const made = world({ rows: [leaving], scripts: [lost(), refused(4004), refused(4004), created()] });

    expect(run(made)).toBe('put back');
    expect(row(made)).toMatchObject({ state: 'linked', trackingId: theirs });
    expect(run(made)).toBe('put back');
    // The other fulfillment did not learn of it yet.
    expect(run(made)).toBe('put back');
    expect(run(made)).toBe('done');

    expect(made.requests.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'PUT', 'POST']);
    expect(row(made)).toMatchObject({ state: 'tracked', removedAt: null });
  });

  it('is shared as ever when the other fulfillment’s removal was not done', () => {
    const leaving = { ...owned, state: 'removal due', removedAt: NOW - 60 } as const;
    const made = world({ rows: [leaving], scripts: [found(theirs)] });

    expect(run(made)).toBe('done');

    expect(row(made)).toMatchObject({ state: 'linked', trackingId: theirs, removedAt: null });
  });

  it('needs attention wherever it was shared, so that one tick makes another', () => {
    const third = { ...owned, state: 'linked', fulfillmentId: 91 } as const;
    const made = world({ rows: [owned, third], scripts: [refused(4004), created()] });
    run(made);
    expect(rowsOf(made).map(({ state, reason }) => `${state} ${reason}`)).toEqual([
      'needs attention vanished',
      'needs attention vanished',
      'needs attention vanished',
    ]);

    const attention = row(made);
    if (attention !== undefined) made.rows.set(attention.id, { ...attention, retryRequested: true });
    signal(made);
    run(made);

    expect(row(made)).toMatchObject({ state: 'tracked', trackingId: expect.stringMatching(OWN_ID) });
  });

  it.each([
    ['AfterShip keeps trackings no longer', { ...owned, sentAt: NOW - 121 * 86_400 }, 'retention'],
    ['its own removal came first', { ...owned, state: 'removal due' } as const, 'number_gone'],
  ])('is replaced by one of its own when %s', (_what, rowOfOwner, reason) => {
    const made = world({ rows: [rowOfOwner], scripts: [refused(4004), created()] });

    expect(run(made)).toBe('put back');
    expect([...made.signals.values()]).toMatchObject([{ attempts: 0, dueAt: NOW }]);
    expect(ownersRow(made)).toMatchObject({ state: 'removed', reason });

    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject({ state: 'tracked', trackingId: expect.stringMatching(OWN_ID) });
  });
});

describe('an owner whose last update was refused', () => {
  const shared = { trackingId: 'ns-1234567-100-0123456789ab', sentAt: NOW - 9000 } as const;

  it('keeps the tracking when the fulfillment that made it lets go', () => {
    const made = world({
      deleted: true,
      rows: [
        { ...shared, state: 'tracked' },
        { ...shared, state: 'needs attention', reason: '4011', fulfillmentId: 120 },
      ],
    });

    expect(run(made)).toBe('done');

    expect(made.requests).toEqual([]);
    expect(row(made)).toMatchObject({ state: 'removed', reason: 'shared' });
  });

  it('sends its own content again when an older fulfillment finds the tracking that it had made', () => {
    const inDoubt = { state: 'in doubt', reason: 'waiting', trackingId: shared.trackingId } as const;
    const newer = { ...shared, state: 'needs attention', reason: '4011', fulfillmentId: 120, lookedAt: NOW } as const;
    const made = world({ rows: [inDoubt, newer], scripts: [found(shared.trackingId), found(shared.trackingId)] });

    run(made);

    expect(made.ports.shipments.findFor(120, []).own).toMatchObject([{ updatePrint: '', lookedAt: null }]);
  });

  it('sends its own content when a newer fulfillment lets go, although nobody has changed it since', () => {
    const older = { ...shared, state: 'needs attention', reason: '4011', fulfillmentId: 90, lookedAt: NOW } as const;
    const made = world({
      deleted: true,
      rows: [{ ...shared, state: 'linked' }, older],
      scripts: [found(shared.trackingId)],
    });
    made.fulfillments.set(90, aFulfillment([UPS_NUMBER], { lastModified: NOW - 3600 }));

    run(made);
    expect(reconcile(made.taskFor(90), made.ports).end).toBe('done');

    expect(made.requests.map(({ method }) => method)).toEqual(['PUT']);
    expect(made.ports.shipments.findFor(90, []).own).toMatchObject([{ state: 'linked', reason: '' }]);
  });
});

describe('two trackings of one number, made at the same moment', () => {
  const first = 'ns-1234567-90-0123456789ab';
  const own = 'ns-1234567-100-0123456789ab';
  const rows = [
    { state: 'tracked', trackingId: first, fulfillmentId: 90, sentAt: NOW - 60 },
    { state: 'tracked', trackingId: own, sentAt: NOW - 60 },
  ] as const;
  const removed = found(own);

  it('become the one of the earlier fulfillment, with the content of the later one', () => {
    const made = world({ rows, scripts: [found(first), found(own), removed, found(first)] });

    expect(run(made)).toBe('done');

    expect(made.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /trackings/${first}`,
      `GET /trackings/${own}`,
      `DELETE /trackings/${own}`,
      `PUT /trackings/${first}`,
    ]);
    expect(row(made)).toMatchObject({ state: 'linked', reason: 'shared', trackingId: first });
    signal(made);
    run(made);
    expect(made.requests).toHaveLength(4);
  });

  it('become one also when a run was killed after the removal', () => {
    const made = world({ rows, scripts: [found(first), refused(4004), found(first)] });

    run(made);

    expect(row(made)).toMatchObject({ state: 'linked', trackingId: first });
  });

  it('stay two, for a person to decide, when the later one moves', () => {
    const made = world({ rows, scripts: [found(first), found(own, { tag: 'InTransit' })] });

    expect(run(made)).toBe('done');

    expect(row(made)).toMatchObject({ state: 'needs attention', reason: 'several', trackingId: own });
    expect(row(made)?.message).toContain('made for fulfillment 90');
    signal(made);
    run(made);
    expect(made.requests).toHaveLength(2);
  });

  it.each([
    ['the earlier one', [rateLimited(NOW + 30)]],
    ['its own', [found(first), rateLimited(NOW + 30)]],
    ['the removal', [found(first), found(own), rateLimited(NOW + 30)]],
  ])('stay two for now when AfterShip does not answer about %s', (_what, scripts) => {
    const made = world({ rows, scripts });

    expect(run(made)).toBe('put back');

    expect(row(made)).toMatchObject({ state: 'tracked', trackingId: own });
  });

  it('are the later one when the earlier is gone: who names it is asked to share', () => {
    const made = world({ rows, scripts: [refused(4004)] });

    expect(run(made)).toBe('done');

    expect(row(made)).toMatchObject({ state: 'tracked', trackingId: own });
    expect(rowsOf(made)[0]).toMatchObject({ state: 'removed', trackingId: null });
    expect([...made.signals.values()]).toMatchObject([{ fulfillmentId: 90, dueAt: NOW }]);
  });

  it('are found out when a lost answer turns out to have made the later one', () => {
    const made = world({
      rows: [rows[0], { state: 'in doubt', trackingId: own }],
      scripts: [found(own), found(own)],
    });

    expect(run(made)).toBe('put back');

    expect(row(made)).toMatchObject({ state: 'tracked', trackingId: own });
    expect([...made.signals.values()]).toMatchObject([{ fulfillmentId: 100, dueAt: NOW, attempts: 0 }]);
  });
});

describe('sharing the tracking of another fulfillment', () => {
  const theirs = 'ns-1234567-90-0123456789ab';
  const owner = { state: 'tracked', trackingId: theirs, fulfillmentId: 90, sentAt: NOW - 600 } as const;

  it('is in the ledger before the content is sent, so that a lost answer is made good', () => {
    const made = world({ rows: [owner], scripts: [lost(), found(theirs)] });

    expect(run(made)).toBe('put back');
    expect(row(made)).toMatchObject({ state: 'linked', trackingId: theirs, updatePrint: '', failedAt: NOW });

    run(made);
    expect(made.requests.map(({ method }) => method)).toEqual(['PUT', 'PUT']);
    expect(row(made)?.updatePrint).not.toBe('');
  });

  it('is tried again by itself after a refusal, an edit and a lost answer', () => {
    const made = world({
      rows: [owner, { state: 'needs attention', reason: '4010', trackingId: theirs, lookedAt: NOW - 9000 }],
      fulfillment: aFulfillment([UPS_NUMBER], { lastModified: NOW - 60 }),
      scripts: [lost(), found(theirs)],
    });

    run(made);
    run(made);

    expect(row(made)).toMatchObject({ state: 'linked', trackingId: theirs });
    expect(row(made)?.updatePrint).not.toBe('');
  });
});

it('a rate limit holds for older signals of the fulfillment, too, and for no new ones', () => {
  const made = world({ scripts: [rateLimited(NOW + 90)] });
  const add = (dueAt: number): void =>
    made.ports.signals.add({ fulfillmentId: 100, deleted: false, dueAt, backfill: false, origin: 'test' });
  const task = made.taskFor(100);
  add(NOW + 30);
  add(NOW + 600);
  add(NOW);

  reconcile(task, made.ports);

  expect([...made.signals.values()].map(({ dueAt }) => dueAt - NOW)).toEqual([90, 90, 600, 0]);
});

it.each([
  ['of a paused backfill', { backfillId: 5 }],
  ['that has failed before', { attempts: 2 }],
])('a rate limit holds for a later signal %s, too', (_what, changes) => {
  const made = world({ scripts: [rateLimited(NOW + 90)] });
  const task = made.taskFor(100);
  made.ports.signals.add({ fulfillmentId: 100, deleted: false, dueAt: NOW, backfill: false, origin: 'test' });
  const later = [...made.signals.values()].at(-1);
  if (later === undefined) throw new Error('no signal');
  made.signals.set(later.id, { ...later, ...changes });

  reconcile(task, made.ports);

  expect([...made.signals.values()].map(({ dueAt }) => dueAt - NOW)).toEqual([90, 90]);
});

it('a rate limit holds for an older signal that comes up in the same second', () => {
  const made = world({ scripts: [rateLimited(NOW + 90)] });
  const older = [...made.signals.values()][0];
  made.ports.signals.add({ fulfillmentId: 100, deleted: false, dueAt: NOW, backfill: false, origin: 'test' });
  const task = made.taskFor(100);
  // The run took the newer one only: the older one was not due when it collected.
  const newer = { ...task, signals: task.signals.filter(({ id }) => id !== older?.id) };
  expect(newer.signals).toHaveLength(1);

  reconcile(newer, made.ports);

  expect([...made.signals.values()].map(({ dueAt }) => dueAt - NOW)).toEqual([90, 90]);
});

it('another fulfillment is not asked to look before the time that it waits for itself', () => {
  const trackingId = 'ns-1234567-100-0123456789ab';
  const made = world({
    deleted: true,
    rows: [
      { state: 'tracked', trackingId, sentAt: NOW - 9000 },
      { state: 'linked', trackingId, sentAt: NOW - 9000, fulfillmentId: 90 },
    ],
  });
  made.ports.signals.add({ fulfillmentId: 90, deleted: false, dueAt: NOW + 45, backfill: false, origin: 'test' });
  // The heir is the newest owner.
  run(made);

  expect([...made.signals.values()].map(({ fulfillmentId, dueAt }) => [fulfillmentId, dueAt - NOW])).toEqual([
    [90, 45],
    [90, 45],
  ]);
});

it('a removal whose answer is lost counts for the brake, but does not hold up itself', () => {
  const trackingId = 'ns-1234567-100-0123456789ab';
  const due = { state: 'removal due', reason: 'number_gone', dueAt: NOW - 60, sentAt: NOW - 9000 } as const;
  const made = world({
    connection: { removalsPerHour: 1 },
    fulfillment: aFulfillment([]),
    rows: [
      { ...due, trackingId },
      { ...due, trackingId: `${trackingId}-2`, number: UPS_NUMBER_2 },
    ],
    scripts: [found(trackingId), lost(), found(trackingId), found(trackingId)],
  });

  expect(run(made)).toBe('put back');
  expect(row(made, UPS_NUMBER_2)).toMatchObject({ state: 'removal due', reason: 'brake' });

  expect(run(made)).toBe('done');
  expect(row(made)).toMatchObject({ state: 'removed' });
});

describe('a fulfillment that has failed many times, and is edited', () => {
  const attempts = (made: MemoryWorld): readonly number[] => [...made.signals.values()].map((one) => one.attempts);
  const worn = (dueAt: number): MemoryWorld => {
    const made = world({ scripts: [lost()] });
    const [old] = made.signals.values();
    if (old !== undefined) made.signals.set(old.id, { ...old, attempts: 11 });
    made.ports.signals.add({ fulfillmentId: 100, deleted: false, dueAt, backfill: false, origin: 'test' });
    return made;
  };

  it('begins anew', () => {
    const made = worn(NOW);

    expect(run(made)).toBe('put back');

    expect(row(made)?.state).toBe('in doubt');
    expect(attempts(made)).toEqual([1, 1]);
  });

  it.each([
    ['begins anew where all that failed was settled since', NOW - 900, 'removal due', 1],
    ['comes to its end where what failed is still open', NOW - 90_000, 'needs attention', undefined],
  ])('%s', (_what, lookedAt, state, expected) => {
    const failing = { trackingId: 'ns-1234567-100-0123456789ab', sentAt: NOW - 99_000, dueAt: NOW - 60 } as const;
    const made = world({
      deleted: true,
      rows: [{ ...failing, state: 'removal due', reason: 'number_gone', failedAt: NOW - 9000, lookedAt }],
      scripts: [refused(503)],
    });
    for (const [id, old] of made.signals) made.signals.set(id, { ...old, attempts: 11 });

    run(made);

    expect(row(made)?.state).toBe(state);
    expect(attempts(made)[0]).toBe(expected);
  });

  it('has not come to its end while the newer signal waits for a later time', () => {
    const made = worn(NOW + 900);
    const task = made.taskFor(100);

    reconcile({ ...task, signals: task.signals.filter((one) => one.attempts === 11) }, made.ports);

    expect(row(made)?.state).toBe('in doubt');
    expect(attempts(made)).toEqual([12, 0]);
  });
});

it('a package that a person deleted at AfterShip waits for the person also after a filter held it for a while', () => {
  const vanished = { state: 'needs attention', reason: 'vanished', trackingId: 'ns-1234567-100-0123456789ab' } as const;
  const made = world({
    connection: { leftOutShipMethods: ['UPS Ground'] },
    fulfillment: aFulfillment([UPS_NUMBER], { shipMethod: { id: '7', name: 'UPS Ground' } }),
    rows: [vanished],
  });

  run(made);
  made.settings.connection = aConnection();
  signal(made);
  run(made);

  expect(made.requests).toEqual([]);
  expect(row(made)).toMatchObject(vanished);
});

it('what is dropped while the mode is Off makes the sweep begin at the start date again', () => {
  const made = world({ connection: { mode: 'off', sweepCursor: '{"since":1,"until":1,"afterId":0,"afterOrphan":0}' } });

  expect(run(made)).toBe('discarded');

  expect(made.signals.size).toBe(0);
  expect(made.settings.connection?.sweepCursor).toBeNull();
});

it('what is dropped after a run that was interrupted counts as never looked at, so that the sweep finds it', () => {
  const deletedMeanwhile: Script = (request) => {
    made.settings.connection = null;
    return created()(request);
  };
  const made = world({ fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]), scripts: [deletedMeanwhile] });

  expect(run(made)).toBe('stopped');
  expect(row(made)).toMatchObject({ state: 'tracked', lookedAt: NOW });
  expect(run(made)).toBe('discarded');

  expect(made.signals.size).toBe(0);
  expect(row(made)).toMatchObject({ state: 'tracked', lookedAt: null });
});

it('a person’s wish to try an update again outlives an attempt that fails', () => {
  const made = world({ scripts: [created(), lost(), found('x')] });
  run(made);
  const tracked = row(made);
  if (tracked !== undefined) made.rows.set(tracked.id, { ...tracked, retryRequested: true });
  signal(made);

  expect(run(made)).toBe('put back');
  expect(run(made)).toBe('done');

  expect(requests(made)).toEqual(['POST /trackings', 'PUT /trackings/OWN', 'PUT /trackings/OWN']);
  expect(row(made)).toMatchObject({ retryRequested: false });
});

it('a package that was given up in doubt and is sent anew gets its content, whichever attempt made the tracking', () => {
  const made = world({ scripts: [lost(), lost()] });
  run(made);
  const given = row(made);
  if (given === undefined) throw new Error('no row');
  const id = given.trackingId ?? '';
  made.rows.set(given.id, { ...given, state: 'needs attention', reason: '4012' });
  made.fulfillments.set(100, aFulfillment([UPS_NUMBER], { shippedOn: '2026-11-22', lastModified: NOW + 600 }));
  signal(made);
  run(made);

  const again = world({ scripts: [found(id), found(id)], rows: [{ ...row(made) }] });
  again.fulfillments.set(100, aFulfillment([UPS_NUMBER], { shippedOn: '2026-11-22', lastModified: NOW + 600 }));
  run(again);

  expect(again.requests.map(({ method }) => method)).toEqual(['GET', 'PUT']);
  expect(row(again)?.state).toBe('tracked');
});

it('a package that was given up in doubt is asked about before it is forgotten', () => {
  const trackingId = 'ns-1234567-100-0123456789ab';
  const made = world({
    fulfillment: aFulfillment([]),
    rows: [{ state: 'needs attention', reason: 'attempts', trackingId }],
    scripts: [found(trackingId)],
  });

  expect(run(made)).toBe('done');

  expect(row(made)).toMatchObject({ state: 'removal due', trackingId });
});

describe('from Preview to On', () => {
  const shown = { mode: 'preview' } as const;

  it('sends the update that Preview only showed', () => {
    const made = world({ scripts: [created(), found('x', { tag: 'Pending' })] });
    run(made);
    made.settings.connection = aConnection(shown);
    made.fulfillments.set(100, aFulfillment([UPS_NUMBER], { shippedOn: '2026-11-22' }));
    signal(made);
    run(made);
    expect(row(made)).toMatchObject({ state: 'tracked', reason: 'preview' });
    made.settings.connection = aConnection();
    signal(made);

    run(made);

    expect(requests(made)).toEqual(['POST /trackings', 'PUT /trackings/OWN']);
    expect(row(made)).toMatchObject({ state: 'tracked', reason: '' });
  });

  it('asks about a package that was given up in doubt and was to be left out in Preview', () => {
    const trackingId = 'ns-1234567-100-0123456789ab';
    const made = world({
      connection: shown,
      fulfillment: aFulfillment([UPS_NUMBER], { isOptedOut: true, lastModified: NOW - 600 }),
      rows: [{ state: 'needs attention', reason: 'attempts', trackingId, lookedAt: NOW - 3600 }],
      scripts: [refused(4004)],
    });
    run(made);
    expect(row(made)).toMatchObject({ state: 'needs attention', reason: 'preview' });
    made.settings.connection = aConnection();
    signal(made);

    run(made);

    expect(made.requests.map(({ method }) => method)).toEqual(['GET']);
    expect(row(made)).toMatchObject({ state: 'held', reason: 'opted_out' });
  });

  it('forgets what Preview showed when there is nothing to do any more', () => {
    const made = world({ scripts: [created()] });
    run(made);
    const tracked = row(made);
    if (tracked !== undefined) made.rows.set(tracked.id, { ...tracked, reason: 'preview', message: 'Preview: …' });
    signal(made);

    run(made);

    expect(row(made)).toMatchObject({ state: 'tracked', reason: '', message: '' });
    expect(made.requests).toHaveLength(1);
  });

  it('makes the removal that Preview only showed', () => {
    const due = { state: 'removal due', reason: 'number_gone', dueAt: NOW, sentAt: NOW - 9000 } as const;
    const trackingId = 'ns-1234567-100-0123456789ab';
    const made = world({
      connection: shown,
      deleted: true,
      rows: [{ ...due, trackingId }],
      scripts: [found(trackingId), found(trackingId)],
    });
    run(made);
    expect(row(made)).toMatchObject({ state: 'removal due', reason: 'preview' });
    made.settings.connection = aConnection();
    signal(made, true);

    run(made);

    expect(row(made)).toMatchObject({ state: 'removed', reason: 'number_gone' });
  });
});

describe('a number that vanished while another fulfillment still has it', () => {
  const shared = { trackingId: 'ns-1234567-7-0123456789ab', state: 'tracked', sentAt: NOW - 600 } as const;

  it.each([
    ['is deleted', null],
    ['gets another number', aFulfillment([USPS_NUMBER])],
  ])('keeps its tracking when the fulfillment %s', (_what, fulfillment) => {
    const made = world({
      fulfillment: fulfillment ?? aFulfillment(),
      deleted: fulfillment === null,
      rows: [
        { ...shared, fulfillmentId: 7 },
        { ...shared, state: 'linked' },
      ],
      scripts: fulfillment === null ? [] : [created()],
    });

    expect(run(made)).toBe('done');

    expect(row(made)).toMatchObject({ state: 'removed', reason: 'shared' });
    expect(requests(made).filter((request) => request.startsWith('DELETE'))).toEqual([]);
  });
});

describe('an outage', () => {
  const failed = (fulfillmentId: number, failedAt: number) =>
    ({ fulfillmentId, number: `N${fulfillmentId}`, state: 'in doubt', failedAt }) as const;

  it('stops the connection when several fulfillments fail within five minutes', () => {
    const made = world({ scripts: [refused(503)], rows: [failed(1, NOW - 299), failed(2, NOW - 10)] });

    run(made);

    expect(made.settings.connection).toMatchObject({
      stoppedByError: true,
      stopReason: expect.stringContaining('several fulfillments within 5 minutes'),
    });
  });

  it.each([
    ['two fulfillments', [failed(1, NOW - 10)]],
    ['failures that are longer ago', [failed(1, NOW - 301), failed(2, NOW - 302)]],
    [
      'many packages of one fulfillment',
      [
        { ...failed(1, NOW), number: 'A' },
        { ...failed(1, NOW), number: 'B' },
      ],
    ],
  ])('is not seen in %s', (_what, rows) => {
    const made = world({ scripts: [refused(503)], rows });

    run(made);

    expect(made.settings.connection?.stoppedByError).toBe(false);
  });

  it('is not seen in rate limits, however many', () => {
    const made = world({ scripts: [rateLimited(NOW + 5)], rows: [failed(1, NOW), failed(2, NOW)] });

    run(made);

    expect(row(made)?.failedAt).toBeNull();
    expect(made.settings.connection?.stoppedByError).toBe(false);
  });

  it('breaks off the run: no further package is sent, and what failed keeps its attempt', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]),
      scripts: [refused(503)],
      rows: [failed(1, NOW), failed(2, NOW)],
    });

    expect(run(made)).toBe('stopped');

    expect(made.requests).toHaveLength(1);
    expect([...made.signals.values()]).toMatchObject([{ attempts: 1 }]);
  });

  it('costs what only met the stop no attempt', () => {
    const made = world({ connection: { stoppedByError: true, stopReason: 'outage' } });

    expect(run(made)).toBe('stopped');

    expect([...made.signals.values()]).toMatchObject([{ attempts: 0, reason: 'outage' }]);
  });
});

describe('the time of the look', () => {
  it('stands on every open row, so that the sweep knows what it covers', () => {
    const numbers = [UPS_NUMBER, USPS_NUMBER];
    const made = world({ fulfillment: aFulfillment(numbers), scripts: [created(), created()] });
    run(made);
    made.clock.now += 3600;
    made.fulfillments.set(100, aFulfillment(numbers, { lastModified: NOW + 3000 }));
    signal(made);

    run(made);

    expect(rowsOf(made).map(({ lookedAt }) => lookedAt)).toEqual([NOW + 3600, NOW + 3600]);
  });

  it('is not written again when it covers the last change already', () => {
    const made = world({ scripts: [created()], fulfillment: aFulfillment([UPS_NUMBER], { lastModified: NOW - 600 }) });
    run(made);
    made.clock.now += 3600;
    signal(made);

    run(made);

    expect(row(made)?.lookedAt).toBe(NOW);
  });

  it('is when the fulfillment was read, not when the answer came', () => {
    const slow: Script = (request) => {
      made.clock.now += 40;
      return created()(request);
    };
    const made = world({ scripts: [slow] });

    run(made);

    expect(row(made)).toMatchObject({ lookedAt: NOW, sentAt: NOW + 40 });
  });
});

describe('what is logged', () => {
  it('is one line a change of state, with a correlation id and AfterShip’s trace', () => {
    const made = world({ scripts: [created()] });

    run(made);

    expect(made.logs).toEqual([
      {
        level: 'audit',
        title: 'Shipment changed',
        details: {
          correlation: `100-${NOW}`,
          fulfillment: 100,
          number: UPS_NUMBER,
          state: 'tracked',
          reason: '',
          tracking: expect.stringMatching(OWN_ID),
          code: 201,
          trace: 'trace-1',
        },
      },
    ]);
  });

  it('names the refusal that a link comes from', () => {
    const foreign = { id: 'shop-1', tracking_number: UPS_NUMBER, slug: 'ups' };
    const made = world({ scripts: [refused(4003), refused(4004), listed(foreign)] });

    run(made);

    expect(made.logs).toMatchObject([
      { title: 'Shipment changed', details: { state: 'linked', tracking: 'shop-1', code: 4003, trace: 'trace-1' } },
    ]);
  });

  it('names a tracking that was removed because there were two of the number', () => {
    const [theirs, ours] = ['ns-1234567-90-0123456789ab', 'ns-1234567-100-0123456789ab'];
    const made = world({
      scripts: [found(theirs), found(ours), found(ours), found(theirs)],
      rows: [
        { state: 'tracked', trackingId: theirs, fulfillmentId: 90, sentAt: NOW - 600 },
        { state: 'tracked', trackingId: ours, sentAt: NOW - 600 },
      ],
    });

    run(made);

    expect(made.logs[0]).toEqual({
      level: 'audit',
      title: 'Tracking removed',
      details: {
        correlation: `100-${NOW}`,
        fulfillment: 100,
        number: UPS_NUMBER,
        tracking: ours,
        code: 200,
        trace: 'trace-1',
      },
    });
    expect(made.logs[1]).toMatchObject({ details: { state: 'linked', tracking: theirs } });
  });
});

describe('the wait before the first sending', () => {
  const connection = { sendWaitMinutes: 20 };

  it('sends nothing until it is over, and then what the fulfillment says by then', () => {
    const made = world({ connection, scripts: [created()] });

    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject({ state: 'waiting', reason: 'send_wait', dueAt: NOW + 1200 });
    expect(made.requests).toEqual([]);

    made.clock.now += 600;
    signal(made);
    run(made);
    expect(row(made)?.dueAt).toBe(NOW + 1200);

    made.clock.now += 600;
    signal(made);
    run(made);
    expect(row(made)).toMatchObject({ state: 'tracked', dueAt: null });
  });

  it('is cut short by a person', () => {
    const made = world({ connection, scripts: [created()] });
    run(made);
    const waiting = row(made);
    if (waiting !== undefined) made.rows.set(waiting.id, { ...waiting, retryRequested: true });
    signal(made);

    run(made);

    expect(row(made)).toMatchObject({ state: 'tracked', retryRequested: false });
  });

  it('spares a number that is corrected meanwhile', () => {
    const made = world({ connection });
    run(made);
    made.fulfillments.set(100, aFulfillment([USPS_NUMBER]));
    signal(made);

    run(made);

    expect(row(made)).toMatchObject({ state: 'removed', reason: 'never_sent' });
    expect(row(made, USPS_NUMBER)).toMatchObject({ state: 'waiting', dueAt: NOW + 1200 });
    expect(made.requests).toEqual([]);
  });

  it('is not for what Preview shows, nor for what was shown there before', () => {
    const made = world({ connection: { ...connection, mode: 'preview' }, scripts: [created()] });
    run(made);
    expect(row(made)?.state).toBe('would send');
    made.settings.connection = aConnection({ ...connection, mode: 'on' });
    signal(made);

    run(made);

    expect(row(made)?.state).toBe('tracked');
  });
});

describe('reconcile of a package whose contact may not be given any more', () => {
  const WITH_CONTACT = { sendEmail: true } as const;
  const named = (more: object = {}) => ({ customers: [{ role: 'buyer', email: 'buyer@example.com' }], ...more });

  /** Sent with an e-mail address; then the customer is marked, and the fulfillment is looked at again. */
  function marked(...scripts: readonly Script[]): MemoryWorld {
    const made = world({ connection: WITH_CONTACT, scripts: [created(named()), ...scripts] });
    run(made);
    expect(row(made)).toMatchObject({ state: 'tracked', hasContact: true });
    made.fulfillments.set(100, aFulfillment([UPS_NUMBER], { customer: aCustomer({ withoutContact: true }) }));
    signal(made);
    run(made);
    return made;
  }
  const bodies = (made: MemoryWorld): unknown[] =>
    made.requests.slice(1).map(({ body }) => (JSON.parse(body ?? '{}') as { customers?: unknown }).customers);

  it('takes it back with an empty list, and believes the answer', () => {
    const made = marked(found('ns', { customers: [] }));

    expect(bodies(made)).toEqual([[]]);
    expect(row(made)).toMatchObject({ state: 'tracked', hasContact: false, message: '' });
  });

  it('says so when AfterShip keeps it, and does not ask again', () => {
    const made = marked(found('ns', named()));
    signal(made);

    expect(run(made)).toBe('done');
    expect(made.requests).toHaveLength(2);
    expect(row(made)).toMatchObject({ state: 'tracked', hasContact: true });
    expect(row(made)?.message).toContain('AfterShip still has contact details of this tracking.');
  });

  it('takes back what another fulfillment named, when it shares the tracking of that one', () => {
    const trackingId = 'ns-1234567-90-aaaaaaaaaaaa';
    const made = world({
      connection: WITH_CONTACT,
      fulfillment: aFulfillment([UPS_NUMBER], { customer: aCustomer({ withoutContact: true }) }),
      rows: [{ fulfillmentId: 90, state: 'tracked', trackingId, sentAt: NOW, hasContact: true }],
      scripts: [found(trackingId, { customers: [] })],
    });

    expect(run(made)).toBe('done');

    expect(made.requests.map(({ body }) => (JSON.parse(body ?? '{}') as { customers?: unknown }).customers)).toEqual([
      [],
    ]);
    expect(row(made)).toMatchObject({ state: 'linked', trackingId, hasContact: false });
  });

  it('takes it back also when the first attempt did not reach AfterShip', () => {
    const trackingId = 'ns-1234567-90-aaaaaaaaaaaa';
    const made = world({
      connection: WITH_CONTACT,
      fulfillment: aFulfillment([UPS_NUMBER], { customer: aCustomer({ withoutContact: true }) }),
      rows: [{ fulfillmentId: 90, state: 'tracked', trackingId, sentAt: NOW, hasContact: true }],
      scripts: [refused(429), found(trackingId, { customers: [] })],
    });

    expect(run(made)).toBe('put back');
    for (const [id, waiting] of made.signals) made.signals.set(id, { ...waiting, dueAt: NOW });
    expect(run(made)).toBe('done');

    expect(made.requests.map(({ body }) => (JSON.parse(body ?? '{}') as { customers?: unknown }).customers)).toEqual([
      [],
      [],
    ]);
    expect(row(made)).toMatchObject({ state: 'linked', trackingId, hasContact: false });
  });

  it.each([
    ['that names it', named(), [], []],
    ['that does not say', {}, [], []],
    ['that names nobody', { customers: [] }, undefined, []],
  ])('takes it back from a tracking %s, whose making was not answered', (_what, held, asked, kept) => {
    const made = world({
      connection: WITH_CONTACT,
      scripts: [lost(), found('ns', held), found('ns', { customers: kept })],
    });
    expect(run(made)).toBe('put back');
    made.fulfillments.set(100, aFulfillment([UPS_NUMBER], { customer: aCustomer({ withoutContact: true }) }));
    for (const [id, waiting] of made.signals) made.signals.set(id, { ...waiting, dueAt: NOW });

    expect(run(made)).toBe('done');

    expect(requests(made)).toEqual(['POST /trackings', 'GET /trackings/OWN', 'PUT /trackings/ns']);
    expect(bodies(made)[1]).toEqual(asked);
    expect(row(made)).toMatchObject({ state: 'tracked', hasContact: false });
  });

  it('knows that it is still there when an unanswered tracking cannot be brought up to date', () => {
    const made = world({ connection: WITH_CONTACT, scripts: [lost(), found('ns', named()), refused(503)] });
    run(made);
    made.fulfillments.set(100, aFulfillment([UPS_NUMBER], { customer: aCustomer({ withoutContact: true }) }));
    for (const [id, waiting] of made.signals) made.signals.set(id, { ...waiting, dueAt: NOW });

    expect(run(made)).toBe('put back');
    expect(row(made)).toMatchObject({ state: 'tracked', hasContact: true });
  });

  it('tells who goes on with a shared tracking that a contact may stand in it', () => {
    const trackingId = 'ns-1234567-90-aaaaaaaaaaaa';
    const made = world({
      fulfillment: aFulfillment([USPS_NUMBER]),
      rows: [
        { fulfillmentId: 90, state: 'tracked', trackingId, sentAt: NOW, updatePrint: 'print' },
        { state: 'linked', trackingId, sentAt: NOW, hasContact: true },
      ],
      scripts: [created()],
    });

    expect(run(made)).toBe('done');

    const heir = rowsOf(made).find(({ fulfillmentId }) => fulfillmentId === 90);
    expect(heir).toMatchObject({ updatePrint: '', hasContact: true });
  });

  it('does not take an answer that tells nothing for a proof', () => {
    expect(row(marked(found('ns')))).toMatchObject({ state: 'tracked', hasContact: true });
  });

  it('sends the rest without it when AfterShip refuses an empty list', () => {
    const made = marked(refused(4008, 'customers is empty'), found('ns', named()));

    expect(bodies(made)).toEqual([[], undefined]);
    expect(row(made)).toMatchObject({ state: 'tracked', hasContact: true });
  });

  it('knows that a tracking which is gone carries none', () => {
    expect(row(marked(refused(4004)))).toMatchObject({ reason: 'vanished', hasContact: false });
  });
});

describe('the history that a look writes', () => {
  const historyOf = (made: MemoryWorld) => readHistory(row(made)?.history ?? '');

  it('tells what was sent, the answer and the trace, one line for each change', () => {
    const made = world({ scripts: [created(), refused(4008, 'no')], connection: { sendEmail: true } });
    run(made);
    made.clock.now += 60;
    made.fulfillments.set(100, aFulfillment([UPS_NUMBER], { destination: null }));
    signal(made);
    run(made);

    const sent = 'order SO50, with e-mail';
    expect(historyOf(made)).toEqual([
      { at: NOW + 60, what: 'needs attention', reason: '4008', sent, answerCode: 4008, traceId: 'trace-1' },
      {
        ...{ at: NOW, what: 'tracked', reason: '', answerCode: 201, traceId: 'trace-1' },
        sent: 'carrier ups, order SO50, to DEU, with e-mail',
      },
    ]);
    expect(row(made)?.history).not.toMatch(/example|Ada|Berlin|1011/);
  });

  it('tells of an attempt that failed', () => {
    const made = world({ scripts: [created(), garbage('<html>')] });
    run(made);
    made.fulfillments.set(100, aFulfillment([UPS_NUMBER], { destination: null }));
    signal(made);
    run(made);

    expect(historyOf(made)[0]).toMatchObject({ what: 'attempt failed', answerCode: 502, sent: expect.any(String) });
  });

  it('says nothing was sent where nothing was, and nothing at all where nothing changed', () => {
    const made = world({ connection: { startDate: '2026-11-22' } });
    run(made);
    signal(made);
    run(made);

    expect(historyOf(made)).toMatchObject([{ what: 'held', reason: 'before_start', sent: null, answerCode: null }]);
  });

  it('loses no event when one look changes a row twice', () => {
    const made = world({
      rows: [{ state: 'tracked', trackingId: 'ns-1234567-90-aaaaaaaaaaaa', fulfillmentId: 90, sentAt: NOW - 60 }],
      scripts: [refused(4004)],
    });
    run(made);

    const other = rowsOf(made).find(({ fulfillmentId }) => fulfillmentId === 90);
    expect(readHistory(other?.history ?? '')).toMatchObject([{ what: 'needs attention', reason: 'vanished' }]);
    expect(historyOf(made)).toMatchObject([
      { what: 'needs attention', reason: 'vanished', answerCode: 4004 },
      { what: 'linked', reason: 'shared', answerCode: null },
    ]);
  });
});

it('an update without an answer is taken back at AfterShip, too, when the edit is taken back', () => {
  const made = world({ scripts: [created(), lost(), found('x')] });
  run(made);
  made.fulfillments.set(100, aFulfillment([UPS_NUMBER], { shippedOn: '2026-11-22' }));
  signal(made);
  expect(run(made)).toBe('put back');

  made.fulfillments.set(100, aFulfillment());
  expect(run(made)).toBe('done');

  expect(requests(made)).toEqual(['POST /trackings', 'PUT /trackings/OWN', 'PUT /trackings/OWN']);
  expect(row(made)).toMatchObject({ state: 'tracked' });
});

it.each([
  ['is closed for what shipped with it', '2026-08-12', 'done', { state: 'removed', reason: 'retention' }],
  ['is replaced for what shipped later', '2026-11-22', 'put back', { state: 'tracked', generation: 2 }],
])('a shared tracking that AfterShip kept for 120 days %s', (_what, shippedOn, end, expected) => {
  const theirs = 'ns-1234567-90-0123456789ab';
  const made = world({
    scripts: [found(theirs), refused(4004), created()],
    rows: [{ state: 'tracked', trackingId: theirs, fulfillmentId: 90, sentAt: NOW - 119 * 86_400 }],
  });
  run(made);
  expect(row(made)).toMatchObject({ state: 'linked', sentAt: NOW - 119 * 86_400 });

  const linked = row(made);
  if (linked !== undefined) made.rows.set(linked.id, { ...linked, sentAt: (linked.sentAt ?? 0) - 2 * 86_400 });
  made.fulfillments.set(100, aFulfillment([UPS_NUMBER], { shippedOn }));
  signal(made);
  expect(run(made)).toBe(end);
  if (end === 'put back') run(made);

  expect(row(made)).toMatchObject(expected);
});

it('whoever shares a tracking that AfterShip let go of by age is looked at', () => {
  const trackingId = 'ns-1234567-100-0123456789ab';
  const kept = { trackingId, sentAt: NOW - 121 * 86_400, updatePrint: 'older' } as const;
  const made = world({
    fulfillment: aFulfillment([UPS_NUMBER], { shippedOn: '2026-07-25' }),
    rows: [
      { ...kept, state: 'tracked' },
      { ...kept, state: 'linked', fulfillmentId: 90 },
    ],
    scripts: [refused(4004)],
  });

  expect(run(made)).toBe('done');

  expect(rowsOf(made).map(({ state, reason }) => `${state} ${reason}`)).toEqual([
    'removed retention',
    'removed retention',
  ]);
  expect([...made.signals.values()].map(({ fulfillmentId }) => fulfillmentId)).toEqual([90]);
});
