/** Searches of everyday work over the ledger: how many rows they test does not grow with the rows that it has. */

import { PACKAGE } from '../../src/TypeScript/aftership/adapters/ids';
import type { DayCounts, Ledger, LedgerIndex } from '../../src/TypeScript/aftership/app/ports';
import { idOf, NOW, UPS_NUMBER } from '../fixtures';
import { aShippedFulfillment, makeWorld, type World } from './world';

const FULFILLMENT = 1000;
const OLD = NOW - 200 * 86_400;
const DAY = '2026-11-21';

interface Adapters {
  readonly ledger: Ledger;
  readonly index: LedgerIndex;
  readonly days: DayCounts;
  /** The greatest id of an old row. */
  readonly newest: number;
}

/** A ledger with so many old rows, half of them without a fulfillment, and with one row that each search finds. */
function ledgerOf(rows: number): { readonly world: World; readonly newest: number } {
  const world = makeWorld({ connection: null });
  const transaction = world.account.seed('itemfulfillment', aShippedFulfillment(world));
  const seed = (fields: Readonly<Record<string, string | number | boolean | Date | null>>): number =>
    world.account.seed(PACKAGE.type, {
      fields: {
        created: new Date(OLD * 1000),
        [PACKAGE.account]: '1234567',
        [PACKAGE.state]: 'In AfterShip',
        [PACKAGE.reason]: 'in_step',
        [PACKAGE.holding]: 'ours',
        [PACKAGE.retry]: false,
        ...fields,
      },
    });
  let newest = 0;
  for (let index = 0; index < rows; index += 1) {
    const isGone = index % 2 === 0;
    newest = seed({
      [PACKAGE.fulfillment]: 10_000 + index,
      [PACKAGE.transaction]: isGone ? null : transaction,
      ...(isGone && { [PACKAGE.state]: 'Removed', [PACKAGE.reason]: 'removed' }),
      [PACKAGE.number]: `OLD${index}`,
      [PACKAGE.trackingId]: `ns-1234567-${index}`,
      [PACKAGE.lookedAt]: OLD,
      [PACKAGE.removalAskedAt]: OLD,
      [PACKAGE.removalHour]: Math.floor(OLD / 3600),
      [PACKAGE.failedAt]: OLD,
      [PACKAGE.failedHour]: Math.floor(OLD / 3600),
      [PACKAGE.shippedOn]: new Date(2026, 5, 1),
    });
  }
  seed({
    created: new Date(NOW * 1000),
    [PACKAGE.reason]: 'number_gone',
    [PACKAGE.state]: 'Removal due',
    [PACKAGE.fulfillment]: FULFILLMENT,
    [PACKAGE.transaction]: transaction,
    [PACKAGE.number]: UPS_NUMBER,
    [PACKAGE.trackingId]: idOf(),
    [PACKAGE.retry]: true,
    [PACKAGE.dueAt]: NOW,
    [PACKAGE.lookedAt]: NOW,
    [PACKAGE.removalAskedAt]: NOW,
    [PACKAGE.removalHour]: Math.floor(NOW / 3600),
    [PACKAGE.failedAt]: NOW,
    [PACKAGE.failedHour]: Math.floor(NOW / 3600),
    [PACKAGE.shippedOn]: new Date(2026, 10, 21),
  });
  return { world, newest };
}

type Search = (adapters: Adapters) => unknown;

const ledgers = [300, 900].map(ledgerOf);

function testedBy(search: Search): readonly (number | undefined)[] {
  return ledgers.map(({ world: { account }, newest }) => {
    account.clearMeasurements();
    account.withModules(
      (require) => {
        const load = <Made>(file: string, name: string): Made =>
          (require(`/SuiteScripts/aftership/adapters/${file}`) as Record<string, (id: string) => Made>)[name]!(
            '1234567',
          );
        search({
          ledger: load('ledger', 'ledger'),
          index: load('ledger_index', 'ledgerIndex'),
          days: load('day_counts', 'dayCounts'),
          newest,
        });
      },
      { user: 'system', role: 'administrator', scriptType: 'MapReduceScript' },
    );
    return account.executions().at(-1)?.rowsTested[PACKAGE.type] ?? 0;
  });
}

const page = { start: 0, limit: 100 };

it.each<readonly [string, Search, number]>([
  ['what a person ticked', ({ ledger }) => ledger.findWaiting(NOW, { ...page, isOn: false }), 1],
  ['what is due', ({ ledger }) => ledger.findWaiting(NOW, { ...page, isOn: true }), 1],
  ['removals of the last hour', ({ ledger }) => ledger.countRemovalsSince(NOW - 3600), 1],
  ['failures of the last minutes', ({ ledger }) => ledger.countFailingFulfillments(NOW - 300), 1],
  ['the owners of a tracking', ({ ledger }) => ledger.findOwners(idOf()), 1],
  ['the rows of a fulfillment and of a number', ({ ledger }) => ledger.findFor(FULFILLMENT, [UPS_NUMBER]), 1],
  ['the looks at a fulfillment', ({ index }) => index.findLooks([FULFILLMENT]), 1],
  ['the newest row', ({ index }) => index.newestRow(), 1],
  ['the next rows without a fulfillment', ({ index }) => index.findOrphans(0, 20), 20],
  ['what was added', ({ index, newest }) => index.findAdded(newest, 100), 1],
  ['the next rows that may be old', ({ index }) => index.findAged(NOW, 0, 20), 20],
  ['rows that are too young to be old', ({ index, newest }) => index.findAged(NOW, newest, 100), 1],
  ['the packages of a day', ({ days }) => days.findPackages([DAY], { removalWaitMinutes: 60 }, 1000), 1],
])('the search for %s tests no more rows of a larger ledger', (_what, search, rows) => {
  expect(testedBy(search)).toEqual([rows, rows]);
});
