import { createHash } from 'node:crypto';

import { trackingIdFor } from '../../../src/TypeScript/aftership/core/aftership/request';
import { ARROWS } from '../../../src/TypeScript/aftership/core/ledger/arrows';
import { isLegal, reasonsWhere, STATES, type At } from '../../../src/TypeScript/aftership/core/ledger/reasons';
import {
  believable,
  faultOf,
  goneAt,
  holdingOf,
  isInStep,
  isOpen,
  isOwner,
  isRetryable,
  isWanted,
  stateOfRow,
  trackingIdOf,
} from '../../../src/TypeScript/aftership/core/ledger/row';
import { aRow, holdingAt, idOf, NOW } from '../../fixtures';

const PLACES: readonly At[] = ['nothing', 'create unknown', 'ours', 'remove unknown', 'foreign'];
const EVERY_ROW = PLACES.flatMap((at) =>
  reasonsWhere((rule) => rule.at.includes(at)).map((reason) => aRow({ reason, holding: holdingAt(at) })),
);

describe('a row of the ledger', () => {
  it('asks for nothing more when its package is over, and only then', () => {
    expect([...new Set(EVERY_ROW.filter((row) => !isOpen(row)).map(({ reason }) => reason))].sort()).toEqual([
      'moving',
      'never_sent',
      'not_ours',
      'read_again',
      'removed',
      'retention',
      'still_shared',
    ]);
    expect(new Set(EVERY_ROW.filter((row) => !isOpen(row)).map(stateOfRow))).toEqual(
      new Set(['Removed', 'Kept in AfterShip']),
    );
  });

  it.each([
    ['number_gone', NOW + 3600, null, NOW - 1800],
    ['removed', null, NOW + 3600, NOW - 1800],
    ['removal_unanswered', NOW + 9999, NOW + 3600, NOW - 1800],
    ['moving', null, null, null],
    ['in_step', null, NOW, null],
    ['retention', null, NOW, null],
  ] as const)('tells when its number went: %s', (reason, dueAt, removalAskedAt, at) => {
    expect(goneAt({ reason, dueAt, removalAskedAt }, 90)).toBe(at);
  });

  it('owns a tracking that AfterShip has and its fulfillment wants, also when an update of it was refused', () => {
    const owners = EVERY_ROW.filter(isOwner).map(({ holding, reason }) => `${holding.at} ${reason}`);

    expect(owners.sort()).toEqual([
      'foreign attempts',
      'foreign carrier_unknown',
      'foreign contact_kept',
      'foreign in_step',
      'foreign preview_update',
      'foreign refused',
      'ours attempts',
      'ours carrier_unknown',
      'ours contact_kept',
      'ours in_step',
      'ours preview_update',
      'ours refused',
    ]);
  });

  it('names a tracking unless AfterShip has none', () => {
    expect(trackingIdOf(holdingAt('nothing'))).toBeNull();
    expect(trackingIdOf(holdingAt('foreign'))).toBe('shop-1');
    for (const at of ['create unknown', 'ours', 'remove unknown'] as const)
      expect(trackingIdOf(holdingAt(at))).toBe(idOf());
  });

  it('is wanted, or not, or neither is known: then it counts as not wanted', () => {
    expect(isWanted(aRow())).toBe(true);
    expect(isWanted(aRow({ reason: 'number_gone' }))).toBe(false);
    expect(isWanted(aRow({ reason: 'retention' }))).toBe(false);
  });

  it('is in step, or to be tried again, by its reason', () => {
    const of = (test: (row: (typeof EVERY_ROW)[number]) => boolean) => [
      ...new Set(EVERY_ROW.filter(test).map(({ reason }) => reason)),
    ];

    expect(of(isInStep).sort()).toEqual(['carrier_unknown', 'contact_kept', 'in_step']);
    expect(isRetryable(aRow({ reason: 'refused' }))).toBe(true);
    expect(isRetryable(aRow({ reason: 'too_old' }))).toBe(true);
    expect(isRetryable(aRow({ reason: 'opted_out' }))).toBe(false);
    expect(isRetryable(aRow())).toBe(false);
  });
});

describe('what is wrong with a row', () => {
  it('is nothing where reason and place go together', () => {
    for (const row of EVERY_ROW) expect(faultOf(row)).toBeNull();
  });

  it.each([
    ['a reason of another place', { reason: 'moving', holding: holdingAt('nothing') }],
    ['a due time that nobody waits for', { dueAt: NOW }],
    ['no due time where time acts next', { reason: 'number_gone', dueAt: null }],
    ['no time when it was made', { madeAt: null }],
  ] as const)('is said: %s', (_what, changes) => {
    expect(faultOf({ ...aRow(), ...changes })).toEqual(expect.any(String));
    expect(() => aRow(changes)).toThrow('There is no such row');
  });
});

describe('a row that somebody edited', () => {
  it('is believed where its reason goes with what AfterShip has', () => {
    const row = aRow({ fingerprint: 'print', lookedAt: NOW });

    expect(believable(row, 'contact_kept')).toEqual({ ...row, reason: 'contact_kept' });
  });

  it.each(PLACES)('is looked at as if its content were not known where it does not: %s', (at) => {
    const row = aRow({ holding: holdingAt(at), fingerprint: 'print', lookedAt: NOW, params: { a: 1 } });
    const illegal = reasonsWhere((rule) => !rule.at.includes(at));

    for (const reason of [null, ...illegal]) {
      const read = believable(row, reason);
      expect(read).toMatchObject({ fingerprint: '', lookedAt: null, params: {}, holding: row.holding });
      expect(isLegal(read.reason, at)).toBe(true);
      expect(isOpen(read)).toBe(true);
    }
  });
});

describe('the arrows between states', () => {
  it('lead from and to states that reasons have', () => {
    const states = new Set(EVERY_ROW.map(stateOfRow));

    expect([...states].sort()).toEqual(Object.keys(STATES).sort());
    for (const { from, to } of ARROWS) {
      expect(states).toContain(to);
      if (from !== null) expect(states).toContain(from);
    }
    expect(new Set(ARROWS.map(({ from, to }) => `${from} → ${to}`)).size).toBe(ARROWS.length);
  });

  it('lead to every state', () => {
    expect(new Set(ARROWS.map(({ to }) => to)).size).toBe(Object.keys(STATES).length);
  });
});

describe('the holding of fields that somebody edited', () => {
  const own = (number: string) => (generation: number) =>
    trackingIdFor({ accountId: '1234567', number, generation }, (text) =>
      createHash('sha256').update(text).digest('hex'),
    );
  const mine = own('SQ1');

  it.each([
    ['nothing was edited', { at: 'ours', trackingId: mine(2), generation: 2 }, { at: 'ours', id: mine(2) }],
    [
      'the number was edited',
      { at: 'ours', trackingId: own('SQ2')(1), generation: 1 },
      { at: 'create unknown', id: own('SQ2')(1) },
    ],
    ['the id was edited', { at: 'ours', trackingId: 'x', generation: 2 }, { at: 'create unknown', id: mine(2) }],
    ['the id was emptied', { at: 'ours', trackingId: null, generation: 2 }, { at: 'create unknown', id: mine(2) }],
    [
      'the id of another account was pasted',
      { at: 'ours', trackingId: mine(1).replace('1234567', '7654321'), generation: 1 },
      { at: 'create unknown', id: mine(1) },
    ],
    ['the state was edited', { at: 'gone', trackingId: mine(1), generation: 1 }, { at: 'create unknown', id: mine(1) }],
  ])('%s', (_what, stored, holding) => {
    expect(holdingOf(stored, mine)).toEqual(holding);
  });
});
