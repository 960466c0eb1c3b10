import {
  BESIDE_PEOPLE_SECONDS,
  makesRoom,
  MAKES_ROOM_AFTER_SECONDS,
} from '../../../src/TypeScript/aftership/app/sending/make_room';
import { reconcile } from '../../../src/TypeScript/aftership/app/sending/reconcile';
import type { ReconcileTask } from '../../../src/TypeScript/aftership/app/ports';
import type { Priority, Saver } from '../../../src/TypeScript/aftership/core/event';
import { NOW } from '../../fixtures';
import { add, world } from '../run_world';

const LATER = NOW + MAKES_ROOM_AFTER_SECONDS;

interface Case {
  readonly priorities?: readonly Priority[];
  readonly now?: number;
  readonly isBesidePeople?: boolean;
  readonly savedAt?: number | null | 'unknown';
  readonly by?: Saver;
}

function setUp({ priorities = ['script'], now = LATER, isBesidePeople = false, savedAt = null, by = 'person' }: Case) {
  const made = world();
  for (const priority of priorities) add(made, 100, { priority });
  const task: ReconcileTask = { ...made.taskFor(100), isBesidePeople };
  made.clock.now = now;
  let reads = 0;
  const lastSave = (wanted: Saver): number | null => {
    reads += 1;
    if (savedAt === 'unknown') throw new Error('the cache is down');
    return wanted === by ? savedAt : null;
  };
  return { made, task, ports: { ...made.ports, memory: { lastSave } }, reads: () => reads };
}

test.each<[string, Case, boolean, number]>([
  ['a person saved after the run began', { savedAt: NOW + 5 }, true, 1],
  ['a person saved in the second in which it began', { savedAt: NOW }, true, 1],
  [
    'a person waits for another fulfillment of the run',
    { isBesidePeople: true, now: NOW + BESIDE_PEOPLE_SECONDS },
    true,
    0,
  ],
  ['the same, and the run is young', { isBesidePeople: true, now: NOW + BESIDE_PEOPLE_SECONDS - 1 }, false, 0],
  ['an import began after an import', { savedAt: NOW + 5, by: 'script' }, false, 1],
  ['an import began after past shipments', { priorities: ['past'], savedAt: NOW + 5, by: 'script' }, true, 2],
  [
    'an import began after the work of scheduled scripts',
    { priorities: ['check'], savedAt: NOW + 5, by: 'script' },
    true,
    2,
  ],
  ['nobody saved', {}, false, 1],
  ['a person saved before the run began', { savedAt: NOW - 1 }, false, 1],
  ['the run is young', { savedAt: NOW + 5, now: LATER - 1 }, false, 0],
  ['a person waits for this one', { priorities: ['script', 'person'], isBesidePeople: true }, false, 0],
  ['the memory fails', { savedAt: 'unknown' }, false, 1],
])('a look makes room when it should: %s', (_when, given, expected, expectedReads) => {
  const { task, ports, reads } = setUp(given);

  expect(makesRoom(task, ports)).toBe(expected);
  expect(reads()).toBe(expectedReads);
});

test('what makes room stays in the outbox as it was, and asks nobody', () => {
  const { made, task, ports } = setUp({ savedAt: NOW + 5 });
  const before = [...made.events.values()];

  expect(reconcile(task, ports).end).toBe('left');

  expect([...made.events.values()]).toEqual(before);
  expect(made.requests).toEqual([]);
});
