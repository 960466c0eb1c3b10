/**
 * The connection record: reads and checks an administrator's settings, and writes the few fields that belong to
 * scripts.
 */

import * as cache from 'N/cache';
import * as record from 'N/record';
import * as search from 'N/search';
import type { Connections } from '../app/ports';
import { splitEmails } from '../core/aftership/emails';
import {
  sendPermission,
  type Adoption,
  type Connection,
  type ConnectionReading,
  type Mode,
  type Notice,
  type Told,
  type UnusableConnection,
} from '../core/connection';
import { ADOPTION_LABELS, CONNECTION, MODE_LABELS } from './ids';
import { unlessGone } from './platform';
import { parseCalendarDate, parseFlag, parseInteger, parseLabel, parseList, parseSelect, parseText } from './values';

/** Returns a field as lookupFields returns it. */
type Read = (fieldId: string) => unknown;

/** Fields that only people read. */
const NOTES: readonly string[] = [CONNECTION.lastRequest, CONNECTION.lastRun, CONNECTION.releaseChecked];
/** A custom record's own field, which `find` filters by. */
const IS_INACTIVE = 'isinactive';
const INACTIVE = 'the record is inactive.';
/** Two connections of one account are a slip, ten are none. */
const MOST_DOUBLES = 10;
const NOTICE: readonly string[] = [
  CONNECTION.noticeAuthor,
  CONNECTION.noticeEmails,
  CONNECTION.toldAt,
  CONNECTION.toldOf,
];
const STOPS: readonly string[] = [
  IS_INACTIVE,
  CONNECTION.mode,
  CONNECTION.stoppedByPerson,
  CONNECTION.stoppedByError,
  CONNECTION.stopReason,
  CONNECTION.pausedUntil,
];
const SETTINGS: readonly string[] = [
  IS_INACTIVE,
  ...Object.values(CONNECTION).filter((id) => id !== CONNECTION.type && !NOTES.includes(id)),
];

export function connections(accountId: string): Connections {
  const change = (id: number, values: Record<string, string | number | boolean>): void => {
    // A mandatory field that an import emptied must not keep the scripts from noting what they told people of it
    // (submitFields asks for mandatory fields by default, section_4267283788).
    const options = { ignoreMandatoryFields: true };
    // Deleting the connection during a run stops sending; the next run finds none.
    unlessGone(() => record.submitFields({ type: CONNECTION.type, id, values, options }));
  };
  return {
    find: () => find(accountId),
    findAgain: () => findAgain(accountId),
    read: (id) => readOne(id, SETTINGS),
    permission: (id) => {
      const read = lookUp(id, STOPS);
      if (parseFlag(read(IS_INACTIVE)))
        return { kind: 'stopped', by: 'person', reason: `Connection ${id}: ${INACTIVE}` };
      const mode = parseMode(read);
      if (mode === null) return { kind: 'stopped', by: 'error', reason: unknownMode(read) };
      return sendPermission({ mode, ...parseStops(read) });
    },
    stopByError: (id, reason) =>
      change(id, { [CONNECTION.stoppedByError]: true, [CONNECTION.stopReason]: reason.slice(0, 3900) }),
    pause: (id, until) => change(id, { [CONNECTION.pausedUntil]: until }),
    clearErrorStop: (id) => change(id, { [CONNECTION.stoppedByError]: false, [CONNECTION.stopReason]: '' }),
    rememberTold: (id, told) => change(id, { [CONNECTION.toldAt]: told.at, [CONNECTION.toldOf]: formatTold(told) }),
    rememberCheck: (id, cursor) => change(id, { [CONNECTION.checkCursor]: cursor ?? '' }),
    rememberCouriers: (id, couriers) => change(id, { [CONNECTION.couriers]: couriers }),
    recordActivity: (id, { request, run }) =>
      change(id, {
        ...(request && {
          [CONNECTION.lastRequest]: `${isoTime(request.at)} ${request.outcome} ${request.detail}`.trim(),
        }),
        ...(run && { [CONNECTION.lastRun]: `${isoTime(run.at)} ${run.summary} (${run.units} units)` }),
      }),
  };
}

function find(accountId: string): ConnectionReading {
  const found: { id: number; account: string }[] = search
    .create({
      type: CONNECTION.type,
      filters: [['isinactive', search.Operator.IS, 'F']],
      columns: [CONNECTION.account],
    })
    .run()
    .getRange({ start: 0, end: 1000 })
    .map((row) => ({ id: Number(row.id), account: parseText(row.getValue({ name: CONNECTION.account })) ?? '' }));

  const ours = found.filter((row) => normalizeAccount(row.account) === normalizeAccount(accountId));
  const [first, second] = ours;
  if (first === undefined) return { kind: 'none', otherAccounts: found.map((row) => row.account) };
  if (second !== undefined) {
    return {
      kind: 'unusable',
      records: ours.slice(0, MOST_DOUBLES).map(({ id }) => unusableRecord(id, lookUp(id, [...STOPS, ...NOTICE]))),
      problem: `There are ${ours.length} connections for account ${accountId} (records ${ours.map((row) => row.id).join(', ')}). Make all but one inactive.`,
    };
  }
  return load(first.id) ?? { kind: 'none', otherAccounts: [] };
}

const CACHE_NAME = 'aftership_connection';
const FOUND_AGAIN_SECONDS = 900;

/** Reads the connection that was found within the last quarter of an hour. Any other answer is searched for anew. */
function findAgain(accountId: string): ConnectionReading {
  const memory = cache.getCache({ name: CACHE_NAME, scope: cache.Scope.PUBLIC });
  const known = parseInteger(memory.get({ key: accountId }));
  const reading = known === null ? null : load(known);
  if (reading?.kind === 'connection' && isOf(reading.connection, accountId)) return reading;
  const found = find(accountId);
  if (found.kind === 'connection')
    memory.put({ key: accountId, value: String(found.connection.id), ttl: FOUND_AGAIN_SECONDS });
  return found;
}

function isOf(connection: { readonly accountId: string }, accountId: string): boolean {
  return normalizeAccount(connection.accountId) === normalizeAccount(accountId);
}

/** Null for a connection that is gone. The record is loaded because a search column cuts long text off (section_4345776651). */
function load(id: number): ConnectionReading | null {
  let reading: ConnectionReading | null = null;
  unlessGone(() => {
    const loaded = record.load({ type: CONNECTION.type, id });
    reading = parseConnection(id, (fieldId) =>
      fieldId === CONNECTION.mode || fieldId === CONNECTION.adoption
        ? [{ value: loaded.getValue({ fieldId }), text: loaded.getText({ fieldId }) }]
        : loaded.getValue({ fieldId }),
    );
  });
  return reading;
}

function readOne(id: number, columns: readonly string[]): ConnectionReading {
  return parseConnection(id, lookUp(id, columns));
}

/**
 * Reads the fields of a connection. A deleted one has empty fields, whether lookupFields returns nothing or throws (not
 * documented), so it is not usable.
 */
function lookUp(id: number, columns: readonly string[]): Read {
  let values: Record<string, unknown> = {};
  unlessGone(() => {
    values = search.lookupFields({ type: CONNECTION.type, id, columns: [...columns] });
  });
  return (fieldId) => values[fieldId];
}

function normalizeAccount(account: string): string {
  return account.trim().toUpperCase().replace(/-/g, '_');
}

function parseConnection(id: number, read: Read): ConnectionReading {
  const unusable = (problem: string): ConnectionReading => ({
    kind: 'unusable',
    records: [unusableRecord(id, read)],
    problem: `Connection ${id}: ${problem}`,
  });
  if (parseFlag(read(IS_INACTIVE))) return unusable(INACTIVE);

  const mode = parseMode(read);
  if (mode === null) return unusable(unknownMode(read));
  const adoption = parseLabel<Adoption>(read(CONNECTION.adoption), ADOPTION_LABELS);
  if (adoption === null)
    return unusable('the choice for trackings made by others is not one of its list. Choose it again.');
  const secretId = parseText(read(CONNECTION.secret));
  if (secretId === null || !/^custsecret[a-z0-9_]+$/.test(secretId)) {
    return unusable('the API secret must be named by its script id, which starts with "custsecret".');
  }
  const startDate = parseCalendarDate(read(CONNECTION.startDate));
  if (startDate === null) return unusable('the start date is empty. Enter the day from which shipments may be sent.');
  const maxAgeDays = parseWhole(read(CONNECTION.maxAge), 1, 110);
  // A connection made before this setting existed has no value, which means no wait.
  const sendWaitMinutes = parseWhole(parseText(read(CONNECTION.sendWait)) ?? 0, 0, 1440);
  const removalWaitMinutes = parseWhole(read(CONNECTION.removalWait), 0, 10_080);
  const removalsPerHour = parseWhole(read(CONNECTION.removalsPerHour), 0, 100_000);
  if (maxAgeDays === null) return unusable('the maximum age must be a whole number of days from 1 to 110.');
  if (sendWaitMinutes === null)
    return unusable('the wait before the first sending must be a whole number of minutes from 0 to 1440.');
  if (removalWaitMinutes === null)
    return unusable('the wait before a removal must be a whole number of minutes from 0 to 10080.');
  if (removalsPerHour === null) return unusable('the removals per hour must be a whole number from 0.');

  const connection: Connection = {
    id,
    accountId: parseText(read(CONNECTION.account)) ?? '',
    secretId,
    mode,
    startDate,
    maxAgeDays,
    sendName: parseFlag(read(CONNECTION.sendName)),
    sendEmail: parseFlag(read(CONNECTION.sendEmail)),
    sendPhone: parseFlag(read(CONNECTION.sendPhone)),
    testRecipient: parseText(read(CONNECTION.testRecipient)),
    adoption,
    includeSalesOrders: parseFlag(read(CONNECTION.salesOrders)),
    includeTransferOrders: parseFlag(read(CONNECTION.transferOrders)),
    includeDropShipments: parseFlag(read(CONNECTION.dropShipments)),
    sendWaitMinutes,
    subsidiaries: parseList(read(CONNECTION.subsidiaries)),
    locations: parseList(read(CONNECTION.locations)),
    leftOutShipMethods: parseList(read(CONNECTION.leftOutShipMethods)),
    removalWaitMinutes,
    removeMoving: parseFlag(read(CONNECTION.removeMoving)),
    removalsPerHour,
    carrierMapping: parseText(read(CONNECTION.carrierMapping)) ?? '',
    fieldMapping: parseText(read(CONNECTION.fieldMapping)) ?? '',
    tags: parseList(read(CONNECTION.tags), /,/),
    ...parseStops(read),
    notice: parseNotice(read),
    couriers: parseText(read(CONNECTION.couriers)),
    checkCursor: parseText(read(CONNECTION.checkCursor)),
  };
  return { kind: 'connection', connection };
}

function unusableRecord(id: number, read: Read): UnusableConnection {
  const { stoppedByPerson } = parseStops(read);
  return { id, notice: parseNotice(read), asksForSending: parseMode(read) !== 'off' && !stoppedByPerson };
}

function parseNotice(read: Read): Notice {
  return {
    author: parseInteger(parseSelect(read(CONNECTION.noticeAuthor))?.value),
    emails: splitEmails(parseText(read(CONNECTION.noticeEmails)) ?? '').valid,
    told: parseTold(parseInteger(read(CONNECTION.toldAt)), parseText(read(CONNECTION.toldOf)) ?? ''),
  };
}

function parseStops(read: Read): Pick<Connection, 'stoppedByPerson' | 'stoppedByError' | 'stopReason' | 'pausedUntil'> {
  return {
    stoppedByPerson: parseFlag(read(CONNECTION.stoppedByPerson)),
    stoppedByError: parseFlag(read(CONNECTION.stoppedByError)),
    stopReason: parseText(read(CONNECTION.stopReason)),
    pausedUntil: parseInteger(read(CONNECTION.pausedUntil)),
  };
}

/**
 * `stopped: <reason>` or `goes on: <reason>`. A number after "goes on" counts how often the stop was seen again:
 * `goes on (2): <reason>`.
 */
function formatTold({ said, seen, reason }: Told): string {
  return `${said}${seen > 0 ? ` (${seen})` : ''}: ${reason}`.slice(0, 3950);
}

function parseTold(at: number | null, text: string): Told | null {
  const [, said, seen, reason = ''] = /^(stopped|goes on|nothing)(?: \((\d+)\))?: ([^]*)$/.exec(text) ?? [];
  if (at === null || (said !== 'stopped' && said !== 'goes on' && said !== 'nothing')) return null;
  return { at, said, seen: Number(seen ?? 0), reason };
}

function parseMode(read: Read): Mode | null {
  return parseLabel<Mode>(read(CONNECTION.mode), MODE_LABELS);
}

function unknownMode(read: Read): string {
  const text = parseSelect(read(CONNECTION.mode))?.text ?? '';
  return `the mode reads "${text}", expected one of ${Object.values(MODE_LABELS).join(', ')}. Choose it again, and remove any translation of the list.`;
}

function parseWhole(value: unknown, min: number, max: number): number | null {
  const number = parseInteger(value);
  return number !== null && number >= min && number <= max ? number : null;
}

function isoTime(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString();
}
