/** Growth: how many rows the searches of everyday work test, when the ledger has grown. */

import type { Execution, FieldValue } from '../../packages/emulator/netsuite';
import { CONNECTION, PACKAGE, SCRIPTS } from '../../src/TypeScript/aftership/adapters/ids';
import { firstRound, formatCursor, nextRound } from '../../src/TypeScript/aftership/core/check_cursor';
import { ASSUMED, demandNoError, numberOf, openWorld, SECONDS_OF_DAY, START_MS, type World } from './world';

type Fields = Readonly<Record<string, FieldValue>>;

export interface GrowthResult {
  /** Rows of the ledger. */
  readonly rows: number;
  /** Rows tested by all scripts in an hour without a save. */
  readonly idleHour: Tested;
  /** Rows tested by a save and the runs of sending that it asks for. */
  readonly save: Tested;
  /** By a save that gives the package another number, and the removal of the earlier one. */
  readonly correction: Tested;
  /** By a save whose request has no answer, until its tracking is there. */
  readonly failure: Tested;
}

export interface Tested {
  readonly ledger: number;
  /** The account has a fulfillment for every ten rows of the ledger. */
  readonly fulfillments: number;
}

/** The days over which the ledger's rows are spread: none is old enough to be removed. */
const DAYS = 90;

/**
 * Shipments of the last three days. They are as many however large the ledger is, because a check reads those of its
 * days.
 */
const RECENT = 100;
const RECENT_DAYS = 3;

/** Packages of a fulfillment: fewer fulfillments take less memory. */
const PACKAGES_EACH = 10;

/** At most so many rows of the ledger, however many it has: the oldest thousand, whose age is looked at, and the days'. */
export const MOST_TESTED = { idleHour: 1500, save: 50 };

export function measureGrowth(rows: number): GrowthResult {
  const world = openWorld({ processors: ASSUMED });
  const { account } = world;
  const saved = account.create(world.clerk, 'itemfulfillment', world.values(numberOf(0)));
  account.advance(600);
  const [model] = account.all(PACKAGE.type);
  if (model === undefined) throw new Error('Sending wrote no row of the ledger.');
  const newestRow = fill(world, model.fields, rows);
  endFirstRound(world, newestRow);
  // What a first look at so many rows does once is over.
  account.advance(4 * 3600);

  const measure = (act: () => void, seconds: number): readonly Execution[] => {
    account.clearMeasurements();
    act();
    account.advance(seconds);
    const executions = account.executions();
    demandNoError(executions);
    return executions;
  };
  const ship = (serial: number) => (): void => {
    account.create(world.clerk, 'itemfulfillment', world.values(numberOf(serial)));
  };
  const idle = measure(() => undefined, 3600);
  const save = measure(ship(rows), 240);
  const correction = measure(() => {
    account.edit(world.clerk, 'itemfulfillment', saved, { sublists: world.values(numberOf(rows + 1)).sublists ?? {} });
  }, 2 * 3600);
  const failure = measure(() => {
    world.wire.control('addFault', { fault: { kind: 'no answer', strikes: 'before effect' } });
    ship(rows + 2)();
  }, 3600);
  const isAbsent = [rows, rows + 1, rows + 2].some((serial) => !world.madeAt.has(numberOf(serial)));
  if (isAbsent || world.aftership.idsByNumber.has(numberOf(0))) throw new Error('AfterShip has other numbers.');
  return {
    rows,
    idleHour: testedBy(idle),
    save: testedBy(save.filter(isSending)),
    correction: testedBy(correction.filter(isSending)),
    failure: testedBy(failure.filter(isSending)),
  };
}

function isSending({ script }: Execution): boolean {
  return script === SCRIPTS.deliver.script || script === 'customscript_aftership_fulfillment_ue';
}

/** Puts the hourly check behind its first round, which goes through all fulfillments of the last months. */
function endFirstRound({ account }: World, newestRow: number): void {
  const [connection] = account.all(CONNECTION.type);
  if (connection === undefined) throw new Error('There is no connection.');
  const cursor = nextRound(firstRound('2026-11-01', newestRow, Math.floor(account.now() / 1000)));
  account.inlineEdit({ user: 'system', context: 'SCHEDULED' }, CONNECTION.type, connection.id, {
    [CONNECTION.checkCursor]: formatCursor(cursor),
  });
}

/**
 * Makes shipments of the past with their rows, the oldest first, after the model of a row that sending wrote. Returns the
 * greatest id of a row.
 */
function fill({ account, values }: World, model: Fields, rows: number): number {
  const { fields: shipment = {} } = values('');
  const own = Object.fromEntries(
    Object.entries(model).filter(([id, value]) => id.startsWith('custrecord_') && value !== null),
  );
  const times = Object.keys(own).filter(
    (id) => Number(own[id]) > START_MS / 1000 - 3600 && own[id] instanceof Date === false,
  );
  const recent = Math.min(RECENT, rows);
  let newest = 1;
  let fulfillment = 1;
  for (let index = rows - 1; index > 0; index -= 1) {
    const days =
      index < recent
        ? (index / recent) * RECENT_DAYS
        : RECENT_DAYS + ((index - recent) / (rows - recent)) * (DAYS - RECENT_DAYS);
    const earlierMs = Math.floor(days * SECONDS_OF_DAY) * 1000;
    // Hours before the look that its row tells of, so that nothing asks for another one.
    const savedAt = new Date(START_MS - earlierMs - 3 * 3_600_000);
    const day = new Date(savedAt.getFullYear(), savedAt.getMonth(), savedAt.getDate());
    if (index % PACKAGES_EACH === PACKAGES_EACH - 1 || index === rows - 1) {
      fulfillment = account.seed('itemfulfillment', {
        fields: { ...shipment, trandate: day, shippeddate: day, createddate: savedAt, lastmodifieddate: savedAt },
      });
    }
    const fields: Record<string, FieldValue> = { ...own, created: savedAt };
    for (const id of times) fields[id] = Number(own[id]) - earlierMs / 1000;
    fields[PACKAGE.number] = numberOf(index);
    fields[PACKAGE.trackingId] = `${String(own[PACKAGE.trackingId])}${index}`;
    fields[PACKAGE.fulfillment] = fulfillment;
    fields[PACKAGE.transaction] = fulfillment;
    fields[PACKAGE.shippedOn] = day;
    newest = account.seed(PACKAGE.type, { fields });
  }
  return newest;
}

function testedBy(executions: readonly Execution[]): Tested {
  const sum = (type: string): number =>
    executions.reduce((total, { rowsTested }) => total + (rowsTested[type] ?? 0), 0);
  return { ledger: sum(PACKAGE.type), fulfillments: sum('itemfulfillment') };
}
