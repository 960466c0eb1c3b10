import { raiseEvent, type SavedFulfillment } from '../../../src/TypeScript/aftership/app/save/raise_event';
import type { SendingRequest } from '../../../src/TypeScript/aftership/core/connection';
import type { NewEvent, Saver } from '../../../src/TypeScript/aftership/core/event';
import { NOW } from '../../fixtures';

interface Spy {
  readonly added: NewEvent[];
  readonly asked: number[];
  readonly remembered: SendingRequest[];
  readonly marks: Saver[];
  readonly errors: string[];
}

function save(
  changes: Partial<SavedFulfillment> = {},
  world: {
    readonly last?: SendingRequest;
    readonly lastRunAt?: number;
    readonly isReserved?: boolean;
    readonly outcome?: SendingRequest['outcome'];
    readonly failing?: 'add' | 'memory';
  } = {},
): Spy {
  const spy: Spy = { added: [], asked: [], remembered: [], marks: [], errors: [] };
  raiseEvent(
    { id: 100, event: 'edit', executionContext: 'USERINTERFACE', editedFields: () => ['memo'], ...changes },
    {
      events: {
        add: (event) => {
          if (world.failing === 'add') throw new Error('no room');
          return spy.added.push(event);
        },
      },
      sending: {
        request: () => {
          spy.asked.push(NOW);
          return { at: NOW, outcome: world.outcome ?? 'busy', detail: 'what NetSuite said' };
        },
      },
      memory: {
        lastRequest: () => {
          if (world.failing === 'memory') throw new Error('cache is down');
          return world.last ?? null;
        },
        rememberRequest: (request) => spy.remembered.push(request),
        lastRun: () => (world.lastRunAt === undefined ? null : { at: world.lastRunAt, summary: '', units: 0 }),
        rememberSave: (by) => spy.marks.push(by),
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
        priority: 'person',
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
    const detail = 'what NetSuite said';
    expect(save({}, { outcome: 'accepted' }).remembered).toEqual([{ at: NOW, outcome: 'accepted', detail }]);
    expect(save({}, { outcome: 'busy' }).remembered).toEqual([]);
    expect(save({}, { outcome: 'refused' }).remembered).toEqual([{ at: NOW, outcome: 'refused', detail }]);
  });

  const justAsked = { at: NOW - 9, outcome: 'accepted', detail: '' } as const;

  it.each<[string, string, Parameters<typeof save>[1], number]>([
    ['its run begins now', 'USERINTERFACE', { outcome: 'accepted' }, 0],
    ['a run is under way', 'USERINTERFACE', { outcome: 'busy' }, 1],
    ['a run is under way after another one', 'SUITELET', { outcome: 'busy', last: justAsked, lastRunAt: NOW }, 1],
    ['its role may not ask', 'USERINTERFACE', { outcome: 'refused' }, 1],
    [
      'its role may not ask and a run has just ended',
      'CLIENT',
      { outcome: 'refused', last: justAsked, lastRunAt: NOW },
      0,
    ],
    ['a run was asked for seconds ago', 'USERINTERFACE', { last: justAsked }, 1],
    ['time is reserved for the System user', 'USERINTERFACE', { isReserved: true }, 1],
    ['a run is under way', 'CSVIMPORT', { outcome: 'busy' }, 1],
    ['a run was asked for seconds ago', 'RESTWEBSERVICES', { last: justAsked }, 1],
  ])('leaves a mark of who saves when %s (%s)', (_when, executionContext, world, marks) => {
    const spy = save({ executionContext }, world);

    const by = /IMPORT|SERVICES/.test(executionContext) ? 'script' : 'person';
    expect(spy.marks).toEqual(marks === 0 ? [] : [by]);
    expect(spy.added[0]?.priority).toBe(by);
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
