/**
 * Tells administrators by e-mail that packages wait because of a fault, once for each reason, and that the fault is
 * over. Only the scheduled script does this: it has one instance, and faults that pass between its runs send no e-mail.
 */

import type { Connection, ConnectionReading, Told } from '../../core/connection';
import { SECONDS_PER_HOUR } from '../../core/values';
import type { Account, Clock, Connections, Log, Mailer } from '../ports';

/** Hours before the same reason is told again, so that a connection that stops and resumes all day sends one e-mail. */
export const TELL_AGAIN_HOURS = 24;

/** N/email takes ten recipients at most. */
export const MAX_RECIPIENTS = 10;

export interface NoticePorts {
  readonly clock: Clock;
  readonly connections: Pick<Connections, 'rememberTold'>;
  readonly mailer: Mailer;
  readonly account: Pick<Account, 'id'>;
  readonly log: Log;
}

/**
 * A stop that its first probe finds gone is told only if sending stops again within this time, because probes then
 * cannot see its cause.
 */
const CAME_BACK_SECONDS = SECONDS_PER_HOUR;

/**
 * After a "goes on" e-mail of the same day, a new stop is told only once it has lasted for this many probes, about an
 * hour.
 */
const LASTING_PROBES = 4;

export interface FoundStop {
  readonly reason: string;
  /** True when AfterShip answered the probe correctly, so sending is tried again. */
  readonly isAnswered: boolean;
}

/** The record whose notice settings say whom to tell, and which remembers what they were told. */
type Teller = Pick<Connection, 'id' | 'notice'>;

/** Tells that sending stopped, or only remembers the stop. */
export function tellStopped(connection: Teller, stop: FoundStop, ports: NoticePorts): void {
  const { reason, isAnswered } = stop;
  const note = {
    what: 'sending to AfterShip stopped',
    paragraphs: [
      `Sending to AfterShip stopped by itself in NetSuite account ${ports.account.id()}.`,
      reason,
      ...(isAnswered
        ? [
            'AfterShip does answer what is asked every 15 minutes to find out whether it works again, and yet sending stops each time. A key that may read but not create does so, and an API secret that another script may not use.',
          ]
        : []),
      'Nothing is lost: what ships meanwhile waits, and goes out when sending resumes. It is tried every 15 minutes, so when the cause is gone there is nothing more to do.',
      'What it is about stands on the AfterShip connection record, and in docs/operate.md of the project.',
    ],
  };
  tellTrouble(connection, stop, note, ports);
}

/** Tells that the connection record cannot be used, unless nobody wants to send with it. */
export function tellUnusable(
  { problem, records }: Extract<ConnectionReading, { kind: 'unusable' }>,
  ports: NoticePorts,
): void {
  const asking = records.filter(({ asksForSending }) => asksForSending);
  const teller = asking.find(({ notice }) => canTell(notice)) ?? asking[0];
  if (teller === undefined) return;
  const reason = `The connection cannot be used. ${problem}`;
  tellStopped(teller, { reason, isAnswered: false }, ports);
}

/** What NetSuite says about fulfillments that it does not let be read. */
export interface Unreadable {
  readonly count: number;
  /** One of them, and what NetSuite says about it. */
  readonly fulfillmentId: number;
  readonly reason: string;
}

/** The same for every error, so that errors that name each record are told once. */
const CANNOT_BE_READ = 'NetSuite does not let several fulfillments be read, so their packages wait.';

/** Tells that several fulfillments cannot be read. Sending goes on for the others. */
export function tellUnreadable(connection: Teller, found: Unreadable, ports: NoticePorts): void {
  const { count, fulfillmentId, reason } = found;
  const note = {
    what: 'fulfillments cannot be read for AfterShip',
    paragraphs: [
      `${CANNOT_BE_READ} This is so for ${count} fulfillments in NetSuite account ${ports.account.id()}.`,
      `For example fulfillment ${fulfillmentId}. ${reason}`,
      'Often a script or workflow of another app fails whenever a fulfillment is opened: open this fulfillment in NetSuite, and ask the maker of the script that the error names. An error about a field or column means that the account lacks a field of this project: deploy the project again.',
      'Nothing is lost: each of them is tried again every few hours, and at once with "Send again" on its AfterShip page.',
    ],
  };
  tellTrouble(connection, { reason: CANNOT_BE_READ, isAnswered: false }, note, ports);
}

interface Note {
  readonly what: string;
  readonly paragraphs: readonly string[];
}

function tellTrouble(connection: Teller, { reason, isAnswered }: FoundStop, note: Note, ports: NoticePorts): void {
  const now = ports.clock.now();
  const last = connection.notice.told;
  if (wasTold(last, reason, now)) {
    if (last.said === 'stopped') return;
    if (last.seen < LASTING_PROBES) {
      remember(connection, { ...last, seen: last.seen + 1 }, ports);
      return;
    }
  } else if (isAnswered && !hasComeBack(last, now)) {
    remember(connection, { at: now, reason, said: 'nothing', seen: 0 }, ports);
    return;
  }
  const isSent = send(connection, note, ports);
  // The notice is remembered after it is sent: a second e-mail is better than none.
  if (!isSent) return;
  ports.log.error('Administrators were told of trouble', { connection: connection.id, reason });
  remember(connection, { at: now, reason, said: 'stopped', seen: 0 }, ports);
}

function wasTold(last: Told | null, reason: string, now: number): last is Told {
  if (last === null || last.said === 'nothing') return false;
  return last.reason === reason && now - last.at < TELL_AGAIN_HOURS * SECONDS_PER_HOUR;
}

/**
 * True when sending stopped again: the last notice told of a stop and not yet of its end, or a stop within the last
 * hour was only remembered.
 */
function hasComeBack(last: Told | null, now: number): boolean {
  if (last === null) return false;
  return last.said === 'stopped' || (last.said === 'nothing' && now - last.at <= CAME_BACK_SECONDS);
}

/** Whether the last notice told of fulfillments that could not be read, and not yet of the end. */
export function isUnreadableTold({ notice: { told } }: Teller): boolean {
  return told?.said === 'stopped' && told.reason === CANNOT_BE_READ;
}

/**
 * Tells that sending goes on, if the last notice said that it stopped. It is sent at the next scheduled run after the
 * probe that resumed sending, because by then the waiting packages have been tried.
 */
export function tellResumed(connection: Teller, ports: NoticePorts): void {
  const last = connection.notice.told;
  if (last?.said === 'goes on' && last.seen > 0) remember(connection, { ...last, seen: 0 }, ports);
  if (last?.said !== 'stopped') return;
  const { reason } = last;
  // The notice is remembered before it is sent: if the memory could not be written, the same good news would be sent
  // every quarter of an hour.
  if (!remember(connection, { at: ports.clock.now(), reason, said: 'goes on', seen: 0 }, ports)) return;
  const paragraphs = [
    `Sending to AfterShip goes on in NetSuite account ${ports.account.id()}. This was its trouble:`,
    reason,
    'What waited goes out by itself.',
  ];
  send(connection, { what: 'sending to AfterShip goes on', paragraphs }, ports);
}

/** Returns false when the write failed, which must not stop sending. */
function remember(connection: Teller, told: Told, ports: NoticePorts): boolean {
  try {
    ports.connections.rememberTold(connection.id, told);
    return true;
  } catch (error) {
    ports.log.error('What administrators were told could not be noted', { connection: connection.id }, error);
    return false;
  }
}

/** Whether the record says in whose name and to whom to write. */
function canTell({ author, emails }: Teller['notice']): boolean {
  return author !== null && emails.length > 0;
}

function send(connection: Teller, { what, paragraphs }: Note, ports: NoticePorts): boolean {
  const { author, emails } = connection.notice;
  if (author === null || !canTell(connection.notice)) {
    ports.log.audit('Nobody is told', {
      connection: connection.id,
      missing: author === null ? 'Notify in the Name of' : 'Notify by E-mail',
    });
    return false;
  }
  try {
    ports.mailer.send({
      author,
      recipients: emails.slice(0, MAX_RECIPIENTS),
      subject: `NetSuite ${ports.account.id()}: ${what}`,
      body: paragraphs.join('\n\n'),
    });
    return true;
  } catch (error) {
    ports.log.error('Administrators could not be told', { connection: connection.id }, error);
    return false;
  }
}
