/**
 * Says what an answer of AfterShip means for us. One table decides it by `meta.code`, and nothing is guessed.
 * Codes and texts: https://www.aftership.com/docs/tracking/2026-07/quickstart/request-errors
 */

import { parseCouriers, type Courier } from './couriers';
import { withoutPersons, type SentBody } from './said';
import type { Tracking } from './tracking';
import { parseJson } from '../json';
import { cut, type EpochSeconds } from '../values';

/** AfterShip's answer to a request, or the reason why there is none. */
export type Answer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Header names are in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** No answer came, so the request may or may not have had its effect. */
  | { readonly kind: 'lost'; readonly error: string; readonly detail: string }
  /** The platform refused to send for a reason that is not documented. The API secret may be missing or withheld. */
  | { readonly kind: 'not sent'; readonly error: string; readonly detail: string };

interface Trace {
  /** `meta.code` of the answer, or else the HTTP status; null when there is neither. */
  readonly code: number | null;
  /** AfterShip's id of the call, which its support asks for. */
  readonly traceId: string | null;
}

export type Outcome = Trace &
  (
    | {
        readonly kind: 'done';
        /** Null when the answer is not about one tracking. */
        readonly tracking: Tracking | null;
        /** Null when the answer is no list of trackings. */
        readonly trackings: readonly Tracking[] | null;
        /** Null when the answer is no list of couriers. */
        readonly couriers: readonly Courier[] | null;
      }
    /** 4003: a tracking with this number exists already. */
    | { readonly kind: 'exists' }
    /** 4004: AfterShip has no such tracking. */
    | { readonly kind: 'absent' }
    /** This attempt failed; the same request may succeed later. */
    | {
        readonly kind: 'later';
        readonly message: string;
        /** False for a rate limit, which says nothing about the request. */
        readonly countsAsAttempt: boolean;
        readonly notBefore: EpochSeconds | null;
      }
    /** This package cannot go on without a person. */
    | {
        readonly kind: 'rejected';
        /** AfterShip's own sentence, without anything about a person. */
        readonly said: string;
      }
    /** No package can go on: the connection has to stop. */
    | { readonly kind: 'stop'; readonly message: string }
    /**
     * NetSuite refused to send the request, for a reason that its documents do not name. It may pass, or the API secret
     * may be at fault.
     */
    | {
        readonly kind: 'withheld';
        /** Name of NetSuite's error. */
        readonly error: string;
        /** What to check if NetSuite refuses every request. */
        readonly message: string;
      }
  );

type Class = 'exists' | 'absent' | 'rejected' | 'stop' | 'rate limit' | 'later';

interface Rule {
  readonly class: Class;
  /** Tells an administrator what to do. `{message}` is AfterShip's own sentence. */
  readonly remedy: string;
  /**
   * True when AfterShip's sentence names fields that the courier asks for. The message then says where to put each of
   * them instead.
   */
  readonly isAboutFields?: true;
}

/**
 * Every code that AfterShip documents. A code that is missing here counts as a failed attempt, until the attempts run
 * out.
 */
export const ANSWER_RULES: Readonly<Record<number, Rule>> = {
  400: {
    class: 'rejected',
    remedy:
      'AfterShip could not read the request ({message}). Check the fulfillment for unusual values, then try again.',
  },
  401: {
    class: 'stop',
    remedy:
      'AfterShip refused the API key. Put a valid key into the API secret that the connection names; a changed secret can take up to an hour to work.',
  },
  403: {
    class: 'stop',
    remedy:
      'AfterShip understood the key but refuses access. Check at AfterShip that the key may use the Tracking API and that the plan includes it.',
  },
  404: {
    class: 'stop',
    remedy:
      'AfterShip does not know the address that was called. This version of the API may be retired: update this project.',
  },
  429: { class: 'rate limit', remedy: 'AfterShip asked to slow down. Nothing to do: it goes on by itself.' },
  500: { class: 'later', remedy: 'AfterShip had an internal problem. Nothing to do: it is tried again.' },
  502: { class: 'later', remedy: 'AfterShip had an internal problem. Nothing to do: it is tried again.' },
  503: { class: 'later', remedy: 'AfterShip had an internal problem. Nothing to do: it is tried again.' },
  504: { class: 'later', remedy: 'AfterShip had an internal problem. Nothing to do: it is tried again.' },
  4001: {
    class: 'rejected',
    remedy:
      'AfterShip could not read the request as JSON. This is a defect of this project: please report it with the trace id.',
  },
  4003: { class: 'exists', remedy: 'The number is at AfterShip already. It is looked up and linked.' },
  4004: { class: 'absent', remedy: 'AfterShip does not have this tracking.' },
  4005: {
    class: 'rejected',
    remedy: 'AfterShip says that the tracking number is invalid. Correct the number on the fulfillment.',
  },
  4006: {
    class: 'rejected',
    remedy:
      'AfterShip wants another form of request. This is a defect of this project: please report it with the trace id.',
  },
  4007: {
    class: 'rejected',
    remedy: 'AfterShip found no tracking number. Enter the number on the fulfillment.',
  },
  4008: {
    class: 'rejected',
    remedy: 'AfterShip refused a value: {message} Correct it on the fulfillment, its order or the customer.',
  },
  4009: {
    class: 'rejected',
    remedy: 'AfterShip misses a value: {message} Enter it on the fulfillment, its order or the customer.',
  },
  4010: {
    class: 'rejected',
    remedy:
      'AfterShip does not know the carrier that was named. Correct the carrier mapping of the connection (the slug stands in AfterShip’s courier list).',
  },
  4011: {
    class: 'rejected',
    remedy:
      'This carrier needs more than the number: {message} If it should be another carrier, correct the connection’s carrier mapping.',
    isAboutFields: true,
  },
  4012: {
    class: 'rejected',
    remedy:
      'AfterShip could not tell the carrier: {message} Add the carrier to the courier list at AfterShip, map the ship method on the connection, or correct the number.',
  },
  4013: { class: 'rejected', remedy: 'AfterShip still follows this tracking. Nothing to do.' },
  4014: {
    class: 'rejected',
    remedy:
      'AfterShip wants another form of request. This is a defect of this project: please report it with the trace id.',
  },
  4015: {
    class: 'rejected',
    remedy:
      'AfterShip refused our id of the tracking. This is a defect of this project: please report it with the trace id.',
  },
  4016: { class: 'rejected', remedy: 'AfterShip follows a tracking anew only once. Nothing to do.' },
  4017: {
    class: 'rejected',
    remedy:
      'The number does not have the form of this carrier’s numbers. Correct the number on the fulfillment, or the carrier mapping of the connection.',
  },
};

/**
 * Corrects the outcome of a call about one tracking by its id. AfterShip documents 4004 for a missing tracking, and 404
 * for an invalid URI "or" a missing resource. A 404 about one id proves neither that everything has to stop nor that a
 * removal is done, so it counts as a failed attempt. If AfterShip retires the API, several fulfillments fail, and
 * sending stops for that reason.
 */
export function aboutOneTracking(outcome: Outcome): Outcome {
  if (outcome.kind !== 'stop' || outcome.code !== 404) return outcome;
  return { ...outcome, kind: 'later', message: TEXT_OF_NO_RESOURCE, countsAsAttempt: true, notBefore: null };
}

/** An answer about the tracking that was asked about. */
export type OneOutcome =
  Exclude<Outcome, { kind: 'done' }> | (Trace & { readonly kind: 'done'; readonly tracking: Tracking });

/** An answer that is a list of trackings. */
export type ListOutcome =
  Exclude<Outcome, { kind: 'done' }> | (Trace & { readonly kind: 'done'; readonly trackings: readonly Tracking[] });

/**
 * Holds an answer against the tracking that was asked about. A 200 about another tracking, or about none, proves
 * nothing, so it counts as a failed attempt.
 */
export function holdAgainst(outcome: Outcome, asked: { readonly id: string; readonly number: string }): OneOutcome {
  if (outcome.kind !== 'done') return outcome;
  const { tracking, code, traceId } = outcome;
  const fits = tracking?.id === asked.id && isSameNumber(tracking.trackingNumber, asked.number);
  return fits ? { kind: 'done', tracking, code, traceId } : unfitting(outcome);
}

/** Takes an answer as a list of trackings. A 200 without one counts as a failed attempt. */
export function asList(outcome: Outcome): ListOutcome {
  if (outcome.kind !== 'done') return outcome;
  const { trackings, code, traceId } = outcome;
  return trackings === null ? unfitting(outcome) : { kind: 'done', trackings, code, traceId };
}

/** Compares letters and digits only, because AfterShip may write a number in another form. */
function isSameNumber(left: string, right: string): boolean {
  const bare = (number: string): string => number.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
  return bare(left) === bare(right);
}

function unfitting({ code, traceId }: Trace): Extract<Outcome, { kind: 'later' }> {
  return { kind: 'later', message: TEXT_OF_UNFITTING, countsAsAttempt: true, notBefore: null, code, traceId };
}

/** Takes a refusal of NetSuite for one that passes, because NetSuite sent another request right after it. */
export function asPassing({ error, code, traceId }: Extract<Outcome, { kind: 'withheld' }>) {
  const message = `NetSuite could not send this request (${error}), but it could send another one right after. It is tried again.`;
  return { kind: 'later', message, countsAsAttempt: true, notBefore: null, code, traceId } as const;
}

const TEXT_OF_UNFITTING =
  'AfterShip’s answer does not fit the request (it is about another tracking, or about none), so it is not known whether the request took effect. It is asked for by its id and tried again.';
const TEXT_OF_NO_RESOURCE =
  'AfterShip does not know the address of this tracking (404), which does not prove that the tracking is gone. It is tried again.';
const TEXT_OF_LOST =
  'AfterShip’s answer did not arrive, so it is not known whether the request took effect. It is asked for by its id and tried again.';
const TEXT_OF_UNREADABLE =
  'AfterShip’s answer could not be read (it was empty, cut off, far too long or not JSON), so it is not known whether the request took effect. It is tried again.';
const TEXT_OF_UNKNOWN_CODE = 'AfterShip answered with a code that it does not document. It is tried again.';

/**
 * Classifies an answer. It never throws, whatever the body holds. `sent` is the body of the request, which AfterShip's
 * sentence may quote.
 */
export function classifyAnswer(answer: Answer, sent: SentBody | null = null): Outcome {
  if (answer.kind === 'lost') {
    return {
      kind: 'later',
      message: `${TEXT_OF_LOST} (${answer.error})`,
      countsAsAttempt: true,
      notBefore: null,
      code: null,
      traceId: null,
    };
  }
  if (answer.kind === 'not sent') {
    return {
      kind: 'withheld',
      error: answer.error,
      message:
        `NetSuite could not use the API secret of the connection (${answer.error}). Check that the secret exists, that its id is right, ` +
        'and that its restrictions allow this script and the domain api.aftership.com.',
      code: null,
      traceId: null,
    };
  }
  return classifyResponse(answer, sent);
}

/** Longer than any trace id, and short enough for its field. */
const LONGEST_TRACE_ID = 100;

function classifyResponse(
  { status, headers, body }: Extract<Answer, { readonly kind: 'answer' }>,
  sent: SentBody | null,
): Outcome {
  const header = headers['as-trace-id'];
  const traceId = header === undefined ? null : cut(header, LONGEST_TRACE_ID);
  const envelope = parseEnvelope(body);
  if (envelope === null) {
    return {
      kind: 'later',
      message: TEXT_OF_UNREADABLE,
      countsAsAttempt: true,
      notBefore: null,
      code: status,
      traceId,
    };
  }
  const trace: Trace = { code: envelope.code, traceId };
  if (envelope.code === 200 || envelope.code === 201) {
    const { tracking, trackings, couriers } = envelope;
    return { kind: 'done', tracking, trackings, couriers, ...trace };
  }

  const rule = ANSWER_RULES[envelope.code];
  if (rule === undefined) {
    return { kind: 'later', message: TEXT_OF_UNKNOWN_CODE, countsAsAttempt: true, notBefore: null, ...trace };
  }
  // Only a refusal of one package quotes AfterShip's sentence.
  const message = rule.remedy;
  switch (rule.class) {
    case 'exists':
      return { kind: 'exists', ...trace };
    case 'absent':
      return { kind: 'absent', ...trace };
    case 'rejected':
      return { kind: 'rejected', said: withoutPersons(envelope.message, sent), ...trace };
    case 'stop':
      return { kind: 'stop', message, ...trace };
    case 'rate limit':
      return { kind: 'later', message, countsAsAttempt: false, notBefore: parseReset(headers), ...trace };
    case 'later':
      return { kind: 'later', message, countsAsAttempt: true, notBefore: null, ...trace };
  }
}

/** The outcome of a request that is not made because AfterShip asked to wait. */
export function askedToWait(until: EpochSeconds): Outcome & { readonly kind: 'later' } {
  const { remedy } = ANSWER_RULES[429] ?? { remedy: '' };
  return { kind: 'later', message: remedy, countsAsAttempt: false, notBefore: until, code: null, traceId: null };
}

/**
 * When the next request may be made after an answer: the end of the limit if this was its last request, or was one too
 * many; null when more may follow at once.
 */
export function nextRequestAt({ status, headers }: Pick<Extract<Answer, { kind: 'answer' }>, 'status' | 'headers'>) {
  const isUsedUp = status === 429 || headers['x-ratelimit-remaining'] === '0';
  return isUsedUp ? parseReset(headers) : null;
}

/** Reads `X-RateLimit-Reset`, which is a time in Unix seconds (not a duration). */
function parseReset(headers: Readonly<Record<string, string>>): EpochSeconds | null {
  const seconds = Number(headers['x-ratelimit-reset']);
  return Number.isInteger(seconds) && seconds > 1_000_000_000 && seconds < 100_000_000_000 ? seconds : null;
}

interface Envelope {
  readonly code: number;
  readonly message: string;
  readonly tracking: Tracking | null;
  readonly trackings: readonly Tracking[] | null;
  readonly couriers: readonly Courier[] | null;
}

/**
 * A body with more characters is not parsed, so that a giant one costs nothing. The longest that is asked for, a page of
 * 100 trackings with ten to thirty events each, has about a million.
 */
export const LONGEST_BODY = 2_000_000;

/** AfterShip's codes have three or four digits. */
const HIGHEST_CODE = 99_999;

/** Reads `{meta, data}` of a body; null when the body is not an answer of this API. */
function parseEnvelope(body: string): Envelope | null {
  if (body.length > LONGEST_BODY) return null;
  const { meta, data } = parseObject(parseJson(body)) ?? {};
  const { code, message } = parseObject(meta) ?? {};
  if (typeof code !== 'number' || !Number.isInteger(code) || code < 0 || code > HIGHEST_CODE) return null;
  return {
    code,
    message: typeof message === 'string' ? message : '',
    tracking: parseTracking(data),
    trackings: parseTrackings(data),
    couriers: parseCouriers(data),
  };
}

function parseTrackings(data: unknown): readonly Tracking[] | null {
  const listed = parseObject(data)?.['trackings'];
  return Array.isArray(listed) ? listed.map(parseTracking).filter((tracking) => tracking !== null) : null;
}

function parseTracking(value: unknown): Tracking | null {
  const object = parseObject(value);
  const id = parseName(object?.['id']);
  if (object === null || id === null) return null;
  return {
    id,
    trackingNumber: parseName(object['tracking_number']) ?? '',
    slug: parseName(object['slug']),
    tag: parseName(object['tag']),
    hasContact: parseHasContact(object['customers']),
  };
}

/** A text field of NetSuite holds 300 characters, and no id, number, carrier or status of a tracking has as many. */
const LONGEST_NAME = 300;

function parseName(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_NAME ? value : null;
}

function parseHasContact(customers: unknown): boolean | null {
  if (!Array.isArray(customers)) return null;
  return customers.some((customer: unknown) =>
    ['name', 'email', 'phone_number'].some((field) => {
      const value = parseObject(customer)?.[field];
      return typeof value === 'string' && value !== '';
    }),
  );
}

function parseObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/**
 * Whether AfterShip knows the carrier. Some slugs say only that AfterShip took the number without knowing whose it is.
 */
export function isCarrierKnown(slug: string | null): boolean {
  return slug !== null && slug !== 'unrecognized';
}
