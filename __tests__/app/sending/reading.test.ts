import { UNREADABLE_KEY } from '../../../src/TypeScript/aftership/core/netsuite/packages';
import type { MemoryWorld } from '../../../tools/shared/memory_ports';
import { aFulfillment, NOW, UPS_NUMBER } from '../../fixtures';
import { created, found, play } from '../scripted_aftership';
import { bodies, eventsOf, row, rowsOf, run, setAttempts, standings, stateOf, world } from './delivery_world';

describe('what a look cannot see', () => {
  it('proves by an absence that it is gone only in a System run', () => {
    const [clerk, system] = [world({ fulfillment: null, rows: [{}] }), world({ fulfillment: null, rows: [{}] })];

    expect(run(clerk, { asSystem: false })).toBe('put back');
    expect(standings(clerk)).toEqual(['100: ours in_step']);
    expect(eventsOf(clerk)).toMatchObject([{ needsSystemRun: true }]);
    expect(run(system)).toBe('done');
    expect(standings(system)).toEqual(['100: ours number_gone']);
  });

  it('asks for nothing about a fulfillment that is gone and was never sent', () => {
    const made = world({ fulfillment: null });

    expect(run(made)).toBe('done');
    expect(made.events.size).toBe(0);
    expect(made.rows.size).toBe(0);
  });

  it('is sent by no clerk whose role hides a part of it', () => {
    const made = world({ scripts: [created()] });
    made.fulfillments.set(100, { kind: 'found', fulfillment: aFulfillment(), missing: ['customer 9'], refused: [] });

    expect(run(made, { asSystem: false })).toBe('put back');
    expect(made.requests).toEqual([]);
    expect(eventsOf(made)[0]?.reason).toContain('customer 9');
    expect(run(made)).toBe('done');
  });

  it('takes a value back in a System run only, because a clerk’s role may hide it', () => {
    const sentFields = ['order_promised_delivery_date'];
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], { lastModified: NOW }),
      rows: [{ sentFields, fingerprint: 'before' }],
      scripts: [found()],
    });

    expect(run(made, { asSystem: false })).toBe('put back');
    expect(made.requests).toEqual([]);
    expect(eventsOf(made)).toMatchObject([{ attempts: 0, needsSystemRun: true }]);

    expect(run(made)).toBe('done');
    expect(bodies(made)).toMatchObject([{ order_promised_delivery_date: { promised_delivery_date: null } }]);
    expect(row(made)?.sentFields).not.toContain('order_promised_delivery_date');
  });

  it('waits longer each time when the System user cannot read it either', () => {
    const made = world();
    made.fulfillments.set(100, { kind: 'unreadable', detail: 'UNEXPECTED_ERROR: no' });

    expect(run(made)).toBe('put back');

    const [waiting] = eventsOf(made);
    expect(waiting).toMatchObject({ attempts: 1, reason: expect.stringContaining('UNEXPECTED_ERROR') });
    expect(waiting?.dueAt).toBeGreaterThan(NOW);
  });

  it('is left to the System user at once when another user cannot read it', () => {
    const made = world();
    made.fulfillments.set(100, { kind: 'unreadable', detail: 'INSUFFICIENT_PERMISSION: no' });

    run(made, { asSystem: false });

    expect(eventsOf(made)).toMatchObject([{ attempts: 0, dueAt: NOW, needsSystemRun: true }]);
  });
});

describe('a fulfillment that the System user cannot read', () => {
  const unreadable = { kind: 'unreadable', detail: 'FOREIGN_ERROR: form is null' } as const;
  const failing = (count: number): MemoryWorld => {
    const made = world();
    made.fulfillments.set(100, unreadable);
    setAttempts(made, count);
    return made;
  };

  it('is marked on its event, so that several of them can be told', () => {
    const made = failing(0);

    run(made);

    expect(made.ports.events.findUnreadable()).toEqual([
      { fulfillmentId: 100, reason: 'The fulfillment could not be read: FOREIGN_ERROR: form is null' },
    ]);
    made.fulfillments.set(100, aFulfillment([]));
    run(made);
    expect(made.ports.events.findUnreadable()).toEqual([]);
  });

  it('gets a row that says so after about a day, written and logged once', () => {
    const made = failing(6);

    run(made);
    expect(made.rows.size).toBe(0);
    run(made);
    run(made);

    expect(rowsOf(made)).toMatchObject([
      { number: UNREADABLE_KEY, reason: 'unreadable', params: { cause: unreadable.detail }, lookedAt: null },
    ]);
    expect(stateOf(made, UNREADABLE_KEY)).toBe('Needs attention');
    expect(made.logs.map(({ title }) => title)).toEqual(['Fulfillment cannot be read']);
    expect(eventsOf(made)).toMatchObject([{ unreadable: true, needsSystemRun: false }]);
  });

  it('is sent when it can be read again, and its row says that it can', () => {
    const made = failing(7);
    run(made);
    made.fulfillments.set(100, aFulfillment());
    Object.assign(made.ports, { http: { send: play([created()]) } });

    expect(run(made)).toBe('done');

    expect(standings(made)).toEqual(['100: nothing read_again', '100: ours in_step']);
  });

  it('gets no row from a clerk’s run, which may only lack a permission', () => {
    const made = failing(11);

    run(made, { asSystem: false });

    expect(made.rows.size).toBe(0);
    expect(eventsOf(made)).toMatchObject([{ unreadable: false, needsSystemRun: true }]);
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

    if (end === 'put back') expect(eventsOf(made)).toMatchObject([{ needsSystemRun: true, attempts: 0 }]);
    else expect(row(made)?.reason).toBe('in_step');
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

it('ship methods that are left out by name are left out in whatever language a run reads them', () => {
  const made = world({
    connection: { leftOutShipMethods: ['Amazon FBA'] },
    fulfillment: aFulfillment([UPS_NUMBER], { shipMethod: { id: '7', name: 'Expédié par Amazon' } }),
  });

  expect(run(made, { asSystem: false })).toBe('put back');

  expect(made.requests).toEqual([]);
  expect(eventsOf(made)).toMatchObject([{ needsSystemRun: true }]);
});
