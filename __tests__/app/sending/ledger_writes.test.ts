/** What a look leaves in the ledger and the log besides the change itself. */

import { readHistory } from '../../../src/TypeScript/aftership/core/ledger/history';
import { aCustomer, aFulfillment, holdingAt, idOf, NOW, UPS_NUMBER, USPS_NUMBER } from '../../fixtures';
import { created, found, garbage, lost, refused, type Script } from '../scripted_aftership';
import { bodies, requests, row, rowsOf, run, event, world } from './delivery_world';

describe('the time of the look', () => {
  it('stands on every open row, so that the hourly check knows what it covers', () => {
    const numbers = [UPS_NUMBER, USPS_NUMBER];
    const made = world({ fulfillment: aFulfillment(numbers), scripts: [created(), created()] });
    run(made);
    made.clock.now += 3600;
    made.fulfillments.set(100, aFulfillment(numbers, { lastModified: NOW + 3000 }));
    event(made);

    run(made);

    expect(rowsOf(made).map(({ lookedAt }) => lookedAt)).toEqual([NOW + 3600, NOW + 3600]);
  });

  it('is not written again when it covers the last change already', () => {
    const made = world({ scripts: [created()], fulfillment: aFulfillment([UPS_NUMBER], { lastModified: NOW - 600 }) });
    run(made);
    made.clock.now += 3600;
    event(made);

    run(made);

    expect(row(made)?.lookedAt).toBe(NOW);
  });

  it('is when the fulfillment was read, not when the answer came', () => {
    const slow: Script = (request) => {
      made.clock.now += 40;
      return created()(request);
    };
    const made = world({ scripts: [slow] });

    run(made);

    expect(row(made)).toMatchObject({ lookedAt: NOW, madeAt: NOW + 40 });
  });

  it('is not touched by an update that failed', () => {
    const made = world({ rows: [{ lookedAt: NOW - 600 }], scripts: [lost()] });

    run(made);

    expect(row(made)?.lookedAt).toBe(NOW - 600);
  });
});

describe('what is logged', () => {
  it('is one line a change, with a correlation id and AfterShip’s trace', () => {
    const made = world({ scripts: [created()] });

    run(made);

    expect(made.logs).toEqual([
      {
        level: 'audit',
        title: 'Package changed',
        details: {
          correlation: `100-${NOW}`,
          fulfillment: 100,
          number: UPS_NUMBER,
          state: 'In AfterShip',
          reason: 'in_step',
          tracking: idOf(),
          code: 201,
          trace: 'trace-1',
        },
      },
    ]);
  });

  it('names the answer that a removal comes from', () => {
    const made = world({
      fulfillment: aFulfillment([]),
      rows: [{ reason: 'number_gone', dueAt: NOW }],
      scripts: [found(), found()],
    });

    run(made);

    expect(made.logs).toMatchObject([
      { details: { state: 'Removal due', reason: 'removal_unanswered', tracking: idOf() } },
      { details: { state: 'Removed', reason: 'removed', tracking: null, code: 200, trace: 'trace-1' } },
    ]);
  });
});

describe('the history of a row', () => {
  const historyOf = (made: ReturnType<typeof world>) => readHistory(row(made)?.history ?? '');

  it('tells what was sent, the answer and the trace, one line for each change', () => {
    const made = world({ scripts: [created(), refused(4008, 'no')], connection: { sendEmail: true } });
    run(made);
    made.clock.now += 60;
    made.fulfillments.set(100, aFulfillment([UPS_NUMBER], { destination: null }));
    event(made);
    run(made);

    const sent = 'order SO50, with e-mail';
    expect(historyOf(made)).toEqual([
      { at: NOW + 60, what: 'Needs attention', reason: 'refused', sent, answerCode: 4008, traceId: 'trace-1' },
      {
        ...{ at: NOW, what: 'In AfterShip', reason: 'in_step', answerCode: 201, traceId: 'trace-1' },
        sent: 'carrier ups, order SO50, to DEU, with e-mail',
      },
    ]);
    expect(row(made)?.history).not.toMatch(/example|Ada|Berlin|1011/);
  });

  it('tells of an attempt that failed', () => {
    const made = world({ scripts: [created(), garbage('<html>')] });
    run(made);
    made.fulfillments.set(100, aFulfillment([UPS_NUMBER], { destination: null }));
    event(made);
    run(made);

    expect(historyOf(made)[0]).toMatchObject({ what: 'attempt failed', answerCode: 502, sent: expect.any(String) });
  });

  it('says nothing was sent where nothing was, and nothing at all where nothing changed', () => {
    const made = world({ connection: { startDate: '2026-11-22' } });
    run(made);
    event(made);
    run(made);

    expect(historyOf(made)).toMatchObject([
      { what: 'Not sent (rule)', reason: 'before_start', sent: null, answerCode: null },
    ]);
  });

  it('loses no event when one look changes a row twice', () => {
    const made = world({ rows: [{ fulfillmentId: 90 }], scripts: [refused(4004)] });
    run(made);

    expect(historyOf(made)).toMatchObject([
      { what: 'Needs attention', reason: 'vanished', answerCode: 4004 },
      { what: 'In AfterShip', reason: 'in_step', answerCode: null },
    ]);
  });
});

describe('a contact that may not be given any more', () => {
  const WITH_CONTACT = { sendEmail: true } as const;
  const UNNAMED = aFulfillment([UPS_NUMBER], { customer: aCustomer({ withoutContact: true }) });
  const named = (more: object = {}) => ({ customers: [{ role: 'buyer', email: 'buyer@example.com' }], ...more });
  const customersSent = (made: ReturnType<typeof world>): unknown[] => bodies(made).map(({ customers }) => customers);

  /** Sent with an e-mail address; then the customer is marked, and the fulfillment is looked at again. */
  function marked(...scripts: readonly Script[]): ReturnType<typeof world> {
    const made = world({ connection: WITH_CONTACT, scripts: [created(named()), ...scripts] });
    run(made);
    expect(row(made)).toMatchObject({ reason: 'in_step', hasContact: true });
    made.fulfillments.set(100, UNNAMED);
    event(made);
    run(made);
    return made;
  }

  it('is taken back with an empty list, and the answer is believed', () => {
    const made = marked(found({ customers: [] }));

    expect(customersSent(made).slice(1)).toEqual([[]]);
    expect(row(made)).toMatchObject({ reason: 'in_step', hasContact: false, params: {} });
  });

  it('that AfterShip keeps is said, and not asked for again', () => {
    const made = marked(found(named()));
    event(made);

    expect(run(made)).toBe('done');
    expect(made.requests).toHaveLength(2);
    expect(row(made)).toMatchObject({ holding: holdingAt('ours'), reason: 'contact_kept', hasContact: true });
  });

  it('is asked for again with the next edit, or when a person asks', () => {
    const made = marked(found(named()), found({ customers: [] }));
    made.fulfillments.set(100, { ...UNNAMED, shippedOn: '2026-11-22' });
    event(made);

    run(made);

    expect(customersSent(made)[2]).toEqual([]);
    expect(row(made)).toMatchObject({ reason: 'in_step', hasContact: false });
  });

  it('is not proved to be gone by an answer that tells nothing', () => {
    expect(row(marked(found()))).toMatchObject({ reason: 'contact_kept', hasContact: true });
  });

  it('stays when AfterShip refuses an empty list, and the rest is sent without it', () => {
    const made = marked(refused(4008, 'customers is empty'), found(named()));

    expect(customersSent(made).slice(1)).toEqual([[], undefined]);
    expect(row(made)).toMatchObject({ reason: 'contact_kept', hasContact: true });
  });

  it('is gone with its tracking', () => {
    expect(row(marked(refused(4004)))).toMatchObject({ reason: 'vanished', hasContact: false });
  });

  it.each([
    ['that names it', named(), [], []],
    ['that does not say', {}, [], []],
    ['that names nobody', { customers: [] }, undefined, []],
  ])('is taken back from a tracking %s, whose making was not answered', (_what, held, asked, kept) => {
    const made = world({
      connection: WITH_CONTACT,
      scripts: [lost(), refused(4003), found(held), found({ customers: kept })],
    });
    expect(run(made)).toBe('put back');
    made.fulfillments.set(100, UNNAMED);

    expect(run(made)).toBe('put back');
    expect(run(made)).toBe('done');

    expect(requests(made)).toEqual(['POST /trackings', 'POST /trackings', 'GET /trackings/OWN', 'PUT /trackings/OWN']);
    expect(customersSent(made)[3]).toEqual(asked);
    expect(row(made)).toMatchObject({ reason: 'in_step', hasContact: false });
  });

  it('is known to be there when a tracking that was found cannot be brought up to date', () => {
    const made = world({
      connection: WITH_CONTACT,
      scripts: [lost(), refused(4003), found(named()), refused(503)],
    });
    run(made);
    made.fulfillments.set(100, UNNAMED);
    run(made);

    expect(run(made)).toBe('put back');
    expect(row(made)).toMatchObject({ reason: 'in_step', hasContact: true });
  });
});
