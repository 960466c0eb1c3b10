/**
 * A refreshed sandbox holds every record of production. Each search over our own records finds those of its account and
 * none of another account or of none.
 */

import { BACKFILL, DAY, OUTBOX, PACKAGE } from '../../src/TypeScript/aftership/adapters/ids';
import type { Backfills, DayCounts, Events, Ledger, LedgerIndex } from '../../src/TypeScript/aftership/app/ports';
import { idOf, NOW, UPS_NUMBER } from '../fixtures';
import { makeWorld, type World } from '../scripts/world';

const OURS = '1234567';
const FULFILLMENT = 100;
const LONG_AGO = NOW - 200 * 86_400;

interface Adapters {
  readonly ledger: Ledger;
  readonly index: LedgerIndex;
  readonly events: Events;
  readonly backfills: Backfills;
  readonly days: DayCounts;
}

/** Records that every search below finds when they are of its account. */
function seed({ account }: World, ofAccount: string): { readonly backfill: number } {
  const open = {
    created: new Date(LONG_AGO * 1000),
    [PACKAGE.account]: ofAccount,
    [PACKAGE.fulfillment]: FULFILLMENT,
    [PACKAGE.number]: UPS_NUMBER,
    [PACKAGE.state]: 'In AfterShip',
    [PACKAGE.reason]: 'in_step',
    [PACKAGE.holding]: 'ours',
    [PACKAGE.trackingId]: idOf(),
    [PACKAGE.lookedAt]: LONG_AGO,
    [PACKAGE.removalAskedAt]: NOW,
    [PACKAGE.removalHour]: NOW / 3600,
    [PACKAGE.failedAt]: NOW,
    [PACKAGE.failedHour]: NOW / 3600,
    [PACKAGE.dueAt]: NOW,
    [PACKAGE.madeAt]: NOW,
    [PACKAGE.shippedOn]: new Date(2026, 10, 21),
    [PACKAGE.retry]: false,
  };
  account.seed(PACKAGE.type, { fields: open });
  account.seed(PACKAGE.type, { fields: { ...open, [PACKAGE.retry]: true } });
  const backfill = account.seed(BACKFILL.type, {
    fields: {
      [BACKFILL.account]: ofAccount,
      [BACKFILL.state]: 'Running',
      [BACKFILL.mode]: 'On',
      [BACKFILL.from]: new Date(2026, 10, 1),
      [BACKFILL.to]: new Date(2026, 10, 20),
    },
  });
  account.seed(OUTBOX.type, {
    fields: {
      [OUTBOX.account]: ofAccount,
      [OUTBOX.fulfillment]: FULFILLMENT,
      [OUTBOX.due]: NOW,
      [OUTBOX.attempts]: 0,
      [OUTBOX.priority]: 1,
      [OUTBOX.backfillId]: backfill,
      [OUTBOX.systemOnly]: true,
      [OUTBOX.unreadable]: true,
      [OUTBOX.waitReason]: 'why',
    },
  });
  account.seed(DAY.type, { fields: { [DAY.account]: ofAccount, [DAY.day]: new Date(2026, 10, 21) } });
  return { backfill };
}

function use<Result>({ account }: World, ask: (adapters: Adapters) => Result): Result {
  return account.withModules(
    (require) => {
      const load = <Made>(file: string, name: string): Made => {
        const made = (require(`/SuiteScripts/aftership/adapters/${file}`) as Record<string, (id: string) => Made>)[
          name
        ];
        if (made === undefined) throw new Error(`${file} exports no ${name}.`);
        return made(OURS);
      };
      return ask({
        ledger: load('ledger', 'ledger'),
        index: load('ledger_index', 'ledgerIndex'),
        events: load('events', 'events'),
        backfills: load('backfills', 'backfills'),
        days: load('day_counts', 'dayCounts'),
      });
    },
    { user: 'system', role: 'administrator', scriptType: 'MapReduceScript' },
  );
}

const ALL = { includeSystemOnly: true };

/** How many records each search finds; `backfill` is the record that was made beside the others. */
function counts({ ledger, index, events, backfills, days }: Adapters, backfill: number): Record<string, number> {
  return {
    // Reading the rows of a fulfillment puts the two of one package together, so they are looked for first.
    'work of the ledger': ledger.findWaiting(NOW, { isOn: true, start: 0, limit: 10 }).fulfillmentIds.length,
    'rows of packages': index.findAdded(0, 10).found.length,
    'the newest row': index.newestRow(),
    'rows of a fulfillment': ledger.findFor(FULFILLMENT, []).own.length,
    'rows of a number': ledger.findFor(1, [UPS_NUMBER]).others.length,
    'owners of a tracking': ledger.findOwners(idOf()).length,
    'removals for the brake': ledger.countRemovalsSince(NOW),
    'failing fulfillments': ledger.countFailingFulfillments(NOW),
    looks: index.findLooks([FULFILLMENT]).size,
    'rows without a fulfillment': index.findOrphans(0, 10).found.length,
    'rows to purge': index.findAged(NOW, 0, 10).found.length,
    'due events': events.findDue(NOW, 10, ALL).length,
    'events of a fulfillment': events.findByFulfillment([FULFILLMENT]).length,
    'whether something is due': Number(events.hasDue(NOW, ALL)),
    'fulfillments that cannot be read': events.findUnreadable().length,
    'a backfill by its id': backfills.read(backfill) === null ? 0 : 1,
    'the running backfill': backfills.findRunning() === null ? 0 : 1,
    'events of a backfill': backfills.findWaiting(backfill).length,
    'packages of the last days': days.findPackages(['2026-11-21'], { removalWaitMinutes: 60 }, 1000)?.length ?? 0,
    'counted days': days.list().length,
  };
}

it.each(['7654321', '1234567_SB1', ''])('finds nothing of account "%s"', (other) => {
  const world = makeWorld({ connection: null });
  const { backfill } = seed(world, other);

  const found = use(world, (adapters) => counts(adapters, backfill));

  expect(Object.entries(found).filter(([, count]) => count > 0)).toEqual([]);
  expect(use(world, ({ events }) => events.findForeign(10))).toHaveLength(1);
});

it('finds everything of its own account', () => {
  const world = makeWorld({ connection: null });
  const { backfill } = seed(world, OURS);

  const found = use(world, (adapters) => counts(adapters, backfill));

  expect(Object.entries(found).filter(([, count]) => count === 0)).toEqual([]);
  expect(use(world, ({ events }) => events.findForeign(10))).toEqual([]);
});
