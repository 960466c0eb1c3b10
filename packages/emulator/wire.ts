/** What goes between an account and whatever it calls: the emulated NetSuite sends it, the emulated AfterShip answers. */

/** One request of a script, as N/https hands it to the wire: secrets are resolved by then. Header names are lower case. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Carries a request somewhere and waits for the answer. To fail as N/https does, throw a WireError. */
export interface Transport {
  send(request: WireRequest, nowMs: number): WireResponse;
}

/** A fault on the wire; `name` is the N/https error, for example SSS_REQUEST_TIME_EXCEEDED. */
export class WireError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}
