import { Progress } from '../progress';
import { exportOf, preview, row } from './run';

test('nothing is shown in the first three seconds, and then a line every three', () => {
  const shown: (string | null)[] = [];
  let now = 500;
  const progress = new Progress({ milliseconds: () => now, showProgress: (line) => shown.push(line) });
  const at = (milliseconds: number, done: string): void => {
    now = 500 + milliseconds;
    progress.show(() => done);
  };

  at(0, 'a');
  at(2999, 'b');
  expect(shown).toEqual([]);
  at(3000, 'c');
  at(5999, 'd');
  at(6000, 'e');
  expect(shown).toEqual(['  c …', '  e …']);
});

test('makes room for other lines once, and only when it is there', () => {
  const shown: (string | null)[] = [];
  let now = 0;
  const progress = new Progress({ milliseconds: () => now, showProgress: (line) => shown.push(line) });

  progress.hide();
  now = 3000;
  progress.show(() => 'a');
  progress.hide();
  progress.hide();
  expect(shown).toEqual(['  a …', null]);
});

describe('a preview', () => {
  const text = exportOf(...Array.from({ length: 300 }, (_, index) => row({ id: String(index + 1), status: 'Packed' })));

  test('that is long says how far it is, and takes the line away before it prints', async () => {
    const { exitCode, printed, progress } = await preview(text, 'today=2026-11-23', { milliseconds: 25 });

    expect(exitCode).toBe(0);
    expect(progress).toEqual([
      '  120 rows read …',
      '  240 rows read …',
      null,
      '  60 of 300 fulfillments looked at …',
      '  180 of 300 fulfillments looked at …',
      '  300 of 300 fulfillments looked at …',
      null,
    ]);
    expect(printed).not.toContain('…');
  });

  test('that is short does not', async () => {
    expect((await preview(text, 'today=2026-11-23', { milliseconds: 1 })).progress).toEqual([]);
  });
});
