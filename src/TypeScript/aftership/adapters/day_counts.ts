/** Reads the shipments of the last days, and reads and writes the records of their counts. */

import * as format from 'N/format';
import * as record from 'N/record';
import * as runtime from 'N/runtime';
import * as search from 'N/search';
import type { DayCounts } from '../app/ports';
import { formatGroups, parseGroups, type DayCount, type ShippedFulfillment } from '../core/day_counts';
import { isReason } from '../core/ledger/reasons';
import { goneAt, isWanted } from '../core/ledger/row';
import { passesLocations, type PlaceFilters, type ShippedFrom } from '../core/netsuite/filters';
import type { CalendarDate } from '../core/values';
import { byFulfillment, fulfillmentOf, PURCHASE_ORDER } from './backfills';
import { DAY, PACKAGE } from './ids';
import { dateOf } from './ledger';
import { unlessGone } from './platform';
import { everyOf, firstRows } from './rows';
import { documentNumber, parseCalendarDate, parseGroup, parseInteger, parseText } from './values';

/** Enough for every stored day, because days are kept for two months. */
const MOST_DAYS = 100;

export function dayCounts(accountId: string): DayCounts {
  return {
    findShipped,
    findPackages: (days, { removalWaitMinutes }, most) => {
      const filters = [[PACKAGE.account, 'is', accountId], 'and', onDays(PACKAGE.shippedOn, days)];
      const byId = search.createColumn({ name: 'internalid', sort: search.Sort.ASC });
      const rows = everyOf(search.create({ type: PACKAGE.type, filters, columns: [byId, ...KNOWN_COLUMNS] }), most);
      if (rows === null) return null;
      return rows.map((row) => {
        const read = (name: string) => row.getValue({ name });
        const reason = parseText(read(PACKAGE.reason)) ?? '';
        const dueAt = parseInteger(read(PACKAGE.dueAt));
        const removalAskedAt = parseInteger(read(PACKAGE.removalAskedAt));
        return {
          fulfillmentId: parseInteger(read(PACKAGE.fulfillment)) ?? 0,
          slug: parseText(read(PACKAGE.slug)),
          isWanted: isReason(reason) && isWanted({ reason }),
          isAccepted: parseText(read(PACKAGE.holding)) === 'ours',
          evidence: parseText(read(PACKAGE.evidence)) ?? '',
          madeAt: parseInteger(read(PACKAGE.madeAt)),
          goneAt: isReason(reason) ? goneAt({ reason, dueAt, removalAskedAt }, removalWaitMinutes) : null,
        };
      });
    },
    list: () => {
      const found = search.create({
        type: DAY.type,
        filters: [[DAY.account, 'is', accountId]],
        columns: [search.createColumn({ name: DAY.day, sort: search.Sort.DESC })],
      });
      return firstRows(found, MOST_DAYS).flatMap((row) => {
        const day = parseCalendarDate(row.getValue({ name: DAY.day }));
        return day === null ? [] : [{ id: Number(row.id), day }];
      });
    },
    read: (id) => {
      // The record is loaded because a search column cuts long text off (section_4345776651).
      let count: DayCount | null = null;
      unlessGone(() => {
        const row = record.load({ type: DAY.type, id });
        const day = parseCalendarDate(row.getValue({ fieldId: DAY.day }));
        const groups = (fieldId: string) => parseGroups(parseText(row.getValue({ fieldId })) ?? '');
        if (day !== null) count = { day, groups: groups(DAY.groups), before: groups(DAY.before) };
      });
      return count;
    },
    add: ({ day, groups, before }) => {
      const row = record.create({ type: DAY.type });
      row.setValue({ fieldId: DAY.account, value: accountId });
      const date = dateOf(day);
      if (date !== null) row.setValue({ fieldId: DAY.day, value: date });
      row.setValue({ fieldId: DAY.groups, value: formatGroups(groups) });
      row.setValue({ fieldId: DAY.before, value: formatGroups(before) });
      row.save();
    },
    change: (id, groups) => {
      unlessGone(() => record.submitFields({ type: DAY.type, id, values: { [DAY.groups]: formatGroups(groups) } }));
    },
    remove: (id) => unlessGone(() => record.delete({ type: DAY.type, id })),
  };
}

const KNOWN_COLUMNS = [
  PACKAGE.fulfillment,
  PACKAGE.slug,
  PACKAGE.holding,
  PACKAGE.evidence,
  PACKAGE.reason,
  PACKAGE.madeAt,
  PACKAGE.dueAt,
  PACKAGE.removalAskedAt,
];

/** Filter value that public code uses; the values of a status are not documented. */
const SHIPPED = 'ItemShip:C';

/** Columns of the search for shipments. Those that are null are not asked for. */
type ShipmentColumns = Readonly<Record<'day' | 'number' | 'order' | 'method' | 'typed', search.Column>> &
  Readonly<Record<'location' | 'orderType', search.Column | null>>;

/** Finds shipments in groups of their rows, by location: the main row has none, and each item line has its own. */
function findShipped(
  days: readonly CalendarDate[],
  { subsidiaries, locations }: PlaceFilters,
  most: number,
): readonly ShippedFulfillment[] | null {
  const filters: unknown[] = [onDays('trandate', days)];
  // Without Pick, Pack and Ship every saved fulfillment has shipped.
  if (runtime.isFeatureInEffect({ feature: 'PICKPACKSHIP' })) filters.push('and', ['status', 'anyof', SHIPPED]);
  if (subsidiaries.length > 0) filters.push('and', ['subsidiary', 'anyof', ...subsidiaries]);
  const summary = search.Summary.GROUP;
  const grouped = (name: string): search.Column => search.createColumn({ name, summary });
  const columns: ShipmentColumns = {
    day: grouped('trandate'),
    number: grouped('tranid'),
    order: grouped('createdfrom'),
    method: grouped('shipmethod'),
    typed: grouped('trackingnumbers'),
    location: runtime.isFeatureInEffect({ feature: 'LOCATIONS' }) ? grouped('location') : null,
    orderType: locations.length > 0 ? search.createColumn({ name: 'type', join: 'createdfrom', summary }) : null,
  };
  const asked = [byFulfillment(), ...Object.values(columns).filter((column) => column !== null)];
  const found = search.create({ type: search.Type.ITEM_FULFILLMENT, filters, columns: asked });
  const rows = new Map<number, search.Result[]>();
  const groups = everyOf(found, most);
  if (groups === null) return null;
  for (const row of groups) {
    const ofOne = rows.get(fulfillmentOf(row));
    if (ofOne === undefined) rows.set(fulfillmentOf(row), [row]);
    else ofOne.push(row);
  }
  return [...rows]
    .filter(([, ofOne]) => passesLocations({ locations }, shippedFrom(ofOne, columns)))
    .map(([id, ofOne]) => shipmentOf(id, ofOne, { columns, days }));
}

function shippedFrom(rows: readonly search.Result[], { location, orderType }: ShipmentColumns): ShippedFrom {
  return {
    locationIds: valuesIn(rows, location).map(({ value }) => value),
    isDropShipment: valuesIn(rows, orderType).some(({ value }) => value === PURCHASE_ORDER),
  };
}

function shipmentOf(
  id: number,
  rows: readonly search.Result[],
  { columns, days }: { readonly columns: ShipmentColumns; readonly days: readonly CalendarDate[] },
): ShippedFulfillment {
  const [method] = valuesIn(rows, columns.method);
  const [earliest = ''] = days;
  return {
    id,
    day: parseCalendarDate(valuesIn(rows, columns.day)[0]?.value) ?? earliest,
    locations: valuesIn(rows, columns.location).map(({ text }) => text),
    method: method === undefined ? null : { id: method.value, name: method.text },
    typed: valuesIn(rows, columns.typed).flatMap(({ value }) => splitNumbers(value)),
    ownNumbers: [...valuesIn(rows, columns.number), ...valuesIn(rows, columns.order)].flatMap(
      ({ text }) => documentNumber(text) ?? [],
    ),
  };
}

/**
 * The values of a column in the rows of one fulfillment, each once. Which columns an item line shows beside its own is
 * not documented, so a row may be without a value that another row has.
 */
function valuesIn(
  rows: readonly search.Result[],
  column: search.Column | null,
): readonly { readonly value: string; readonly text: string }[] {
  if (column === null) return [];
  const values = new Map<string, string>();
  for (const row of rows) {
    const value = parseGroup(row.getValue(column));
    if (value !== '') values.set(value, parseGroup(row.getText(column)) || value);
  }
  return [...values].map(([value, text]) => ({ value, text }));
}

/**
 * Splits the numbers of a fulfillment, which NetSuite returns in one text. The separator is not documented; public code
 * splits at <BR>.
 */
export function splitNumbers(text: string): readonly string[] {
  return text.split(/<br\s*\/?>/i).filter((number) => number.trim() !== '');
}

/** A filter for a field of days. It names each day, because a row that has a value is found faster than one of a range. */
function onDays(name: string, days: readonly CalendarDate[]): unknown[] {
  return days.flatMap((day, index): unknown[] => {
    const term: unknown = [name, 'on', dayText(day)];
    return index === 0 ? [term] : ['or', term];
  });
}

/** A date in a filter is a text in the running user's format, which only N/format knows. */
function dayText(day: CalendarDate): string {
  return String(format.format({ value: dateOf(day), type: format.Type.DATE }));
}
