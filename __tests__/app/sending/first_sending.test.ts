import { aConnection, aFulfillment, NOW, USPS_NUMBER } from '../../fixtures';
import { created } from '../scripted_aftership';
import { row, run, event, tick, world } from './delivery_world';

describe('the wait before the first sending', () => {
  const connection = { sendWaitMinutes: 20 };

  it('sends nothing until it is over, and then what the fulfillment says by then', () => {
    const made = world({ connection, scripts: [created()] });

    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject({ reason: 'send_wait', params: { minutes: 20 }, dueAt: NOW + 1200 });
    expect(made.requests).toEqual([]);

    made.clock.now += 600;
    event(made);
    run(made);
    expect(row(made)?.dueAt).toBe(NOW + 1200);

    made.clock.now += 600;
    event(made);
    run(made);
    expect(row(made)).toMatchObject({ reason: 'in_step', dueAt: null });
  });

  it('is cut short by a person', () => {
    const made = world({ connection, scripts: [created()] });
    run(made);
    tick(made);
    event(made);

    run(made);

    expect(row(made)).toMatchObject({ reason: 'in_step', retryRequested: false });
  });

  it('spares a number that is corrected meanwhile', () => {
    const made = world({ connection });
    run(made);
    made.fulfillments.set(100, aFulfillment([USPS_NUMBER]));
    event(made);

    run(made);

    expect(row(made)?.reason).toBe('never_sent');
    expect(row(made, USPS_NUMBER)).toMatchObject({ reason: 'send_wait', dueAt: NOW + 1200 });
    expect(made.requests).toEqual([]);
  });

  it('is not for what Preview shows, nor for what was shown there before', () => {
    const made = world({ connection: { ...connection, mode: 'preview' }, scripts: [created()] });
    run(made);
    expect(row(made)?.reason).toBe('preview_create');
    made.settings.connection = aConnection({ ...connection, mode: 'on' });
    event(made);

    run(made);

    expect(row(made)?.reason).toBe('in_step');
  });
});
