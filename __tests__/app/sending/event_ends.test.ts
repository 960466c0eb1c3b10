/** What becomes of the events that asked for a look. */

import { reconcile } from '../../../src/TypeScript/aftership/app/sending/reconcile';
import type { MemoryWorld } from '../../../tools/shared/memory_ports';
import { aFulfillment, NOW, UPS_NUMBER, USPS_NUMBER } from '../../fixtures';
import { created, found, lost, rateLimited, refused, type Script } from '../scripted_aftership';
import { attempts, row, rowsOf, run, setAttempts, event, eventsOf, standings, world } from './delivery_world';

const dueTimes = (made: MemoryWorld): readonly number[] => eventsOf(made).map(({ dueAt }) => dueAt - NOW);

describe('the events of a look', () => {
  it('are acknowledged, exactly those that it was given', () => {
    const made = world({ scripts: [created()] });
    event(made);
    const task = made.taskFor(100);
    event(made);

    reconcile(task, made.ports);

    expect(made.events.size).toBe(1);
  });

  it('are replaced by one that asks for another look when another run has acknowledged them meanwhile', () => {
    const acknowledgedMeanwhile: Script = (request) => {
      for (const id of made.events.keys()) made.ports.events.acknowledge(id);
      return lost()(request);
    };
    const made = world({ scripts: [acknowledgedMeanwhile] });

    expect(run(made)).toBe('put back');
    expect(eventsOf(made)).toMatchObject([{ fulfillmentId: 100, attempts: 0 }]);
  });

  it('wait without an attempt when units run short between packages, and nothing is left in flight', () => {
    const shortage: Script = (request) => {
      made.limits.units = 503;
      return created()(request);
    };
    const made = world({ fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]), scripts: [shortage] });

    expect(run(made)).toBe('unfinished');
    expect(made.requests).toHaveLength(1);
    expect(eventsOf(made)).toMatchObject([{ attempts: 0, dueAt: NOW, inFlight: '' }]);
    expect(standings(made)).toEqual(['100: ours in_step']);
  });

  it('leave the next package to the next run while ending hundreds of them would not fit', () => {
    const made = world({ fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]), scripts: [created()] });
    for (let more = 0; more < 599; more += 1) event(made);
    made.limits.units = 500 + 600 * 4;
    const create = made.ports.ledger.add;
    Object.assign(made.ports.ledger, {
      add: (...given: Parameters<typeof create>) => {
        made.limits.units -= 1;
        return create(...given);
      },
    });

    expect(run(made)).toBe('unfinished');
    expect(made.requests).toHaveLength(1);
    expect(made.events.size).toBe(600);
  });

  it('end the look also between the rows that need no call', () => {
    const numbers = [UPS_NUMBER, USPS_NUMBER];
    const made = world({ fulfillment: aFulfillment(numbers), connection: { includeSalesOrders: false } });
    const create = made.ports.ledger.add;
    Object.assign(made.ports.ledger, {
      add: (...given: Parameters<typeof create>) => {
        made.limits.units = 503;
        return create(...given);
      },
    });

    expect(run(made)).toBe('unfinished');
    expect(rowsOf(made)).toHaveLength(1);
    expect(eventsOf(made)).toMatchObject([{ attempts: 0, dueAt: NOW }]);
    made.limits.units = 5000;
    expect(run(made)).toBe('done');
    expect(rowsOf(made)).toHaveLength(2);
  });

  it('wait when time runs short', () => {
    const made = world();
    made.limits.seconds = 601;

    expect(run(made)).toBe('put back');
    expect(made.requests).toEqual([]);
  });
});

describe('a rate limit', () => {
  it('holds for four hours at most, whatever time the answer names', () => {
    const made = world({ scripts: [rateLimited(99_999_999_999)] });

    expect(run(made)).toBe('put back');
    expect(eventsOf(made)).toMatchObject([{ dueAt: NOW + 4 * 3600, attempts: 0 }]);
  });

  it('holds for a minute when the answer names no time', () => {
    const made = world({ scripts: [refused(429)] });

    run(made);

    expect(dueTimes(made)).toEqual([60]);
  });

  it('that comes after a failed attempt is waited for, and the attempt counts', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]),
      scripts: [lost(), rateLimited(NOW + 7200)],
    });
    const task = made.taskFor(100);
    event(made, { dueAt: NOW + 600 });

    reconcile(task, made.ports);

    expect(eventsOf(made).map(({ dueAt, attempts: count }) => [dueAt - NOW, count])).toEqual([
      [7200, 1],
      [7200, 0],
    ]);
  });

  it('that ends before the next attempt of what failed is not waited for alone', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]),
      scripts: [lost(), rateLimited(NOW + 1)],
    });

    run(made);

    expect(dueTimes(made)[0]).toBeGreaterThan(60);
  });

  it('holds for older events of the fulfillment, too, and for no new ones', () => {
    const made = world({ scripts: [rateLimited(NOW + 90)] });
    const task = made.taskFor(100);
    event(made, { dueAt: NOW + 30 });
    event(made, { dueAt: NOW + 600 });
    event(made);

    reconcile(task, made.ports);

    expect(dueTimes(made)).toEqual([90, 90, 600, 0]);
  });

  it.each([
    ['of a paused backfill', { backfillId: 5 }],
    ['that has failed before', { attempts: 2 }],
  ])('holds for a later event %s, too', (_what, changes) => {
    const made = world({ scripts: [rateLimited(NOW + 90)] });
    const task = made.taskFor(100);
    event(made);
    const later = eventsOf(made).at(-1);
    if (later === undefined) throw new Error('no event');
    made.events.set(later.id, { ...later, ...changes });

    reconcile(task, made.ports);

    expect(dueTimes(made)).toEqual([90, 90]);
  });

  it('holds for an older event that comes up in the same second', () => {
    const made = world({ scripts: [rateLimited(NOW + 90)] });
    const [older] = eventsOf(made);
    event(made);
    const task = made.taskFor(100);
    // The run took the newer one only: the older one was not due when it collected.
    const newer = { ...task, events: task.events.filter(({ id }) => id !== older?.id) };
    expect(newer.events).toHaveLength(1);

    reconcile(newer, made.ports);

    expect(dueTimes(made)).toEqual([90, 90]);
  });
});

describe('a fulfillment that has failed many times, and is edited', () => {
  const worn = (dueAt: number): MemoryWorld => {
    const made = world({ scripts: [lost()] });
    setAttempts(made, 11);
    event(made, { dueAt });
    return made;
  };

  it('begins anew', () => {
    const made = worn(NOW);

    expect(run(made)).toBe('put back');

    expect(row(made)?.reason).toBe('unanswered');
    expect(attempts(made)).toEqual([1, 1]);
  });

  it.each([
    ['begins anew where all that failed was settled since', NOW - 900, 'number_gone', 1],
    ['comes to its end where what failed is still open', NOW - 90_000, 'removal_attempts', undefined],
  ])('%s', (_what, lookedAt, reason, expected) => {
    const made = world({
      fulfillment: null,
      rows: [{ reason: 'number_gone', dueAt: NOW - 60, failedAt: NOW - 9000, lookedAt }],
      scripts: [refused(503)],
    });
    setAttempts(made, 11);

    run(made);

    expect(row(made)?.reason).toBe(reason);
    expect(attempts(made)[0]).toBe(expected);
  });

  it('has not come to its end while the newer event waits for a later time', () => {
    const made = worn(NOW + 900);
    const task = made.taskFor(100);

    reconcile({ ...task, events: task.events.filter((one) => one.attempts === 11) }, made.ports);

    expect(row(made)?.reason).toBe('unanswered');
    expect(attempts(made)).toEqual([12, 0]);
  });
});

describe('a look that has more to do', () => {
  it('counts no attempt, and keeps no other package from being sent', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]),
      scripts: [refused(4003), found(), created()],
    });

    expect(run(made)).toBe('put back');

    expect(standings(made)).toEqual(['100: ours in_step', '100: ours in_step']);
    expect(eventsOf(made)).toMatchObject([{ attempts: 0, dueAt: NOW }]);
  });

  it('counts the attempt of a package that failed beside it', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]),
      scripts: [lost(), refused(4003), found()],
    });

    run(made);

    expect(attempts(made)).toEqual([1]);
    expect(dueTimes(made)[0]).toBeGreaterThan(0);
  });
});
