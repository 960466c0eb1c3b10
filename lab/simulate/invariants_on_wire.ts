/**
 * Invariants of every request, judged by what people meant at that moment: no request without a cause, on another's
 * tracking, or too early. They follow the design's rules and use none of the product's code.
 */

import type { WireRequest, WireResponse } from '../../packages/emulator';
import { findTracking, type StoredTracking } from '../../packages/emulator/aftership';
import { PACKAGE } from '../../src/TypeScript/aftership/adapters/ids';
import { readBackfill } from './backfills';
import { CUSTOMERS, orderBehind, ORDERS, PERSONAL, TEST_RECIPIENT } from './cast';
import { choiceOf, isChoiceNew, whyLeftOut } from './choices';
import { expectedEmails, expectedSlug } from './expected';
import { isTampered, ledgerRowsOf, maySend, truthById } from './life';
import type { Life, Side } from './life_state';
import { isInWindow, wantedNumbers, type TruthOfBackfill, type TruthOfFulfillment } from './truth';
import { DAY_MS, dayText, sendsContact } from './world';

interface Asked {
  readonly kind: 'create' | 'update' | 'remove' | 'read' | 'list' | 'couriers';
  readonly trackingId: string | null;
  readonly number: string | null;
  readonly truth: TruthOfFulfillment | null;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Watch {
  /** Time of the last failure other than a rate limit, by fulfillment. */
  readonly failedAt: Map<number, number>;
  /** Set when several fulfillments failed within five minutes; counts the requests since then, except questions. */
  outage: { requests: number } | null;
  /** Set after a 401 or 403 until a good answer; counts the requests since then. */
  refused: { requests: number } | null;
  /** Rate limits by fulfillment id: no request before `resetMs`. */
  readonly limited: Map<number, { readonly atMs: number; readonly resetMs: number }>;
  /** Refusals that need a person, by request, fulfillment and number. */
  readonly rejected: Map<string, number>;
  /** Time of the last removal request, by tracking id. */
  readonly removals: Map<string, number>;
}

/** Longest time for which a run may use data that it read before a change. */
const RUN_MS = 15 * 60 * 1000;
/** Longest time for which the look at one fulfillment may use data that it read before a change. */
const LOOK_MS = 5 * 60 * 1000;

/** Codes after which the same request may not be repeated without a person (AfterShip's list of errors). */
const FOR_A_PERSON: readonly number[] = [400, 4001, 4005, 4006, 4007, 4008, 4009, 4010, 4011, 4012, 4014, 4015, 4017];

export function watchWire(life: Life): void {
  const watches = new Map<Side, Watch>();
  const watchOf = (side: Side): Watch => {
    let watch = watches.get(side);
    if (watch === undefined) {
      watch = {
        failedAt: new Map(),
        outage: null,
        refused: null,
        limited: new Map(),
        rejected: new Map(),
        removals: new Map(),
      };
      watches.set(side, watch);
    }
    return watch;
  };
  life.judge = {
    before: (side, request) => judge(life, side, watchOf(side), request),
    after: (side, request, response) => note(life, side, watchOf(side), request, response),
  };
}

function judge(life: Life, side: Side, watch: Watch, request: WireRequest): void {
  const { account, aftership } = side.world;
  const nowMs = account.now();
  const asked = readRequest(life, side, request);
  const complain = (invariant: string, detail: string): void => {
    life.problems.push(
      `${invariant}: ${side.accountId} ${request.method} ${asked.trackingId ?? request.url} ${detail}`,
    );
  };

  mayBeSentNow(side, asked, complain);
  // The question about couriers is about no package, and nothing depends on its answer.
  if (asked.kind === 'couriers') return;
  keyWasNotRefused(life, watch, asked, complain);
  anOutageStopsEverything(life, watch, asked, complain);
  if (isOfEditedRow(side, asked)) return;
  rateLimitIsKept(life, side, watch, asked, nowMs, complain);
  isNotRefusedAlready(life, side, watch, asked, complain);
  switch (asked.kind) {
    case 'create':
      contactsAreAllowed(life, side, asked, complain);
      createIsMeant(life, side, asked, nowMs, complain);
      return;
    case 'update':
      contactsAreAllowed(life, side, asked, complain);
      updateIsOfOurs(life, side, asked, findTracking(aftership, asked.trackingId ?? ''), complain);
      return;
    case 'remove':
      removalIsMeant(life, side, watch, asked, findTracking(aftership, asked.trackingId ?? ''), nowMs, complain);
      return;
    case 'read':
    case 'list':
      return;
  }
}

/** True for a request that may come from a row which somebody edited by hand. */
function isOfEditedRow(side: Side, { truth, number }: Asked): boolean {
  return (truth !== null && isTampered(side, truth)) || (number !== null && side.edited.numbers.has(number));
}

type Complain = (invariant: string, detail: string) => void;

/** A run of sending does not look for a second connection for as long as this after it found the first. */
const FOUND_AGAIN_MS = 15 * 60_000;

/**
 * The mode, the connection and a person's stop are obeyed from the next request on; a request that is already on its
 * way may arrive. Preview asks only about couriers.
 */
function mayBeSentNow(side: Side, { kind }: Asked, complain: Complain): void {
  const { denied } = side;
  if (maySend(side) || denied === null) return;
  const isUsable = side.hasConnection && side.unusable === null;
  if (kind === 'couriers' && isUsable && !side.isStoppedByPerson && side.mode === 'Preview') return;
  const sinceMs = side.world.account.now() - denied.atMs;
  if (side.unusable?.slip === 'second connection' && sinceMs < FOUND_AGAIN_MS + RUN_MS) return;
  denied.requests += 1;
  const slips = denied.wasNested ? 2 : 0;
  if (denied.requests > slips) {
    const why = !side.hasConnection
      ? 'there is no connection'
      : side.unusable !== null
        ? `the connection is unusable: ${side.unusable.slip}`
        : side.isStoppedByPerson
          ? 'a person stopped sending'
          : `the mode is ${side.mode}`;
    complain('Nothing is sent while it may not be', `although ${why}`);
  }
}

/** "No other package burns attempts": after a refused key only a harmless question may be sent. */
function keyWasNotRefused(life: Life, watch: Watch, asked: Asked, complain: Complain): void {
  if (watch.refused === null || asked.kind === 'read' || asked.kind === 'list') return;
  watch.refused.requests += 1;
  const slips = wasSprung(life, RUN_MS) ? 3 : 0;
  if (watch.refused.requests > slips) complain('A refused key stops everything', 'after AfterShip had refused the key');
}

/** True when a trap sprang during a run within this time. */
function wasSprung(life: Life, withinMs: number): boolean {
  return life.sprung.some(({ atMs }) => life.main.world.account.now() - atMs < withinMs);
}

/** Number of fulfillments failed within five minutes that is certainly an outage. */
const OUTAGE_FULFILLMENTS = 6;
const OUTAGE_MS = 5 * 60 * 1000;

function anOutageStopsEverything(life: Life, watch: Watch, asked: Asked, complain: Complain): void {
  // A run that a trap ended after the answer could not write the failure down.
  if (watch.outage === null || asked.kind === 'list' || wasSprung(life, OUTAGE_MS + RUN_MS)) return;
  watch.outage.requests += 1;
  if (watch.outage.requests > 3) complain('An outage stops sending', `${watch.outage.requests} requests since`);
}

function rateLimitIsKept(life: Life, side: Side, watch: Watch, asked: Asked, nowMs: number, complain: Complain): void {
  if (asked.truth === null || isOfSeveral(side, asked)) return;
  const limit = watch.limited.get(asked.truth.id);
  if (limit === undefined || nowMs >= limit.resetMs) return;
  const forgedAt = side.forged.atMs.get(asked.truth.id) ?? -Infinity;
  if (Math.max(lastOf(asked.truth.savedAt), forgedAt) >= limit.atMs) return;
  // A run that a trap ended after the answer could not write the rate limit down.
  if (life.sprung.some(({ effect, atMs }) => effect !== 'act' && atMs >= limit.atMs)) return;
  // Two runs at the same moment do not know of each other's answers.
  if (life.sprung.some(({ effect, atMs }) => effect === 'second run' && nowMs - atMs < RUN_MS)) return;
  complain('Not before X-RateLimit-Reset', `${Math.round((limit.resetMs - nowMs) / 1000)} s too early`);
}

/** True when several fulfillments had the number. Each asks about it, so the request cannot be assigned to one. */
function isOfSeveral(side: Side, { number }: Asked): boolean {
  return [...side.slots.values()].filter((truth) => number !== null && truth.numbers.has(number)).length > 1;
}

function contactsAreAllowed(life: Life, side: Side, asked: Asked, complain: Complain): void {
  const { customers, ...others } = asked.body;
  const rest = JSON.stringify(others);
  const told = PERSONAL.find((tell) => rest.includes(tell));
  if (told !== undefined) complain('People are named as contacts only', `${told} in ${rest}`);
  // An empty list takes contacts back.
  if (customers === undefined || (Array.isArray(customers) && customers.length === 0)) return;
  const text = JSON.stringify(customers);
  const { connection } = life.history.plan;
  const isProduction = side.world.account.options.envType === 'PRODUCTION';
  if (!isProduction) {
    const isTest = connection.testRecipient && text === JSON.stringify([{ role: 'buyer', email: TEST_RECIPIENT }]);
    if (!isTest) complain('Outside production real contacts never leave', text);
    return;
  }
  const isOff =
    (text.includes('"name"') && !sendsContact(side.rules, 'name')) ||
    (text.includes('"email"') && !sendsContact(side.rules, 'email')) ||
    (text.includes('"phone_number"') && !sendsContact(side.rules, 'phone'));
  if (isOff && side.world.account.now() - side.rulesSinceMs > RUN_MS)
    complain('Contacts leave only when switched on', text);
  // A shared tracking has the content of its newest owner, whichever fulfillment created it.
  const owners = [...side.slots.values()].filter((truth) => asked.number !== null && truth.numbers.has(asked.number));
  const own = owners.flatMap(({ order }) => {
    const key = ORDERS[orderBehind(order)].customer;
    return key === null ? [] : [CUSTOMERS[key].name, CUSTOMERS[key].phone, ...expectedEmails(orderBehind(order))];
  });
  for (const found of text.matchAll(/"(?:name|email|phone_number)":"([^"]*)"/g)) {
    if (!own.includes(found[1] ?? '')) complain('Contacts are those of the package’s customer', text);
  }
  if (isBackfilledNameless(life, side, asked)) complain('A backfill without contacts names nobody', text);
  for (const [key, { choice, sinceMs }] of side.choices) {
    if (choice !== 'without contact' || side.world.account.now() - sinceMs < RUN_MS) continue;
    if (text.includes(CUSTOMERS[key].name)) complain('A customer who does not want to be named is not named', text);
  }
}

/**
 * True when only a backfill can have sent the request, and every backfill that covers it was started without contacts.
 */
function isBackfilledNameless(life: Life, side: Side, asked: Asked): boolean {
  const { truth, number } = asked;
  if (truth === null || number === null || isOfSeveral(side, asked) || truth.triedAgainAt.has(number)) return false;
  // A package that was sent as live before its ship date changed does not belong to a backfill.
  if (truth.shippedBefore.length > 0) return false;
  if (truth.shippedOn === null || truth.shippedOn >= startDay(life, side)) return false;
  const covering = side.backfills.filter((backfill) => isInWindow(backfill, truth));
  return covering.length > 0 && covering.every(({ withContacts }) => !withContacts);
}

/** True while a backfill in this mode covers the fulfillment: it overrides start date and maximum age for its days. */
function isBackfilled(side: Side, truth: TruthOfFulfillment, nowMs: number): boolean {
  return side.backfills.some((backfill) => isInWindow(backfill, truth) && goesOn(side, backfill, nowMs));
}

function goesOn(side: Side, backfill: TruthOfBackfill, nowMs: number): boolean {
  const { state, mode } = readBackfill(side, backfill);
  return (state === 'Running' && mode === 'On') || nowMs - (backfill.steeredInRunAt ?? 0) < RUN_MS;
}

function createIsMeant(life: Life, side: Side, asked: Asked, nowMs: number, complain: Complain): void {
  const { truth, number, trackingId } = asked;
  const prefix = `ns-${side.accountId}-`;
  if (trackingId?.startsWith(prefix) !== true) complain('A create has our id', String(trackingId));
  if (truth === null || number === null) return complain('A create is of a fulfillment', String(number));

  if (life.usedIds.has(trackingId ?? '')) complain('An id is used once', 'its tracking was removed before');
  const history = truth.numbers.get(number);
  if (history === undefined) return complain('Only numbers of the fulfillment are sent', number);
  const isWanted = history.wantedSince !== null || nowMs - (history.unwantedSince ?? 0) < RUN_MS;
  if (!isWanted) complain('Only shipped packages are created', `${number} is not wanted any more`);

  const isAskedFor = truth.triedAgainAt.has(number) || isBackfilled(side, truth, nowMs);
  const age = ageInDays(side, truth, nowMs);
  const { connection } = life.history.plan;
  const wasRedated = nowMs - (truth.shippedBefore.at(-1)?.changedAt ?? 0) < RUN_MS;
  if (!isAskedFor && !wasRedated && age !== null && age > connection.maxAgeDays + 1)
    complain('Nothing too old is created', `${number} shipped ${age} days ago`);
  if (!isAskedFor && !wasRedated && truth.shippedOn !== null && truth.shippedOn < startDay(life, side))
    complain('Nothing from before the start date is created', `${number} shipped ${truth.shippedOn}`);
  if (!isOrderIncluded(life, truth))
    complain('Only orders of the chosen kinds are sent', `${number} of ${truth.order}`);

  const slug = expectedSlug(life, truth, number);
  const isSettled = nowMs - lastOf(truth.savedAt) > RUN_MS;
  if (isSettled && textOf(asked.body['slug']) !== slug)
    complain('A create names the carrier', `${number}: ${textOf(asked.body['slug'])}, expected ${slug}`);

  const leftOut = whyLeftOut(side, truth);
  const leftOutSince = Math.max(lastOf(truth.savedAt), choiceOf(side, truth)?.sinceMs ?? 0, side.rulesSinceMs);
  if (leftOut !== null && nowMs - leftOutSince > RUN_MS)
    complain('What is left out is not sent', `${number}: ${leftOut}`);

  for (const [id, deleted] of life.deletedByPerson) {
    if (deleted.number !== number || !deleted.wasKnown || !id.startsWith(prefix)) continue;
    if (!deleted.owners.includes(truth.id)) continue;
    const wasTickedSince = (truth.triedAgainAt.get(number) ?? []).some((at) => at >= deleted.atMs);
    const wasAlwaysWanted = (history.wantedSince ?? Infinity) < deleted.atMs;
    if (!wasTickedSince && wasAlwaysWanted) complain('What a person deleted at AfterShip stays deleted', number);
  }
}

function updateIsOfOurs(
  life: Life,
  side: Side,
  asked: Asked,
  tracking: StoredTracking | null,
  complain: Complain,
): void {
  if (isOfAccount(side, asked.trackingId)) return;
  if (asked.trackingId?.startsWith('ns-') === true) return complain('Another account’s tracking is never changed', '');
  if (tracking !== null && !life.history.plan.connection.keepsInStep)
    complain('A foreign tracking is only linked', tracking.source);
}

function removalIsMeant(
  life: Life,
  side: Side,
  watch: Watch,
  asked: Asked,
  tracking: StoredTracking | null,
  nowMs: number,
  complain: Complain,
): void {
  if (!isOfAccount(side, asked.trackingId)) return complain('Only trackings of ours are removed', '');
  if (tracking === null) return;
  const { connection } = life.history.plan;
  const isStill = tracking.tag === 'Pending' || tracking.tag === 'InfoReceived';
  if (!isStill && !connection.removeMoving) complain('What moves is not removed', tracking.tag);

  let hasTick = false;
  for (const truth of side.slots.values()) {
    const history = truth.numbers.get(tracking.trackingNumber);
    if (history === undefined) continue;
    hasTick ||= truth.triedAgainAt.has(tracking.trackingNumber);
    if (history.wantedSince !== null && nowMs - history.wantedSince > RUN_MS && isEligible(life, side, truth, nowMs)) {
      // A fulfillment that waits for a person or an answer does not share the tracking.
      const row = ledgerRowsOf(side, truth.id).find(({ fields }) => fields[PACKAGE.number] === tracking.trackingNumber);
      const isOwner =
        SHARING.includes(String(row?.fields[PACKAGE.state])) && row?.fields[PACKAGE.trackingId] === tracking.id;
      if (isOwner && truth === asked.truth) complain('A wanted tracking is not removed', tracking.trackingNumber);
      else if (isOwner) complain('A shared tracking is removed with its last owner', tracking.trackingNumber);
    }
    const waitedMs = nowMs - (history.unwantedSince ?? nowMs);
    if (history.unwantedSince !== null && truth === asked.truth) {
      if (waitedMs < connection.removalWaitMinutes * 60_000 - 60_000 && !hasTick)
        complain(
          'A removal waits',
          `after ${Math.round(waitedMs / 60_000)} of ${connection.removalWaitMinutes} minutes`,
        );
    }
  }
  if (hasTick) return;
  watch.removals.set(tracking.id, nowMs);
  const lately = [...watch.removals.values()].filter((at) => nowMs - at < 3_600_000).length;
  if (lately > connection.removalsPerHour + (wasSprung(life, 3_600_000) ? 3 : 0))
    complain('Removals have a brake', `${lately} within an hour, allowed ${connection.removalsPerHour}`);
}

/** A request that was refused until a person acts is not repeated before somebody saves or ticks. */
function isNotRefusedAlready(life: Life, side: Side, watch: Watch, asked: Asked, complain: Complain): void {
  const { truth, number, kind } = asked;
  if (truth === null || number === null || (kind !== 'create' && isOfSeveral(side, asked))) return;
  const rejectedAt = watch.rejected.get(placeOf(asked));
  if (rejectedAt === undefined) return;
  // A look at a fulfillment covers all its packages, so the due removal of one also brings requests for the others.
  const waitMs = life.history.plan.connection.removalWaitMinutes * 60_000;
  const dueAt = [...truth.numbers.values()].map(({ unwantedSince }) => (unwantedSince ?? -Infinity) + waitMs);
  const askedSince = Math.max(lastOf(truth.savedAt), ...[...truth.triedAgainAt.values()].map(lastOf), ...dueAt);
  const wasDisturbed = life.sprung.some((trap) => trap.atMs >= rejectedAt - RUN_MS);
  if (askedSince < rejectedAt - LOOK_MS && !wasDisturbed)
    complain('What a person has to mend is not tried again by itself', number);
}

function placeOf({ kind, truth, number }: Asked): string {
  return `${kind} ${truth?.id ?? ''} ${number ?? ''}`;
}

const SHARING: readonly string[] = ['In AfterShip', 'Already in AfterShip'];

function note(life: Life, side: Side, watch: Watch, request: WireRequest, response: WireResponse | null): void {
  const { aftership, account } = side.world;
  const entry = aftership.journal.at(-1);
  const asked = readRequest(life, side, request);
  if (asked.kind === 'couriers') return;
  if (asked.kind === 'remove' && asked.trackingId !== null && findTracking(aftership, asked.trackingId) === null)
    life.usedIds.add(asked.trackingId);
  const made = asked.kind === 'create' ? aftership.trackings.get(asked.trackingId ?? '') : undefined;
  if (made !== undefined) life.madeAt.set(made.id, { number: made.trackingNumber, atMs: made.createdAtMs });
  const isWrong = response !== null && entry?.fault?.startsWith('wrong content') === true;
  const answer = response === null || isWrong ? null : readAnswer(response.body);
  noteFailure(life, side, watch, asked, account.now(), response?.status ?? null, answer);
  // A create before the refused one may have made the tracking, so it is sent again to find out.
  if (asked.kind === 'read' && !isAnswered(response, answer))
    watch.rejected.delete(placeOf({ ...asked, kind: 'create' }));
  if (response === null || entry === undefined) return;
  const code = codeOf(answer) ?? response.status;
  if (code === 401 || code === 403) watch.refused ??= { requests: 0 };
  else if (code === 200 || code === 201 || code === 4004) watch.refused = null;

  if (asked.truth === null) return;
  const nowMs = account.now();
  if (code === 429 && !isOfSeveral(side, asked)) {
    const resetMs = Number(response.headers['X-RateLimit-Reset']) * 1000;
    watch.limited.set(asked.truth.id, { atMs: nowMs, resetMs });
  }
  const isRefused = FOR_A_PERSON.includes(codeOf(answer) ?? 0) && entry.fault?.includes('after effect') !== true;
  // Whether AfterShip accepts an empty list is not documented. When it refuses the list, the update is repeated without
  // it.
  const { customers } = asked.body;
  const hasEmptyList = Array.isArray(customers) && customers.length === 0;
  if (asked.kind !== 'read' && isRefused && !hasEmptyList) watch.rejected.set(placeOf(asked), nowMs);
  else if (code === 200 || code === 201) watch.rejected.delete(placeOf(asked));
}

function isAnswered(response: WireResponse | null, answer: unknown): boolean {
  const code = codeOf(answer);
  return response !== null && response.status < 500 && code !== null && code !== 429;
}

/** No answer about a tracking is longer, so a longer one tells nothing. */
const LONGEST_ANSWER = 2_000_000;

/** Parses the answer that arrived, which a fault may have changed. */
function readAnswer(body: string): unknown {
  if (body.length > LONGEST_ANSWER) return null;
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** `meta.code`; null when the answer is not AfterShip's. */
function codeOf(answer: unknown): number | null {
  const meta: unknown = typeof answer === 'object' && answer !== null && 'meta' in answer ? answer.meta : null;
  return typeof meta === 'object' && meta !== null && 'code' in meta ? Number(meta.code) : null;
}

function noteFailure(
  life: Life,
  side: Side,
  watch: Watch,
  asked: Asked,
  nowMs: number,
  status: number | null,
  answer: unknown,
): void {
  const isReadable = typeof answer === 'object' && answer !== null && 'meta' in answer;
  const isFailure = status === null || status >= 500 || !isReadable;
  // A number that AfterShip claims to have and does not show is retried, too (docs/operate.md).
  if (codeOf(answer) === 4003) countFailure(life, side, asked);
  if (!isFailure) {
    watch.failedAt.clear();
    watch.outage = null;
    return;
  }
  countFailure(life, side, asked);
  if (asked.truth === null) return;
  watch.failedAt.set(asked.truth.id, nowMs);
  const failing = [...watch.failedAt.values()].filter((at) => nowMs - at < OUTAGE_MS).length;
  if (failing >= OUTAGE_FULFILLMENTS) watch.outage ??= { requests: 0 };
}

/** Counts the failure for every fulfillment with the request's number. */
function countFailure(life: Life, side: Side, asked: Asked): void {
  life.failures += 1;
  const all = [...side.slots.values()];
  const those = all.filter((truth) => truth === asked.truth || truth.numbers.has(asked.number ?? ''));
  for (const truth of those.length > 0 ? those : all) {
    life.failuresOf.set(truth, (life.failuresOf.get(truth) ?? 0) + 1);
  }
}

function readRequest(life: Life, side: Side, request: WireRequest): Asked {
  const path = request.url.replace(/^https:\/\/[^/]+/, '');
  const id = /\/trackings\/([^/?]+)$/.exec(path)?.[1];
  const body = parseObject(request.body);
  const trackingId = id === undefined ? textOf(body['id']) : decodeURIComponent(id);
  const kind = isAboutCouriers(path) ? 'couriers' : kindOf(request.method, id !== undefined);
  const number =
    textOf(body['tracking_number']) ??
    side.world.aftership.trackings.get(trackingId ?? '')?.trackingNumber ??
    life.madeAt.get(trackingId ?? '')?.number ??
    numberAskedFor(side, trackingId);
  const truth = isOfAccount(side, trackingId) ? truthById(side, lookingAt(side)) : null;
  return { kind, trackingId, number, truth, body };
}

/** Number of the last create with this id, whatever its result. */
function numberAskedFor(side: Side, trackingId: string | null): string | null {
  const creates = side.world.aftership.journal
    .filter(({ method }) => method === 'POST')
    .map(({ body }) => objectOf(body));
  return textOf(creates.findLast(({ id }) => id === trackingId)?.['tracking_number']);
}

/** True for the daily question about couriers, which is about no package. */
export function isAboutCouriers(path: string): boolean {
  return path.includes('/couriers?');
}

function kindOf(method: string, hasId: boolean): Asked['kind'] {
  if (method === 'POST') return 'create';
  if (method === 'PUT') return 'update';
  if (method === 'DELETE') return 'remove';
  return hasId ? 'read' : 'list';
}

/** The fulfillment that the running reduce looks at; 0 outside one. */
function lookingAt({ world }: Side): number {
  const running = world.account.running();
  return running?.entry === 'reduce' ? Number(running.subject) : 0;
}

function isOfAccount(side: Side, trackingId: string | null): boolean {
  return trackingId?.startsWith(`ns-${side.accountId}-`) === true;
}

function parseObject(text: string | null): Readonly<Record<string, unknown>> {
  if (text === null) return {};
  return objectOf(JSON.parse(text));
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function lastOf(times: readonly number[]): number {
  return times.at(-1) ?? 0;
}

// ── What may be created ──────────────────────────────────────────────────────────────────────────────────────────────

export function startDay(life: Life, side: Side): string {
  return dayText(
    side.world.account,
    side.world.account.options.now - life.history.plan.connection.startDaysAgo * DAY_MS,
  );
}

export function ageInDays(side: Side, truth: TruthOfFulfillment, nowMs: number): number | null {
  if (truth.shippedOn === null) return null;
  const today = dayText(side.world.account, nowMs);
  return Math.round((Date.parse(today) - Date.parse(truth.shippedOn)) / DAY_MS);
}

export function isOrderIncluded(life: Life, truth: TruthOfFulfillment): boolean {
  const { connection } = life.history.plan;
  switch (truth.order) {
    case 'one':
    case 'two':
      return connection.salesOrders !== false;
    case 'transfer':
      return connection.transferOrders;
    case 'dropShipment':
      return life.history.plan.dials.dropShipCreatedFrom === 'salesorder'
        ? connection.salesOrders !== false
        : connection.dropShipments;
    case 'vendorReturn':
      return false;
  }
}

/** True when the fulfillment must be tracked, with a margin of a day around the limits. */
export function isEligible(life: Life, side: Side, truth: TruthOfFulfillment, nowMs: number): boolean {
  const age = ageInDays(side, truth, nowMs);
  if (age === null || truth.shippedOn === null || wantedNumbers(truth).length === 0) return false;
  return (
    isOrderIncluded(life, truth) &&
    whyLeftOut(side, truth) === null &&
    !isChoiceNew(side, truth) &&
    truth.shippedOn >= startDay(life, side) &&
    age < life.history.plan.connection.maxAgeDays
  );
}
