/**
 * The history of a package, which its row keeps: the newest events, one a line, without anything about a person. A line
 * is written together with the state that it reports, so it costs no extra usage units.
 */

import { containsContact } from '../aftership/request';
import type { TrackingFields } from '../aftership/tracking';
import { cut, type EpochSeconds } from '../values';

export interface HistoryEvent {
  readonly at: EpochSeconds;
  /** The new state of the package, or `attempt failed`. */
  readonly what: string;
  readonly reason: string;
  /** What was sent, as `describeSent` says it; null when nothing was sent. */
  readonly sent: string | null;
  readonly answerCode: number | null;
  readonly traceId: string | null;
}

/** A search cuts a long text off, at 1,300 characters in the worst case (section_4345776651). */
export const HISTORY_CHARACTERS = 1200;
const SEPARATOR = '|';

/** Adds an event to a history. The newest line comes first, so the oldest line is the one that no longer fits. */
export function addToHistory(history: string, event: HistoryEvent): string {
  const parts = [event.at, event.what, event.reason, event.sent, event.answerCode, event.traceId];
  const line = parts.map((part) => cut(plain(String(part ?? '')), 80)).join(SEPARATOR);
  const lines: string[] = [];
  let room = HISTORY_CHARACTERS;
  for (const kept of [line, ...history.split('\n')]) {
    if (kept === '' || kept.length + 1 > room) break;
    lines.push(kept);
    room -= kept.length + 1;
  }
  return lines.join('\n');
}

function plain(text: string): string {
  return text.replace(/[|\s]+/g, ' ').trim();
}

/**
 * Reads a history, the newest event first. A line that is no event was written by a person or by another version, and
 * is left out.
 */
export function readHistory(history: string): readonly HistoryEvent[] {
  return history.split('\n').flatMap((line): readonly HistoryEvent[] => {
    const [at = '', what = '', reason = '', sent = '', code = '', traceId = ''] = line.split(SEPARATOR);
    if (!/^\d{1,12}$/.test(at) || what === '') return [];
    return [
      {
        at: Number(at),
        what,
        reason,
        sent: sent === '' ? null : sent,
        answerCode: /^\d+$/.test(code) ? Number(code) : null,
        traceId: traceId === '' ? null : traceId,
      },
    ];
  });
}

/**
 * Describes a request: `carrier ups, order SO50, to DEU, with name, e-mail`. People recognize the request by it, and it
 * names no person.
 */
export function describeSent(body: TrackingFields & { readonly slug?: string }): string {
  const { slug, order_number: order, destination_country_region: country } = body;
  const parts = [
    ...(slug === undefined ? [] : [`carrier ${slug}`]),
    ...(order === undefined ? [] : [`order ${cut(order, 25)}`]),
    ...(country === undefined ? [] : [`to ${country}`]),
    containsContact(body) ? `with ${contactKinds(body)}` : 'without contact',
  ];
  return parts.join(', ');
}

function contactKinds({ customers = [] }: TrackingFields): string {
  const kinds = [
    ...(customers.some(({ name }) => name !== undefined) ? ['name'] : []),
    ...(customers.some(({ email }) => email !== undefined) ? ['e-mail'] : []),
    ...(customers.some(({ phone_number: phone }) => phone !== undefined) ? ['phone'] : []),
  ];
  return kinds.join(' + ');
}
