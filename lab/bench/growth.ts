/** Growth: how many rows the searches of an idle hour and of one save test, when the ledger has grown. */

import type { Execution, FieldValue } from '../../packages/emulator/netsuite';
import { PACKAGE } from '../../src/TypeScript/aftership/adapters/ids';
import { ASSUMED, demandNoError, numberOf, openWorld, SECONDS_OF_DAY, START_MS, type World } from './world';

type Fields = Readonly<Record<string, FieldValue>>;

export interface GrowthResult {
  /** Rows of the ledger. */
  readonly rows: number;
  /** Rows tested in an hour without a save. */
  readonly idleHour: Tested;
  /** Rows tested by a save and the run of sending that it asks for. */
  readonly save: Tested;
}

export interface Tested {
  readonly ledger: number;
  /** The account has a fulfillment for each row of the ledger. */
  readonly fulfillments: number;
}

/** The days over which the ledger's rows are spread: none is old enough to be removed. */
const DAYS = 90;

export function measureGrowth(rows: number): GrowthResult {
  const world = openWorld({ processors: ASSUMED });
  const { account } = world;
  account.create(world.clerk, 'itemfulfillment', world.values(numberOf(0)));
  account.advance(600);
  const [model] = account.all(PACKAGE.type);
  if (model === undefined) throw new Error('Sending wrote no row of the ledger.');
  for (let index = 1; index < rows; index += 1) seedPast(world, model.fields, index, rows);
  // What a first look at so many rows does once is over.
  account.advance(3 * 3600);

  account.clearMeasurements();
  account.advance(3600);
  const idle = account.executions();
  demandNoError(idle);
  account.clearMeasurements();
  account.create(world.clerk, 'itemfulfillment', world.values(numberOf(rows)));
  account.advance(240);
  const saved = account.executions();
  demandNoError(saved);
  if (!world.madeAt.has(numberOf(rows))) throw new Error('The save was not sent.');
  return { rows: account.all(PACKAGE.type).length - 1, idleHour: testedBy(idle), save: testedBy(saved) };
}

/** A shipment of the past with its row, after the model of a row that sending wrote. */
function seedPast({ account, values }: World, model: Fields, index: number, rows: number): void {
  const earlierMs = Math.floor((index / rows) * DAYS * SECONDS_OF_DAY) * 1000;
  // Hours before the look that its row tells of, so that nothing asks for another one.
  const saved = new Date(START_MS - earlierMs - 3 * 3_600_000);
  const day = new Date(saved.getFullYear(), saved.getMonth(), saved.getDate());
  const { fields = {} } = values('');
  const fulfillment = account.seed('itemfulfillment', {
    fields: { ...fields, trandate: day, shippeddate: day, createddate: saved, lastmodifieddate: saved },
  });
  const moved = Object.entries(model).map(([id, value]): [string, FieldValue] => {
    const isTime = typeof value === 'number' && value > START_MS / 1000 - 3600;
    return [id, isTime ? value - earlierMs / 1000 : value];
  });
  account.seed(PACKAGE.type, {
    fields: {
      ...Object.fromEntries(moved.filter(([id]) => id.startsWith('custrecord_'))),
      [PACKAGE.number]: numberOf(index),
      [PACKAGE.trackingId]: `${String(model[PACKAGE.trackingId])}${index}`,
      [PACKAGE.fulfillment]: fulfillment,
      [PACKAGE.transaction]: fulfillment,
    },
  });
}

function testedBy(executions: readonly Execution[]): Tested {
  const sum = (type: string): number =>
    executions.reduce((total, { rowsTested }) => total + (rowsTested[type] ?? 0), 0);
  return { ledger: sum(PACKAGE.type), fulfillments: sum('itemfulfillment') };
}
