import { DIAL_VALUES, setDials } from '../../emulator/aftership/dials';
import { DEFAULT_DIALS } from '../../emulator/account';
import { ACCOUNT_DIAL_VALUES } from '../../emulator/dials';
import { THEMES } from '../../tools/simulate/faults';
import { generateHistory } from '../../tools/simulate/generate';
import type { History, Step } from '../../tools/simulate/history';
import { CI_SEEDS } from './ci_seeds';

const histories: readonly History[] = Array.from({ length: CI_SEEDS.count }, (_, index) =>
  generateHistory(CI_SEEDS.from + index, CI_SEEDS.steps),
);

/** Steps, also those within others. */
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
    const expected: readonly Step['do'][] = [
      'wait',
      'create',
      'import',
      'retype',
      'blank',
      'edit',
      'inline edit',
      'pack',
      'ship',
      'unship',
      'delete',
      'opt out',
      'customer',
      'try again',
      'settings',
      'delete connection',
      'restore connection',
      'backfill',
      'steer backfill',
      'run',
      'switch',
      'long pause',
      'hide',
      'forget caches',
      'refresh sandbox',
      'in sandbox',
      'trap',
      'wire',
      'weather',
      'key',
      'secret',
      'rotate key',
      'scan',
      'correct carrier',
      'person deletes tracking',
      'foreign tracking',
    ];

    expect([...new Set(steps.map((step) => step.do))].sort()).toEqual([...expected].sort());
  });

  test('every fault of the wire, every weather, every state of the secret, and every effect of a trap', () => {
    const words = new Set(
      steps.flatMap((step) => {
        if (step.do === 'wire') return [step.fault.kind];
        if (step.do === 'weather') return [step.kind];
        if (step.do === 'secret' || step.do === 'key') return [`${step.do} ${step.is}`];
        return step.do === 'trap' ? [step.effect.kind] : [];
      }),
    );

    expect([...words].sort()).toEqual(
      [
        ...['no answer', 'not connected', 'connection closed', 'refusal', 'html', 'empty', 'half json', 'slow'],
        ...['no connection', '503', '429', 'half of all lost'],
        ...['secret right', 'secret removed', 'secret wrong'],
        ...['secret other scripts only', 'secret other employees only', 'secret other domain only'],
        ...['key right', 'key revoked', 'key forbidden'],
        ...['kill', 'error', 'usage limit', 'act', 'second run'],
      ].sort(),
    );
  });
});
