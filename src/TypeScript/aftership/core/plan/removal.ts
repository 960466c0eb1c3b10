/** Plans a package whose number is not on the fulfillment any more, and decides everything about its removal. */

import { goneAlready, leftForeign, leftToOthers, neverSent, readAgain, removalDue } from '../ledger/transitions';
import { actorOf, isOfUnreadable, isOpen, isWanted, type LedgerRow } from '../ledger/row';
import type { PlanInput, RemovalFacts, Step } from './calls';
import { coOwners, laterRows, latestGeneration, newestOf, othersOf } from './owners';
import { changed, isUnchangedSince } from './wanted';

export function planUnwanted(input: PlanInput, row: LedgerRow): Step {
  if (!isOpen(row)) return {};
  const others = othersOf(input, row.number);
  const generation = latestGeneration(row, others);
  const { number, holding } = row;
  const write = (change: Parameters<typeof changed>[2]): Step => ({ write: changed(row, number, change) });
  if (isOfUnreadable(row)) return write(readAgain());
  if (holding.at === 'nothing') return write(neverSent(generation));
  if (holding.at === 'create unknown') {
    if (isLeftAlone(input, row)) return {};
    return {
      call: { kind: 'ask', row, number, id: holding.id, purpose: 'not wanted', ifAbsent: neverSent(generation) },
    };
  }
  if (laterRows(row, others).length > 0) return write(goneAlready(generation));
  const heir = newestOf(coOwners(others, holding.id));
  if (heir !== null && holding.at === 'remove unknown') {
    // The heir may have claimed the tracking before AfterShip removed it.
    if (isLeftAlone(input, row)) return {};
    const ifAbsent = goneAlready(generation + 1);
    return { call: { kind: 'ask', row, number, id: holding.id, purpose: 'not wanted', ifAbsent } };
  }
  // The heir sends its own content if the tracking has this fulfillment's.
  if (heir !== null) return { ...write(leftToOthers(row, heir.fulfillmentId)), looks: [heir.fulfillmentId] };
  if (holding.at === 'foreign') return write(leftForeign(holding));
  const facts = removalFacts(input, row);
  switch (decideRemoval(row, facts)) {
    case 'begin':
      return write(removalDue(holding.id, input.connection.removalWaitMinutes, input.now));
    case 'leave':
      return {};
    default:
      return { call: { kind: 'remove', row, number, id: holding.id, facts } };
  }
}

/**
 * What to do about a removal:
 * - `begin`: begin the wait
 * - `leave`: do nothing, because the row waits for its time, an edit or a person
 * - `count`, `ask`: the removal is due, and needs the count for the brake or the parcel's status first
 * - `brake`: too many removals within an hour; a person has to approve it
 * - `keep`: the carrier has the parcel, so the tracking stays
 * - `remove`: ask AfterShip to remove the tracking
 */
export type RemovalVerdict = 'begin' | 'leave' | 'count' | 'brake' | 'ask' | 'keep' | 'remove';

export function decideRemoval(row: LedgerRow, facts: RemovalFacts): RemovalVerdict {
  const { now, connection, askedWithinHour, tag } = facts;
  switch (row.reason) {
    case 'removal_refused':
    case 'removal_attempts':
      if (facts.isLeftAlone) return 'leave';
      break;
    case 'brake':
      if (!row.retryRequested) return 'leave';
      break;
    // The run that decides a removal never does it, so even a wait of 0 minutes leaves time for the next run.
    case 'number_gone':
      if ((row.dueAt ?? 0) > now) return 'leave';
      break;
    case 'removal_unanswered':
    case 'preview_remove':
      break;
    default:
      return 'begin';
  }
  if (!row.retryRequested) {
    if (askedWithinHour === null) return 'count';
    if (askedWithinHour >= connection.removalsPerHour) return 'brake';
  }
  if (tag === undefined) return 'ask';
  const hasMoved = tag !== 'Pending' && tag !== 'InfoReceived';
  return hasMoved && !connection.removeMoving ? 'keep' : 'remove';
}

/** The facts of a removal before AfterShip or the ledger was asked for more. */
function removalFacts(input: Pick<PlanInput, 'now' | 'connection' | 'fulfillment'>, row: LedgerRow): RemovalFacts {
  return {
    now: input.now,
    connection: input.connection,
    isLeftAlone: isLeftAlone(input, row),
    askedWithinHour: null,
    tag: undefined,
  };
}

/**
 * Whether the row waits for somebody to act. Nobody can edit a deleted fulfillment, so only a person's "try again"
 * changes that.
 */
function isLeftAlone({ fulfillment }: Pick<PlanInput, 'fulfillment'>, row: LedgerRow): boolean {
  if (fulfillment !== null) return isUnchangedSince(fulfillment, row);
  return actorOf(row) === 'edit' && !isWanted(row) && !row.retryRequested;
}
