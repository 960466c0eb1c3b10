import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CommandResult, runCheck } from '../cli/command';
import { formatResult } from '../cli/format';
import { edit } from '../rules/define_rules';
import { LIST_FILE, MINIMAL_LIST, MINIMAL_PROJECT } from '../rules/minimal_project';
import { RULES } from '../rules/rules';

const LAST = 'NetSuite validates again on deployment; this check cannot see your account.';
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'check-'));
  writeProject('good', {});
  writeProject('odd', { [LIST_FILE]: edit(MINIMAL_LIST, '<isordered>', '<ordered>T</ordered><isordered>') });
  writeProject('bad', {
    [LIST_FILE]: edit(MINIMAL_LIST, '<isordered>T', '<isordered>true'),
    'Objects/customworkflow_a.xml': '<workflow scriptid="customworkflow_a"/>',
    'Objects/customworkflow_b.xml': '<workflow scriptid="customworkflow_b"/>',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeProject(name: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries({ ...MINIMAL_PROJECT, ...files })) {
    const absolute = path.join(folder, name, 'src', file);
    mkdirSync(path.dirname(absolute), { recursive: true });
    writeFileSync(absolute, text);
  }
}

const run = (...typed: readonly string[]): CommandResult =>
  runCheck(typed, { ownProject: path.join(folder, 'good'), currentFolder: folder });

describe('npm run check', () => {
  it('checks this project when no path is given', () => {
    expect(run()).toEqual({ exitCode: 0, output: `0 errors, 0 warnings, 0 object types not checked. ${LAST}` });
  });

  it('prints a finding with file, line, element, what is wrong and what to write', () => {
    const { exitCode, output } = run('bad');

    expect(exitCode).toBe(1);
    expect(output).toBe(
      [
        'Errors',
        'bad/src/Objects/customlist_minimal.xml:3 customlist_minimal.isordered: The object field "isordered" must be T or F, not "true". → Write T for yes, F for no. [SDF-VALUE-TYPE]',
        '',
        'Not checked',
        'bad/src/Objects/customworkflow_a.xml: objects of type workflow are not checked, because their description is not in the facts.',
        '',
        `1 error, 0 warnings, 1 object type not checked. ${LAST}`,
      ].join('\n'),
    );
  });

  it('succeeds with warnings alone, and keeps them apart', () => {
    const { exitCode, output } = run('odd');

    expect(exitCode).toBe(0);
    expect(output.split('\n')[0]).toBe('Warnings');
    expect(output).toContain('Write isordered, if that is what is meant.');
  });

  it('prints JSON for programs, with the path before or after the argument', () => {
    const { exitCode, output } = run('json', 'bad');

    expect(exitCode).toBe(1);
    expect(JSON.parse(output)).toEqual({
      errors: 1,
      warnings: 0,
      findings: [
        {
          code: 'SDF-VALUE-TYPE',
          severity: 'error',
          file: 'bad/src/Objects/customlist_minimal.xml',
          line: 3,
          element: 'customlist_minimal.isordered',
          message: 'The object field "isordered" must be T or F, not "true".',
          advice: 'Write T for yes, F for no.',
        },
      ],
      notChecked: [{ type: 'workflow', file: 'bad/src/Objects/customworkflow_a.xml', count: 2 }],
    });
    expect(run('bad', 'json')).toEqual({ exitCode, output });
  });

  it('prints annotations for GitHub', () => {
    expect(run('bad', 'github').output.split('\n')).toEqual([
      '::error file=bad/src/Objects/customlist_minimal.xml,line=3,title=SDF-VALUE-TYPE::customlist_minimal.isordered: The object field "isordered" must be T or F, not "true". → Write T for yes, F for no.',
      '::notice file=bad/src/Objects/customworkflow_a.xml,title=Not checked::objects of type workflow are not checked, because their description is not in the facts.',
      `1 error, 0 warnings, 1 object type not checked. ${LAST}`,
    ]);
  });

  it.each([
    [['a', 'b'], 'One project at a time, not a and b.'],
    [['json', 'github'], 'json or github'],
    [['--fix'], '“--fix” is no argument'],
    [['explain'], 'the code of one rule'],
    [['explain', 'A', 'B'], 'the code of one rule'],
  ])('refuses %p with what is wrong and what there is', (typed, problem) => {
    expect(run(...typed)).toEqual({
      exitCode: 2,
      output: expect.stringMatching(new RegExp(`${problem}.*\n\nnpm run check \\[path\\]`)),
    });
  });

  it.each([[['help']], [['bad', '--help']], [['explain', '-h']]])('explains itself when asked for %p', (typed) => {
    expect(run(...typed)).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('npm run check explain CODE'),
    });
  });
});

describe('npm run check explain', () => {
  it('tells why, with the page of the help and both examples', () => {
    const { exitCode, output } = run('explain', 'sdf-permission-mirror');

    expect(exitCode).toBe(0);
    expect(output).toContain('SDF-PERMISSION-MIRROR (error)');
    expect(output).toContain('https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4731154857.html');
    expect(output).toContain('Wrong: Objects/customrole_minimal.xml');
    expect(output).toContain('Right: Objects/customrole_minimal.xml');
  });

  it('knows every rule', () => {
    expect(RULES.filter(({ code }) => run('explain', code).exitCode !== 0)).toEqual([]);
  });

  it('guesses what was meant', () => {
    expect(run('explain', 'SDF-VALUE-TYP')).toEqual({
      exitCode: 2,
      output: 'There is no rule SDF-VALUE-TYP. Did you mean SDF-VALUE-TYPE?',
    });
  });
});

describe('what other people’s files say', () => {
  const result = {
    findings: [
      {
        code: 'SDF-X',
        severity: 'error' as const,
        file: 'Objects/a,b:c.xml',
        line: null,
        element: '',
        message: 'red \u001b[31m\n::error::100%',
        advice: 'Mend it.',
      },
    ],
    unchecked: [],
  };

  it('does not reach the terminal as a command', () => {
    expect(formatResult(result, 'text', '')).toContain('Objects/a,b:c.xml: red �[31m ::error::100% → Mend it. [SDF-X]');
  });

  it('does not reach GitHub as an annotation of its own', () => {
    expect(formatResult(result, 'github', '').split('\n')[0]).toBe(
      '::error file=Objects/a%2Cb%3Ac.xml,title=SDF-X::red \u001b[31m%0A::error::100%25 → Mend it.',
    );
  });
});
