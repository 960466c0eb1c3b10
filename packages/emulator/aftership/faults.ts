/**
 * Faults on the wire between NetSuite and AfterShip: which request meets which, and how often.
 */

import type { MetaCode } from './answers';

/** Whether AfterShip has done what was asked when the fault strikes. */
type Strikes = 'before effect' | 'after effect';

export type Fault =
  /** The request or its answer is lost: N/https waits 45 s and throws SSS_REQUEST_TIME_EXCEEDED. */
  | { readonly kind: 'no answer'; readonly strikes: Strikes }
  /** Nobody accepts the connection: SSS_CONNECTION_TIME_OUT. AfterShip sees nothing. */
  | { readonly kind: 'not connected' }
  /** SSS_CONNECTION_CLOSED. */
  | { readonly kind: 'connection closed'; readonly strikes: Strikes }
  /** Any documented refusal, such as 429, 403, 500 or 4014. */
  | {
      readonly kind: 'refusal';
      readonly code: MetaCode;
      readonly fieldName?: string;
      readonly strikes: Strikes;
      /** Of 429: when the limit ends, from now. Default 1. */ readonly resetSeconds?: number;
    }
  /** A page of something between AfterShip and us. */
  | { readonly kind: 'html'; readonly status: number; readonly strikes: Strikes }
  | { readonly kind: 'empty'; readonly status: number; readonly strikes: Strikes }
  /** The first half of the right answer. */
  | { readonly kind: 'half json' }
  /** The right answer, late. From 45 s on N/https has given up by then. */
  | { readonly kind: 'slow'; readonly seconds: number };

/** Every kind of fault, and whether it strikes before or after the effect. */
export const FAULT_KINDS: Readonly<Record<Fault['kind'], 'one moment' | 'either'>> = {
  'no answer': 'either',
  'not connected': 'one moment',
  'connection closed': 'either',
  refusal: 'either',
  html: 'either',
  empty: 'either',
  'half json': 'one moment',
  slow: 'one moment',
};

/** Names a fault in journals and counts, such as `no answer after effect`. */
export function describeFault(fault: Fault): string {
  return 'strikes' in fault ? `${fault.kind} ${fault.strikes}` : fault.kind;
}

export interface FaultRule {
  readonly fault: Fault;
  readonly method?: string;
  /** Part of the path or query. */
  readonly path?: string;
  /** Part of the body. */
  readonly body?: string;
  /** How many matching requests pass first. Default 0. */
  skip?: number;
  /** How many then meet it. Default 1. */
  times?: number;
}

/** The whole request, with its body: N/https gives up after this long (section_4567630582). */
export const HTTPS_TIMEOUT_SECONDS = 45;

/** The fault this request meets, if any; counts it. The first rule that matches and is not used up decides. */
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
