/** Lists how a package moves from one state to the next, for the picture in the docs. */

import type { State } from './reasons';

export interface Arrow {
  /** Null for a package that is seen for the first time. */
  readonly from: State | null;
  readonly to: State;
  /** Says in a few words what leads from one state to the other. */
  readonly when: string;
}

const arrow = (from: State | null, to: State, when: string): Arrow => ({ from, to, when });

/** The moves between states that matter to people. */
export const ARROWS: readonly Arrow[] = [
  arrow(null, 'Ready (Preview)', 'mode Preview'),
  arrow(null, 'Waiting', 'sending wait'),
  arrow(null, 'Not sent (rule)', 'a rule leaves it out'),
  arrow(null, 'In AfterShip', 'created'),
  arrow(null, 'Already in AfterShip', 'somebody else made it'),
  arrow(null, 'Confirming', 'no answer'),
  arrow(null, 'Needs attention', 'refused, or no number'),
  arrow('Ready (Preview)', 'In AfterShip', 'mode On'),
  arrow('Waiting', 'In AfterShip', 'the wait is over'),
  arrow('Not sent (rule)', 'In AfterShip', 'rule changed, or sent anyway'),
  arrow('Confirming', 'In AfterShip', 'asked again'),
  arrow('Confirming', 'Needs attention', 'tried many times'),
  arrow('Confirming', 'Already in AfterShip', 'somebody else made it'),
  arrow('Confirming', 'Removal due', 'number gone'),
  arrow('Ready (Preview)', 'Removed', 'number gone'),
  arrow('Waiting', 'Removed', 'number gone'),
  arrow('Not sent (rule)', 'Removed', 'number gone'),
  arrow('Needs attention', 'Removed', 'number gone'),
  arrow('Needs attention', 'In AfterShip', 'edited or tried again'),
  arrow('In AfterShip', 'Needs attention', 'update refused, or deleted by a person'),
  arrow('In AfterShip', 'Waiting', 'removed meanwhile'),
  arrow('In AfterShip', 'Removal due', 'number gone'),
  arrow('In AfterShip', 'Removed', 'others share it, or 120 days'),
  arrow('Removal due', 'In AfterShip', 'number back'),
  arrow('Removal due', 'Removed', 'removed'),
  arrow('Removal due', 'Kept in AfterShip', 'moving'),
  arrow('Already in AfterShip', 'Kept in AfterShip', 'number gone'),
  arrow('Kept in AfterShip', 'In AfterShip', 'number back'),
  arrow('Removed', 'In AfterShip', 'number back'),
];
