import { findNotes } from '../notes';

const CHANGELOG =
  '# Changelog\n\n## 1.3.0, unreleased\n\n- New.\n\n## 1.2.0, 2026-11-21\n\n- Mended.\n\n### More\n\n- Old.\n\n## 1.1.0, 2026-10-01\n';

it.each(['\n', '\r\n'])('gives the section of the version, with line ends %j', (lineEnd) => {
  expect(findNotes('v1.2.0', '1.2.0', CHANGELOG.replaceAll('\n', lineEnd))).toEqual({
    kind: 'notes',
    text: '- Mended.\n\n### More\n\n- Old.',
  });
});

it.each([
  ['v1.2.1', '1.2.0', 'v1.2.0 is its tag'],
  ['1.2.0', '1.2.0', 'v1.2.0 is its tag'],
  ['v1.4.0', '1.4.0', 'has no section'],
  ['v1.3.0', '1.3.0', 'write the day of the release'],
  ['v1.1.0', '1.1.0', 'says nothing about 1.1.0'],
])('refuses the tag %s of version %s', (tag, version, problem) => {
  expect(findNotes(tag, version, CHANGELOG)).toEqual({ kind: 'refused', problem: expect.stringContaining(problem) });
});
