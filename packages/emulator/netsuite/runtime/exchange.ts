/** One request of a person to a Suitelet, and what was answered so far. */

import type { SuiteletRequest } from '../contract';

export interface Exchange {
  readonly request: SuiteletRequest;
  /** Address of the Suitelet itself, to which its forms are posted. */
  readonly address: string;
  readonly headers: Map<string, string>;
  body: string;
  redirect: string | null;
}

export function newExchange(request: SuiteletRequest, address: string): Exchange {
  return { request, address, headers: new Map(), body: '', redirect: null };
}
