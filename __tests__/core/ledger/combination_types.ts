/**
 * Types only, checked by the type checker and never run: a row that cannot be does not compile. A line below
 * `@ts-expect-error` fails the check as soon as it compiles.
 */

import type { At, ReasonAt } from '../../../src/TypeScript/aftership/core/ledger/reasons';
import type { Holding } from '../../../src/TypeScript/aftership/core/ledger/row';
import {
  leftForeign,
  leftOut,
  askedAbout,
  previewOfAsk,
} from '../../../src/TypeScript/aftership/core/ledger/transitions';

export type Legal<A extends At, R extends ReasonAt<A>> = readonly [A, R];

export type Legals = [Legal<'ours', 'moving'>, Legal<'nothing', 'removed'>, Legal<'create unknown', 'unanswered'>];
// @ts-expect-error What is kept because it moves is at AfterShip.
export type MovingNothing = Legal<'nothing', 'moving'>;
// @ts-expect-error What was removed is not.
export type RemovedButThere = Legal<'ours', 'removed'>;
// @ts-expect-error What somebody else made is never to be removed.
export type ForeignRemoval = Legal<'foreign', 'number_gone'>;
// @ts-expect-error It is not known whether the create made anything, so it cannot be in step.
export type UnknownInStep = Legal<'create unknown', 'in_step'>;
// @ts-expect-error The number is gone, so a rule has nothing to leave out.
export type LeftOutButThere = Legal<'ours', 'too_old'>;
// @ts-expect-error There is no such reason.
export type Unheard = Legal<'ours', 'tracked'>;
export function illegalTransitions(holding: Extract<Holding, { at: 'ours' }>): void {
  // @ts-expect-error A rule leaves out, it does not remove.
  leftOut(1, 'removed', {});
  // @ts-expect-error A question about a number is no rule.
  askedAbout('too_old', {});
  // @ts-expect-error What is known is not asked.
  previewOfAsk(holding, 0);
  // @ts-expect-error Ours is not left as somebody else's.
  leftForeign(holding);
}
