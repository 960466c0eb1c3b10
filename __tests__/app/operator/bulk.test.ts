/** The bulk job reads each row again before it changes it, because minutes pass between the click and the work. */

import { collectBulk, doBulk, finishBulk } from '../../../src/TypeScript/aftership/app/operator/bulk';
import type { BulkItem } from '../../../src/TypeScript/aftership/app/operator/console_ports';
import type { LedgerRow } from '../../../src/TypeScript/aftership/core/ledger/row';
import { aRow, NOW } from '../../fixtures';
import { add, asking, world } from '../run_world';

interface Spy {
  readonly ticked: number[];
  readonly erased: { readonly id: number; readonly keepsLook: boolean }[];
}

const unused = (): never => {
  throw new Error('This search is not part of the task.');
};

function work(item: BulkItem, rows: readonly LedgerRow[], made = world()) {
  const spy: Spy = { ticked: [], erased: [] };
  const among = (ids: readonly number[]) => rows.filter(({ id }) => ids.includes(id));
  doBulk(item, {
    ...made.ports,
    ledger: {
      findByIds: among,
      requestRetry: (id) => spy.ticked.push(id),
      findOfFulfillments: (ids) => rows.filter(({ fulfillmentId }) => ids.includes(fulfillmentId)),
      erase: (id, { keepsLook }) => spy.erased.push({ id, keepsLook }),
    },
  });
  const events = [...made.events.values()].map(({ fulfillmentId, dueAt, priority }) => ({
    fulfillmentId,
    dueAt,
    priority,
  }));
  return { ...spy, events };
}

const refused = (id: number, changes: Partial<LedgerRow> = {}) =>
  aRow({ id, number: `N${id}`, reason: 'refused', ...changes });

describe('a retry of many', () => {
  it('leaves alone what was settled, ticked or removed since the click', () => {
    const item = { version: 2, kind: 'retry', rowIds: [1, 2, 3, 4] } as const;

    const { ticked, events } = work(item, [
      refused(1),
      refused(2, { reason: 'in_step' }),
      refused(3, { retryRequested: true }),
    ]);

    expect(ticked).toEqual([1]);
    expect(events).toEqual([{ fulfillmentId: 100, dueAt: NOW, priority: 'script' }]);
  });

  it('asks for one look a fulfillment, and not before the time that one waits for', () => {
    const made = world();
    add(made, 7, { dueAt: NOW + 900 });
    const rows = [refused(1, { fulfillmentId: 7 }), refused(2, { fulfillmentId: 7 }), refused(3, { fulfillmentId: 8 })];

    const { events } = work({ version: 2, kind: 'retry', rowIds: [1, 2, 3] }, rows, made);

    expect(events.slice(1).map(({ fulfillmentId, dueAt }) => [fulfillmentId, dueAt - NOW])).toEqual([
      [7, 900],
      [8, 0],
    ]);
  });

  it('is divided by fulfillment, and takes only rows that a retry helps', () => {
    const rows = [refused(1), refused(2), refused(3, { fulfillmentId: 7 }), refused(4, { reason: 'in_step' })];
    const ports = {
      ...world().ports,
      customers: { findFulfillments: unused },
      ledger: { listEvery: () => rows, findByIds: unused, findSentByCarrier: unused },
    };

    const items = collectBulk(
      { version: 2, kind: 'retry', chosen: { kind: 'all', filter: { reason: 'refused', code: null } } },
      ports,
    );

    expect(items).toEqual({
      7: { version: 2, kind: 'retry', rowIds: [3] },
      100: { version: 2, kind: 'retry', rowIds: [1, 2] },
    });
  });
});

describe('an erasure', () => {
  it('erases every row, and looks again at those that name somebody and at those that something waits for', () => {
    const made = world();
    add(made, 9);
    const rows = [
      refused(1, { fulfillmentId: 7, reason: 'in_step', hasContact: true }),
      refused(2, { fulfillmentId: 8, reason: 'in_step' }),
      refused(3, { fulfillmentId: 9, reason: 'in_step' }),
      refused(4, { fulfillmentId: 10, reason: 'removed', hasContact: true }),
    ];

    const { erased, events } = work({ version: 2, kind: 'erase', fulfillmentIds: [7, 8, 9, 10] }, rows, made);

    expect(erased).toEqual([
      { id: 1, keepsLook: false },
      { id: 2, keepsLook: true },
      { id: 3, keepsLook: true },
      { id: 4, keepsLook: true },
    ]);
    expect(events.slice(1)).toEqual([
      { fulfillmentId: 7, dueAt: NOW, priority: 'past' },
      { fulfillmentId: 9, dueAt: NOW, priority: 'past' },
    ]);
  });

  it.each([
    [10, 1],
    [11, 2],
  ])('of %d fulfillments is divided into %d parts', (count, parts) => {
    const ids = Array.from({ length: count }, (_, at) => at + 1);
    const asked: (number | null)[] = [];
    const ports = {
      ...world().ports,
      customers: {
        findFulfillments: (customer: number) => {
          asked.push(customer);
          return ids;
        },
      },
      ledger: { listEvery: unused, findByIds: unused, findSentByCarrier: unused },
    };

    const items = Object.values(collectBulk({ version: 2, kind: 'erase', customerId: 5 }, ports));

    expect(asked).toEqual([5]);
    expect(items).toHaveLength(parts);
    expect(items.flatMap((item) => (item.kind === 'retry' ? [] : item.fulfillmentIds))).toEqual(ids);
  });
});

it('looks at what a carrier was sent for within the time that AfterShip keeps it', () => {
  const asked: unknown[] = [];
  const ports = {
    ...world().ports,
    customers: { findFulfillments: unused },
    ledger: {
      listEvery: unused,
      findByIds: unused,
      findSentByCarrier: (slug: string, since: number) => {
        asked.push([slug, NOW - since]);
        return [7, 8];
      },
    },
  };

  const items = collectBulk({ version: 2, kind: 'carrier', slug: 'ups' }, ports);

  expect(asked).toEqual([['ups', 120 * 86_400]]);
  expect(items).toEqual({ 'from 0': { version: 2, kind: 'look', fulfillmentIds: [7, 8] } });
  expect(work({ version: 2, kind: 'look', fulfillmentIds: [7, 8] }, []).events).toEqual([
    { fulfillmentId: 7, dueAt: NOW, priority: 'past' },
    { fulfillmentId: 8, dueAt: NOW, priority: 'past' },
  ]);
});

it('asks for sending at its end, and logs what failed', () => {
  const made = world();
  const asked = asking();

  finishBulk({ done: 2, errors: ['3: UNEXPECTED_ERROR'] }, { ...made.ports, ...asked });

  expect(asked.requests).toEqual([{ asSystem: false }]);
  expect(asked.remembered).toHaveLength(1);
  expect(made.logs.map(({ level }) => level)).toEqual(['error', 'audit']);
});
