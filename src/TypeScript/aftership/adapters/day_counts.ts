/** Reads the shipments of the last days, and reads and writes the records of their counts. */

import * as format from 'N/format';
import * as record from 'N/record';
import * as runtime from 'N/runtime';
import * as search from 'N/search';
import type { DayCounts } from '../app/ports';
import { formatGroups, parseGroups, type DayCount } from '../core/day_counts';
import { isReason } from '../core/ledger/reasons';
import { goneAt, isWanted } from '../core/ledger/row';
import type { CalendarDate } from '../core/values';
import { DAY, PACKAGE } from './ids';
import { dateOf } from './ledger';
import { unlessGone } from './platform';
import { everyRow, firstRows } from './rows';
import { documentNumber, parseCalendarDate, parseInteger, parseText } from './values';

/** Enough for every stored day, because days are kept for two months. */
const MOST_DAYS = 100;

export function dayCounts(accountId: string): DayCounts {
  return {
    findShipped: (since, { subsidiaries, locations }) => {
      const filters: unknown[] = [['mainline', 'is', 'T'], 'and', ['trandate', 'onorafter', dayText(since)]];
      // Without Pick, Pack and Ship every saved fulfillment has shipped.
      if (runtime.isFeatureInEffect({ feature: 'PICKPACKSHIP' })) filters.push('and', ['status', 'anyof', SHIPPED]);
      if (subsidiaries.length > 0) filters.push('and', ['subsidiary', 'anyof', ...subsidiaries]);
      if (locations.length > 0) filters.push('and', ['location', 'anyof', ...locations]);
      const byLocation = runtime.isFeatureInEffect({ feature: 'LOCATIONS' }) ? ['location'] : [];
      const columns = ['trandate', 'tranid', 'createdfrom', 'shipmethod', 'trackingnumbers', ...byLocation];
      return everyRow((byId) =>
        search.create({ type: search.Type.ITEM_FULFILLMENT, filters, columns: [byId, ...columns] }),
      ).map((row) => {
        const methodId = parseText(row.getValue({ name: 'shipmethod' }));
        return {
          id: Number(row.id),
          day: parseCalendarDate(row.getValue({ name: 'trandate' })) ?? since,
          // The location of the main line is that of the fulfillment itself.
          location: byLocation.length === 0 ? '' : nameIn(row, 'location'),
          method: methodId === null ? null : { id: methodId, name: nameIn(row, 'shipmethod') },
          typed: splitNumbers(parseText(row.getValue({ name: 'trackingnumbers' })) ?? ''),
          ownNumbers: [row.getValue({ name: 'tranid' }), row.getText({ name: 'createdfrom' })].flatMap(
            (text) => documentNumber(parseText(text) ?? '') ?? [],
          ),
        };
      });
    },
    findPackages: (since, { removalWaitMinutes }) => {
      const filters = [[PACKAGE.account, 'is', accountId], 'and', [PACKAGE.shippedOn, 'onorafter', dayText(since)]];
      return everyRow((byId) => search.create({ type: PACKAGE.type, filters, columns: [byId, ...KNOWN_COLUMNS] })).map(
        (row) => {
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
        },
      );
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

function nameIn(row: search.Result, name: string): string {
  return parseText(row.getText({ name })) ?? parseText(row.getValue({ name })) ?? '';
}

/**
 * Splits the numbers of a fulfillment, which NetSuite returns in one text. The separator is not documented; public code
 * splits at <BR>.
 */
export function splitNumbers(text: string): readonly string[] {
  return text.split(/<br\s*\/?>/i).filter((number) => number.trim() !== '');
}

/** A date in a filter is a text in the running user's format, which only N/format knows. */
function dayText(day: CalendarDate): string {
  return String(format.format({ value: dateOf(day), type: format.Type.DATE }));
}
