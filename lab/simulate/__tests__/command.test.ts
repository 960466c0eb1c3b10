import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findRoot } from '../../../tools/shared/project';
import { simulate } from '../command';
import { generateHistory } from '../generate';
import { STEPS, type History } from '../history';
import { addMet, describeMet, FAULTS_TO_MEET, NOTHING_MET } from '../met';
import { readHistory } from '../read_history';
import * as running from '../run';

const folder = mkdtempSync(path.join(tmpdir(), 'simulate-'));

afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function run(typed: readonly string[], worker?: string): Promise<{ code: number; lines: readonly string[] }> {
  const lines: string[] = [];
  const code = await simulate(typed, (line) => lines.push(line), worker);
  return { code, lines };
}

describe('a history in a file', () => {
  const history = generateHistory(5, 3);
  const withSteps = (...steps: readonly unknown[]): string =>
    write('history.json', JSON.stringify({ ...history, steps }));

  test('is read as it was written', () => {
    expect(readHistory(withSteps(...history.steps))).toEqual(history);
  });

  test.each([
    ['in the list', { do: 'wiat', seconds: 3 }, 'steps[1].do is "wiat"'],
    ['in the sandbox', { do: 'in sandbox', step: { do: 'shop' } }, 'steps[1].step.do is "shop"'],
    [
      'done by a trap',
      { do: 'trap', effect: { kind: 'act', step: { do: 'in sandbox', step: { do: 'shop' } } } },
      'steps[1].effect.step.step.do is "shop"',
    ],
    ['without a word', { seconds: 3 }, 'steps[1].do is missing'],
    ['that is null', null, 'steps[1].do is missing'],
    ['named like a property of every object', { do: 'toString' }, 'steps[1].do is "toString"'],
  ])('with an unknown step %s is refused, not lived as if nothing happened', (_where, step, message) => {
    const file = withSteps({ do: 'wait', seconds: 1 }, step);

    expect(() => readHistory(file)).toThrow(`${file}: ${message}, which is none of: ${Object.keys(STEPS).join(', ')}.`);
  });

  test('with an unknown effect of a trap or an unknown fault is refused', () => {
    expect(() => readHistory(withSteps({ do: 'trap', effect: { kind: 'kil' } }))).toThrow(
      'steps[0].effect.kind is "kil", which is none of: kill, error',
    );
    expect(() => readHistory(withSteps({ do: 'wire', fault: { kind: 'slwo' } }))).toThrow(
      'steps[0].fault.kind is "slwo", which is none of: no answer',
    );
  });

  test('that is not JSON, not a history or not there is named, with what to do', () => {
    const broken = write('broken.json', '{ "version": 1, ');
    const other = write('other.json', '{ "version": 2 }');
    const absent = path.join(folder, 'absent.json');

    expect(() => readHistory(broken)).toThrow(`${broken} is not JSON`);
    expect(() => readHistory(other)).toThrow(`${other} is not a history of version 1`);
    expect(() => readHistory(absent)).toThrow(
      /absent\.json cannot be read .* Give the path of a history, such as one in build\/simulation/,
    );
  });
});

describe('the arguments of npm run simulate', () => {
  test.each([
    [['seed=3', 'seeds=5'], 'seed= lives one life, for which seeds= would be ignored'],
    [['seed=3', 'from=2', 'minutes=4'], 'seed= lives one life, for which from= and minutes= would be ignored'],
    [['file=a.json', 'seed=3'], 'file= lives one life, for which seed= would be ignored'],
    [['seeds=2', 'file=a.json', 'steps=3'], 'file= lives one life, for which seeds= and steps= would be ignored'],
    [['seeds=2', 'seeds=3'], 'seeds= is given twice'],
    [['seeds=none'], '“seeds=none” must be a whole number from 1'],
    [['themes=wire,wind'], '“themes=wire,wind” must be some of ordinary, wire, '],
    [['sedes=3'], '“sedes=3” is no argument of this command'],
  ])('%j are refused with what is wrong', async (typed, message) => {
    const { code, lines } = await run(typed);

    expect(code).toBe(2);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(message);
  });

  test('all stand in the help, with the themes that there are', async () => {
    const { code, lines } = await run(['help']);

    expect(code).toBe(0);
    for (const one of ['seeds=100', 'from=1', 'steps=40', 'minutes=60', 'seed=17', 'file=one.json', 'rate limit'])
      expect(lines[0]).toContain(`  ${one}`.trim());
  });
});

describe('lives', () => {
  const history: History = { ...generateHistory(2, 3), seed: 900_000_002 };
  const kept = path.join(findRoot(), 'build', 'simulation', 'seed-900000002.json');

  afterAll(() => rmSync(kept, { force: true }));

  /** A worker in which seed 2 violates an invariant and, with `crashes`, seed 3 ends the process. */
  function worker(end: 'crashes' | 'lives'): string {
    return write(
      `${end}.cjs`,
      `const history = ${JSON.stringify(history)};
       const met = { faults: new Map([['slow', 2]]), traps: new Map([['kill in send_mr', 1]]) };
       process.on('message', (order) => {
         if (order.kind === 'shrink') return process.send({ kind: 'shrunk', history: { ...history, steps: history.steps.slice(0, 1) } });
         const { seed } = order;
         if (seed === 3 && ${end === 'crashes'}) return setTimeout(() => process.exit(7), 300);
         const problems = seed === 2 ? ['Nothing is lost: a number'] : [];
         process.send({ kind: 'lived', history: seed === 2 ? history : null, verdict: { seed, theme: 'wire', problems, requests: 10, virtualHours: 3, met } });
       });`,
    );
  }

  test('that are many end with the invariant that one missed, its shortest history, how to replay it, and what was met', async () => {
    const { code, lines } = await run(['seeds=4', 'steps=7', 'themes=wire,rate limit'], worker('lives'));

    expect(code).toBe(1);
    expect(lines).toContain('Seed 2 (wire) misses "Nothing is lost"');
    expect(lines).toContain(`  Shortest history found, 1 of ${history.steps.length} steps:`);
    expect(lines.find((line) => line.startsWith('  Replay:'))).toMatch(
      /file=.*seed-900000002\.json \(the whole life: npm run simulate seed=900000002 steps=7 "themes=wire,rate limit"\)$/,
    );
    expect(JSON.parse(readFileSync(kept, 'utf8'))).toEqual({ ...history, steps: history.steps.slice(0, 1) });
    expect(lines.join('\n')).toMatch(
      /\n4 histories from seed 1, 7 steps: 1 failed\. 40 requests, 12 virtual hours, \d+ s\.\nFaults that struck: .* half json 0, slow 8\.\n/,
    );
    expect(lines).toContain(
      'Traps that sprang in send_mr: kill 4, error 0, usage limit 0, slow 0, act 0, second run 0.',
    );
    expect(lines.at(-1)).toMatch(/^Not met: no answer before effect, .*, second run in bulk_mr\.$/);
  });

  test('that are told one by one are shortened, too, when an invariant is missed', async () => {
    const verdict = { seed: 2, theme: 'wire', problems: ['Nothing is lost: a number'], requests: 1, virtualHours: 1 };
    jest.spyOn(running, 'runHistory').mockReturnValue({ ...verdict, met: NOTHING_MET });

    const { code, lines } = await run(['seed=2', 'steps=7'], worker('lives'));
    jest.restoreAllMocks();

    expect(code).toBe(1);
    expect(lines[0]).toBe('Seed 2 (wire): 1 invariant missed.');
    expect(lines[1]).toMatch(/^ {2}Shortest history found, 1 of \d+ steps:$/);
    expect(lines.at(-1)).toMatch(
      /^ {2}Replay: npm run simulate file=.*seed-900000002\.json \(the whole life: npm run simulate seed=2 steps=7\)$/,
    );
  });

  test('of which all are clean end with 0', async () => {
    expect(await run(['seeds=2', 'from=4'], worker('lives'))).toMatchObject({ code: 0 });
  });

  test('that a crash ends tell what was found before it, the seed that crashed, and how many were lived', async () => {
    const { code, lines } = await run(['seeds=400'], worker('crashes'));

    expect(code).toBe(2);
    expect(lines).toContain('  Nothing is lost: a number');
    expect(lines).toContain(
      'A process of the simulation ended with 7 during seed 3. To see where, live it alone: npm run simulate seed=3 steps=40',
    );
    expect(lines.at(-1)).toMatch(/^Only \d+ of 400 lives were lived: a process crashed\.$/);
  });

  describe('when the minutes are over', () => {
    beforeEach(() => {
      let now = 0;
      jest.spyOn(Date, 'now').mockImplementation(() => (now += 20_000));
    });
    afterEach(() => jest.restoreAllMocks());

    test('fewer than asked for are said and end with 1', async () => {
      const { code, lines } = await run(['seeds=400', 'from=4', 'minutes=2'], worker('lives'));

      expect(code).toBe(1);
      expect(lines.at(-1)).toMatch(/^Only \d+ of 400 lives were lived: no new one begins after minutes=2\.$/);
    });

    test('as many as fit, without a number of seeds, are all that was asked for', async () => {
      const { code, lines } = await run(['from=4', 'minutes=60'], worker('lives'));

      expect(code).toBe(0);
      expect(
        Number(/^(\d+) histories/.exec(lines.find((line) => line.includes(' histories ')) ?? '')?.[1]),
      ).toBeGreaterThan(10);
    });
  });
});

describe('what lives met', () => {
  test('is added up over all of them', () => {
    const one = { faults: new Map([['slow', 2]]), traps: new Map([['kill in wake_ss', 1]]) };

    expect(addMet(addMet(NOTHING_MET, one), one)).toEqual({
      faults: new Map([['slow', 4]]),
      traps: new Map([['kill in wake_ss', 2]]),
    });
  });

  test('is said to be everything only when each fault struck and each trap sprang in each script', () => {
    const scripts = ['fulfillment_ue', 'send_mr', 'wake_ss', 'hourly_check_mr', 'bulk_mr'];
    const effects = ['kill', 'error', 'usage limit', 'slow', 'act', 'second run'];
    const faults = new Map(FAULTS_TO_MEET.map((name) => [name, 1]));
    const traps = new Map(scripts.flatMap((script) => effects.map((effect) => [`${effect} in ${script}`, 1] as const)));
    const last = (): string | undefined => describeMet({ faults, traps }).at(-1);

    expect(last()).toBe('Every kind of fault struck, and every trap sprang in every script.');

    faults.delete('not connected');
    traps.delete('slow in wake_ss');

    expect(last()).toBe('Not met: not connected, slow in wake_ss.');
  });
});
