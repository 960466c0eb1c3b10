/** Handles a call that AfterShip did not carry out: refused, failed for now, or not allowed. */

import {
  askRefused,
  createAskRefused,
  createGivenUp,
  createRefused,
  createUnanswered,
  removalGivenUp,
  removalRefused,
  updateGivenUp,
  updateRefused,
  updateUnanswered,
} from '../../core/ledger/transitions';
import type { LedgerRow, RowChange, TrackingId } from '../../core/ledger/row';
import { isWanted } from '../../core/ledger/row';
import type { CreateCall, Desired } from '../../core/plan/calls';
import { asPassing } from '../../core/aftership/outcome';
import { generationOfTrackingId } from '../../core/aftership/request';
import { SECONDS_PER_MINUTE } from '../../core/values';
import { ended, traceOf, type CallContext, type CallEnd, type Interruption, type Undone } from './call_context';
import { correlationOf, note, noteFailure, settle, type Told } from './ledger_writes';
import type { CallResult } from './tracking_api';

/** Changes of a row for each way in which its call can fail. */
export interface Failing {
  readonly number: string;
  /** AfterShip refused the call; `said` is AfterShip's message. */
  readonly refused: (said: string) => RowChange;
  /** The call may have taken effect. Null when the row already says so or when it does not matter. */
  readonly unanswered: ((cause: string) => RowChange) | null;
  /** The last attempt failed. */
  readonly givenUp: (cause: string) => RowChange;
}

/**
 * Failures of a create. Each keeps the row's mark, so that a package that a backfill sends without contacts stays
 * without them.
 */
export function failingCreate({ number, id, desired: { mark, slug } }: CreateCall, context: CallContext): Failing {
  return {
    number,
    refused: (said) => ({ ...mark, ...createRefused(generationOfTrackingId(id), said, slug) }),
    unanswered: (cause) => ({ ...mark, ...createUnanswered(id, cause, context.ports.clock.now()) }),
    givenUp: (cause) => ({ ...mark, ...createGivenUp(id, cause, true) }),
  };
}

/** Failures of the question whether AfterShip has the tracking of a create. */
export function failingCreateAsk(call: CreateCall, context: CallContext): Failing {
  const { mark } = call.desired;
  return { ...failingCreate(call, context), refused: (said) => ({ ...mark, ...createAskRefused(call.id, said) }) };
}

export function failingUpdate(row: LedgerRow, { hasContact, update, slug }: Desired, context: CallContext): Failing {
  const mayNameSomebody = row.hasContact || hasContact || update.customers?.length === 0;
  const now = context.ports.clock.now();
  return {
    number: row.number,
    refused: (said) => updateRefused(row, said, slug),
    unanswered: () => updateUnanswered(mayNameSomebody, now),
    givenUp: (cause) => updateGivenUp(row, cause, mayNameSomebody, now),
  };
}

export function failingAsk(row: LedgerRow): Failing {
  return {
    number: row.number,
    refused: (said) => askRefused(row, said),
    unanswered: null,
    givenUp: (cause) => askGivenUp(row, cause),
  };
}

function askGivenUp(row: LedgerRow, cause: string): RowChange {
  return row.holding.at === 'create unknown'
    ? createGivenUp(row.holding.id, cause, isWanted(row))
    : removalGivenUp(row, cause);
}

export function failingRemoval(row: LedgerRow, id: TrackingId): Failing {
  return {
    number: row.number,
    refused: (said) => removalRefused(id, said),
    unanswered: null,
    givenUp: (cause) => removalGivenUp(row, cause),
  };
}

/** Ends a call that was not done. A rate limit leaves no doubt: AfterShip did not process the request. */
export function endUndone(failing: Failing, context: CallContext, result: Undone, sent: string | null = null): CallEnd {
  switch (result.kind) {
    case 'rejected':
    case 'exists':
    case 'absent':
      settle(context, failing.number, failing.refused(result.kind === 'rejected' ? result.said : ''), {
        sent,
        trace: traceOf(result),
      });
      return ended('needs attention');
    case 'later':
      return result.countsAsAttempt ? endFailed(failing, context, result, { sent, trace: traceOf(result) }) : result;
    case 'withheld':
      return endWithheld(failing, context, result, { sent, trace: traceOf(result) });
    default:
      return interruptionOf(context, result);
  }
}

/**
 * Ends a call that NetSuite refused to send. A user's role or restrictions may be the cause, so only a System run asks
 * further: when NetSuite refuses a harmless request as well, sending stops.
 */
function endWithheld(
  failing: Failing,
  context: CallContext,
  result: Extract<Undone, { kind: 'withheld' }>,
  told: Told,
): CallEnd {
  const probe = context.asSystem ? context.api.probe() : null;
  if (probe !== null && probe.kind !== 'withheld' && probe.kind !== 'stop' && probe.kind !== 'not permitted')
    return endFailed(failing, context, asPassing(result), told);
  // Which of these errors can come after the request took effect is not documented.
  noteUnanswered(failing, context, result.message, told);
  if (probe === null) return { kind: 'needs system run', reason: result.message };
  return interruptionOf(context, probe);
}

function endFailed(
  failing: Failing,
  context: CallContext,
  result: Extract<Undone, { kind: 'later' }>,
  told: Told,
): CallEnd {
  if (context.isLastAttempt) {
    settle(context, failing.number, { ...failing.givenUp(result.message), failedAt: context.ports.clock.now() }, told);
    return ended('needs attention');
  }
  noteUnanswered(failing, context, result.message, told);
  if (isOutage(context)) {
    stop(
      context,
      `AfterShip failed for several fulfillments within ${OUTAGE_MINUTES} minutes. Sending goes on by itself once AfterShip answers again. The last failure: ${result.message}`,
    );
  }
  const { message, countsAsAttempt, notBefore } = result;
  return { kind: 'later', message, countsAsAttempt, notBefore };
}

/** Notes a failed attempt without an answer. A create without a row gets one now, so that people see it. */
function noteUnanswered({ number, unanswered }: Failing, context: CallContext, cause: string, told: Told): void {
  const change = unanswered === null ? {} : unanswered(cause);
  if (change.reason === undefined) noteFailure(context, number, change, told);
  else note(context, number, { ...change, failedAt: context.ports.clock.now() }, told);
}

function interruptionOf(
  context: CallContext,
  result: Extract<CallResult, { kind: 'later' | 'stop' | 'withheld' | 'not permitted' }>,
): Interruption {
  switch (result.kind) {
    case 'later':
      return result;
    case 'not permitted': {
      const { permission } = result;
      return {
        kind: 'stopped',
        reason: permission.kind === 'stopped' ? permission.reason : 'The connection is not on.',
      };
    }
    case 'withheld':
    case 'stop':
      return stop(context, result.message);
  }
}

/** Stops the connection. Every other reduce reads the stop before its next call and makes none. */
function stop(context: CallContext, reason: string): Interruption {
  context.ports.connections.stopByError(context.connection.id, reason);
  context.ports.log.error('Sending stopped', {
    correlation: correlationOf(context),
    connection: context.connection.id,
    reason,
  });
  return { kind: 'stopped', reason };
}

/**
 * Number of fulfillments that must fail within a short time to count as an outage. A single defective fulfillment does
 * not.
 */
const OUTAGE_FULFILLMENTS = 3;
const OUTAGE_MINUTES = 5;

function isOutage({ ports }: CallContext): boolean {
  const since = ports.clock.now() - OUTAGE_MINUTES * SECONDS_PER_MINUTE;
  return ports.ledger.countFailingFulfillments(since) >= OUTAGE_FULFILLMENTS;
}
