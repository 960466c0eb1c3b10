/** Reads the counts of the last days for the console: 10 units for their list, 2 for each day, 10 for a text. */

import * as search from 'N/search';
import type { ConsoleDays } from '../../app/operator/console_ports';
import { dayCounts, splitNumbers } from '../day_counts';
import { firstRows } from '../rows';
import { parseText } from '../values';

const SHOWN_DAYS = 2;

export function consoleDays(accountId: string): ConsoleDays {
  const days = dayCounts(accountId);
  return {
    latest: () =>
      days
        .list()
        .slice(0, SHOWN_DAYS)
        .flatMap(({ id }) => days.read(id) ?? []),
    typedOn: (fulfillmentId) => {
      const filters = [['mainline', 'is', 'T'], 'and', ['internalid', 'anyof', fulfillmentId]];
      const found = search.create({ type: search.Type.ITEM_FULFILLMENT, filters, columns: ['trackingnumbers'] });
      const [row] = firstRows(found, 1);
      return splitNumbers(parseText(row?.getValue({ name: 'trackingnumbers' })) ?? '')[0] ?? null;
    },
  };
}
