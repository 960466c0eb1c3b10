/** An hour of the hourly check in an account that ships so much a day: what it does, what that costs and how long it takes. */

import type { FieldValue } from '../../packages/emulator/netsuite';
import { CONNECTION, PACKAGE } from '../../src/TypeScript/aftership/adapters/ids';
import { KEEP_DAYS } from '../../src/TypeScript/aftership/app/schedule/hourly_check';
import { firstRound, formatCursor, nextRound } from '../../src/TypeScript/aftership/core/check_cursor';
import { ASSUMED, demandNoError, numberOf, openWorld, SECONDS_OF_DAY, type World } from './world';

export const HOURS = ['every change is seen, old rows go', 'no change is seen'] as const;

export interface CheckPlan {
  readonly packagesADay: number;
  readonly hour: (typeof HOURS)[number];
}

export interface CheckResult extends CheckPlan {
  readonly raised: number;
  readonly removed: number;
  /** Unseen changes and old rows of the hour that are left to the next check. */
  readonly leftOver: number;
  /** Units of the input stage, which has 10,000. */
  readonly units: number;
  /** Minutes of the run, which has one processor. */
  readonly minutes: number;
  /** Whether the shipments of these days were counted. */
  readonly isCounted: boolean;
}

const CHECK = 'customscript_aftership_hourly_check_mr';
/** Sending and the scheduled script would act on what is measured. */
const OTHERS = ['customdeploy_aftership_send_mr', 'customdeploy_aftership_wake_ss'];
/** The search for changes goes back to the beginning of the day before. */
const PAST_DAYS = 2;

export function measureCheck({ packagesADay, hour }: CheckPlan): CheckResult {
  const world = openWorld({ processors: ASSUMED });
  const { account } = world;
  account.create(world.clerk, 'itemfulfillment', world.values(numberOf(0)));
  account.advance(600);
  for (const deployment of OTHERS) account.setDeployed(deployment, false);
  const startsAt = Math.ceil(account.now() / 3_600_000) * 3600;
  const ship = shipperOf(world, startsAt);
  const anHour = Math.ceil(packagesADay / 24);
  const isSeen = hour === HOURS[0];
  if (isSeen) for (let index = 0; index < anHour; index += 1) ship((KEEP_DAYS + 1) * SECONDS_OF_DAY, true);
  const past = packagesADay * PAST_DAYS;
  for (let index = past; index > 0; index -= 1) ship(3600 + (index / past) * PAST_DAYS * SECONDS_OF_DAY, true);
  let newestRow = 0;
  for (let index = anHour; index > 0; index -= 1) newestRow = ship((index / anHour) * 3600, isSeen);
  const [connection] = account.all(CONNECTION.type);
  account.inlineEdit({ user: 'system', context: 'SCHEDULED' }, CONNECTION.type, connection?.id ?? 0, {
    [CONNECTION.checkCursor]: formatCursor({
      ...nextRound(firstRound('2026-11-01', newestRow, startsAt - 3600)),
      addedAfter: newestRow - 2 * anHour,
      addedUpTo: newestRow - anHour,
    }),
  });
  account.clearMeasurements();

  const isOver = (): boolean => account.executions().some(({ entry }) => entry === 'summarize');
  for (let hours = 0; hours < 6 && !isOver(); hours += 1) account.advance(3600);
  const run = account.executions().filter(({ script }) => script === CHECK);
  demandNoError(run);
  const [input, end] = [run[0], run.find(({ entry }) => entry === 'summarize')];
  if (input === undefined || end === undefined) throw new Error('The check did not end.');
  const [told] = account.logs().filter(({ title }) => title === 'Hourly check ended');
  const { raised, purged } = JSON.parse(told?.details ?? '{"raised":0,"purged":0}') as Ended;
  return {
    packagesADay,
    hour,
    raised,
    removed: purged,
    leftOver: anHour - (isSeen ? purged : raised),
    units: input.units,
    minutes: (end.startedAt - input.startedAt) / 60_000,
    isCounted: !account.logs().some(({ title }) => title === 'Shipments of the last days are too many to be counted'),
  };
}

interface Ended {
  readonly raised: number;
  readonly purged: number;
}

/** Makes shipments so many seconds before a time, with their rows, after the model of a row that sending wrote. */
function shipperOf({ account, values }: World, before: number): (secondsAgo: number, isSeen: boolean) => number {
  const [model] = account.all(PACKAGE.type);
  if (model === undefined) throw new Error('Sending wrote no row of the ledger.');
  const { fields: shipment = {}, sublists = {} } = values('');
  const own = Object.fromEntries(
    Object.entries(model.fields).filter(([id, value]) => id.startsWith('custrecord_') && value !== null),
  );
  let serial = 0;
  return (secondsAgo, isSeen) => {
    serial += 1;
    const changedAt = Math.floor(before - secondsAgo);
    const saved = new Date(changedAt * 1000);
    const day = new Date(saved.getFullYear(), saved.getMonth(), saved.getDate());
    const fulfillment = account.seed('itemfulfillment', {
      fields: { ...shipment, trandate: day, shippeddate: day, createddate: saved, lastmodifieddate: saved },
      sublists: { item: sublists['item'] ?? [] },
    });
    const fields: Record<string, FieldValue> = {
      ...own,
      created: saved,
      [PACKAGE.number]: numberOf(serial),
      [PACKAGE.fulfillment]: fulfillment,
      [PACKAGE.transaction]: fulfillment,
      [PACKAGE.shippedOn]: day,
      [PACKAGE.lookedAt]: changedAt + (isSeen ? 120 : -120),
    };
    return account.seed(PACKAGE.type, { fields });
  };
}
