import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DIAL_VALUES, setDials } from '../../../packages/emulator/aftership';
import { ACCOUNT_DIAL_VALUES, DEFAULT_DIALS } from '../../../packages/emulator/netsuite';
import { findRoot } from '../../../tools/shared/project';
import { THEMES } from '../faults';
import { generateHistory } from '../generate';
import { STEPS, type Bulk, type History, type Step } from '../history';
import { CI_SEEDS } from './ci_seeds';

const histories: readonly History[] = CI_SEEDS.flatMap(({ from, count, steps, themes }) =>
  Array.from({ length: count }, (_, index) =>
    generateHistory(from + index, steps, themes.length === 0 ? undefined : themes),
  ),
);

/** Every step, including the steps nested in others. */
function everyStep(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => {
    if (step.do === 'in sandbox') return [step, ...everyStep([step.step])];
    if (step.do === 'trap' && step.effect.kind === 'act') return [step, ...everyStep([step.effect.step])];
    return [step];
  });
}

const steps = histories.flatMap((history) => everyStep(history.steps));

describe('what the lives of the tests contain', () => {
  test.each(Object.entries(ACCOUNT_DIAL_VALUES))('every answer of the dial %s of NetSuite', (dial, values) => {
    const used = new Set(
      histories.map(
        ({ plan }) => Object.entries({ ...DEFAULT_DIALS, ...plan.dials }).find(([name]) => name === dial)?.[1],
      ),
    );

    expect([...used].sort()).toEqual([...values].sort());
  });

  test.each(Object.entries(DIAL_VALUES))('every answer of the dial %s of AfterShip', (dial, values) => {
    const used = new Set(
      histories.map(({ plan }) => Object.entries(setDials(plan.aftershipDials)).find(([name]) => name === dial)?.[1]),
    );

    expect([...used].map(String).sort()).toEqual(values.map(String).sort());
  });

  test('every theme', () => {
    expect(new Set(histories.map(({ theme }) => theme))).toEqual(new Set(THEMES));
  });

  test('every kind of step', () => {
    expect([...new Set(steps.map((step) => step.do))].sort()).toEqual(Object.keys(STEPS).sort());
  });

  test('every weather, and every state of the secret and of the key', () => {
    const words = new Set(
      steps.flatMap((step) => {
        if (step.do === 'weather') return [step.kind];
        return step.do === 'secret' || step.do === 'key' ? [`${step.do} ${step.is}`] : [];
      }),
    );

    expect([...words].sort()).toEqual(
      [
        ...['no connection', '503', '429', 'html', 'half of all lost'],
        ...['secret right', 'secret removed', 'secret wrong'],
        ...['secret other scripts only', 'secret other employees only', 'secret other domain only'],
        ...['key right', 'key revoked', 'key forbidden'],
      ].sort(),
    );
  });

  test('a save in every place that the deployment of the user event lists', () => {
    const object = 'customscript_aftership_fulfillment_ue.xml';
    const xml = readFileSync(path.join(findRoot(), 'src', 'Objects', 'aftership', 'scripts', object), 'utf8');
    const listed = /<executioncontext>([^<]*)</.exec(xml)?.[1]?.split('|') ?? [];
    const used = new Set(steps.flatMap((step) => ('by' in step && !step.by.unseen ? [step.by.context] : [])));

    expect([...used].sort()).toEqual([...listed].sort());
  });

  test('every kind of edit, and every lack of a refreshed sandbox', () => {
    const edits = new Set(steps.flatMap((step) => (step.do === 'edit' ? [step.change.kind] : [])));
    const lacks = new Set(steps.flatMap((step) => (step.do === 'refresh sandbox' ? [step.lacks ?? null] : [])));

    expect([...edits].sort()).toEqual(
      ['nothing', 'city', 'zip', 'country', 'ship date', 'shipped', 'ship item', 'location'].sort(),
    );
    expect(lacks).toEqual(new Set([null, 'connection', 'secret', 'anything']));
  });

  test('every slip with a connection, every defect of another app, and every field that a user edits by hand', () => {
    const words = new Set(
      steps.flatMap((step) => {
        if (step.do === 'unusable connection') return [step.slip ?? 'mended'];
        if (step.do === 'foreign user event') return [step.is ?? 'taken away'];
        return step.do === 'edited row' ? [step.edit.field] : [];
      }),
    );

    expect([...words].sort()).toEqual(
      [
        ...['second connection', 'no start date', 'mistyped secret', 'inactive', 'mended'],
        ...['throws', 'touches the form', 'taken away'],
        ...['tracking id', 'holding', 'generation', 'number', 'fulfillment'],
      ].sort(),
    );
  });

  test('rows of the outbox that users forged, of every account, about everything, at every time', () => {
    const rows = steps.flatMap((step) => (step.do === 'forged row' ? [step.row] : []));

    expect(new Set(rows.map(({ account }) => account))).toEqual(new Set(['own', 'other', 'none']));
    expect(new Set(rows.map(({ due }) => due))).toEqual(new Set(['past', 'year 2037', 'empty']));
    expect(rows.some(({ about }) => about === 'sales order')).toBe(true);
    expect(rows.some(({ mark }) => (mark?.generation ?? 0) > 1)).toBe(true);
    expect(rows.some(({ backfillId }) => backfillId !== null)).toBe(true);
  });

  test('every kind of work of the console’s job, also in the middle of a run', () => {
    const inside = steps.flatMap((step) =>
      step.do === 'trap' && step.effect.kind === 'act' ? [step.effect.step] : [],
    );
    const kindsIn = (those: readonly Step[]): ReadonlySet<string> =>
      new Set(those.flatMap((step) => (step.do === 'bulk' ? [step.task.kind] : [])));

    const all = new Set<Bulk['kind']>(['retry', 'look', 'erase', 'carrier']);
    expect(kindsIn(steps)).toEqual(all);
    expect(kindsIn(inside)).toEqual(all);
  });

  test('connections that leave out a ship method, a location or sales orders', () => {
    const leftOut = histories.map(({ plan: { connection } }) => connection);

    expect(leftOut.some((connection) => connection.leftOut !== null)).toBe(true);
    expect(new Set(leftOut.map(({ onlyFrom }) => onlyFrom))).toEqual(new Set([null, 'main', 'branch']));
    expect(new Set(leftOut.map(({ salesOrders }) => salesOrders))).toEqual(new Set([true, false]));
  });

  test('accounts with and without the languages of customers', () => {
    expect(new Set(histories.map(({ plan }) => plan.hasNoLanguages === true))).toEqual(new Set([true, false]));
    expect(new Set(histories.map(({ plan }) => plan.processors))).toEqual(new Set([undefined, 2, 5]));
  });

  test('fulfillments of one location and of several, and changes of each line', () => {
    const made = steps.flatMap((step) => (step.do === 'create' ? [new Set(step.locations ?? ['main']).size] : []));
    const moved = steps.flatMap((step) =>
      step.do === 'edit' && step.change.kind === 'location' ? [step.change.line] : [],
    );

    expect(new Set(made)).toEqual(new Set([1, 2]));
    expect(new Set(moved)).toEqual(new Set([0, 1, 2]));
  });

  test('connections whose rules are changed, also in the middle of a run', () => {
    const isOfRules = (step: Step): boolean => step.do === 'settings' && step.change.kind === 'rules';
    const changed = steps.flatMap((step) =>
      step.do === 'settings' && step.change.kind === 'rules' ? Object.keys(step.change.rules) : [],
    );

    expect(new Set(changed)).toEqual(new Set(['sendsContacts', 'contactsOff', 'leftOut', 'onlyFrom']));
    expect(steps.some((step) => step.do === 'trap' && step.effect.kind === 'act' && isOfRules(step.effect.step))).toBe(
      true,
    );
  });

  test('traps in every part of a run: as far as the longest runs of each script reach', () => {
    const furthest = (script: string): number =>
      Math.max(...steps.map((step) => (step.do === 'trap' && step.at.script === script ? step.at.skip : 0)));

    expect(furthest('send_mr')).toBeGreaterThan(150);
    expect(furthest('wake_ss')).toBeGreaterThan(50);
    expect(furthest('hourly_check_mr')).toBeGreaterThan(75);
    expect(furthest('fulfillment_ue')).toBeGreaterThanOrEqual(8);
    expect(furthest('bulk_mr')).toBeGreaterThanOrEqual(8);
  });

  test('in the middle of a run: whatever other people do', () => {
    const acts = new Set(
      steps.flatMap((step) => (step.do === 'trap' && step.effect.kind === 'act' ? [step.effect.step.do] : [])),
    );

    for (const act of ['foreign tracking', 'person deletes tracking', 'opt out', 'customer', 'steer backfill', 'hide'])
      expect(acts).toContain(act);
    expect(acts).toContain('delete connection');
  });

  test('mass edits of hundreds', () => {
    const counts = steps.map((step) => (step.do === 'import' ? step.numbers.length : 0));

    expect(Math.max(...counts)).toBeGreaterThanOrEqual(150);
  });
});
