/**
 * Tells administrators by e-mail that sending stopped, once for each reason and not once a package, and that it resumed.
 * Only the scheduled script tells: it has one instance, and a fault that passes within minutes tells nobody.
 */

import type { Connection } from '../core/connection';
import { SECONDS_PER_HOUR } from '../core/values';
import type { Account, Clock, Connections, Log, Mailer } from './ports';

/** The same reason is told again only after this long: a connection that stops and resumes all day sends one e-mail. */
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

export function tellStopped(connection: Connection, reason: string, ports: NoticePorts): void {
  const now = ports.clock.now();
  if (wasTold(connection, reason, now)) return;
  const isSent = send(
    connection,
    'sending to AfterShip stopped',
    [
      `Sending to AfterShip stopped by itself in NetSuite account ${ports.account.id()}.`,
      reason,
      'Nothing is lost: what ships meanwhile waits, and goes out when sending resumes. It is tried every 15 minutes, so when the cause is gone there is nothing more to do.',
      'What it is about stands on the AfterShip connection record, and in docs/operate.md of the project.',
    ],
    ports,
  );
  if (isSent) ports.connections.rememberTold(connection.id, { at: now, reason });
}

/** Only who was told of the stop is told of its end. */
export function tellResumed(connection: Connection, reason: string, ports: NoticePorts): void {
  if (!wasTold(connection, reason, ports.clock.now())) return;
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

function wasTold({ notice }: Connection, reason: string, now: number): boolean {
  return (
    notice.toldAt !== null && notice.toldOf === reason && now - notice.toldAt < TELL_AGAIN_HOURS * SECONDS_PER_HOUR
  );
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
