/** What becomes of the events that asked for a look. */

import { reconcile } from '../../../src/TypeScript/aftership/app/sending/reconcile';
import type { MemoryWorld } from '../../../tools/shared/memory_ports';
import { aFulfillment, NOW, UPS_NUMBER, USPS_NUMBER } from '../../fixtures';
import { created, lastOfLimit, lost, rateLimited, refused, type Script } from '../scripted_aftership';
import { rowsOf, run, event, eventsOf, standings, world } from './delivery_world';

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

    run(made);

    expect(eventsOf(made).map(({ dueAt, attempts: count }) => [dueAt - NOW, count])).toEqual([[7200, 1]]);
  });

  it('that ends before the next attempt of what failed is not waited for alone', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]),
      scripts: [lost(), rateLimited(NOW + 3)],
    });

    run(made);

    expect(dueTimes(made)[0]).toBeGreaterThan(60);
  });

  it('ends within the look when it is near: the request is made again after its end', () => {
    const made = world({ scripts: [rateLimited(NOW + 1), rateLimited(NOW + 3), created()] });

    expect(run(made)).toBe('done');
    expect(made.requests).toHaveLength(3);
    expect(made.clock.now).toBeGreaterThanOrEqual(NOW + 3);
    expect(made.events.size).toBe(0);
  });

  it('that comes back each time ends the look after three tries', () => {
    const made = world({ scripts: [rateLimited(NOW + 1), rateLimited(NOW + 3), rateLimited(NOW + 5)] });

    expect(run(made)).toBe('put back');
    expect(made.requests).toHaveLength(3);
    expect(dueTimes(made)).toEqual([5]);
  });

  it('is waited for before a request when the answer before it says that none is left', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]),
      scripts: [lastOfLimit(created(), NOW + 2), created()],
    });

    expect(run(made)).toBe('done');
    expect(made.clock.now).toBeGreaterThanOrEqual(NOW + 2);
  });

  it('that a successful answer puts far away is not believed', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]),
      scripts: [lastOfLimit(created(), NOW + 3600), created()],
    });

    expect(run(made)).toBe('done');
    expect(made.clock.now).toBeLessThan(NOW + 60);
  });

  it('holds for every fulfillment: a look before its end is put off before it reads anything', () => {
    const made = world({ scripts: [rateLimited(NOW + 90), created(), created()] });
    run(made);
    made.fulfillments.set(200, aFulfillment([USPS_NUMBER], { id: 200 }));
    event(made, { fulfillmentId: 200 });
    const reads = made.requests.length;

    const end = reconcile(made.taskFor(200), made.ports);

    expect(end).toMatchObject({ end: 'put back', counts: {}, goesOnAt: NOW + 90 });
    expect(made.requests).toHaveLength(reads);
    expect(dueTimes(made)).toEqual([90, 90]);
    made.clock.now = NOW + 90;
    expect([run(made), run(made, { of: 200 })]).toEqual(['done', 'done']);
  });

  it('that somebody wrote into the connection for years from now holds up nothing', () => {
    const made = world({ connection: { pausedUntil: NOW + 86_400 * 365 }, scripts: [created()] });

    expect(run(made)).toBe('done');
  });
});
