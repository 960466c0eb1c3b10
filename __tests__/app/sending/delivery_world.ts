/** What the tests of a look share: fulfillment 100 with its rows, an AfterShip that answers by a script, and short forms. */

import { reconcile } from '../../../src/TypeScript/aftership/app/sending/reconcile';
import type { Connection } from '../../../src/TypeScript/aftership/core/connection';
import { faultOf, stateOfRow, type LedgerRow } from '../../../src/TypeScript/aftership/core/ledger/row';
import type { Fulfillment } from '../../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { memoryWorld, type MemoryWorld } from '../../../tools/shared/memory_ports';
import { aConnection, aFulfillment, aRow, NOW, UPS_NUMBER } from '../../fixtures';
import { play, type Script } from '../scripted_aftership';

export interface Setup {
  readonly scripts?: readonly Script[];
  readonly connection?: Partial<Connection>;
  readonly fulfillment?: Fulfillment | null;
  readonly rows?: readonly Partial<LedgerRow>[];
  readonly isProduction?: boolean;
}

export function world(setup: Setup = {}): MemoryWorld {
  const made = memoryWorld({
    accountId: '1234567',
    isProduction: setup.isProduction ?? true,
    now: NOW,
    connection: aConnection(setup.connection),
    answer: play(setup.scripts ?? []),
  });
  if (setup.fulfillment !== null) made.fulfillments.set(100, setup.fulfillment ?? aFulfillment());
  for (const changes of setup.rows ?? []) addRow(made, changes);
  event(made);
  return made;
}

export function addRow(made: MemoryWorld, changes: Partial<LedgerRow>): void {
  const { fulfillmentId, number, shippedOn, ...content } = aRow(changes);
  const id = made.ports.ledger.add(fulfillmentId, number, content, shippedOn);
  made.rows.set(id, { ...content, id, fulfillmentId, number, shippedOn });
}

interface EventSetup {
  readonly fulfillmentId?: number;
  readonly dueAt?: number;
}

export function event(made: MemoryWorld, { fulfillmentId = 100, dueAt = NOW }: EventSetup = {}): void {
  made.ports.events.add({ fulfillmentId, dueAt, priority: 'check', origin: 'test' });
}

export function run(made: MemoryWorld, options?: { readonly asSystem?: boolean; readonly of?: number }): string {
  const { end } = reconcile(made.taskFor(options?.of ?? 100, options), made.ports);
  for (const known of made.rows.values()) {
    const fault = faultOf(known);
    if (fault !== null) throw new Error(`Row ${known.id} cannot be: ${fault}.`);
  }
  return end;
}

export const rowsOf = (made: MemoryWorld): readonly LedgerRow[] => [...made.rows.values()];

export function row(made: MemoryWorld, number: string = UPS_NUMBER, fulfillmentId = 100): LedgerRow | undefined {
  return rowsOf(made).find((known) => known.number === number && known.fulfillmentId === fulfillmentId);
}

/** What AfterShip has for each row, and why it is as it is. */
export const standings = (made: MemoryWorld): string[] =>
  rowsOf(made).map(({ fulfillmentId, holding, reason }) => `${fulfillmentId}: ${holding.at} ${reason}`);
export const stateOf = (made: MemoryWorld, number?: string): string | undefined => {
  const known = row(made, number);
  return known === undefined ? undefined : stateOfRow(known);
};

export function changeRow(
  made: MemoryWorld,
  changes: Partial<LedgerRow>,
  number?: string,
  fulfillmentId?: number,
): void {
  const known = row(made, number, fulfillmentId);
  if (known === undefined) throw new Error('There is no such row.');
  made.rows.set(known.id, { ...known, ...changes });
}

/** A person's tick in "Try again / send anyway". */
export const tick = (made: MemoryWorld): void => changeRow(made, { retryRequested: true });

/** Our ids of the number read as OWN, with the generation from the second on. */
export const requests = (made: MemoryWorld): string[] =>
  made.requests.map(({ method, path }) => `${method} ${path.replace(/ns-1234567-[0-9a-f]{24}/, 'OWN')}`);
export const methods = (made: MemoryWorld): string[] => made.requests.map(({ method }) => method);

export function bodies(made: MemoryWorld): Record<string, unknown>[] {
  return made.requests.map(({ body }) => JSON.parse(body ?? '{}') as Record<string, unknown>);
}

export const eventsOf = (made: MemoryWorld) => [...made.events.values()];
export const attempts = (made: MemoryWorld): readonly number[] => eventsOf(made).map((one) => one.attempts);

export function setAttempts(made: MemoryWorld, count: number): void {
  for (const [id, known] of made.events) made.events.set(id, { ...known, attempts: count });
}

/** The run ends here, as when the platform ends it. */
export const killed: Script = () => {
  throw new Error('The platform ended the run.');
};
