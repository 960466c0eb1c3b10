import { reconcile } from '../../../src/TypeScript/aftership/app/sending/reconcile';
import type { ReconcileTask } from '../../../src/TypeScript/aftership/app/ports';
import type { NewEvent } from '../../../src/TypeScript/aftership/core/event';
import type { MemoryWorld } from '../../../tools/shared/memory_ports';
import { aBackfill, aFulfillment, NOW, UPS_NUMBER } from '../../fixtures';
import { add, world } from '../run_world';
import { created, lost, type Script } from '../scripted_aftership';

const STEP = { backfillId: 7, mode: 'on', from: 0, to: 100, isLast: true } as const;

interface Listing {
  readonly scripts?: readonly Script[];
  readonly event?: Partial<NewEvent>;
}

function listing({ scripts = [created()], event = {} }: Listing = {}) {
  const made = world({}, scripts);
  made.backfills.set(7, aBackfill());
  made.fulfillments.set(100, aFulfillment([UPS_NUMBER], { id: 100, date: '2026-09-10', shippedOn: '2026-09-10' }));
  const events: NewEvent[] = [
    { fulfillmentId: 100, dueAt: NOW, priority: 'past', backfillId: 7, origin: 'backfill 7', ...event },
  ];
  const task: ReconcileTask = { ...made.taskFor(100), listed: { events, step: STEP } };
  return { made, task };
}

/** What the outbox says about its rows at the moment of each write. */
function watch(made: MemoryWorld) {
  const { events } = made.ports;
  const writes: string[] = [];
  const watched: typeof events = {
    ...events,
    add: (event) => {
      writes.push(`add ${event.inFlight === undefined ? '' : 'marked'}`.trim());
      return events.add(event);
    },
    markInFlight: (id, mark) => {
      writes.push(mark === '' ? 'unmark' : 'mark');
      return events.markInFlight(id, mark);
    },
    acknowledge: (id) => {
      writes.push('acknowledge');
      events.acknowledge(id);
    },
    putBack: (id, change) => {
      writes.push('put back');
      return events.putBack(id, change);
    },
  };
  return { ports: { ...made.ports, events: watched }, writes };
}

test('a look that creates a tracking writes its event with the mark, and acknowledges it', () => {
  const { made, task } = listing();
  const { ports, writes } = watch(made);

  expect(reconcile(task, ports)).toMatchObject({ end: 'done', step: STEP });

  expect(writes).toEqual(['add marked', 'acknowledge']);
  expect(made.events.size).toBe(0);
  expect([...made.rows.values()]).toMatchObject([{ reason: 'in_step', backfill: 7 }]);
});

test('a look that has nothing to do writes nothing to the outbox', () => {
  const { made, task } = listing();
  reconcile(task, made.ports);
  const { ports, writes } = watch(made);

  expect(reconcile(task, ports).end).toBe('done');

  expect(writes).toEqual([]);
});

test('a look without an answer keeps its event, with one attempt behind it', () => {
  const { made, task } = listing({ scripts: [lost()] });
  const { ports, writes } = watch(made);

  expect(reconcile(task, ports)).toMatchObject({ end: 'put back', step: STEP });

  expect(writes).toEqual(['add marked', 'unmark', 'put back']);
  expect([...made.events.values()]).toMatchObject([{ attempts: 1, backfillId: 7, inFlight: '' }]);
});

test('a look that has to wait is written and not looked at', () => {
  const { made, task } = listing({ scripts: [], event: { dueAt: NOW + 60 } });

  expect(reconcile(task, made.ports)).toMatchObject({ end: 'done', step: STEP });

  expect([...made.events.values()]).toMatchObject([{ dueAt: NOW + 60, backfillId: 7 }]);
  expect(made.rows.size).toBe(0);
});

test('a fulfillment that already waits in the outbox is passed over', () => {
  const { made, task } = listing({ scripts: [] });

  expect(reconcile({ ...task, listed: { events: [], step: STEP } }, made.ports)).toMatchObject({
    end: 'done',
    step: STEP,
  });
});

test('the look of a paused backfill waits in the outbox', () => {
  const { made, task } = listing({ scripts: [] });
  made.backfills.set(7, aBackfill({ state: 'paused' }));

  expect(reconcile(task, made.ports)).toMatchObject({ end: 'put back', step: STEP });

  expect([...made.events.values()]).toMatchObject([{ backfillId: 7, attempts: 0 }]);
});

test('a dropped look is listed again later', () => {
  const { made, task } = listing({ scripts: [] });
  made.settings.connection = null;

  expect(reconcile({ ...task, connectionId: null }, made.ports).step).toBeUndefined();
});

test('the mark of a run that was ended is found, and the events of both are acknowledged', () => {
  const { made, task } = listing({ scripts: [] });
  const ended = {
    ...made.ports.ledger,
    add: () => {
      throw new Error('the run ended');
    },
  };
  const answering = world({}, [created()]);
  expect(() => reconcile(task, { ...made.ports, http: answering.ports.http, ledger: ended })).toThrow('the run ended');
  expect(made.events.size).toBe(1);
  const { ports } = watch(made);

  const again = world({}, [created()]);
  reconcile(task, { ...ports, http: again.ports.http }, true);

  expect(made.events.size).toBe(0);
  expect(made.rows.size).toBe(1);
});

test('events of both kinds are ended together', () => {
  const { made, task } = listing();
  add(made, 100);

  reconcile({ ...task, events: made.taskFor(100).events }, made.ports);

  expect(made.events.size).toBe(0);
});
