/** Random lives of two fulfillments: whatever fails, no row lies, and in the end AfterShip has what NetSuite says. */

import fc from 'fast-check';
import { ARROWS } from '../../../src/TypeScript/aftership/core/ledger/arrows';
import { DEEDS, Life, type Deed } from './life';

const RUN: Deed = { what: 'run', which: 0, value: 0 };
const deed: fc.Arbitrary<Deed> = fc.record({
  what: fc.constantFrom(...DEEDS, 'save', 'save', 'edit', 'pass time', 'pass time'),
  which: fc.nat(1),
  value: fc.nat(50),
});
/** Most deeds are looked at; some come upon each other. */
const deeds = fc.array(fc.tuple(deed, fc.nat(3)), { minLength: 5, maxLength: 30 });
/** What rarely comes about by itself: a number goes, before or after its parcel moves, and returns. */
const returns = (...before: Deed['what'][]): [Deed, number][] =>
  [...before, 'un-ship' as const, 'run' as const, 'pass time' as const, 'run' as const, 'save' as const].map((what) => [
    { what, which: 0, value: what === 'move' ? 0 : what === 'pass time' ? 2 : 1 },
    1,
  ]);
const LIVES: fc.Parameters<[seed: number, done: [Deed, number][]]> = {
  seed: 20261130,
  numRuns: 300,
  examples: [1, 2, 3, 4].flatMap((seed): [number, [Deed, number][]][] => [
    [seed, returns('save')],
    [seed, returns('save', 'move')],
  ]),
};

/** Nothing is removed that AfterShip does not have from us, and what is over does not begin to be removed. */
const NEVER = [
  'Already in AfterShip → Removal due',
  'Kept in AfterShip → Removal due',
  'Kept in AfterShip → Removed',
  'Not sent (rule) → Removal due',
  'Removed → Kept in AfterShip',
  'Removed → Removal due',
  'Waiting → Kept in AfterShip',
  'Waiting → Removal due',
];

const changes = new Map<string, number>();

function live(seed: number, done: [Deed, number][]): void {
  const life = new Life(seed);
  for (const [one, unseen] of done) {
    life.do(one);
    if (unseen > 0) life.do(RUN);
  }
  life.comeToRest();
  life.holdTruth();
  for (const day of [10, 13, 16, 19]) life.takeCare(day);
  life.holdEnd();
  for (const [change, count] of life.changes) changes.set(change, (changes.get(change) ?? 0) + count);
}

it('a life comes to rest with a true ledger, and with people’s help AfterShip has what is wanted and nothing else', () => {
  fc.assert(fc.property(fc.integer(), deeds, live), LIVES);
});

it('every arrow between states is gone along', () => {
  const gone = (from: string | null, to: string): boolean => changes.has(`${from ?? 'new'} → ${to}`);

  expect(ARROWS.filter(({ from, to }) => !gone(from, to))).toEqual([]);
});

it('no state leads to one that it cannot lead to', () => {
  expect(NEVER.filter((change) => changes.has(change))).toEqual([]);
});
