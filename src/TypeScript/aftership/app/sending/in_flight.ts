/**
 * Before the first request of a look, its creates are noted as a mark on the event. If the run ends before the rows are
 * written, the next look first turns the mark into rows whose create has no known answer.
 */

import { trackingIdFor, generationOfTrackingId } from '../../core/aftership/request';
import { createInterrupted, newContent } from '../../core/ledger/transitions';
import { latestGeneration, othersOf } from '../../core/plan/owners';
import type { BackfillMark, CreateCall } from '../../core/plan/calls';
import type { OutboxEvent } from '../../core/event';
import type { Account, Clock, Hash, Ledger, Events } from '../ports';

/** A search cuts a text column off, at 1,300 characters in the worst case (section_4345776651). */
const MARK_CHARACTERS = 1200;
const SEPARATOR = '|';

/** Creates whose marks are written together, before the first of them. */
export interface InFlight {
  /** Marks that are not written yet, by the number of the first create of each. */
  readonly marks: Map<string, string>;
  readonly events: readonly OutboxEvent[];
  /** True when a mark was written and must be cleared with the event. */
  isMarked: boolean;
}

export function inFlightOf(creates: readonly CreateCall[], events: readonly OutboxEvent[]): InFlight {
  const marks = new Map<string, string>();
  let first = '';
  let mark = '';
  for (const create of creates) {
    const line = lineOf(create);
    if (mark === '' || mark.length + line.length + 1 > MARK_CHARACTERS) {
      first = create.number;
      mark = line;
    } else {
      mark = `${mark}\n${line}`;
    }
    marks.set(first, mark);
  }
  return { marks, events, isMarked: false };
}

function lineOf({ number, id, desired: { mark } }: CreateCall): string {
  const { backfill = null, withoutContact = false } = mark;
  return [number, generationOfTrackingId(id), backfill ?? '', withoutContact ? 'T' : ''].join(SEPARATOR);
}

interface MarkPorts {
  readonly clock: Clock;
  readonly events: Pick<Events, 'add' | 'markInFlight'>;
}

/** Writes the mark of this create if it is the first of its group. Two units. */
export function markBefore(call: CreateCall, fulfillmentId: number, inFlight: InFlight, ports: MarkPorts): void {
  const mark = inFlight.marks.get(call.number);
  if (mark === undefined) return;
  inFlight.isMarked = true;
  if (inFlight.events.some(({ id }) => ports.events.markInFlight(id, mark))) return;
  // Another run, which should not happen, has acknowledged every event of this one, so a new event carries the mark.
  const dueAt = ports.clock.now();
  const origin = 'sending beside another run';
  ports.events.add({ fulfillmentId, dueAt, priority: 'check', origin, inFlight: mark });
}

/** Clears the marks: every create that was sent now has a row or is known to have made nothing. */
export function unmark({ isMarked, events }: InFlight, ports: { readonly events: Pick<Events, 'markInFlight'> }): void {
  if (isMarked) events.some(({ id }) => ports.events.markInFlight(id, ''));
}

export interface RecoverPorts {
  readonly account: Pick<Account, 'id'>;
  readonly clock: Clock;
  readonly hash: Hash;
  readonly ledger: Pick<Ledger, 'findFor' | 'add' | 'change'>;
  readonly events: Pick<Events, 'markInFlight'>;
}

/**
 * Turns the marks of an interrupted run into rows. A row that already knows its tracking, or that its tracking was
 * removed later, stays unchanged: a waiting event keeps its mark while looks at newer events go on. A mark of a
 * generation that no row has reached was written by hand and is ignored, because it would declare the trackings of
 * other fulfillments gone.
 */
export function recoverInterrupted(fulfillmentId: number, events: readonly OutboxEvent[], ports: RecoverPorts): void {
  const marked = events.filter(({ inFlight }) => inFlight !== '');
  if (marked.length === 0) return;
  const creates = marked.flatMap(({ inFlight }) => readMark(inFlight));
  const { own, others } = ports.ledger.findFor(fulfillmentId, [...new Set(creates.map(({ number }) => number))]);
  const rows = new Map(own.map((row) => [row.number, row]));
  for (const { number, generation, mark } of creates) {
    const row = rows.get(number);
    if (generation > latestGeneration(row ?? null, othersOf({ others }, number))) continue;
    const id = trackingIdFor({ accountId: ports.account.id(), number, generation }, (text) =>
      ports.hash.sha256Hex(text),
    );
    const change = { ...createInterrupted(id, ports.clock.now()), ...mark };
    if (row === undefined) ports.ledger.add(fulfillmentId, number, newContent(change), null);
    else if (row.holding.at === 'nothing' && row.holding.generation <= generation) ports.ledger.change(row.id, change);
  }
  for (const { id } of marked) ports.events.markInFlight(id, '');
}

interface MarkedCreate {
  readonly number: string;
  readonly generation: number;
  readonly mark: BackfillMark;
}

/** Skips lines that no script wrote. */
function readMark(text: string): readonly MarkedCreate[] {
  return text.split(/\r?\n/).flatMap((line): readonly MarkedCreate[] => {
    const [number = '', generation = '', backfill = '', withoutContact = ''] = line.split(SEPARATOR);
    if (number === '' || !/^[1-9]\d{0,8}$/.test(generation) || !/^\d{0,15}$/.test(backfill)) return [];
    const mark = {
      ...(backfill === '' ? {} : { backfill: Number(backfill) }),
      ...(withoutContact === 'T' ? { withoutContact: true } : {}),
    };
    return [{ number, generation: Number(generation), mark }];
  });
}
