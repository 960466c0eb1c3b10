/** Searches of the hourly check over many fulfillments. */

import * as format from 'N/format';
import * as search from 'N/search';
import type { FulfillmentIndex } from '../app/ports';
import { firstRows, PAGE } from './rows';
import { parseEpochSeconds } from './values';

const DAY_MS = 86_400_000;

export const fulfillmentIndex: FulfillmentIndex = {
  findChanged: (since, afterId) => {
    // The filter is a day, because whether a search accepts a time with seconds is not documented. It is a day earlier,
    // because the search uses the running user's time zone.
    const day: unknown = format.format({ value: new Date(since * 1000 - DAY_MS), type: format.Type.DATE });
    const found = search.create({
      type: search.Type.ITEM_FULFILLMENT,
      filters: [
        ['mainline', 'is', 'T'],
        'and',
        ['lastmodifieddate', 'onorafter', String(day)],
        'and',
        ['internalidnumber', 'greaterthan', afterId],
      ],
      // Each search starts above the last id, so a row that changes meanwhile does not hide another row.
      columns: [search.createColumn({ name: 'internalid', sort: search.Sort.ASC }), 'lastmodifieddate'],
    });
    return firstRows(found, PAGE).map((row) => ({
      id: Number(row.id),
      modifiedAt: parseEpochSeconds(row.getValue({ name: 'lastmodifieddate' })),
    }));
  },
  findExisting: (ids) => {
    if (ids.length === 0) return new Set();
    const found = search.create({
      type: search.Type.ITEM_FULFILLMENT,
      filters: [['mainline', 'is', 'T'], 'and', ['internalid', 'anyof', ...ids.map(String)]],
      columns: ['internalid'],
    });
    return new Set(firstRows(found, ids.length).map((row) => Number(row.id)));
  },
};
