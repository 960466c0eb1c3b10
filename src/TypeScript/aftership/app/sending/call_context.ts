/** Data that the calls of one look share, and the ways in which a call can end. */

import type { Connection } from '../../core/connection';
import { describeSent } from '../../core/ledger/history';
import type { Trace } from '../../core/ledger/transitions';
import type { LedgerRow } from '../../core/ledger/row';
import type { Outcome } from '../../core/aftership/outcome';
import type { CreateTrackingBody, UpdateTrackingBody } from '../../core/aftership/tracking';
import type { EpochSeconds } from '../../core/values';
import type { Account, Clock, Connections, Ledger, Log, Events } from '../ports';
import type { InFlight } from './in_flight';
import type { Look, Told } from './ledger_writes';
import type { CallResult, OneResult, TrackingApi } from './tracking_api';

/** Why the look cannot go on. */
export type Interruption =
  | {
      readonly kind: 'later';
      readonly message: string;
      readonly countsAsAttempt: boolean;
      readonly notBefore: EpochSeconds | null;
      /** True when nothing failed and only the next look has more to do. */
      readonly isSettled?: boolean;
    }
  | { readonly kind: 'stopped'; readonly reason: string }
  | { readonly kind: 'needs system run'; readonly reason: string }
  | { readonly kind: 'limit' };

/** `ended`: the package is settled for now, with or without success; the row says which. */
export type CallEnd = { readonly kind: 'ended'; readonly what: string } | Interruption;

export interface CallContext extends Look {
  readonly ports: {
    readonly account: Account;
    readonly clock: Clock;
    readonly connections: Connections;
    readonly log: Log;
    readonly ledger: Ledger;
    readonly events: Events;
  };
  readonly connection: Connection;
  readonly asSystem: boolean;
  /** True when no attempt follows this one, so a failure now needs attention. */
  readonly isLastAttempt: boolean;
  readonly api: TrackingApi;
  /** Rows of other fulfillments with one of these numbers, as the plan read them. */
  readonly others: readonly LedgerRow[];
  readonly inFlight: InFlight;
}

/** AfterShip's answer about the tracking that was asked about. */
export type DoneResult = Extract<OneResult, { kind: 'done' }>;
export type Undone = Exclude<CallResult, { kind: 'done' }>;

export function traceOf(result: Pick<Outcome, 'code' | 'traceId'>): Trace {
  return { answerCode: result.code, traceId: result.traceId };
}

export function toldOf(
  body: CreateTrackingBody | UpdateTrackingBody | null,
  result: Pick<Outcome, 'code' | 'traceId'>,
): Told {
  return { sent: body === null ? null : describeSent(body), trace: traceOf(result) };
}

export function ended(what: string): CallEnd {
  return { kind: 'ended', what };
}

/** Ends a call that did not fail but leaves more work to the next look. */
export function lookAgain({ ports }: CallContext, message: string): CallEnd {
  return { kind: 'later', message, countsAsAttempt: false, notBefore: ports.clock.now(), isSettled: true };
}
