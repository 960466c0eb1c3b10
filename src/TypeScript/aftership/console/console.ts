/**
 * The console: answers a visitor's request. Looking changes nothing. A change is posted with the session's token, and
 * its answer redirects to a page that says the result.
 */

import { utcDay } from '../core/values';
import { checkKey, type KeyCheck } from '../app/operator/check_key';
import type { BulkStart, BulkTask } from '../app/operator/console_ports';
import { lookAgain, retry } from '../app/operator/retry';
import { sendTestTracking } from '../app/operator/test_tracking';
import { resumeIn } from '../core/backfill';
import { sendPermission, type Connection } from '../core/connection';
import { buildAttention, exportRows, readAttention } from './pages/attention_page';
import {
  activeOf,
  buildBackfills,
  parametersOf,
  readBackfills,
  readWish,
  type BackfillAsked,
} from './pages/backfill_page';
import { addressOf, buildCarriers, readCarriers } from './pages/carriers_page';
import {
  buildConnection,
  isStill,
  readConnection,
  rulesText,
  SEND_CHANGES,
  SENDING,
  sendStateAfter,
  stateText,
} from './pages/connection_page';
import { outlookOf } from './connection_state';
import type { ConsolePorts } from './console_context';
import { buildErase, readErase } from './pages/erase_page';
import { buildFind, readFind } from './pages/find_page';
import { buildFulfillment, readFulfillment } from './pages/fulfillment_page';
import { buildOverview, readOverview } from './pages/overview_page';
import type { Block, Page, PageName, PageParameters, Tone } from './page';
import {
  parseId,
  parseRequest,
  type Asked,
  type Back,
  type Change,
  type ConsoleRequest,
  type Note,
  type PlainPage,
} from './request';
import { buildSetup, readSetup } from './pages/setup_page';
import { filterParameters } from './state_groups';
import { isTextKey, say } from './texts';

export type ConsoleAnswer =
  | { readonly kind: 'page'; readonly page: Page }
  | { readonly kind: 'sent on'; readonly page: PageName; readonly parameters: PageParameters }
  | { readonly kind: 'file'; readonly name: string; readonly text: string };

/** Origin of the events that the console raises. */
const ORIGIN = 'console';

export function answer(asked: Asked, ports: ConsolePorts): ConsoleAnswer {
  try {
    return answerRequest(parseRequest(asked), ports);
  } catch (error) {
    return { kind: 'page', page: failed(error, ports) };
  }
}

function answerRequest(request: ConsoleRequest, ports: ConsolePorts): ConsoleAnswer {
  switch (request.kind) {
    case 'plain page':
      return page(plainPage(request.page, request, ports), request.note, ports);
    case 'attention':
      return page(buildAttention(readAttention(request.filter, request.start, ports), ports.show), request.note, ports);
    case 'fulfillment':
      return page(buildFulfillment(readFulfillment(request.id, ports), ports.show), request.note, ports);
    case 'carriers':
      return page(buildCarriers(readCarriers(request.slug, ports)), request.note, ports);
    case 'backfill':
      return page(buildBackfills(readBackfills(request.asked, ports), ports.show), request.note, ports);
    case 'erase':
      return page(buildErase(readErase(request.customerId, ports)), request.note, ports);
    case 'export':
      return { kind: 'file', name: 'aftership_shipments.csv', text: exportRows(request.filter, request.start, ports) };
    case 'change':
      if (!ports.session.isToken(request.token)) return refused(say('refused.token'));
      return change(request.change, ports);
    case 'change by address':
      return refused(say('refused.get'));
    case 'nothing chosen':
      return refused(say('refused.choice'));
    case 'unknown':
      return refused(say('refused.request', { what: request.what }));
  }
}

interface Wanted {
  readonly number: string;
  readonly customerId: number | null;
}

function plainPage(name: PlainPage, { number, customerId }: Wanted, ports: ConsolePorts): Page {
  switch (name) {
    case 'setup':
      return buildSetup(readSetup(ports), ports.show);
    case 'connection':
      return buildConnection(readConnection(ports), ports.show);
    case 'overview':
      return buildOverview(readOverview(ports), ports.show);
    case 'find':
      return buildFind(readFind(number, customerId, ports));
  }
}

function change(wanted: Change, ports: ConsolePorts): ConsoleAnswer {
  switch (wanted.kind) {
    case 'retry':
      return retryRows(wanted.ids, wanted.back, ports);
    case 'retry all':
      return startMany(
        { version: 2, kind: 'retry', chosen: { kind: 'all', filter: wanted.filter } },
        { page: 'attention', filter: wanted.filter },
        ports,
      );
    case 'look at all':
      return startMany(
        { version: 2, kind: 'look', filter: wanted.filter },
        { page: 'attention', filter: wanted.filter },
        ports,
      );
    case 'look again':
      lookAgain(wanted.fulfillmentId, ORIGIN, ports);
      return sentBack({ page: 'fulfillment', fulfillmentId: wanted.fulfillmentId }, { done: 'looked' });
    case 'sending':
      return changeSending(wanted, ports);
    case 'apply carrier':
      return applyCarrier(wanted.slug, ports);
    case 'erase':
      return erase(wanted.customerId, wanted.isConfirmed, ports);
    case 'count backfill':
      return countBackfill(wanted.asked, ports);
    case 'start backfill':
      return startBackfill(wanted.asked, wanted.was, ports);
    case 'steer backfill':
      return steerBackfill(wanted, ports);
    case 'note release':
      return { kind: 'sent on', page: 'setup', parameters: { done: noteRelease(ports) } };
    case 'check key':
      return { kind: 'sent on', page: 'setup', parameters: keyNote(ports) };
    case 'test tracking':
      return { kind: 'sent on', page: 'setup', parameters: testNote(ports) };
    case 'create connection':
      return { kind: 'sent on', page: 'setup', parameters: { done: createConnection(wanted.secretId, ports) } };
    case 'find':
      return find(wanted, ports);
  }
}

/** Rows that a page changes itself. Each costs half a second of a page's three seconds. */
const AT_ONCE = 5;

function retryRows(ids: readonly number[], back: Back, ports: ConsolePorts): ConsoleAnswer {
  if (ids.length > AT_ONCE) {
    return startMany({ version: 2, kind: 'retry', chosen: { kind: 'rows', ids } }, back, ports);
  }
  const count = retry(ids, ORIGIN, ports);
  ports.log.audit('Asked for again', { rows: ids, count });
  return sentBack(back, { done: count === 0 ? 'retriedNone' : 'retried', count });
}

function startMany(task: BulkTask, back: Back, ports: ConsolePorts): ConsoleAnswer {
  return sentBack(back, { done: STARTS[startJob(task, ports)] });
}

function startJob(task: BulkTask, ports: ConsolePorts): BulkStart {
  const outcome = ports.bulk.start(task);
  ports.log.audit('Bulk work was asked for', { ...task, outcome });
  return outcome;
}

const STARTS: Readonly<Record<BulkStart, string>> = {
  started: 'manyStarted',
  busy: 'manyBusy',
  refused: 'manyRefused',
};

function applyCarrier(slug: string, ports: ConsolePorts): ConsoleAnswer {
  const outcome = startJob({ version: 2, kind: 'carrier', slug }, ports);
  const done = outcome === 'started' ? 'carrierStarted' : STARTS[outcome];
  return { kind: 'sent on', page: 'carriers', parameters: { carrier: addressOf(slug), done } };
}

/**
 * Erases a customer. It ticks "Track Without Contact" before the contacts are taken back, or the next look would send
 * them again.
 */
function erase(customerId: number, isConfirmed: boolean, ports: ConsolePorts): ConsoleAnswer {
  const leadBack = (done: string): ConsoleAnswer => {
    return { kind: 'sent on', page: 'erase', parameters: { customer: customerId, done } };
  };
  const customer = ports.customers.read(customerId);
  if (customer === null) return refused(say('erase.absent'));
  if (!isConfirmed) return leadBack('eraseUnconfirmed');
  if (!customer.withoutContact) {
    try {
      ports.customers.keepContactsBack(customerId);
    } catch (error) {
      return refused(say('erase.notTicked', { detail: ports.describe(error).message }));
    }
  }
  const outcome = startJob({ version: 2, kind: 'erase', customerId }, ports);
  return leadBack(outcome === 'started' ? 'eraseStarted' : outcome === 'busy' ? 'eraseBusy' : 'eraseRefused');
}

function changeSending(
  { change: wanted, was, rules }: Extract<Change, { kind: 'sending' }>,
  ports: ConsolePorts,
): ConsoleAnswer {
  if (wanted === 'stop') return stopSending(ports);
  const reading = ports.connections.find();
  if (reading.kind !== 'connection' || stateText(reading.connection) !== was) return refused(say('refused.changed'));
  const { connection } = reading;
  // A change that sends is made only if the rules are still those under which the page counted.
  if (SENDING.includes(wanted) && rulesText(connection, ports.hash) !== rules) return refused(say('refused.changed'));
  const after = sendStateAfter(wanted, utcDay(ports.clock.now()));
  if (!ports.connections.changeSending(connection.id, connection, after)) return refused(say('refused.changed'));
  ports.log.audit('Sending was changed', { connection: connection.id, was, change: wanted, ...after });
  return { kind: 'sent on', page: 'connection', parameters: { done: wanted } };
}

/** Attempts to save a stop, because the scripts write the connection, too, and may win. */
const STOP_ATTEMPTS = 3;

/** Stops sending. It works from an old page as well, whatever else has changed since. */
function stopSending(ports: ConsolePorts): ConsoleAnswer {
  for (let attempt = 1; attempt <= STOP_ATTEMPTS; attempt += 1) {
    const reading = ports.connections.find();
    if (reading.kind !== 'connection') return refused(say('refused.changed'));
    const { connection } = reading;
    if (connection.stoppedByPerson || tryStop(connection, ports)) {
      ports.log.audit('Sending was changed', { connection: connection.id, was: stateText(connection), change: 'stop' });
      return { kind: 'sent on', page: 'connection', parameters: { done: 'stop' } };
    }
  }
  return refused(say('refused.changed'));
}

function tryStop(connection: Connection, ports: ConsolePorts): boolean {
  try {
    return ports.connections.changeSending(connection.id, connection, { stoppedByPerson: true });
  } catch (error) {
    if (ports.describe(error).name === 'RCRD_HAS_BEEN_CHANGED') return false;
    throw error;
  }
}

/**
 * Counts a backfill. Without days in the address it shows the empty form with the message that no days were entered.
 */
function countBackfill(asked: BackfillAsked, ports: ConsolePorts): ConsoleAnswer {
  return asked.first === '' && asked.last === ''
    ? page(buildBackfills(readBackfills(asked, ports), ports.show), NO_NOTE, ports)
    : { kind: 'sent on', page: 'backfill', parameters: parametersOf(asked) };
}

/** Starts a backfill. It checks everything again, because the page may be old and anybody may write an address. */
function startBackfill(asked: BackfillAsked, was: string, ports: ConsolePorts): ConsoleAnswer {
  const reading = ports.connections.find();
  if (reading.kind !== 'connection' || stateText(reading.connection) !== was) return refused(say('refused.changed'));
  const { mode } = reading.connection;
  if (mode === 'off') return refused(say('refused.changed'));
  const now = ports.clock.now();
  const wanted = readWish(asked, utcDay(now));
  if (wanted.kind === 'problem') return { kind: 'sent on', page: 'backfill', parameters: parametersOf(asked) };
  if (activeOf(ports.backfills.list(LATEST_BACKFILLS)) !== null) {
    return { kind: 'sent on', page: 'backfill', parameters: { done: 'backfillActive' } };
  }
  const expected = ports.backfills.countFulfillments(wanted.wish);
  const id = ports.backfills.create({ ...wanted.wish, mode, expected, startedAt: now });
  ports.log.audit('Backfill was started', { backfill: id, mode, expected, ...wanted.wish });
  return { kind: 'sent on', page: 'backfill', parameters: { done: 'backfillStarted' } };
}

/** Only one backfill is active at a time, so it is among the latest. */
const LATEST_BACKFILLS = 10;

function steerBackfill(
  { id, change, stood, was }: Extract<Change, { kind: 'steer backfill' }>,
  ports: ConsolePorts,
): ConsoleAnswer {
  const reading = ports.connections.find();
  if (reading.kind !== 'connection' || stateText(reading.connection) !== was) return refused(say('refused.changed'));
  const { mode } = reading.connection;
  const isAllowed = change === 'pause' ? stood === 'running' : change === 'resume' ? stood === 'paused' : true;
  const expected = stood === 'running' || stood === 'paused' ? stood : null;
  if (expected === null || !isAllowed || (change === 'resume' && mode === 'off'))
    return refused(say('refused.changed'));
  const changed = ports.backfills.change(id, expected, (backfill) => {
    switch (change) {
      case 'pause':
        return { state: 'paused' };
      case 'resume':
        return resumeIn(mode, backfill);
      case 'cancel':
        return { state: 'cancelled', endedAt: ports.clock.now() };
    }
  });
  if (!changed) return refused(say('refused.changed'));
  ports.log.audit('Backfill was changed', { backfill: id, change, mode });
  return { kind: 'sent on', page: 'backfill', parameters: { done: STEERED[change] } };
}

const STEERED = { pause: 'backfillPaused', resume: 'backfillResumed', cancel: 'backfillCancelled' } as const;

function noteRelease(ports: ConsolePorts): string {
  const reading = ports.connections.find();
  if (reading.kind !== 'connection') return '';
  ports.connections.noteRelease(reading.connection.id, ports.account.release());
  return 'releaseNoted';
}

function keyNote(ports: ConsolePorts): PageParameters {
  const reading = ports.connections.find();
  if (reading.kind !== 'connection') return {};
  const check: KeyCheck = checkKey(reading.connection, ports.http);
  ports.log.audit('API key was tried', { connection: reading.connection.id, result: check.kind });
  switch (check.kind) {
    case 'good':
      return { done: 'keyGood' };
    case 'refused':
      return { done: 'keyBad', count: check.code };
    case 'unreachable':
      return { done: 'keyLost' };
    case 'withheld':
      return { done: 'keyWithheld' };
  }
}

function testNote(ports: ConsolePorts): PageParameters {
  const reading = ports.connections.find();
  if (reading.kind !== 'connection') return {};
  const result = sendTestTracking(reading.connection, ports.account.id(), ports);
  ports.log.audit('Test tracking', { connection: reading.connection.id, ...result });
  switch (result.kind) {
    case 'created and deleted':
      return { done: resumeAfterTest(reading.connection, ports) };
    case 'exists':
      return { done: 'testExists' };
    case 'not created':
      return { done: 'testFailed', count: result.code ?? 0 };
    case 'not deleted':
      return { done: 'testLeft' };
  }
}

/** Clears a stop by an error after the test: a real create proves more than the scheduled script's probe. */
function resumeAfterTest(connection: Connection, ports: ConsolePorts): string {
  if (!connection.stoppedByError) return 'testGood';
  ports.connections.clearErrorStop(connection.id);
  ports.log.audit('Sending resumed', { connection: connection.id, by: 'test tracking' });
  if (sendPermission({ ...connection, stoppedByError: false }).kind !== 'send') return 'testCleared';
  ports.memory.rememberRequest(ports.sending.request({ asSystem: false }));
  return 'testResumed';
}

function createConnection(secretId: string, ports: ConsolePorts): string {
  if (!/^custsecret[a-z0-9_]+$/.test(secretId)) return 'badSecret';
  if (ports.connections.find().kind !== 'none') return 'createdAlready';
  const id = ports.connections.create(secretId, ports.account.release());
  ports.log.audit('Connection was made', { connection: id });
  return 'created';
}

function find(wanted: Extract<Change, { kind: 'find' }>, ports: ConsolePorts): ConsoleAnswer {
  const { number, fulfillment, customer } = wanted;
  const [fulfillmentId, customerId] = [parseId(fulfillment), parseId(customer)];
  const isWrong = (fulfillment !== '' && fulfillmentId === null) || (customer !== '' && customerId === null);
  if (isWrong) return page(withNote(buildFind(readFind('', null, ports)), 'bad', say('find.badId')), NO_NOTE, ports);
  if (fulfillmentId !== null)
    return { kind: 'sent on', page: 'fulfillment', parameters: { fulfillment: fulfillmentId } };
  if (customerId !== null) return { kind: 'sent on', page: 'find', parameters: { customer: customerId } };
  return { kind: 'sent on', page: 'find', parameters: { number } };
}

function sentBack(back: Back, parameters: PageParameters): ConsoleAnswer {
  const where: PageParameters =
    back.page === 'fulfillment'
      ? { fulfillment: back.fulfillmentId }
      : back.filter === null
        ? {}
        : filterParameters(back.filter);
  return { kind: 'sent on', page: back.page, parameters: { ...where, ...parameters } };
}

const NO_NOTE: Note = { done: '', count: 0 };

/** Adds the note to a page. It shows only texts of this project, whatever the address contains. */
function page(built: Page, note: Note, ports: ConsolePorts): ConsoleAnswer {
  const key = `done.${note.done}`;
  if (!isTextKey(key)) return { kind: 'page', page: built };
  const text = say(key, { count: note.count, code: note.count });
  const change = SEND_CHANGES.find((known) => known === note.done);
  if (change !== undefined) {
    // The result of a change of sending is shown on its own page only, and only while it is still true.
    const reading = ports.connections.find();
    if (built.name !== 'connection' || !isStill(change, reading)) return { kind: 'page', page: built };
    const isHeld = SENDING.includes(change) && outlookOf(reading) === 'outlook.error';
    const noted = isHeld ? withNote(built, 'wait', say('done.heldByError')) : withNote(built, 'good', text);
    return { kind: 'page', page: noted };
  }
  const tone = GOOD.includes(note.done) ? 'good' : 'wait';
  if (!FOR_SENDING.includes(note.done)) return { kind: 'page', page: withNote(built, tone, text) };
  const outlook = outlookOf(ports.connections.find());
  if (outlook !== 'outlook.send') return { kind: 'page', page: withNote(built, 'wait', `${text} ${say(outlook)}`) };
  const isJob = !SOON.includes(note.done);
  return { kind: 'page', page: withNote(built, tone, isJob ? text : `${text} ${say(outlook)}`) };
}

/** Notes about work for sending, which does not send in every mode. */
const FOR_SENDING: readonly string[] = ['retried', 'manyStarted', 'looked', 'carrierStarted', 'eraseStarted'];
/** Notes about work that starts soon. A bulk job takes longer. */
const SOON: readonly string[] = ['retried', 'looked'];

const GOOD: readonly string[] = [
  'retried',
  'manyStarted',
  'looked',
  'created',
  'testGood',
  'testResumed',
  'testCleared',
  'keyGood',
  'eraseStarted',
  'releaseNoted',
  'carrierStarted',
  'backfillStarted',
  'backfillResumed',
];

function withNote(built: Page, tone: Tone, text: string): Page {
  return { ...built, blocks: [{ kind: 'notice', tone, text }, ...built.blocks] };
}

function refused(text: string): ConsoleAnswer {
  return { kind: 'page', page: messagePage('bad', text) };
}

function failed(error: unknown, ports: ConsolePorts): Page {
  const { name, message } = ports.describe(error);
  if (name === 'INSUFFICIENT_PERMISSION') return messagePage('bad', say('refused.permission', { detail: message }));
  if (name === 'RCRD_HAS_BEEN_CHANGED') return messagePage('bad', say('refused.changed'));
  ports.log.error('A page of the console failed', {}, error);
  return messagePage('bad', say('refused.failed', { detail: `${name}: ${message}` }));
}

function messagePage(tone: Tone, text: string): Page {
  const blocks: readonly Block[] = [{ kind: 'notice', tone, text }];
  return { name: 'overview', title: say('page.refused'), blocks, form: null };
}
