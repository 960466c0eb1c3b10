/**
 * More rows than the 4,000 at which the results of a search end, read by the deployed adapters: whatever may find as
 * many reads the last one, too.
 */

import type { ConsoleLedger } from '../../src/TypeScript/aftership/app/operator/console_ports';
import type { DayCounts, Events, Ledger, LedgerIndex } from '../../src/TypeScript/aftership/app/ports';
import { OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { aRow } from './console_world';
import { makeWorld, type World } from './world';

const ACCOUNT = '1234567';
const MANY = 4100;
const NOW = Date.UTC(2026, 10, 23, 18) / 1000;
const FULFILLMENT = 1000;

interface Adapters {
  readonly ledger: Ledger;
  readonly index: LedgerIndex;
  readonly events: Events;
  readonly days: DayCounts;
  readonly shown: ConsoleLedger;
}

let world: World;
/** Ids of the rows, oldest first. */
let ids: readonly number[];

beforeAll(() => {
  world = makeWorld({ connection: null });
  // The oldest rows differ from all others: whoever stops early does not see them.
  ids = Array.from({ length: MANY }, (_, at) =>
    aRow(world, { number: at === MANY - 1 ? 'N0' : `N${at}`, reason: 'refused', lookedAt: NOW + at }),
  );
  for (let at = 0; at < MANY; at += 1) {
    world.account.seed(OUTBOX.type, {
      fields: {
        [OUTBOX.account]: ACCOUNT,
        [OUTBOX.fulfillment]: FULFILLMENT,
        [OUTBOX.due]: at === 0 ? NOW + 900 : NOW,
        [OUTBOX.priority]: at % 2 === 1 ? 3 : 1,
        [OUTBOX.attempts]: 0,
      },
    });
  }
});

function withAdapters<Result>(use: (adapters: Adapters) => Result): Result {
  return world.account.withModules(
    (require) => {
      const load = <Made>(name: string, made: string): Made =>
        (require(`/SuiteScripts/aftership/adapters/${name}`) as Record<string, (account: string) => Made>)[made]!(
          ACCOUNT,
        );
      return use({
        ledger: load('ledger', 'ledger'),
        index: load('ledger_index', 'ledgerIndex'),
        events: load('events', 'events'),
        days: load('day_counts', 'dayCounts'),
        shown: load('console/console_ledger', 'consoleLedger'),
      });
    },
    { user: 'system', role: 'administrator', scriptType: 'MapReduceScript' },
  );
}

it('the rows of a fulfillment', () => {
  const { own, others } = withAdapters(({ ledger }) => ledger.findFor(FULFILLMENT, ['N7']));

  // The two rows of one package were put together.
  expect(own).toHaveLength(MANY - 1);
  expect(own.map(({ id }) => id)).toContain(ids[0]);
  expect(others).toEqual([]);
});

it('the oldest look of a fulfillment', () => {
  const looks = withAdapters(({ index }) => index.findLooks([FULFILLMENT, 2000]));

  expect([...looks]).toEqual([[FULFILLMENT, NOW]]);
});

it('the rows that were added, in parts', () => {
  const [first, rest, none] = withAdapters(({ index }) => {
    const part = index.findAdded(0, 2500);
    const further = index.findAdded(part.upTo, 2500);
    return [part, further, index.findAdded(further.upTo, 2500)];
  });
  const kept = ids.slice(0, MANY - 1);

  expect(first?.isEnd).toBe(false);
  expect([first, rest].flatMap((part) => part?.found.map(({ rowId }) => rowId) ?? [])).toEqual(kept);
  expect(rest).toMatchObject({ isEnd: true, upTo: kept.at(-1) });
  expect(none).toEqual({ found: [], isEnd: true, upTo: kept.at(-1) });
});

it('what waits for a fulfillment, everyday events first and the longest waiting first', () => {
  const found = withAdapters(({ events }) => events.findByFulfillment([FULFILLMENT]));

  expect(found).toHaveLength(MANY);
  expect(Math.max(...found.map(({ dueAt }) => dueAt))).toBe(NOW + 900);
  expect(found.findIndex(({ priority }) => priority === 'past')).toBe(MANY / 2);
  expect(found[MANY / 2 - 1]).toMatchObject({ dueAt: NOW + 900, priority: 'script' });
});

it('the packages of a day', () => {
  const packages = withAdapters(({ days }) =>
    [MANY - 2, MANY - 1].map((most) => days.findPackages(['2026-11-21'], { removalWaitMinutes: 60 }, most)),
  );

  // None of them when there are more than asked for.
  expect(packages.map((found) => found?.length ?? null)).toEqual([null, MANY - 1]);
});

it('the lists of the console, to their last page', () => {
  const filter = { reason: 'refused', code: null } as const;
  const { end, every, ofFulfillment } = withAdapters(({ shown }) => ({
    end: shown.list(filter, MANY - 26, 25),
    every: shown.listEvery(filter, 100_000),
    ofFulfillment: shown.findOfFulfillments([FULFILLMENT]),
  }));
  const newestFirst = ids.slice(0, MANY - 1).reverse();

  expect(end.map(({ id }) => id)).toEqual(newestFirst.slice(-25));
  expect(every.map(({ id }) => id)).toEqual(newestFirst);
  expect(ofFulfillment).toHaveLength(MANY - 1);
});
