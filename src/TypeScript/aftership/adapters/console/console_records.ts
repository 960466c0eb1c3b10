/**
 * Reads and writes the console's records other than the ledger: the outbox, the connection, the account, and the bulk
 * job.
 */

import * as format from 'N/format';
import * as record from 'N/record';
import * as runtime from 'N/runtime';
import * as search from 'N/search';
import * as task from 'N/task';
import type {
  BulkWork,
  ConsoleAccount,
  ConsoleConnections,
  ConsoleCustomers,
  ConsoleOutbox,
} from '../../app/operator/console_ports';
import { connections } from '../connections';
import { numbersOf } from './console_backfills';
import { CONNECTION, MODE_LABELS, OPT_OUT, PARAMETERS, SCRIPTS, OUTBOX } from '../ids';
import { account, describeError } from '../platform';
import { dateOf } from '../ledger';
import { countRows, firstRows, newestRows, PAGE } from '../rows';
import { parseEpochSeconds, parseFlag, parseInteger, parseText } from '../values';

export function consoleOutbox(accountId: string): ConsoleOutbox {
  const ofAccount = [OUTBOX.account, 'is', accountId];
  // Events of backfills are left out: their own page shows them, and they may be paused for long.
  const filters = [ofAccount, 'and', [OUTBOX.backfillId, 'isempty', '']];
  return {
    // Ten edits of a fulfillment leave ten events but need one look, so fulfillments are counted.
    count: () => countRows(search.create({ type: OUTBOX.type, filters, columns: [byFulfillment()] })),
    countNumbers: (limit) => {
      const waiting = search.create({ type: OUTBOX.type, filters, columns: [byFulfillment()] });
      const ids = firstRows(waiting, limit).map(
        (row) => parseInteger(row.getValue({ name: OUTBOX.fulfillment, summary: search.Summary.GROUP })) ?? 0,
      );
      return [...numbersOf(ids).values()].reduce((sum, count) => sum + count, 0);
    },
    countSystemOnly: () =>
      // A deletion waits for the System user from the start and has no reason.
      countRows(
        search.create({
          type: OUTBOX.type,
          filters: [filters, 'and', [OUTBOX.systemOnly, 'is', 'T'], 'and', [OUTBOX.waitReason, 'isnotempty', '']],
        }),
      ),
    listFailing: (attempts) => {
      const failing = search.create({
        type: OUTBOX.type,
        filters: [ofAccount, 'and', [OUTBOX.attempts, 'greaterthanorequalto', attempts]],
        columns: [
          search.createColumn({ name: OUTBOX.attempts, sort: search.Sort.DESC }),
          OUTBOX.fulfillment,
          OUTBOX.due,
          OUTBOX.waitReason,
        ],
      });
      const found = firstRows(failing, PAGE).map((row) => ({
        fulfillmentId: parseInteger(row.getValue({ name: OUTBOX.fulfillment })) ?? 0,
        attempts: parseInteger(row.getValue({ name: OUTBOX.attempts })) ?? 0,
        dueAt: parseInteger(row.getValue({ name: OUTBOX.due })) ?? 0,
        reason: parseText(row.getValue({ name: OUTBOX.waitReason })) ?? '',
      }));
      const ids = found.map(({ fulfillmentId }) => fulfillmentId);
      return found.filter(({ fulfillmentId }, index) => ids.indexOf(fulfillmentId) === index);
    },
    oldest: () => {
      const columns = [search.createColumn({ name: 'internalid', sort: search.Sort.ASC }), 'created'];
      const [first] = firstRows(search.create({ type: OUTBOX.type, filters, columns }), 1);
      return first === undefined ? null : parseEpochSeconds(first.getValue({ name: 'created' }));
    },
  };
}

function byFulfillment(): search.Column {
  return search.createColumn({ name: OUTBOX.fulfillment, summary: search.Summary.GROUP });
}

export const consoleCustomers: ConsoleCustomers = {
  read: (id) => {
    const filters = ['internalid', 'anyof', id];
    const columns = ['entityid', OPT_OUT.customer, OPT_OUT.customerContact];
    const [row] = firstRows(search.create({ type: search.Type.CUSTOMER, filters, columns }), 1);
    if (row === undefined) return null;
    return {
      name: parseText(row.getValue({ name: 'entityid' })) ?? '',
      withoutContact: parseFlag(row.getValue({ name: OPT_OUT.customerContact })),
      isOptedOut: parseFlag(row.getValue({ name: OPT_OUT.customer })),
    };
  },
  findFulfillments: (customerId, from, limit) => {
    const filters: unknown[] = [['mainline', 'is', 'T'], 'and', ['entity', 'anyof', customerId]];
    if (from !== null) {
      filters.push('and', ['trandate', 'onorafter', format.format({ value: dateOf(from), type: format.Type.DATE })]);
    }
    const make = (byId: search.Column): search.Search =>
      search.create({ type: search.Type.ITEM_FULFILLMENT, filters, columns: [byId] });
    return newestRows(make, { limit }).map((row) => Number(row.id));
  },
  keepContactsBack: (id) => {
    // A customer without a mandatory field that the account made later can still be erased.
    const options = { ignoreMandatoryFields: true };
    record.submitFields({ type: record.Type.CUSTOMER, id, values: { [OPT_OUT.customerContact]: true }, options });
  },
};

export function consoleConnections(accountId: string): ConsoleConnections {
  const { find, clearErrorStop } = connections(accountId);
  return {
    find,
    clearErrorStop,
    notes: (id) => {
      const columns = [CONNECTION.lastRequest, CONNECTION.lastRun, CONNECTION.releaseChecked];
      const found: Record<string, unknown> = search.lookupFields({ type: CONNECTION.type, id, columns });
      return {
        lastRequest: parseText(found[CONNECTION.lastRequest]),
        lastRun: parseText(found[CONNECTION.lastRun]),
        releaseChecked: parseText(found[CONNECTION.releaseChecked]),
      };
    },
    changeSending: (id, expected, change) => {
      // The whole record is loaded and saved, so that its lock reports a save by somebody else at the same moment.
      const row = record.load({ type: CONNECTION.type, id });
      const mode = String(row.getText({ fieldId: CONNECTION.mode }));
      const isStopped = parseFlag(row.getValue({ fieldId: CONNECTION.stoppedByPerson }));
      if (mode !== MODE_LABELS[expected.mode] || isStopped !== expected.stoppedByPerson) return false;
      if (change.mode !== undefined) row.setText({ fieldId: CONNECTION.mode, text: MODE_LABELS[change.mode] });
      if (change.stoppedByPerson !== undefined)
        row.setValue({ fieldId: CONNECTION.stoppedByPerson, value: change.stoppedByPerson });
      const startDate = change.startDate === undefined ? null : dateOf(change.startDate);
      if (startDate !== null) row.setValue({ fieldId: CONNECTION.startDate, value: startDate });
      row.save();
      return true;
    },
    create: (secretId, release) => {
      const row = record.create({ type: CONNECTION.type });
      row.setValue({ fieldId: 'name', value: 'AfterShip' });
      row.setValue({ fieldId: CONNECTION.account, value: accountId });
      // Whether record.create fills in the defaults of fields is not documented, so empty fields are set here.
      // NetSuite's own default for today is the account's date.
      const isEmpty = (fieldId: string): boolean => !row.getValue({ fieldId });
      if (isEmpty(CONNECTION.mode)) row.setText({ fieldId: CONNECTION.mode, text: MODE_LABELS.preview });
      if (isEmpty(CONNECTION.startDate)) row.setValue({ fieldId: CONNECTION.startDate, value: new Date() });
      row.setValue({ fieldId: CONNECTION.secret, value: secretId });
      row.setValue({ fieldId: CONNECTION.releaseChecked, value: release });
      return Number(row.save());
    },
    noteRelease: (id, release) => {
      const options = { ignoreMandatoryFields: true };
      record.submitFields({ type: CONNECTION.type, id, values: { [CONNECTION.releaseChecked]: release }, options });
    },
  };
}

export const consoleAccount: ConsoleAccount = {
  ...account,
  release: () => String(runtime.version),
  isFeatureOn: (feature) => runtime.isFeatureInEffect({ feature }),
};

/**
 * Starts the bulk job. It has one deployment, so NetSuite refuses a second job while one is unfinished
 * (section_1510974473).
 */
export const bulkWork: BulkWork = {
  start: (wanted) => {
    try {
      task
        .create({
          taskType: task.TaskType.MAP_REDUCE,
          scriptId: SCRIPTS.bulk.script,
          deploymentId: SCRIPTS.bulk.deployment,
          params: { [PARAMETERS.bulkTask]: JSON.stringify(wanted) },
        })
        .submit();
      return 'started';
    } catch (error) {
      return describeError(error).name === 'MAP_REDUCE_ALREADY_RUNNING' ? 'busy' : 'refused';
    }
  },
};
