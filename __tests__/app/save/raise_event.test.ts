import { raiseEvent, type SavedFulfillment } from '../../../src/TypeScript/aftership/app/save/raise_event';
import type { SendingRequest } from '../../../src/TypeScript/aftership/core/connection';
import type { NewEvent } from '../../../src/TypeScript/aftership/core/event';
import { NOW } from '../../fixtures';

interface Spy {
  readonly added: NewEvent[];
  readonly asked: number[];
  readonly remembered: SendingRequest[];
  readonly errors: string[];
}

function save(
  changes: Partial<SavedFulfillment> = {},
  world: {
    readonly last?: SendingRequest;
    readonly lastRunAt?: number;
    readonly isReserved?: boolean;
    readonly failing?: 'add' | 'memory';
  } = {},
): Spy {
  const spy: Spy = { added: [], asked: [], remembered: [], errors: [] };
  raiseEvent(
    { id: 100, event: 'edit', executionContext: 'USERINTERFACE', editedFields: () => ['memo'], ...changes },
    {
      events: {
        add: (event) => {
          if (world.failing === 'add') throw new Error('no room');
          spy.added.push(event);
        },
      },
      sending: {
        request: () => {
          spy.asked.push(NOW);
          return { at: NOW, outcome: 'busy', detail: 'MAP_REDUCE_ALREADY_RUNNING' };
        },
      },
      memory: {
        lastRequest: () => {
          if (world.failing === 'memory') throw new Error('cache is down');
          return world.last ?? null;
        },
        rememberRequest: (request) => spy.remembered.push(request),
        lastRun: () => (world.lastRunAt === undefined ? null : { at: world.lastRunAt, summary: '', units: 0 }),
        isReserved: () => world.isReserved === true,
      },
      clock: { now: () => NOW },
      log: { audit: () => undefined, error: (title) => spy.errors.push(title) },
      account: { id: () => '1234567', isProduction: () => true },
    },
  );
  return spy;
}

describe('raiseEvent', () => {
  it.each(['create', 'edit', 'ship', 'pack', 'xedit'] as const)('adds one event on %s', (event) => {
    const spy = save({ event });

    expect(spy.added).toEqual([
      {
        fulfillmentId: 100,
        dueAt: NOW,
        backfill: false,
        origin: `${event} (USERINTERFACE)`,
      },
    ]);
    expect(spy.asked).toHaveLength(1);
  });

  it('leaves a deletion to the System user, who alone can see that the fulfillment is gone', () => {
    const spy = save({ event: 'delete' });

    expect(spy.added).toMatchObject([{ fulfillmentId: 100, needsSystemRun: true, origin: 'delete (USERINTERFACE)' }]);
    expect(spy.asked).toEqual([]);
  });

  it.each([
    ['only our own fields', ['custbody_aftership_status'], 0],
    ['our own and other fields', ['custbody_aftership_status', 'memo'], 1],
    ['our own fields and those the platform lists beside them', ['custbody_aftership_status', 'id', 'type'], 1],
    ['no field at all', [], 1],
  ])('on an inline edit of %s', (_what, fields, events) => {
    expect(save({ event: 'xedit', editedFields: () => fields }).added).toHaveLength(events);
  });

  it('remembers how its request for sending ended', () => {
    expect(save().remembered).toEqual([{ at: NOW, outcome: 'busy', detail: 'MAP_REDUCE_ALREADY_RUNNING' }]);
  });

  it.each([
    ['was accepted seconds ago', { at: NOW - 9, outcome: 'accepted', detail: '' }, 0],
    ['was accepted a while ago', { at: NOW - 10, outcome: 'accepted', detail: '' }, 1],
    ['was refused seconds ago', { at: NOW - 1, outcome: 'refused', detail: '' }, 1],
  ] as const)('asks for sending unless the last request %s', (_what, last, asked) => {
    expect(save({}, { last }).asked).toHaveLength(asked);
  });

  it.each([
    ['has not ended', NOW - 10, 0],
    ['has ended already, and may have read its input before this save', NOW - 9, 1],
  ] as const)('asks for sending seconds after an accepted request only when its run %s', (_what, lastRunAt, asked) => {
    expect(save({}, { last: { at: NOW - 9, outcome: 'accepted', detail: '' }, lastRunAt }).asked).toHaveLength(asked);
  });

  it('leaves its event to the System user while time is reserved for one', () => {
    const spy = save({}, { isReserved: true });

    expect([spy.added.length, spy.asked.length, spy.remembered.length]).toEqual([1, 0, 0]);
  });

  it.each(['add', 'memory'] as const)('never throws when %s fails, and logs it', (failing) => {
    expect(save({}, { failing }).errors).toEqual(['Fulfillment was not waiting']);
  });

  it('keeps the event when asking for sending fails', () => {
    expect(save({}, { failing: 'memory' }).added).toHaveLength(1);
  });

  it('never throws when the platform cannot list the edited fields', () => {
    const broken = (): readonly string[] => {
      throw new Error('no fields');
    };

    expect(save({ event: 'xedit', editedFields: broken }).errors).toHaveLength(1);
  });
});
