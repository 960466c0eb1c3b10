import { Script } from 'node:vm';
import { unzipSync } from 'fflate';
import { zipProject } from '../../../tools/shared/project';
import { applyDefect, replaceOnce, SCRIPTS_FOLDER } from '../apply';
import { findDefects } from '../command';
import { DEFECTS } from '../defects';
import { describeInvariants, readInvariants, titlesIn } from '../invariants';

const zip = zipProject();

describe('deliberate defects', () => {
  test('are at least thirty, each with a name of its own', () => {
    expect(new Set(DEFECTS.map(({ name }) => name)).size).toBe(DEFECTS.length);
    expect(DEFECTS.length).toBeGreaterThanOrEqual(30);
  });

  test.each(DEFECTS.map((defect) => [defect.name, defect] as const))(
    '%s: still fits the compiled script, changes it, and leaves it JavaScript',
    (_name, defect) => {
      const path = `${SCRIPTS_FOLDER}${defect.file}`;
      const read = (files: Record<string, Uint8Array>): string => new TextDecoder().decode(files[path]);

      const changed = read(unzipSync(applyDefect(zip, defect)));

      expect(changed).not.toBe(read(unzipSync(zip)));
      expect(() => new Script(changed)).not.toThrow();
    },
  );

  test('a text that stands there twice or not at all is refused', () => {
    const defect = { name: 'x', file: 'a.js', text: 'one', becomes: 'two', themes: [] };

    expect(() => replaceOnce('one one', defect)).toThrow('stands 2 times in a.js');
    expect(() => replaceOnce('none of it', { ...defect, text: 'absent' })).toThrow('stands 0 times in a.js');
  });
});

describe('npm run defects', () => {
  test.each([
    [['name=zzzz'], 'No defect has “zzzz” in its name. The names are:\n  acknowledge before sending\n'],
    [['most=0'], '“most=0” must be a whole number from 1 to 999999999, such as most=400.'],
    [['nmae=brake'], '“nmae=brake” is no argument of this command.'],
  ])('refuses %j and says what there is', async (typed, message) => {
    const told: string[] = [];

    await expect(findDefects(typed, (line) => told.push(line))).resolves.toBe(2);

    expect(told.join('\n')).toContain(message);
  });

  test('tells its arguments when it is asked for help', async () => {
    const told: string[] = [];

    await expect(findDefects(['help'], (line) => told.push(line))).resolves.toBe(0);

    expect(told.join('\n')).toContain('name=brake');
  });

  test('knows the title of every invariant, however it is missed', () => {
    const invariants = readInvariants();

    // One invariant of each form in which the sources write the title.
    expect(invariants).toContain('An outage stops sending');
    expect(invariants).toContain('No event is left');
    expect(invariants).toContain('Waits are capped');
    expect(invariants).toContain('A save never fails');
    expect(invariants.filter((title) => !/^[A-Z][^:$]+$/.test(title))).toEqual([]);
    expect(new Set(invariants).size).toBe(invariants.length);
  });

  test('refuses an invariant whose title it cannot know', () => {
    expect(titlesIn('a.ts', "complain('One', x); life.problems.push(\n  `Two: ${x}`)")).toEqual(['One', 'Two']);
    expect(() => titlesIn('a.ts', 'complain(title, x)')).toThrow('lab/simulate/a.ts misses an invariant');
  });

  test('counts the defects that each invariant found, and names the invariants that found none', () => {
    expect(describeInvariants(['B', 'A', 'B'], ['A', 'B', 'C'])).toEqual([
      'Defects by the invariant that was missed first:',
      '   2  B',
      '   1  A',
      'Invariants that no defect missed first: 1 of 3',
      '      C',
    ]);
  });
});
