import type { LedgerRow } from '../../../src/TypeScript/aftership/core/ledger/row';
import { aConnection, aFulfillment, holdingAt, NOW, UPS_NUMBER, USPS_NUMBER } from '../../fixtures';
import { created, found, listed, lost, rateLimited, refused, withheld, type Script } from '../scripted_aftership';
import { attempts, eventsOf, requests, row, run, setAttempts, standings, stateOf, world } from './delivery_world';

describe('a look and the connection', () => {
  it.each([
    ['mode Off', { mode: 'off' }, 'discarded', 0],
    ['a stop by a person', { stoppedByPerson: true, stopReason: 'holidays' }, 'stopped', 1],
    ['a stop by an error', { stoppedByError: true, stopReason: 'key refused' }, 'stopped', 1],
  ] as const)('obeys %s without a call', (_what, connection, end, events) => {
    const made = world({ connection });

    expect(run(made)).toBe(end);
    expect(made.requests).toEqual([]);
    expect(made.events.size).toBe(events);
    expect(made.rows.size).toBe(0);
  });

  it('drops the events when there is no connection for this account', () => {
    const made = world();
    made.settings.connection = null;

    expect(run(made)).toBe('discarded');
    expect(made.events.size).toBe(0);
  });

  it('keeps the events when the connection cannot be used, and says why on them', () => {
    const made = world();
    made.settings.problem = 'Connection 1: the start date is empty.';

    expect(run(made)).toBe('stopped');
    expect(eventsOf(made)).toMatchObject([{ attempts: 0, reason: 'Connection 1: the start date is empty.' }]);
  });

  it('stops before the next package when a person stops it meanwhile', () => {
    const stopping: Script = (request) => {
      made.settings.connection = aConnection({ stoppedByPerson: true });
      return created()(request);
    };
    const made = world({ fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]), scripts: [stopping] });

    expect(run(made)).toBe('stopped');
    expect(made.requests).toHaveLength(1);
    expect(eventsOf(made)).toMatchObject([{ inFlight: '' }]);
    expect(standings(made)).toEqual(['100: ours in_step']);
  });

  it.each([401, 403, 404])('stops everybody on %i and keeps the attempts', (code) => {
    const made = world({ fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]), scripts: [refused(code)] });

    expect(run(made)).toBe('stopped');
    expect(made.settings.connection).toMatchObject({ stoppedByError: true, stoppedByPerson: false });
    expect(attempts(made)).toEqual([0]);
    expect(made.requests).toHaveLength(1);
    expect(made.rows.size).toBe(0);
  });

  it('takes a 404 about one tracking for an attempt of this fulfillment, which stops nobody else', () => {
    const made = world({ fulfillment: aFulfillment([]), rows: [{ reason: 'unanswered' }], scripts: [refused(404)] });

    expect(run(made)).toBe('put back');
    expect(made.settings.connection?.stoppedByError).toBe(false);
    expect(attempts(made)).toEqual([1]);
    expect(standings(made)).toEqual(['100: create unknown unanswered']);
  });

  it('stops everybody when NetSuite withholds the key from the System user', () => {
    const made = world({ scripts: [withheld(), withheld()] });

    expect(run(made)).toBe('stopped');
    expect(made.settings.connection?.stopReason).toMatch(/API secret.*SOME_ERROR/);
    expect(requests(made)).toEqual(['POST /trackings', 'GET /trackings?limit=1']);
  });

  it('takes an unknown error for a passing one when NetSuite sends the next request', () => {
    const made = world({ scripts: [withheld(), listed(), created()] });

    expect(run(made)).toBe('put back');
    expect(made.settings.connection?.stoppedByError).toBe(false);
    expect(eventsOf(made)).toMatchObject([{ attempts: 1, reason: expect.stringContaining('SOME_ERROR') }]);
    expect(run(made)).toBe('done');
    expect(stateOf(made)).toBe('In AfterShip');
  });

  it('names the error when the same one comes until the attempts are used up', () => {
    const made = world({ scripts: [withheld(), listed()] });
    setAttempts(made, 11);

    run(made);

    expect(row(made)).toMatchObject({ reason: 'attempts', params: { cause: expect.stringContaining('SOME_ERROR') } });
    expect(made.settings.connection?.stoppedByError).toBe(false);
  });

  it('stops when AfterShip refuses the key in the request that follows an unknown error', () => {
    const made = world({ scripts: [withheld(), refused(401)] });

    expect(run(made)).toBe('stopped');
    expect(made.settings.connection?.stopReason).toContain('API key');
  });

  it('leaves it to a scheduled run when NetSuite withholds the key from another user', () => {
    const made = world({ scripts: [withheld()] });

    expect(run(made, { asSystem: false })).toBe('put back');
    expect(made.settings.connection?.stoppedByError).toBe(false);
    expect(eventsOf(made)).toMatchObject([{ needsSystemRun: true, attempts: 0 }]);
  });

  it('does not know whether a request that ended with an unknown error was sent, and nothing of those behind it', () => {
    const numbers = [UPS_NUMBER, USPS_NUMBER];
    const made = world({ fulfillment: aFulfillment(numbers), scripts: [withheld()] });

    run(made, { asSystem: false });

    expect(row(made)).toMatchObject({ holding: holdingAt('create unknown'), reason: 'unanswered' });
    expect(row(made, USPS_NUMBER)).toBeUndefined();
  });
});

describe('an outage', () => {
  const failed = (fulfillmentId: number, failedAt: number, number = `N${fulfillmentId}`) =>
    ({ fulfillmentId, number, reason: 'unanswered', failedAt }) as const;

  it('stops the connection when several fulfillments fail within five minutes', () => {
    const made = world({ scripts: [refused(503)], rows: [failed(1, NOW - 299), failed(2, NOW - 10)] });

    run(made);

    expect(made.settings.connection).toMatchObject({
      stoppedByError: true,
      stopReason: expect.stringContaining('several fulfillments within 5 minutes'),
    });
  });

  it.each([
    ['two fulfillments', [failed(1, NOW - 10)]],
    ['failures that are longer ago', [failed(1, NOW - 301), failed(2, NOW - 302)]],
    ['many packages of one fulfillment', [failed(1, NOW, 'A'), failed(1, NOW, 'B')]],
  ])('is not seen in %s', (_what, rows) => {
    const made = world({ scripts: [refused(503)], rows });

    run(made);

    expect(made.settings.connection?.stoppedByError).toBe(false);
  });

  it('is seen in updates and removals that fail, too', () => {
    const rows = [failed(1, NOW), failed(2, NOW)];
    const updating = world({ scripts: [lost()], rows: [...rows, {}] });
    const removing = world({
      scripts: [found(), lost()],
      rows: [...rows, { reason: 'number_gone', dueAt: NOW }],
      fulfillment: aFulfillment([]),
    });

    for (const made of [updating, removing]) {
      run(made);
      expect(made.settings.connection?.stoppedByError).toBe(true);
    }
  });

  it('is not seen in rate limits, however many', () => {
    const made = world({ scripts: [rateLimited(NOW + 5)], rows: [failed(1, NOW), failed(2, NOW), {}] });

    run(made);

    expect(row(made)?.failedAt).toBeNull();
    expect(made.settings.connection?.stoppedByError).toBe(false);
  });

  it('breaks off the run: no further package is sent, and what failed keeps its attempt', () => {
    const made = world({
      fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]),
      scripts: [refused(503)],
      rows: [failed(1, NOW), failed(2, NOW)],
    });

    expect(run(made)).toBe('stopped');

    expect(made.requests).toHaveLength(1);
    expect(attempts(made)).toEqual([1]);
  });

  it('costs what only met the stop no attempt', () => {
    const made = world({ connection: { stoppedByError: true, stopReason: 'outage' } });

    expect(run(made)).toBe('stopped');

    expect(eventsOf(made)).toMatchObject([{ attempts: 0, reason: 'outage' }]);
  });
});

it('what is dropped while the mode is Off makes the hourly check begin at the start date again', () => {
  const made = world({ connection: { mode: 'off', checkCursor: '{"since":1}' } });

  expect(run(made)).toBe('discarded');

  expect(made.events.size).toBe(0);
  expect(made.settings.connection?.checkCursor).toBeNull();
});

it('what is dropped after a run that was interrupted counts as never looked at, so that the hourly check finds it', () => {
  const deletedMeanwhile: Script = (request) => {
    made.settings.connection = null;
    return created()(request);
  };
  const made = world({ fulfillment: aFulfillment([UPS_NUMBER, USPS_NUMBER]), scripts: [deletedMeanwhile] });

  expect(run(made)).toBe('stopped');
  expect(row(made)).toMatchObject({ reason: 'in_step', lookedAt: NOW });
  expect(run(made)).toBe('discarded');

  expect(made.events.size).toBe(0);
  expect(row(made)).toMatchObject({ reason: 'in_step', lookedAt: null });
});

it('what is dropped forgets the look of a row that does not wait for an edit, where there is one', () => {
  const of = (number: string, changes: Partial<LedgerRow>) => ({ ...changes, number, lookedAt: NOW });
  const made = world({
    connection: { mode: 'off' },
    rows: [
      of('A', { reason: 'refused', holding: holdingAt('ours', 'A') }),
      of('B', { reason: 'unanswered' }),
      of('C', { reason: 'removed' }),
      of('D', { reason: 'in_step' }),
    ],
  });

  run(made);

  expect(['A', 'B', 'C', 'D'].filter((number) => row(made, number)?.lookedAt === null)).toEqual(['D']);
});
