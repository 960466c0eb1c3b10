/** Faults between a caller and the account, with the requests that they strike. */

import type { RestAnswer } from './answers';

export interface RestFault {
  /** Text in `host/path`. */
  readonly on: string;
  readonly fault:
    /** The connection closes without an answer. */
    | { readonly kind: 'cut off' }
    /** No answer comes, and the connection stays open. */
    | { readonly kind: 'silence' }
    /** Status and headers come, but the body never ends. */
    | { readonly kind: 'endless body' }
    | { readonly kind: 'answer'; readonly answer: RestAnswer };
  /** Number of matching requests before the fault strikes. Default 0. */
  skip?: number;
  /** Number of requests that it strikes. Default: all. */
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
