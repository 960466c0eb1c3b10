/** A person's tick in "Try again / send anyway". */

import { aFulfillment, aRow, holdingAt, NOW, UPS_NUMBER } from '../../fixtures';
import { created, found, garbage, lost, rateLimited, refused } from '../scripted_aftership';
import { addRow, changeRow, killed, methods, row, run, setAttempts, event, tick, world } from './delivery_world';

const OLD = aFulfillment([UPS_NUMBER], { shippedOn: '2026-11-02' });

describe('a tick', () => {
  it('is taken away even where there is nothing to do, so that it does not come up for ever', () => {
    const made = world({ fulfillment: aFulfillment([]), rows: [{ reason: 'removed', retryRequested: true }] });

    run(made);

    expect(row(made)?.retryRequested).toBe(false);
    expect(made.requests).toEqual([]);
  });

  it.each([
    ['a rate limit', rateLimited(NOW + 90), [created()], 'put back', 'too_old'],
    ['no answer', lost(), [created()], 'put back', 'unanswered'],
    ['a server that is down', garbage('<html>'), [created()], 'put back', 'unanswered'],
    ['the end of its run', killed, [created()], null, 'too_old'],
    [
      'a lost answer of a create that was made',
      lost(),
      [refused(4003), found(), found({ customers: [] })],
      'put back',
      'unanswered',
    ],
  ])('sends what is left out although the first attempt ends with %s', (_what, first, rest, end, reason) => {
    const made = world({
      fulfillment: OLD,
      scripts: [first, ...rest],
      rows: [{ reason: 'too_old', lookedAt: NOW - 60, retryRequested: true }],
    });

    if (end === null) expect(() => run(made)).toThrow();
    else expect(run(made)).toBe(end);
    expect(row(made)).toMatchObject({ reason, retryRequested: true });

    made.clock.now += 90;
    while (made.events.size > 0) run(made);
    expect(row(made)).toMatchObject({ reason: 'in_step', retryRequested: false });
    event(made);
    expect(run(made)).toBe('done');
    expect(made.requests).toHaveLength(1 + rest.length);
  });

  it('is answered by the last attempt, so that it does not go on for ever', () => {
    const made = world({
      fulfillment: OLD,
      scripts: [lost()],
      rows: [{ reason: 'too_old', retryRequested: true }],
    });
    setAttempts(made, 50);

    run(made);

    expect(row(made)).toMatchObject({ reason: 'attempts', retryRequested: false });
  });

  it('on a create that was given up sends it again under its id, which finds what was made', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER], { shippedOn: '2026-11-22', lastModified: NOW - 3600 }),
      rows: [{ reason: 'attempts', holding: holdingAt('create unknown'), lookedAt: NOW }],
      scripts: [refused(4003), found(), found({ customers: [] })],
    });
    run(made);
    expect(made.requests).toEqual([]);

    tick(made);
    event(made);
    while (made.events.size > 0) run(made);

    expect(methods(made)).toEqual(['POST', 'GET', 'PUT']);
    expect(row(made)?.reason).toBe('in_step');
  });

  it('is no answer to another package of the fulfillment', () => {
    const made = world({ scripts: [found()] });
    addRow(made, aRow());
    addRow(made, aRow({ id: 2, number: 'B', reason: 'brake', retryRequested: false }));
    changeRow(made, { lookedAt: null });

    run(made);

    expect(row(made, 'B')).toMatchObject({ reason: 'brake', retryRequested: false });
  });
});
