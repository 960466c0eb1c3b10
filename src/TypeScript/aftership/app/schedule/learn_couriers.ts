/**
 * Asks AfterShip once a day about the couriers that the carrier mapping names, so that people see mistakes before the
 * first refusal. Nothing depends on the answer; a failed question is asked again.
 */

import {
  isAskDue,
  formatCouriers,
  mappedSlugs,
  parseAccountCouriers,
  standingsOf,
  type CourierStanding,
} from '../../core/carrier/account_couriers';
import { parseCarrierMapping } from '../../core/carrier/mapping';
import { sendPermission, type Connection } from '../../core/connection';
import { utcDay } from '../../core/values';
import type { Clock, Connections, Http, Log } from '../ports';
import { trackingApi, type CallResult } from '../sending/tracking_api';

export interface LearnPorts {
  readonly clock: Clock;
  readonly connections: Pick<Connections, 'rememberCouriers' | 'stopByError'>;
  readonly http: Http;
  readonly log: Log;
}

/**
 * Runs in Preview, too, because the question names carriers and no package. Costs ten units, or twenty when a slug is
 * not on the account's list.
 */
export function learnCouriers(connection: Connection, ports: LearnPorts): void {
  if (connection.mode === 'off' || connection.stoppedByPerson) return;
  const slugs = mappedSlugs(parseCarrierMapping(connection.carrierMapping));
  const today = utcDay(ports.clock.now());
  if (!isAskDue(parseAccountCouriers(connection.couriers), slugs, today)) return;
  const bySlug = ask(slugs, connection, ports);
  if (bySlug !== null) ports.connections.rememberCouriers(connection.id, formatCouriers({ askedOn: today, bySlug }));
}

/** Null when AfterShip gave no answer. */
function ask(
  slugs: readonly string[],
  connection: Connection,
  ports: LearnPorts,
): ReadonlyMap<string, CourierStanding> | null {
  const api = trackingApi(ports.http, connection.secretId, () => ({ kind: 'send', notBefore: null }));
  const answer = api.ownCouriers();
  const own = answer.kind === 'done' ? answer.couriers : null;
  if (own === null) return endUnanswered(answer, connection, ports);
  const missing = slugs.filter((slug) => !own.some((courier) => courier.slug === slug));
  if (missing.length === 0) return standingsOf(slugs, { own, others: [] });
  const further = api.couriers(missing);
  // AfterShip may refuse the whole question because of one slug. The refusal counts as an answer, because asking again
  // gives the same.
  if (further.kind === 'rejected') return standingsOf(slugs, { own, others: null });
  const others = further.kind === 'done' ? further.couriers : null;
  return others === null ? endUnanswered(further, connection, ports) : standingsOf(slugs, { own, others });
}

/** A key that AfterShip does not know (401) stops sending. A key that may only not ask about couriers does not. */
function endUnanswered(answer: CallResult, connection: Connection, { connections, log }: LearnPorts): null {
  const isKeyRefused = answer.kind === 'stop' && answer.code === 401;
  if (isKeyRefused && sendPermission(connection).kind === 'send') {
    connections.stopByError(connection.id, answer.message);
    log.error('Sending stopped', { connection: connection.id, reason: answer.message });
  } else {
    log.audit('AfterShip did not tell about the couriers', { connection: connection.id, answer: answer.kind });
  }
  return null;
}
