/** Tests every rule on its two example projects: the rule finds its problem in one and nothing in the other. */

import { buildProjectOfTexts } from '../project/build_project';
import { MINIMAL_PROJECT } from '../rules/minimal_project';
import { checkProject, RULES } from '../rules/rules';

const check = (files: Readonly<Record<string, string>>): ReturnType<typeof checkProject> =>
  checkProject(buildProjectOfTexts({ ...MINIMAL_PROJECT, ...files }));

/** Rules without an example as text beside a valid project; bad_input.test.ts and project.test.ts test them. */
const NOT_SHOWN = [
  'SDF-DEPLOY-MISSING',
  'SDF-FILE-LARGE',
  'SDF-FILE-LINK',
  'SDF-FILE-UNREADABLE',
  'SDF-MANIFEST-MISSING',
];

it('finds nothing in the minimal project', () => {
  expect(check({}).findings).toEqual([]);
});

it('gives every rule a code of its own', () => {
  const codes = RULES.map(({ code }) => code);

  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.filter((code) => !/^SDF(-[A-Z0-9]+)+$/.test(code))).toEqual([]);
});

describe.each(RULES.map((rule) => [rule.code, rule] as const))('%s', (code, rule) => {
  if (NOT_SHOWN.includes(code)) {
    it('shows no text that breaks it', () => expect(rule.breaks).toEqual({}));
  } else {
    it('finds what breaks it, and nothing else does', () => {
      const { findings } = check(rule.breaks);

      expect(findings.length).toBeGreaterThan(0);
      expect(findings.filter((finding) => finding.code !== code)).toEqual([]);
      expect(findings.every(({ severity }) => severity === rule.severity)).toBe(true);
    });
  }

  it('finds nothing in what keeps it', () => {
    expect(check(rule.keeps).findings).toEqual([]);
  });

  it('says what is wrong, where, and what to do instead', () => {
    for (const finding of check(rule.breaks).findings) {
      expect(finding.message).toMatch(/[.…)]$/);
      expect(finding.advice).toMatch(/^[A-Z]/);
      expect(finding.file).not.toBe('');
    }
    expect(rule.explanation).toMatch(/\.$/);
    expect(rule.title).toMatch(/\.$/);
  });
});
