/**
 * Tells administrators by e-mail that sending stopped, once for each reason, and that it resumed. Only the scheduled
 * script does this: it has one instance, and faults that pass between its runs send no e-mail.
 */

import type { Connection, Told } from '../../core/connection';
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

/** Tells that sending stopped, or only remembers the stop. */
export function tellStopped(connection: Connection, stop: FoundStop, ports: NoticePorts): void {
  const now = ports.clock.now();
  const { reason, isAnswered } = stop;
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
  const isSent = send(
    connection,
    'sending to AfterShip stopped',
    [
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
    ports,
  );
  // The notice is remembered after it is sent: a second e-mail is better than none.
  if (isSent) remember(connection, { at: now, reason, said: 'stopped', seen: 0 }, ports);
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

/**
 * Tells that sending goes on, if the last notice said that it stopped. It is sent at the next scheduled run after the
 * probe that resumed sending, because by then the waiting packages have been tried.
 */
export function tellResumed(connection: Connection, ports: NoticePorts): void {
  const last = connection.notice.told;
  if (last?.said === 'goes on' && last.seen > 0) remember(connection, { ...last, seen: 0 }, ports);
  if (last?.said !== 'stopped') return;
  const { reason } = last;
  // The notice is remembered before it is sent: if the memory could not be written, the same good news would be sent
  // every quarter of an hour.
  if (!remember(connection, { at: ports.clock.now(), reason, said: 'goes on', seen: 0 }, ports)) return;
  send(
    connection,
    'sending to AfterShip goes on',
    [
      `Sending to AfterShip goes on in NetSuite account ${ports.account.id()}. It had stopped for this reason:`,
      reason,
      'What waited goes out by itself.',
    ],
    ports,
  );
}

/** Returns false when the write failed, which must not stop sending. */
function remember(connection: Connection, told: Told, ports: NoticePorts): boolean {
  try {
    ports.connections.rememberTold(connection.id, told);
    return true;
  } catch (error) {
    ports.log.error('What administrators were told could not be noted', { connection: connection.id }, error);
    return false;
  }
}

function send(connection: Connection, what: string, paragraphs: readonly string[], ports: NoticePorts): boolean {
  const { author, emails } = connection.notice;
  if (author === null || emails.length === 0) {
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
