/** What the console's page hands to its job: done to the account, and noted as what people meant. */

import { OPT_OUT, PARAMETERS, SCRIPTS } from '../../src/TypeScript/aftership/adapters/ids';
import { ORDERS, orderBehind, type CustomerKey } from './cast';
import { readRows } from './demands_at_rest';
import type { Bulk } from './history';
import { truthById, type Life, type Side } from './life';
import type { TruthOfFulfillment } from './truth';
import { actorOf, ADMIN } from './world';

export function runBulk(life: Life, side: Side, bulk: Bulk): void {
  switch (bulk.kind) {
    case 'retry':
      noteRetries(side, bulk);
      return submit(side, {
        kind: 'retry',
        chosen: { kind: 'all', filter: { state: bulk.state, reason: bulk.reason } },
      });
    case 'carrier':
      return submit(side, { kind: 'carrier', slug: bulk.slug });
    case 'look':
      return submit(side, { kind: 'look', filter: { state: 'held', reason: bulk.reason } });
    case 'erase':
      return erase(life, side, bulk.customer);
  }
}

/** The page submits a task, whose turn comes later; here it comes at once. */
function submit(side: Side, task: object): void {
  const text = JSON.stringify({ version: 2, ...task });
  side.world.account.runOnceMore(SCRIPTS.bulk.deployment, { [PARAMETERS.bulkTask]: text });
}

/** Before the job, which a trap may end: what it does not reach is not sent for having been asked for. */
function noteRetries(side: Side, { state, reason }: Extract<Bulk, { kind: 'retry' }>): void {
  for (const row of readRows(side)) {
    if (row.state !== state || (reason !== null && row.reason !== reason)) continue;
    const truth = truthById(side, row.fulfillmentId);
    const times = truth?.triedAgainAt.get(row.number) ?? [];
    truth?.triedAgainAt.set(row.number, [...times, side.world.account.now()]);
  }
}

/** As the page does it: first the tick, so that nothing more is given, then the job. */
function erase(life: Life, side: Side, customer: CustomerKey): void {
  const { account, customers } = side.world;
  const sinceMs = account.now();
  const sprungBefore = life.sprung.length;
  const isLeftOut = side.choices.get(customer)?.choice === 'leave out';
  if (!isLeftOut) side.choices.set(customer, { choice: 'without contact', sinceMs, isErased: false });
  const before = account.get('customer', customers[customer])?.fields;
  if (before?.[OPT_OUT.customerContact] !== true) {
    account.inlineEdit(actorOf(side.world, ADMIN), 'customer', customers[customer], {
      [OPT_OUT.customerContact]: true,
    });
  }
  side.erasedAt.set(customer, sinceMs);
  submit(side, { kind: 'erase', customerId: customers[customer] });
  // A job that was disturbed may not have come to its end.
  const wasHit = life.sprung.slice(sprungBefore).some(({ script }) => script === 'bulk_mr');
  if (wasHit) return;
  if (!isLeftOut) side.choices.set(customer, { choice: 'without contact', sinceMs, isErased: true });
  // What a run holds in its hands meanwhile it writes down afterwards.
  if (life.nesting > 0) return;
  const fulfillments = [...side.slots.values()].filter((truth) => isOf(truth, customer)).map(({ id }) => id);
  side.erasures.push({ fulfillments: new Set(fulfillments), sinceMs });
}

function isOf({ order, exists }: TruthOfFulfillment, customer: CustomerKey): boolean {
  return exists && ORDERS[orderBehind(order)].customer === customer;
}
