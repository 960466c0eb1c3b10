/** What the console's pages cost with 100,000 shipments: 300 units and 3 seconds of the emulated account's time a page. */

import type { SuiteletAnswer } from '../../packages/emulator/netsuite';
import { CONNECTION, SCRIPTS, OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { administrator, aRow, get, post, textOf } from './console_world';
import { aShippedFulfillment, makeWorld, outbox, settle } from './world';

const ROWS = 100_000;
const OF_CUSTOMER = 300;
const UNITS = 300;
const SECONDS = 3;

const EACH = ['in_step', 'in_step', 'refused', 'too_old'] as const;

describe('with 100,000 shipments', () => {
  const world = makeWorld();
  const admin = administrator(world);
  const fulfillment = world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));
  settle(world);
  const bulkCustomer = world.account.seed('customer', { fields: { entityid: 'Market place' } });
  const many = Array.from({ length: OF_CUSTOMER }, () =>
    world.account.seed('itemfulfillment', { fields: { entity: bulkCustomer, trandate: new Date(2026, 10, 20) } }),
  );
  const madeAt = Math.floor(world.account.now() / 1000) - 3600;
  for (let at = 0; at < ROWS; at += 1) {
    const reason = EACH[at % EACH.length] ?? 'in_step';
    const slug = ['ups', 'dhl', 'fedex'][at % 3] ?? null;
    const shippedOn = new Date(2026, 10, 10 + (at % 14));
    const ofFulfillment = many[at] ?? 10_000 + at;
    const isThere = reason === 'in_step';
    const told = { madeAt: isThere ? madeAt : null, hasContact: isThere };
    aRow(world, { number: `N${at}`, fulfillment: ofFulfillment, reason, slug, shippedOn, ...told });
  }

  const cost = (ask: () => SuiteletAnswer): { readonly answer: SuiteletAnswer; readonly units: number } => {
    world.account.clearMeasurements();
    const from = world.account.now();
    const before = process.cpuUsage();
    const answer = ask();
    // This machine's own time says little of NetSuite's: ten times what a page may take.
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(SECONDS * 10);
    expect(world.account.now() - from).toBeLessThan(SECONDS * 1000);
    const runs = world.account.executions().filter(({ script }) => script === SCRIPTS.pages.script);
    expect(runs.map(({ error }) => error)).toEqual([null]);
    return { answer, units: runs[0]?.units ?? 0 };
  };
  /** More than 1,000 pages of five. */
  const BACKFILLED = 5001;
  for (let at = 0; at < BACKFILLED; at += 1) {
    const values = aShippedFulfillment(world, [`KX${500_000 + at}`]);
    const day = new Date(2026, 8, 1 + (at % 30));
    world.account.seed('itemfulfillment', {
      ...values,
      fields: { ...values.fields, trandate: day, shippeddate: day },
    });
  }
  const september = { page: 'backfill', first: '2026-09-01', last: '2026-09-30' };
  const failed = { page: 'attention', reason: 'refused', code: '4005' };

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['overview', {}, '50001'],
    ['set-up', { page: 'setup' }, 'Checklist'],
    ['reasons', { page: 'attention' }, '25000'],
    ['first page of a reason', failed, 'packages 1 to 25 of 25000'],
    ['last page of a reason', { ...failed, start: '24975' }, 'packages 24976 to 25000 of 25000'],
    ['carriers', { page: 'carriers' }, 'fedex 16666'],
    ['one carrier', { page: 'carriers', carrier: 'fedex' }, '16666 packages are at AfterShip'],
    ['packages of a customer', { page: 'find', customer: String(bulkCustomer) }, 'N299'],
    ['what would be erased', { page: 'erase', customer: String(bulkCustomer) }, 'Market place'],
    ['find', { page: 'find', number: 'N99999' }, 'N99999'],
    ['fulfillment', { page: 'fulfillment', fulfillment: String(fulfillment) }, 'In step'],
    ['backfill', { page: 'backfill' }, 'Count first'],
    ['counts of a backfill', september, 'more than 2000'],
    ['counts of the days of most shipments', { ...september, first: '2026-11-01', last: '2026-11-23' }, '50001'],
    ['export', { ...failed, file: 'shipments' }, 'Needs attention'],
  ])('the page %s stays within its limits', (_name, parameters, content) => {
    const { answer, units } = cost(() => get(world, admin, parameters));

    expect(textOf(answer)).toContain(content);
    expect(units).toBeLessThanOrEqual(UNITS);
  });

  it('the connection stays within its limits while a thousand fulfillments wait after a stop', () => {
    const [connection] = world.account.all(CONNECTION.type);
    const waiting = world.account
      .all('itemfulfillment')
      .slice(-1000)
      .map(({ id }) =>
        world.account.seed(OUTBOX.type, {
          fields: { [OUTBOX.account]: world.account.options.accountId, [OUTBOX.fulfillment]: id },
        }),
      );
    const stop = (isStopped: boolean): void =>
      world.account.inlineEdit(admin, CONNECTION.type, connection?.id ?? 0, {
        [CONNECTION.stoppedByPerson]: isStopped,
      });
    stop(true);

    const { answer, units } = cost(() => get(world, admin, { page: 'connection' }));

    expect(textOf(answer)).toMatch(/1000 fulfillments wait to be looked at, .* with 1000 tracking numbers/);
    expect(units).toBeLessThanOrEqual(UNITS);
    for (const id of waiting) world.account.remove(admin, OUTBOX.type, id);
    stop(false);
  });

  it('the page of a shipment for everybody stays within its limits', () => {
    world.account.clearMeasurements();
    const parameters = { fulfillment: String(fulfillment) };

    const answer = world.account.request(admin, { ...SCRIPTS.shipment, method: 'GET', parameters });

    expect(textOf(answer)).toContain('In step');
    const [run] = world.account.executions().filter(({ script }) => script === SCRIPTS.shipment.script);
    expect(run?.units).toBeLessThanOrEqual(UNITS);
  });

  it('a backfill is started, shown and ended within the limits', () => {
    const counted = get(world, admin, september);
    const started = cost(() => post(world, admin, counted, {}));
    const shown = cost(() => get(world, admin, { page: 'backfill' }));
    const ended = cost(() => post(world, admin, shown.answer, { action: 'backfill_cancel' }));

    expect(started.answer.location).toContain('backfillStarted');
    expect(shown.answer.body).toContain(`0 of about ${BACKFILLED}`);
    expect(ended.answer.location).toContain('backfillCancelled');
    expect(Math.max(started.units, shown.units, ended.units)).toBeLessThanOrEqual(UNITS);
  });

  it.each([
    [5, 'count=5'],
    [25, 'manyStarted'],
  ])('trying %i packages again stays within its limits', (count, note) => {
    const page = get(world, admin, failed);
    const lines = Array.from({ length: count }, (_, line) => line);

    const { answer, units } = cost(() => post(world, admin, page, { action: 'retry' }, lines));

    expect(answer.location).toContain(note);
    expect(units).toBeLessThanOrEqual(UNITS);
  });

  it.each([
    ['all packages of a carrier', { page: 'carriers', carrier: 'fedex' }, {}, 'console, look', 16_666],
    [
      'the data of a customer',
      { page: 'erase', customer: String(bulkCustomer) },
      { confirm: 'T' },
      'console, erasure',
      OF_CUSTOMER / 2,
    ],
  ])('the job for %s stays within the limits of its stages', (_name, parameters, values, origin, events) => {
    world.account.setDeployed(SCRIPTS.deliver.deployment, false);
    settle(world, 10);
    const page = get(world, admin, parameters);
    const { answer, units } = cost(() => post(world, admin, page, values));
    expect(answer.location).toMatch(/done=\w+Started/);
    expect(units).toBeLessThanOrEqual(UNITS);

    world.account.clearMeasurements();
    settle(world, 10);

    const stages = world.account.executions().filter(({ script }) => script === SCRIPTS.bulk.script);
    expect(stages.map(({ error }) => error)).toEqual(stages.map(() => null));
    const most = (entry: string): number =>
      Math.max(...stages.filter((stage) => stage.entry === entry).map((stage) => stage.units));
    expect(most('getInputData')).toBeLessThanOrEqual(10_000 / 5);
    expect(most('reduce')).toBeLessThanOrEqual(5000 / 5);
    expect(outbox(world).filter(({ fields }) => fields[OUTBOX.origin] === origin)).toHaveLength(events);
  });
});
