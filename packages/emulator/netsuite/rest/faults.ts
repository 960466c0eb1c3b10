/** What can stand between a caller and the account: which request meets it, and how often. */

import type { RestAnswer } from './answers';

export interface RestFault {
  /** Part of `host/path`. */
  readonly on: string;
  readonly fault:
    /** The connection ends without an answer. */
    | { readonly kind: 'cut off' }
    /** No answer, and the connection stays open. */
    | { readonly kind: 'silence' }
    /** The status and the headers come, the body never ends. */
    | { readonly kind: 'endless body' }
    | { readonly kind: 'answer'; readonly answer: RestAnswer };
  /** How many matching requests pass first. Default 0. */
  skip?: number;
  /** How many then meet it. Default: all. */
  times?: number;
}

export function takeRestFault(faults: RestFault[], address: string): RestFault['fault'] | null {
  for (const rule of faults) {
    if (!address.includes(rule.on)) continue;
    if ((rule.skip ?? 0) > 0) {
      rule.skip = (rule.skip ?? 0) - 1;
      continue;
    }
    if (rule.times === 0) continue;
    if (rule.times !== undefined) rule.times -= 1;
    return rule.fault;
  }
  return null;
}
