/**
 * The transitions of a ledger row, one function for each. A transition gives a complete patch: what AfterShip has, the
 * reason, its parameters, the due time, and the fields that belong to them. Only this file writes these fields (the
 * linter checks it): core/plan chooses a transition before a call, and app/sending after the answer.
 */

import { isCarrierKnown } from '../aftership/outcome';
import { generationOfTrackingId } from '../aftership/request';
import { SECONDS_PER_HOUR, SECONDS_PER_MINUTE, type EpochSeconds } from '../values';
import type { AskReason } from '../numbers/reading';
import { ruleOf, type At, type Params, type ReasonAt, type ReasonOf } from './reasons';
import type { Holding, LedgerRow, RowChange, RowContent, Standing, TrackingId } from './row';

type HoldingAt<A extends At> = Extract<Holding, { readonly at: A }>;

/** Builds a standing. A combination that the table of reasons does not have does not compile. */
function stand<A extends At>(
  holding: HoldingAt<A>,
  reason: ReasonAt<A>,
  params: Params = {},
  dueAt: EpochSeconds | null = null,
): Standing {
  return { holding, reason, params, dueAt };
}

function nothing(generation: number): HoldingAt<'nothing'> {
  return { at: 'nothing', generation };
}

function ours(id: TrackingId): HoldingAt<'ours'> {
  return { at: 'ours', id };
}

/**
 * The holding of a tracking that AfterShip shows: ours or somebody else's, as before. A removal whose answer was not
 * known is over.
 */
function presentHolding(holding: Holding): HoldingAt<'ours'> | HoldingAt<'foreign'> {
  if (holding.at === 'nothing') throw new Error('AfterShip has no tracking for this row, so none can be kept.');
  return holding.at === 'foreign' ? holding : ours(holding.id);
}

/** The generation of a row's tracking of ours, or of the next one when there is none. The first generation is 1. */
export function generationOf({ holding }: Pick<LedgerRow, 'holding'>): number {
  return holding.at === 'nothing' || holding.at === 'foreign' ? holding.generation : generationOfTrackingId(holding.id);
}

/** The generation of the next tracking, after AfterShip is proved not to have this one any more. */
export function generationAfter(row: Pick<LedgerRow, 'holding'>): number {
  const isOver = row.holding.at !== 'nothing' && row.holding.at !== 'foreign';
  return generationOf(row) + (isOver ? 1 : 0);
}

/** The content of a new row, which knows nothing but what the change says. */
export function newContent(change: RowChange): RowContent {
  return {
    ...stand(nothing(1), 'again'),
    slug: null,
    slugAsked: null,
    evidence: '',
    fingerprint: '',
    sentFields: null,
    contentAt: null,
    hasContact: false,
    madeAt: null,
    removalAskedAt: null,
    answerCode: null,
    traceId: null,
    lookedAt: null,
    failedAt: null,
    history: '',
    backfill: null,
    withoutContact: false,
    ...change,
  };
}

/** What AfterShip's answer says besides its result. */
export interface Trace {
  readonly answerCode: number | null;
  readonly traceId: string | null;
}

// ── Nothing is at AfterShip ──────────────────────────────────────────────────────────────────────────────────────────

/** A rule of the connection leaves the package out, or its order cannot be read. */
export function leftOut(
  generation: number,
  reason: ReasonOf<{ state: 'Not sent (rule)' }> | 'order_unknown',
  params: Params,
): RowChange {
  return stand(nothing(generation), reason, params);
}

/** The text of a number field is damaged or can be read in several ways, so a person has to decide. */
export function askedAbout(reason: AskReason, params: Params): RowChange {
  return stand(nothing(1), reason, params);
}

/** NetSuite has not let the fulfillment be read for a day, so its packages are not known. `cause` is NetSuite's error. */
export function unreadable(cause: string): RowChange {
  return stand(nothing(1), 'unreadable', { cause });
}

/** The fulfillment can be read again, so its packages have rows of their own, or it is deleted. */
export function readAgain(): RowChange {
  return stand(nothing(1), 'read_again');
}

export function waiting(generation: number, minutes: number, dueAt: EpochSeconds): RowChange {
  return stand(nothing(generation), 'send_wait', { minutes }, dueAt);
}

/** AfterShip's tracking is gone, and the package needs another one at once. */
export function again(generation: number, now: EpochSeconds): RowChange {
  return { ...stand(nothing(generation), 'again', {}, now), madeAt: null, hasContact: false };
}

export function previewOfCreate(
  generation: number,
  shown: {
    readonly slug: string | null;
    readonly hasContact: boolean;
    readonly hasEmail: boolean;
    /** The fields that the carrier asks for and that the create does not have. */
    readonly lacks: readonly string[];
    readonly notes: string;
  },
  now: EpochSeconds,
): RowChange {
  const { slug, hasContact, hasEmail, lacks, notes } = shown;
  const lacking: Params = lacks.length === 0 ? {} : { lacks: lacks.join(' ') };
  const params = { ...lacking, named: slug === null ? 0 : 1, carrier: slug ?? '', contact: hasContact ? 1 : 0, notes };
  const reason = hasEmail ? 'preview_create_email' : 'preview_create';
  return { ...stand(nothing(generation), reason, params, now), hasContact };
}

export function previewOfShare(generation: number, fulfillment: number, now: EpochSeconds): RowChange {
  return stand(nothing(generation), 'preview_share', { fulfillment }, now);
}

// ── A create ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * How long an event may wait before the ledger brings the row up by itself. It is longer than any wait between
 * attempts.
 */
const EVENT_LOST_SECONDS = 9 * SECONDS_PER_HOUR;

/**
 * A create was sent, and its result is not known. The event tries it again; if the event is lost, the row's due time
 * does.
 */
export function createUnanswered(id: TrackingId, cause: string, now: EpochSeconds): RowChange {
  return stand({ at: 'create unknown', id }, 'unanswered', { cause }, now + EVENT_LOST_SECONDS);
}

/** AfterShip refused a question about the tracking, so whether it has the tracking stays unknown. */
export function askRefused(row: Pick<LedgerRow, 'holding' | 'reason'>, said: string): RowChange {
  const { holding, reason } = row;
  if (holding.at !== 'create unknown' && holding.at !== 'remove unknown')
    throw new Error('What AfterShip has for this row is known, so nothing is asked.');
  const isStillWanted = ruleOf(reason).wanted === true;
  return isStillWanted ? stand(holding, 'refused', { said }) : stand(holding, 'removal_refused', { said });
}

/** An interrupted run had sent a create, so the next look asks AfterShip at once. */
export function createInterrupted(id: TrackingId, now: EpochSeconds): RowChange {
  return stand({ at: 'create unknown', id }, 'unanswered', { cause: 'The run that sent it was interrupted.' }, now);
}

export function createGivenUp(id: TrackingId, cause: string, isStillWanted: boolean): RowChange {
  const holding = { at: 'create unknown', id } as const;
  return isStillWanted ? stand(holding, 'attempts', { cause }) : stand(holding, 'removal_attempts', { cause });
}

/** AfterShip refused to say whether an earlier create made the tracking, so that stays unknown. */
export function createAskRefused(id: TrackingId, said: string): RowChange {
  return stand({ at: 'create unknown', id }, 'refused', { said });
}

/** AfterShip refused the create, so it has no tracking. */
export function createRefused(generation: number, said: string, slug: string | null): RowChange {
  return stand(nothing(generation), 'refused', refusalParams(said, slug));
}

export function otherAccountHasIt(generation: number, account: string): RowChange {
  return stand(nothing(generation), 'other_account', { account });
}

export function severalThere(generation: number, count: number): RowChange {
  return stand(nothing(generation), 'several', { count });
}

/** The sent content, as far as the ledger remembers it. */
export interface SentContent {
  readonly slugAsked: string | null;
  readonly fingerprint: string;
  readonly sentFields: readonly string[];
  readonly hasContact: boolean;
  readonly notes: string;
}

export function created(id: TrackingId, slug: string | null, sent: SentContent, now: EpochSeconds): RowChange {
  const { notes, ...content } = sent;
  return { ...inStep(ours(id), slug, notes), ...content, slug, contentAt: now, madeAt: now, removalAskedAt: null };
}

/**
 * AfterShip has the tracking, but its content is not known, because an earlier attempt or another fulfillment with the
 * same number made it. The next look sends this fulfillment's content if this is the newest owner.
 */
export function found(id: TrackingId, tracking: FoundTracking, now: EpochSeconds): RowChange {
  return { ...inStep(ours(id), tracking.slug, ''), ...contentUnknown(tracking, now), removalAskedAt: null };
}

/** AfterShip has a tracking that somebody else made. `generation` is that of the tracking which we would have made. */
export function linked(id: TrackingId, generation: number, tracking: FoundTracking, now: EpochSeconds): RowChange {
  return { ...inStep({ at: 'foreign', id, generation }, tracking.slug, ''), ...contentUnknown(tracking, now) };
}

export interface FoundTracking {
  readonly slug: string | null;
  /** The slug with which the next update compares its own. */
  readonly slugAsked: string | null;
  /** Null when the answer does not say it. Somebody may then be named. */
  readonly hasContact: boolean | null;
}

function contentUnknown({ slug, slugAsked, hasContact }: FoundTracking, now: EpochSeconds): RowChange {
  const content = { fingerprint: '', sentFields: null, contentAt: null, hasContact: hasContact ?? true };
  return { slug, slugAsked, ...content, madeAt: now };
}

/** Another row of the number names a tracking, and this fulfillment becomes one of its owners. */
export function claimed(owner: LedgerRow, slugAsked: string | null, now: EpochSeconds): RowChange {
  const { slug, madeAt } = owner;
  const content = { fingerprint: '', sentFields: [], contentAt: null, hasContact: false };
  const known = { slug, slugAsked, ...content, removalAskedAt: null };
  // AfterShip counts its 120 days from when the tracking was made, not from when another fulfillment shared it.
  return { ...inStep(presentHolding(owner.holding), slug, ''), ...known, madeAt: madeAt ?? now };
}

// ── In step ──────────────────────────────────────────────────────────────────────────────────────────────────────────

function inStep(holding: HoldingAt<'ours'> | HoldingAt<'foreign'>, slug: string | null, notes: string): Standing {
  const params: Params = notes === '' ? {} : { notes };
  return stand(holding, isCarrierKnown(slug) ? 'in_step' : 'carrier_unknown', params);
}

/**
 * AfterShip has what the fulfillment says, because the number is on the fulfillment again, or because the fulfillment
 * does not ask for the refused content any more.
 */
export function backInStep({ holding, slug }: Pick<LedgerRow, 'holding' | 'slug'>, notes: string): RowChange {
  return inStep(presentHolding(holding), slug, notes);
}

/**
 * AfterShip accepted an update. `isContactLeft` is true when the tracking still names somebody who must not be named
 * any more.
 */
export function updated(
  row: LedgerRow,
  slug: string | null,
  sent: SentContent & { readonly isContactLeft: boolean },
  now: EpochSeconds,
): RowChange {
  const { notes, isContactLeft, ...content } = sent;
  const holding = presentHolding(row.holding);
  const standing = isContactLeft ? stand(holding, 'contact_kept', { notes }) : inStep(holding, slug, notes);
  return { ...standing, ...content, slug, contentAt: now, removalAskedAt: null };
}

export function updateRefused({ holding }: Pick<LedgerRow, 'holding'>, said: string, slug: string | null): RowChange {
  return stand(presentHolding(holding), 'refused', refusalParams(said, slug));
}

/**
 * Parameters of a refusal. `slug` is the carrier that was asked for, because the refusal may be about what that carrier
 * requires.
 */
function refusalParams(said: string, slug: string | null): Params {
  return slug === null ? { said } : { said, slug };
}

/**
 * An update has no answer, so AfterShip may have the content or not. The next look sends it again, whatever the
 * fulfillment says then. `mayNameSomebody` is true when the earlier content or the sent content may name a person.
 */
export function updateUnanswered(mayNameSomebody: boolean, now: EpochSeconds): RowChange {
  return { fingerprint: '', sentFields: null, contentAt: now, hasContact: mayNameSomebody };
}

export function updateGivenUp(row: LedgerRow, cause: string, mayNameSomebody: boolean, now: EpochSeconds): RowChange {
  const { holding } = row;
  const standing = holding.at === 'nothing' ? null : stand(holding, 'attempts', { cause });
  if (standing === null) throw new Error('AfterShip has no tracking for this row, so no update can be given up.');
  return { ...standing, ...updateUnanswered(mayNameSomebody, now) };
}

export function previewOfUpdate(row: LedgerRow, notes: string, now: EpochSeconds): RowChange {
  const { holding } = row;
  if (holding.at === 'nothing' || holding.at === 'create unknown')
    throw new Error('AfterShip has no tracking for this row, so no update can be shown.');
  return stand(holding, 'preview_update', { notes }, now);
}

/** Preview shows that AfterShip would be asked, and that the answer decides what is done. */
export function previewOfAsk(holding: HoldingAt<'create unknown'> | HoldingAt<'remove unknown'>, now: EpochSeconds) {
  return stand(holding, 'preview_ask', {}, now) satisfies RowChange;
}

// ── Gone from AfterShip ──────────────────────────────────────────────────────────────────────────────────────────────

export function vanished(generation: number): RowChange {
  return { ...stand(nothing(generation), 'vanished'), hasContact: false };
}

/**
 * The tracking is past its 120 days. The row keeps the time when the tracking was made, so that a fulfillment that
 * ships long after it is taken for another package with the same number.
 */
export function pastRetention(generation: number): RowChange {
  return { ...stand(nothing(generation), 'retention'), hasContact: false };
}

// ── The number is gone from the fulfillment ──────────────────────────────────────────────────────────────────────────

export function neverSent(generation: number): RowChange {
  return { ...stand(nothing(generation), 'never_sent'), hasContact: false };
}

/** Another fulfillment keeps the tracking, so its generation is not over. */
export function leftToOthers(row: LedgerRow, fulfillment: number): RowChange {
  return { ...stand(nothing(generationOf(row)), 'still_shared', { fulfillment }), hasContact: false };
}

export function leftForeign(holding: HoldingAt<'foreign'>): RowChange {
  return stand(holding, 'not_ours');
}

export function removalDue(id: TrackingId, minutes: number, now: EpochSeconds): RowChange {
  return stand(ours(id), 'number_gone', { minutes }, now + minutes * SECONDS_PER_MINUTE);
}

/**
 * A question found the tracking only now. Nobody knows how long AfterShip has had it, so this moment counts as the time
 * when it was made.
 */
export function removalOfFound(id: TrackingId, minutes: number, now: EpochSeconds): RowChange {
  return { ...removalDue(id, minutes, now), madeAt: now };
}

export function braked(id: TrackingId, most: number): RowChange {
  return stand(ours(id), 'brake', { most });
}

/**
 * A removal is about to be asked for. This is written before the request, so that the brake also counts a removal whose
 * answer is lost.
 */
export function removalAsked(id: TrackingId, now: EpochSeconds): RowChange {
  const due = now + EVENT_LOST_SECONDS;
  return { ...stand({ at: 'remove unknown', id }, 'removal_unanswered', {}, due), removalAskedAt: now };
}

export function removalRefused(id: TrackingId, said: string): RowChange {
  return { ...stand(ours(id), 'removal_refused', { said }), removalAskedAt: null };
}

export function removalGivenUp(row: LedgerRow, cause: string): RowChange {
  const { holding } = row;
  if (holding.at === 'nothing' || holding.at === 'foreign')
    throw new Error('Nothing of ours is at AfterShip for this row, so no removal can be given up.');
  return stand(holding, 'removal_attempts', { cause });
}

export function previewOfRemoval(row: LedgerRow, now: EpochSeconds): RowChange {
  const { holding } = row;
  if (holding.at !== 'ours' && holding.at !== 'remove unknown')
    throw new Error('Nothing of ours is at AfterShip for this row, so no removal can be shown.');
  return stand(holding, 'preview_remove', {}, now);
}

export function removed(id: TrackingId, now: EpochSeconds): RowChange {
  const gone = { ...stand(nothing(generationOfTrackingId(id) + 1), 'removed'), hasContact: false };
  return { ...gone, removalAskedAt: now };
}

/**
 * Another row of the number proves that the tracking is gone. No removal was asked for, so the brake does not count it.
 */
export function goneAlready(generation: number): RowChange {
  return { ...stand(nothing(generation), 'removed'), hasContact: false };
}

/** The carrier has the parcel, so its tracking stays. */
export function keptMoving(id: TrackingId, tag: string | null): RowChange {
  return { ...stand(ours(id), 'moving', { tag: tag ?? 'status unknown' }), removalAskedAt: null };
}

/** Whether the row already says what the change says. */
export function isContained(row: LedgerRow, change: RowChange): boolean {
  const known = new Map<string, unknown>(Object.entries(row));
  return Object.entries(change).every(([field, value]) => isSame(known.get(field), value));
}

/** Whether a change leaves holding, reason and parameters as they were. Its due time may differ. */
export function standsAsBefore(row: LedgerRow, { holding, reason, params }: RowChange): boolean {
  return isContained(row, { holding, reason, params });
}

/** Compares two values of a row, which are text, numbers, or flat objects of those. */
function isSame(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || left === null || typeof right !== 'object' || right === null) return left === right;
  const [mine, theirs] = [new Map(Object.entries(left)), new Map(Object.entries(right))];
  return mine.size === theirs.size && [...mine].every(([field, value]) => theirs.get(field) === value);
}
