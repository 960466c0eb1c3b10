import { wake } from '../../../src/TypeScript/aftership/app/schedule/wake';
import type { Mode } from '../../../src/TypeScript/aftership/core/connection';
import type { LedgerRow } from '../../../src/TypeScript/aftership/core/ledger/row';
import { aBackfill, NOW } from '../../fixtures';
import { add, addRow, asking, world } from '../run_world';
import { listed, refused } from '../scripted_aftership';

describe('wake', () => {
  it('asks for sending also when a backfill cannot go on', () => {
    const made = world();
    add(made, 100);
    const asked = asking();
    const findRunning = (): never => {
      throw new Error('UNEXPECTED_ERROR');
    };

    wake({ ...made.ports, ...asked, backfills: { ...made.ports.backfills, findRunning } });

    expect(asked.requests).toHaveLength(1);
    expect(made.logs).toMatchObject([{ level: 'error', title: 'The running backfill could not be found' }]);
  });

  it('asks for sending as the System user when something is due, and records how that ended', () => {
    const made = world();
    const asked = asking();
    add(made, 100);

    wake({ ...made.ports, ...asked });

    expect(asked.requests).toEqual([{ asSystem: true }]);
    expect(made.activities).toMatchObject([{ request: { outcome: 'accepted' }, run: null }]);
  });

  it('records the last request that a save made', () => {
    const made = world();
    const asked = asking();
    asked.remembered.push({ at: NOW - 60, outcome: 'refused', detail: 'INSUFFICIENT_PERMISSION: no' });

    wake({ ...made.ports, ...asked });

    expect(made.activities[0]).toMatchObject({ request: { outcome: 'refused' } });
  });

  it.each([
    ['only a run of the System user may settle something and one of a clerk is unfinished', 'busy', true, 1],
    ['its own request is accepted', 'accepted', true, 0],
    ['any run may settle what is due', 'busy', false, 0],
  ] as const)('reserves its next time when %s', (_what, outcome, needsSystemRun, turns) => {
    const made = world();
    const asked = asking(outcome);
    add(made, 100);
    const [event] = made.events.values();
    made.ports.events.putBack(event?.id ?? 0, {
      dueAt: NOW,
      attempts: 0,
      reason: 'x',
      needsSystemRun,
      unreadable: false,
    });

    wake({ ...made.ports, ...asked });

    expect(asked.turns).toHaveLength(turns);
    expect([NOW + 719, NOW + 720, NOW + 1079, NOW + 1080].map((now) => asked.memory.isReserved(now))).toEqual(
      turns === 0 ? [false, false, false, false] : [false, true, true, false],
    );
  });

  it('does nothing when nothing is due', () => {
    const made = world();
    const asked = asking();
    add(made, 100, { dueAt: NOW + 1 });

    wake({ ...made.ports, ...asked });

    expect(asked.requests).toEqual([]);
    expect(made.requests).toEqual([]);
  });

  it('obeys a person’s stop without asking AfterShip', () => {
    const made = world({ stoppedByPerson: true, stoppedByError: true });
    const asked = asking();
    add(made, 100);

    wake({ ...made.ports, ...asked });

    expect(made.requests).toEqual([]);
    expect(asked.requests).toEqual([]);
    expect(made.settings.connection?.stoppedByError).toBe(true);
  });

  it.each([
    ['resumes when the probe succeeds', listed(), false, 1],
    ['stays stopped when the probe fails', refused(401), true, 0],
  ] as const)('probes a connection that stopped itself and %s', (_what, answer, stopped, requests) => {
    const made = world({ stoppedByError: true }, [answer]);
    const asked = asking();
    add(made, 100);

    wake({ ...made.ports, ...asked });

    expect(made.requests).toHaveLength(1);
    expect(made.settings.connection?.stoppedByError).toBe(stopped);
    expect(asked.requests).toHaveLength(requests);
  });

  it.each<[string, Partial<LedgerRow>, Mode, number]>([
    ['a due removal', { reason: 'number_gone', dueAt: NOW }, 'on', 1],
    ['a removal that is not due yet', { reason: 'number_gone', dueAt: NOW + 1 }, 'on', 0],
    ['a removal that the brake holds', { reason: 'brake' }, 'on', 0],
    ['a first sending that is due', { reason: 'send_wait', dueAt: NOW }, 'on', 1],
    ['a first sending that is not due yet', { reason: 'send_wait', dueAt: NOW + 1 }, 'on', 0],
    ['a tracking that is to be made again', { reason: 'again', dueAt: NOW }, 'on', 1],
    ['a create without an answer whose event was lost', { reason: 'unanswered', dueAt: NOW }, 'on', 1],
    ['a removal without an answer whose event was lost', { reason: 'removal_unanswered', dueAt: NOW }, 'on', 1],
    ['a package that Preview would send, once it is on', { reason: 'preview_create' }, 'on', 1],
    ['an update that Preview would make, once it is on', { reason: 'preview_update' }, 'on', 1],
    ['a package that Preview would send, still in Preview', { reason: 'preview_create' }, 'preview', 0],
    ['a package in step', {}, 'on', 0],
    ['a row that a person asked to try again', { reason: 'too_old', retryRequested: true }, 'preview', 1],
  ])('asks for a run for %s, which lists it by itself', (_what, changes, mode, requests) => {
    const made = world({ mode });
    const asked = asking();
    addRow(made, changes);

    wake({ ...made.ports, ...asked });

    expect(asked.requests).toHaveLength(requests);
    expect(made.events.size).toBe(0);
  });

  it.each([
    ['accepted', 0],
    ['busy', 1],
  ] as const)('raises events for the ledger only for the runs of users: %s', (outcome, events) => {
    const made = world();
    addRow(made, { reason: 'send_wait', dueAt: NOW });

    wake({ ...made.ports, ...asking(outcome) });

    expect(made.events.size).toBe(events);
  });

  it('asks for a run while a backfill is running, and reserves its next time if it is not free', () => {
    const made = world();
    made.backfills.set(7, aBackfill());
    const [accepted, busy] = [asking(), asking('busy')];

    wake({ ...made.ports, ...accepted });
    wake({ ...made.ports, ...busy });

    expect([accepted.requests, busy.requests].map((requests) => requests.length)).toEqual([1, 1]);
    expect([accepted.turns, busy.turns].map((turns) => turns.length)).toEqual([0, 1]);
  });

  it('finds work behind hundreds of rows whose fulfillments have one already', () => {
    const made = world();
    for (let id = 1000; id < 1620; id += 1) {
      addRow(made, { reason: 'send_wait', fulfillmentId: id, number: `SQ${id}0000`, dueAt: NOW - 60 });
      add(made, id);
    }
    addRow(made, { reason: 'send_wait', dueAt: NOW - 1 });

    wake({ ...made.ports, ...asking('busy') });

    expect([...made.events.values()].filter(({ fulfillmentId }) => fulfillmentId === 100)).toHaveLength(1);
    expect(made.events.size).toBe(621);
  });

  it('raises no second event while the first one waits', () => {
    const made = world();
    addRow(made, { reason: 'preview_create' });
    add(made, 100, { dueAt: NOW + 3600 });
    const asked = asking('busy');

    wake({ ...made.ports, ...asked });

    expect(asked.requests).toEqual([]);
    expect(made.events.size).toBe(1);
  });
});
