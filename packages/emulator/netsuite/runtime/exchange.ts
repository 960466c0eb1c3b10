/** A person's request to a Suitelet, and the answer so far. */

import type { SuiteletRequest } from '../contract';

export interface Exchange {
  readonly request: SuiteletRequest;
  /** Address of the Suitelet, to which its forms are posted. */
  readonly address: string;
  readonly headers: Map<string, string>;
  body: string;
  redirect: string | null;
}

export function newExchange(request: SuiteletRequest, address: string): Exchange {
  return { request, address, headers: new Map(), body: '', redirect: null };
}
