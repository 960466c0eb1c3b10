import { generateHistory } from '../generate';
import type { History, Step } from '../history';
import { invariantOf, shrink } from '../shrink';

const wait = (seconds: number): Step => ({ do: 'wait', seconds });

function historyOf(steps: readonly Step[]): History {
  return { ...generateHistory(1, 1), steps };
}

describe('shortening a history', () => {
  test('leaves the two steps that only together fail', () => {
    const steps = Array.from({ length: 37 }, (_, index) => wait(index + 1));
    const fails = ({ steps: left }: History): boolean => {
      const seconds = left.map((step) => (step.do === 'wait' ? step.seconds : 0));
      return seconds.includes(5) && seconds.includes(31);
    };

    const shortest = shrink(historyOf(steps), fails);

    expect(shortest.steps).toEqual([wait(5), wait(31)]);
  });

  test('puts dials that do not matter back to their default', () => {
    const history: History = historyOf([wait(1)]);
    const dialed: History = {
      ...history,
      plan: { ...history.plan, dials: { numbers: 'as number', taskStart: 'at once' }, aftershipDials: {} },
    };

    const shortest = shrink(dialed, ({ plan }) => plan.dials.taskStart === 'at once');

    expect(shortest.plan.dials).toEqual({ taskStart: 'at once' });
  });

  test('lives no more histories than it may', () => {
    let lived = 0;
    const steps = Array.from({ length: 64 }, (_, index) => wait(index + 1));

    shrink(
      historyOf(steps),
      () => {
        lived += 1;
        return true;
      },
      3,
    );

    expect(lived).toBeLessThanOrEqual(3);
  });
});

test('an invariant is told apart from the details of a life', () => {
  expect(invariantOf('No event is left: 1234567 fulfillment 6, due 11:00: waits')).toBe('No event is left');
});
