/** What the console's pages cost with 100,000 shipments: 300 units and 3 seconds of the emulated account's time a page. */

import type { SuiteletAnswer } from '../../emulator/contract';
import { SCRIPTS } from '../../src/TypeScript/aftership/adapters/ids';
import { administrator, aRow, get, post } from './console_world';
import { aShippedFulfillment, makeWorld, settle } from './world';

const ROWS = 100_000;
const UNITS = 300;
const SECONDS = 3;

const STATES = [
  ['Tracked', ''],
  ['Tracked', ''],
  ['Needs attention', '4005'],
  ['Held', 'too_old'],
] as const;

describe('with 100,000 shipments', () => {
  const world = makeWorld();
  const admin = administrator(world);
  const fulfillment = world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));
  settle(world);
  for (let at = 0; at < ROWS; at += 1) {
    const [state = '', reason = ''] = STATES[at % STATES.length] ?? [];
    const slug = ['ups', 'dhl', 'fedex'][at % 3] ?? null;
    const shippedOn = new Date(2026, 10, 10 + (at % 14));
    aRow(world, { number: `N${at}`, fulfillment: 10_000 + at, state, reason, slug, shippedOn });
  }

  const cost = (ask: () => SuiteletAnswer): { readonly answer: SuiteletAnswer; readonly units: number } => {
    world.account.clearMeasurements();
    const from = world.account.now();
    const startedAt = performance.now();
    const answer = ask();
    // On a busy machine the real time says little: ten times what a page may take.
    expect(performance.now() - startedAt).toBeLessThan(SECONDS * 10_000);
    expect(world.account.now() - from).toBeLessThan(SECONDS * 1000);
    const runs = world.account.executions().filter(({ script }) => script === SCRIPTS.pages.script);
    expect(runs.map(({ error }) => error)).toEqual([null]);
    return { answer, units: runs[0]?.units ?? 0 };
  };
  const failed = { page: 'attention', state: 'needs attention', reason: '4005' };

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['overview', {}, '50001'],
    ['set-up', { page: 'setup' }, 'Checklist'],
    ['reasons', { page: 'attention' }, '25000'],
    ['first page of a reason', failed, 'packages 1 to 25 of 25000'],
    ['last page of a reason', { ...failed, start: '24975' }, 'packages 24976 to 25000 of 25000'],
    ['find', { page: 'find', number: 'N99999' }, 'N99999'],
    ['fulfillment', { page: 'fulfillment', fulfillment: String(fulfillment) }, 'In step'],
    ['export', { ...failed, file: 'shipments' }, 'needs attention'],
  ])('the page %s stays within its limits', (_name, parameters, content) => {
    const { answer, units } = cost(() => get(world, admin, parameters));

    expect(answer.body).toContain(content);
    expect(units).toBeLessThanOrEqual(UNITS);
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
});
