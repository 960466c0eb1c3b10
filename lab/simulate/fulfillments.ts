/** Applies people's changes of fulfillments to an account and notes what people meant. */

import type { Line, RecordValues } from '../../packages/emulator/netsuite';
import { OPT_OUT, PACKAGE } from '../../src/TypeScript/aftership/adapters/ids';
import { CUSTOMERS, NUMBER_FIELDS, ORDERS } from './cast';
import type { Doer, Edit, Step, TypedLine } from './history';
import { ledgerRowsOf, UNKNOWN_ID } from './life';
import type { Side } from './life_state';
import { noteLocations, noteSave, noteShipDate, type TruthOfFulfillment } from './truth';
import { actorOf, ADMIN, dayOf, dayOfDate, SCRIPT_PREFIX } from './world';

/** The fulfillment in this slot; null while it is being saved, because nobody else changes it then. */
function present(side: Side, slot: number): TruthOfFulfillment | null {
  const truth = side.slots.get(slot);
  return truth !== undefined && truth.exists && !truth.isBeingSaved ? truth : null;
}

export function create(side: Side, step: Extract<Step, { do: 'create' }>): void {
  if (side.slots.has(step.slot)) return;
  const { world } = side;
  const { account } = world;
  const day = dayOf(account, step.shippedDaysAgo);
  const { customer } = ORDERS[step.order];
  const status = account.options.features.includes('PICKPACKSHIP') ? step.status : 'C';
  const truth: TruthOfFulfillment = {
    slot: step.slot,
    id: UNKNOWN_ID,
    order: step.order,
    list: step.list,
    shipItem: step.shipItem,
    locations: [],
    hadOrigin: false,
    lines: step.lines,
    status,
    shippedOn: status === 'C' ? dayOfDate(day) : null,
    shippedBefore: [],
    exists: true,
    isBeingSaved: false,
    optedOutSince: null,
    savedAt: [],
    numbers: new Map(),
    triedAgainAt: new Map(),
  };
  if (step.order !== 'dropShipment') noteLocations(truth, step.locations ?? ['main']);
  side.slots.set(step.slot, truth);
  save(side, truth, step.by, () => {
    truth.id = account.create(actorOf(world, step.by), 'itemfulfillment', {
      fields: {
        createdfrom: world.orders[step.order],
        ...bodyLocation(side, truth),
        shipmethod: world.shipItems[step.shipItem],
        shipstatus: status,
        trandate: day,
        ...(status === 'C' ? { shippeddate: day } : {}),
        ...(customer === null ? {} : { entity: world.customers[customer] }),
      },
      sublists: { ...itemsOf(side, truth), ...linesOf(step.list, step.lines) },
      subrecords: customer === null ? {} : { shippingaddress: CUSTOMERS[customer].address },
    });
  });
}

/** Saves a fulfillment. The truth is noted first, because scripts may read the record before the save is over. */
function save(side: Side, truth: TruthOfFulfillment, by: Doer, act: () => void): void {
  const { account } = side.world;
  const ranBefore = account.executions().length;
  noteSave(truth, account.now());
  truth.isBeingSaved = true;
  try {
    act();
  } finally {
    truth.isBeingSaved = false;
  }
  const ran = account.executions().slice(ranBefore);
  if (
    !side.switchedOff.has('fulfillment_ue') &&
    !by.unseen &&
    !ran.some(({ script }) => script === `${SCRIPT_PREFIX}fulfillment_ue`)
  )
    side.unnoticed.push(`fulfillment ${truth.id}, saved in ${by.context}`);
  noteRecord(side, truth);
}

/** Notes saves under way, because other runs read the saved record before its own scripts end. */
export function noteSavesUnderWay(side: Side): void {
  for (const truth of side.slots.values()) if (truth.isBeingSaved) noteRecord(side, truth);
}

function noteRecord({ world: { account } }: Side, truth: TruthOfFulfillment): void {
  const fields = account.get('itemfulfillment', truth.id)?.fields;
  const shipped = fields?.['shippeddate'] ?? fields?.['trandate'];
  if (shipped instanceof Date) noteShipDate(truth, dayOfDate(shipped), account.now());
  noteSave(truth, account.now());
}

/** The item lines. The emulator's drop shipment has one, without a location. */
function itemsOf({ world }: Side, { locations }: TruthOfFulfillment) {
  const ids = locations.length === 0 ? [null] : locations.map((key) => world.locations[key]);
  return { item: ids.map((location, at) => ({ item: at + 1, quantity: 1, itemreceive: true, location })) };
}

/** Where the body has a location too, it is not always that of the lines. */
function bodyLocation({ world }: Side, { locations }: TruthOfFulfillment): Line {
  if (world.account.dials.fulfillmentLocation === 'lines' || locations.length === 0) return {};
  return { location: world.locations.main };
}

function linesOf(list: keyof typeof NUMBER_FIELDS, lines: readonly TypedLine[]) {
  const { number, weight } = NUMBER_FIELDS[list];
  return { [list]: lines.map(({ typed }) => ({ [number]: typed, [weight]: 1.5 })) };
}

export function retype(side: Side, slot: number, lines: readonly TypedLine[], step: { readonly by: Doer }): void {
  const truth = present(side, slot);
  if (truth === null) return;
  truth.lines = lines;
  save(side, truth, step.by, () =>
    side.world.account.edit(actorOf(side.world, step.by), 'itemfulfillment', truth.id, {
      sublists: linesOf(truth.list, lines),
    }),
  );
}

export function edit(side: Side, step: Extract<Step, { do: 'edit' }>): void {
  const truth = present(side, step.slot);
  if (truth === null) return;
  const { world } = side;
  save(side, truth, step.by, () =>
    world.account.edit(actorOf(world, step.by), 'itemfulfillment', truth.id, valuesOf(side, truth, step.change)),
  );
}

function valuesOf(side: Side, truth: TruthOfFulfillment, change: Edit): RecordValues {
  const { world } = side;
  const addressWith = (part: Line): RecordValues => {
    const before = world.account.get('itemfulfillment', truth.id)?.subrecords['shippingaddress'] ?? {};
    return { subrecords: { shippingaddress: { ...before, ...part } } };
  };
  switch (change.kind) {
    case 'nothing':
      return {};
    case 'city':
      return addressWith({ city: change.city });
    case 'zip':
      return addressWith({ zip: change.zip });
    case 'country':
      return addressWith({ country: change.country });
    case 'ship date':
      return { fields: { shippeddate: dayOf(world.account, change.daysAgo) } };
    case 'shipped': {
      const date: Line = change.daysAgo === null ? {} : { shippeddate: dayOf(world.account, change.daysAgo) };
      if (!world.account.options.features.includes('PICKPACKSHIP')) return { fields: date };
      truth.status = 'C';
      return { fields: { shipstatus: 'C', ...date } };
    }
    case 'ship item':
      truth.shipItem = change.shipItem;
      return { fields: { shipmethod: world.shipItems[change.shipItem] } };
    case 'location': {
      const at = change.line % truth.locations.length;
      noteLocations(
        truth,
        truth.locations.map((before, line) => (line === at ? change.location : before)),
      );
      return { sublists: itemsOf(side, truth) };
    }
  }
}

export function inlineEdit(side: Side, step: Extract<Step, { do: 'inline edit' }>): void {
  const truth = present(side, step.slot);
  if (truth === null) return;
  const { world } = side;
  save(side, truth, step.by, () =>
    world.account.inlineEdit(actorOf(world, step.by), 'itemfulfillment', truth.id, { memo: step.memo }),
  );
}

/** Sets the tick "Do not track" on the fulfillment. */
export function optOut(side: Side, step: Extract<Step, { do: 'opt out' }>): void {
  const truth = present(side, step.slot);
  if (truth === null) return;
  const { world } = side;
  truth.optedOutSince = step.isOut ? (truth.optedOutSince ?? world.account.now()) : null;
  const fields = { [OPT_OUT.fulfillment]: step.isOut };
  save(side, truth, step.by, () =>
    world.account.edit(actorOf(world, step.by), 'itemfulfillment', truth.id, { fields }),
  );
}

export function changeStatus(
  side: Side,
  slot: number,
  step: { readonly do: 'pack' | 'ship' | 'unship' | 'delete'; readonly by: Doer },
): void {
  const truth = present(side, slot);
  if (truth === null) return;
  const { account } = side.world;
  const actor = actorOf(side.world, step.by);
  const hasSteps = account.options.features.includes('PICKPACKSHIP');
  switch (step.do) {
    case 'delete':
      truth.exists = false;
      return save(side, truth, step.by, () => account.remove(actor, 'itemfulfillment', truth.id));
    case 'pack':
      if (!hasSteps || truth.status !== 'A') return;
      truth.status = 'B';
      return save(side, truth, step.by, () => account.markPacked(actor, truth.id));
    case 'ship':
      if (!hasSteps || truth.status === 'C') return;
      truth.status = 'C';
      return save(side, truth, step.by, () => account.markShipped(actor, truth.id));
    case 'unship':
      if (!hasSteps || truth.status !== 'C') return;
      truth.status = 'B';
      return save(side, truth, step.by, () =>
        account.edit(actor, 'itemfulfillment', truth.id, { fields: { shipstatus: 'B' } }),
      );
  }
}

export function tryAgain(side: Side, slot: number, which: number): void {
  const truth = side.slots.get(slot);
  if (truth === undefined) return;
  const rows = ledgerRowsOf(side, truth.id);
  const row = rows[which % Math.max(1, rows.length)];
  if (row === undefined) return;
  tick(side, truth, row.id, String(row.fields[PACKAGE.number] ?? ''));
}

/** Sets the tick "Try again / send anyway" on a row of the ledger. */
export function tick(side: Side, truth: TruthOfFulfillment, rowId: number, number: string): void {
  const { account } = side.world;
  const times = truth.triedAgainAt.get(number) ?? [];
  truth.triedAgainAt.set(number, [...times, account.now()]);
  account.inlineEdit(actorOf(side.world, ADMIN), PACKAGE.type, rowId, { [PACKAGE.retry]: true });
}
