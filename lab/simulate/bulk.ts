/** Runs the bulk job as the console does and notes what people meant by it. */

import { OPT_OUT, PARAMETERS, SCRIPTS } from '../../src/TypeScript/aftership/adapters/ids';
import { ORDERS, orderBehind, type CustomerKey } from './cast';
import { readRows } from './invariants_at_rest';
import type { Bulk } from './history';
import { truthById } from './life';
import type { Life, Side } from './life_state';
import type { TruthOfFulfillment } from './truth';
import { actorOf, ADMIN } from './world';

export function runBulk(life: Life, side: Side, bulk: Bulk): void {
  switch (bulk.kind) {
    case 'retry':
      noteRetries(life, side, bulk);
      for (const filter of filtersOf(side, bulk)) submit(side, { kind: 'retry', chosen: { kind: 'all', filter } });
      return;
    case 'carrier':
      return submit(side, { kind: 'carrier', slug: bulk.slug });
    case 'look':
      return submit(side, { kind: 'look', filter: { reason: bulk.reason, code: null } });
    case 'erase':
      return erase(life, side, bulk.customer);
  }
}

const STATES = { 'needs attention': 'Needs attention', held: 'Not sent (rule)' } as const;

interface Filter {
  readonly reason: string;
  readonly code: number | null;
}

/**
 * Filters of the rows. The page has one button for each reason, so a person who means a whole state presses each of
 * them.
 */
function filtersOf(side: Side, { state, reason }: Extract<Bulk, { kind: 'retry' }>): readonly Filter[] {
  if (reason !== null) return [{ reason, code: null }];
  const filters = new Map<string, Filter>();
  for (const row of readRows(side)) {
    if (row.state === STATES[state]) filters.set(row.reason, row.filter);
  }
  return [...filters.values()];
}

/** Submits a task. The page leaves it to the queue; here it runs at once. */
function submit(side: Side, task: object): void {
  const text = JSON.stringify({ version: 2, ...task });
  side.world.account.runOnceMore(SCRIPTS.bulk.deployment, { [PARAMETERS.bulkTask]: text });
}

/**
 * Notes the retries before the job, because an event during the job may add rows to the state or keep some from being
 * retried.
 */
function noteRetries(life: Life, side: Side, { state, reason }: Extract<Bulk, { kind: 'retry' }>): void {
  if (life.traps.some(({ place }) => place.script === 'bulk_mr')) {
    for (const truth of side.slots.values()) {
      for (const number of truth.numbers.keys()) noteRetry(side, truth, number);
    }
    return;
  }
  for (const row of readRows(side)) {
    if (row.state !== STATES[state] || (reason !== null && row.reason !== reason)) continue;
    const truth = truthById(side, row.fulfillmentId);
    if (truth !== null) noteRetry(side, truth, row.number);
  }
}

function noteRetry(side: Side, { triedAgainAt }: TruthOfFulfillment, number: string): void {
  triedAgainAt.set(number, [...(triedAgainAt.get(number) ?? []), side.world.account.now()]);
}

/** Erases a customer as the page does: it ticks "Track Without Contact", then starts the job. */
function erase(life: Life, side: Side, customer: CustomerKey): void {
  const { account, customers } = side.world;
  const sinceMs = account.now();
  const sprungBefore = life.sprung.length;
  const known = side.choices.get(customer);
  const isLeftOut = known?.choice === 'leave out';
  const choice = { choice: 'without contact', sinceMs, leftOutUntilMs: known?.leftOutUntilMs ?? 0 } as const;
  if (!isLeftOut) side.choices.set(customer, { ...choice, isErased: false });
  const before = account.get('customer', customers[customer])?.fields;
  if (before?.[OPT_OUT.customerContact] !== true) {
    account.inlineEdit(actorOf(side.world, ADMIN), 'customer', customers[customer], {
      [OPT_OUT.customerContact]: true,
    });
  }
  submit(side, { kind: 'erase', customerId: customers[customer] });
  side.erasedAt.set(customer, account.now());
  // A disturbed job may not have finished.
  const wasHit = life.sprung.slice(sprungBefore).some(({ script }) => script === 'bulk_mr');
  if (wasHit) return;
  if (!isLeftOut) side.choices.set(customer, { ...choice, isErased: true });
  // A run that is interrupted here writes the rows that it holds afterwards.
  if (life.nesting > 0) return;
  const fulfillments = [...side.slots.values()].filter((truth) => isOf(truth, customer)).map(({ id }) => id);
  side.erasures.push({ fulfillments: new Set(fulfillments), sinceMs });
}

function isOf({ order, exists }: TruthOfFulfillment, customer: CustomerKey): boolean {
  return exists && ORDERS[orderBehind(order)].customer === customer;
}
