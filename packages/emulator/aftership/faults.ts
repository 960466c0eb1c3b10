/** Faults on the wire between NetSuite and AfterShip, with the requests that they strike. */

import type { MetaCode } from './answers';

/** Whether the fault strikes before or after AfterShip carries out the request. */
type Strikes = 'before effect' | 'after effect';

/** What is wrong: there is no `data`, or it is about another tracking in its id, its number or entirely. */
export type WrongContent = 'no data' | 'another id' | 'another number' | 'another tracking';

export type Fault =
  /** The request or its answer is lost: N/https waits 45 s and throws SSS_REQUEST_TIME_EXCEEDED. */
  | { readonly kind: 'no answer'; readonly strikes: Strikes }
  /** No connection is accepted: SSS_CONNECTION_TIME_OUT. AfterShip gets nothing. */
  | { readonly kind: 'not connected' }
  /** SSS_CONNECTION_CLOSED. */
  | { readonly kind: 'connection closed'; readonly strikes: Strikes }
  /**
   * N/https throws an error whose name no page lists, for a passing cause. A request that it strikes before its effect
   * never reaches AfterShip.
   */
  | { readonly kind: 'unlisted error'; readonly name: string; readonly message?: string; readonly strikes: Strikes }
  /** Any documented refusal, such as 429, 403, 500 or 4014. */
  | {
      readonly kind: 'refusal';
      readonly code: MetaCode;
      readonly fieldName?: string;
      readonly strikes: Strikes;
      /** Seconds until the limit of a 429 ends. Default 1. */ readonly resetSeconds?: number;
    }
  /** An HTML page of a host between AfterShip and NetSuite. */
  | { readonly kind: 'html'; readonly status: number; readonly strikes: Strikes }
  | { readonly kind: 'empty'; readonly status: number; readonly strikes: Strikes }
  /** 200 with something else than the answer to this request; of trackings only, unless it lacks all data. */
  | { readonly kind: 'wrong content'; readonly content: WrongContent; readonly strikes: Strikes }
  | {
      readonly kind: 'giant';
      /** The right answer with blanks behind it, a refusal (400) with a giant message, or a page of text. */
      readonly content: 'right answer' | 'refusal' | 'page';
      readonly megabytes: number;
      /** Text that fills the message or the page. Default: an e-mail address. */
      readonly repeated?: string;
      readonly strikes: Strikes;
    }
  /** The first half of the right answer. */
  | { readonly kind: 'half json' }
  /** The right answer, delayed. N/https gives up after 45 s. */
  | { readonly kind: 'slow'; readonly seconds: number };

/** Every kind of fault, and whether it can strike before and after the effect. */
export const FAULT_KINDS: Readonly<Record<Fault['kind'], 'one moment' | 'either'>> = {
  'no answer': 'either',
  'not connected': 'one moment',
  'connection closed': 'either',
  'unlisted error': 'either',
  refusal: 'either',
  html: 'either',
  empty: 'either',
  'wrong content': 'either',
  giant: 'either',
  'half json': 'one moment',
  slow: 'one moment',
};

/** Name of a fault in journals and counts, such as `no answer after effect`. */
export function describeFault(fault: Fault): string {
  return 'strikes' in fault ? `${fault.kind} ${fault.strikes}` : fault.kind;
}

export interface FaultRule {
  readonly fault: Fault;
  readonly method?: string;
  /** Text in the path or query. */
  readonly path?: string;
  /** Text in the body. */
  readonly body?: string;
  /** Number of matching requests before the fault strikes. Default 0. */
  skip?: number;
  /** Number of requests that it strikes. Default 1. */
  times?: number;
}

/** Time limit of N/https for a request with its body (section_4567630582). */
export const HTTPS_TIMEOUT_SECONDS = 45;

/** Finds and counts the fault for this request. The first matching rule that is not used up applies. */
export function takeFault(
  rules: FaultRule[],
  request: { readonly method: string; readonly path: string; readonly body: string | null },
): Fault | null {
  for (const rule of rules) {
    const isMatch =
      (rule.method === undefined || rule.method === request.method) &&
      (rule.path === undefined || request.path.includes(rule.path)) &&
      (rule.body === undefined || (request.body ?? '').includes(rule.body));
    if (!isMatch) continue;
    if ((rule.skip ?? 0) > 0) {
      rule.skip = (rule.skip ?? 0) - 1;
      continue;
    }
    if ((rule.times ?? 1) <= 0) continue;
    rule.times = (rule.times ?? 1) - 1;
    return rule.fault;
  }
  return null;
}
