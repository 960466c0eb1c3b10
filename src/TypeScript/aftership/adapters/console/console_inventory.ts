/**
 * Searches for this project's objects in the account, as far as the visitor's role shows them. 10 units for each
 * search.
 */

import * as search from 'N/search';
import type { ConsoleInventory } from '../../app/operator/console_ports';
import { DEPLOYMENTS, ROLE_NAMES } from '../ids';
import { countRows, firstRows } from '../rows';
import { parseFlag, parseInteger, parseText } from '../values';

const MOST_SUBSIDIARIES = 50;
/** More than this project has, because deployments of other scripts may have the same ids. */
const MOST_DEPLOYMENTS = 100;
const SHIPPED = 'ItemShip:C';

/**
 * Types, filters and columns as Oracle's record reference names them (oracle/netsuite-suitecloud-sdk, records.json).
 */
export const consoleInventory: ConsoleInventory = {
  deploymentCount: Object.keys(DEPLOYMENTS).length,
  deployments: () => {
    const filters = Object.keys(DEPLOYMENTS).flatMap((id, index): unknown[] => {
      const term: unknown = ['scriptid', 'is', id];
      return index === 0 ? [term] : ['or', term];
    });
    const found = search.create({
      type: 'scriptdeployment',
      filters,
      columns: ['scriptid', 'isdeployed', 'status'],
    });
    return firstRows(found, MOST_DEPLOYMENTS).flatMap((row) => {
      // The case of script ids in a search, and whether a status comes as key or name, is not documented.
      const id = (parseText(row.getValue({ name: 'scriptid' })) ?? '').toLowerCase();
      const expected = DEPLOYMENTS[id];
      if (expected === undefined) return [];
      const status = (parseText(row.getValue({ name: 'status' })) ?? '').toUpperCase().replace(/[^A-Z]/g, '');
      return [{ id, isDeployed: parseFlag(row.getValue({ name: 'isdeployed' })), status, expected }];
    });
  },
  findRole: (role) => {
    const found = search.create({ type: 'role', filters: ['name', 'is', ROLE_NAMES[role]], columns: ['name'] });
    const [row] = firstRows(found, 1);
    return row === undefined ? null : Number(row.id);
  },
  countUsers: (roleId) => {
    const filters = [['role', 'anyof', roleId], 'and', ['isinactive', 'is', 'F']];
    return countRows(search.create({ type: search.Type.EMPLOYEE, filters }));
  },
  newestFulfillments: () => {
    const subsidiary = search.createColumn({ name: 'subsidiary', summary: search.Summary.GROUP });
    const newest = search.createColumn({ name: 'internalid', summary: search.Summary.MAX });
    const found = search.create({
      type: search.Type.ITEM_FULFILLMENT,
      filters: ['mainline', 'is', 'T'],
      columns: [subsidiary, newest],
    });
    return firstRows(found, MOST_SUBSIDIARIES).flatMap((row) => {
      const fulfillmentId = parseInteger(row.getValue({ name: 'internalid', summary: search.Summary.MAX }));
      const name = row.getText({ name: 'subsidiary', summary: search.Summary.GROUP });
      const id = row.getValue({ name: 'subsidiary', summary: search.Summary.GROUP });
      return fulfillmentId === null ? [] : [{ subsidiary: parseText(name) ?? parseText(id) ?? '', fulfillmentId }];
    });
  },
  newestShipped: () => {
    const newest = search.createColumn({ name: 'internalid', summary: search.Summary.MAX });
    const filters = [['mainline', 'is', 'T'], 'and', ['status', 'anyof', SHIPPED]];
    const [row] = firstRows(search.create({ type: search.Type.ITEM_FULFILLMENT, filters, columns: [newest] }), 1);
    return row === undefined ? null : parseInteger(row.getValue({ name: 'internalid', summary: search.Summary.MAX }));
  },
};
