import { messageOf, reasonsWhere } from '../../../src/TypeScript/aftership/core/ledger/reasons';
import { faultOf } from '../../../src/TypeScript/aftership/core/ledger/row';
import {
  askRefused,
  backInStep,
  claimed,
  created,
  found,
  generationAfter,
  generationOf,
  isContained,
  leftToOthers,
  linked,
  newContent,
  previewOfRemoval,
  previewOfUpdate,
  removalGivenUp,
  removed,
  updateGivenUp,
  updateRefused,
} from '../../../src/TypeScript/aftership/core/ledger/transitions';
import { aRow, holdingAt, idOf, NOW, UPS_NUMBER } from '../../fixtures';
import { SAMPLES, TRANSITION_NAMES } from './every_transition';

describe('every transition', () => {
  it('is among the samples', () => {
    expect([...new Set(SAMPLES.map(({ name }) => name))].sort()).toEqual([...TRANSITION_NAMES].sort());
  });

  it.each(SAMPLES.map((sample) => [sample.name, sample.change.reason ?? '', sample] as const))(
    '%s makes a row that may be: %s',
    (_name, _reason, { before, change }) => {
      expect(faultOf({ ...before, ...change })).toBeNull();
    },
  );

  it('leaves no value of its message open', () => {
    for (const { before, change } of SAMPLES) {
      const message = messageOf({ ...before, ...change });
      expect(message).not.toMatch(/[{}]|undefined|null/);
    }
  });

  it('leaves nothing of what the row was in the four fields of its standing', () => {
    for (const { name, change } of SAMPLES)
      if (name !== 'updateUnanswered')
        expect(Object.keys(change)).toEqual(expect.arrayContaining(['holding', 'reason', 'params', 'dueAt']));
  });

  it('together they reach every reason', () => {
    const reached = new Set(SAMPLES.map(({ change }) => change.reason));

    expect(reasonsWhere((_rule, reason) => !reached.has(reason))).toEqual([]);
  });
});

describe('a transition that does not go with the row', () => {
  const nothing = aRow({ reason: 'removed' });
  const unknown = aRow({ reason: 'unanswered' });
  const foreign = aRow({ holding: holdingAt('foreign') });

  it.each<[string, () => unknown]>([
    ['a question about what is known', () => askRefused(aRow(), 'no')],
    ['an update of nothing', () => updateRefused(nothing, 'no', null)],
    ['an update of nothing that is given up', () => updateGivenUp(nothing, 'x', false, NOW)],
    ['keeping nothing', () => backInStep(nothing, '')],
    ['claiming nothing', () => claimed(nothing, null, NOW)],
    ['showing an update of nothing', () => previewOfUpdate(nothing, '', NOW)],
    ['showing an update of what may not be there', () => previewOfUpdate(unknown, '', NOW)],
    ['removing somebody else’s', () => removalGivenUp(foreign, 'x')],
    ['removing nothing', () => removalGivenUp(nothing, 'x')],
    ['showing a removal of somebody else’s', () => previewOfRemoval(foreign, NOW)],
    ['showing a removal of what may not be there', () => previewOfRemoval(unknown, NOW)],
  ])('fails: %s', (_what, transition) => {
    expect(transition).toThrow();
  });
});

describe('the generation of a row', () => {
  it('is that of its tracking, or of the next one where it has none of ours', () => {
    expect(generationOf(aRow({ holding: holdingAt('ours', UPS_NUMBER, 3) }))).toBe(3);
    expect(generationOf(aRow({ reason: 'unanswered' }))).toBe(1);
    expect(generationOf(aRow({ reason: 'removed', holding: holdingAt('nothing', UPS_NUMBER, 4) }))).toBe(4);
    expect(generationOf(aRow({ holding: holdingAt('foreign', UPS_NUMBER, 5) }))).toBe(5);
  });

  it('counts up when AfterShip is proved to have the tracking no more', () => {
    expect(generationAfter(aRow())).toBe(2);
    expect(generationAfter(aRow({ reason: 'removal_unanswered' }))).toBe(2);
    expect(generationAfter(aRow({ reason: 'unanswered' }))).toBe(2);
    expect(generationAfter(aRow({ holding: holdingAt('foreign', UPS_NUMBER, 5) }))).toBe(5);
    expect(generationAfter(aRow({ reason: 'removed', holding: holdingAt('nothing', UPS_NUMBER, 4) }))).toBe(4);
    expect(removed(idOf(UPS_NUMBER, 2), NOW).holding).toEqual({ at: 'nothing', generation: 3 });
    expect(leftToOthers(aRow(), 90).holding).toEqual({ at: 'nothing', generation: 1 });
  });
});

describe('what is known of the content', () => {
  const sent = { slugAsked: 'ups', fingerprint: 'print', sentFields: ['title'], hasContact: false, notes: '' };
  const tracking = { slug: 'ups', slugAsked: 'ups', hasContact: null };

  it('is what was sent when AfterShip accepted it, and nothing when the tracking was there already', () => {
    expect(created(idOf(), 'ups', sent, NOW)).toMatchObject({
      fingerprint: 'print',
      contentAt: NOW,
      hasContact: false,
    });
    expect(found(idOf(), tracking, NOW)).toMatchObject({ fingerprint: '', contentAt: null, hasContact: true });
    expect(linked('x', 1, { ...tracking, hasContact: false }, NOW)).toMatchObject({
      fingerprint: '',
      hasContact: false,
    });
  });

  it('of a claimed tracking is the owner’s, and its age too', () => {
    const owner = aRow({ fulfillmentId: 90, fingerprint: 'theirs', contentAt: NOW - 60, madeAt: NOW - 9000 });

    expect(claimed(owner, null, NOW)).toMatchObject({ fingerprint: '', contentAt: null, madeAt: NOW - 9000 });
    expect(claimed({ ...owner, madeAt: null }, null, NOW)).toMatchObject({ madeAt: NOW });
  });
});

describe('whether a row says already what a change says', () => {
  it('goes by the values, of params and of what AfterShip has, too', () => {
    const row = aRow({ reason: 'too_old', params: { day: '2026-10-01', days: 14 } });
    const { holding, reason, params, dueAt } = row;

    expect(isContained(row, { holding: { ...holding }, reason, params: { ...params }, dueAt })).toBe(true);
    expect(isContained(row, { params: { ...params, days: 15 } })).toBe(false);
    expect(isContained(row, { params: { day: '2026-10-01' } })).toBe(false);
    expect(isContained(row, { params: { ...params, more: 1 } })).toBe(false);
    expect(isContained(row, { holding: holdingAt('nothing', UPS_NUMBER, 2) })).toBe(false);
    expect(isContained(row, { dueAt: NOW })).toBe(false);
    expect(isContained(row, {})).toBe(true);
  });
});

it('a new row knows nothing but what the change says', () => {
  const content = newContent({ backfill: 7 });

  expect(content).toMatchObject({
    holding: holdingAt('nothing'),
    madeAt: null,
    lookedAt: null,
    backfill: 7,
    history: '',
  });
});
