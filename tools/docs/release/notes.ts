/** Notes of one release: its section of CHANGELOG.md, if the tag, package.json and the section agree. */

type Notes = { readonly kind: 'notes'; readonly text: string } | { readonly kind: 'refused'; readonly problem: string };

/** `tag` is such as `v1.2.0`; `version` is that of package.json. */
export function findNotes(tag: string, version: string, changelog: string): Notes {
  if (tag !== `v${version}`) {
    return {
      kind: 'refused',
      problem: `The tag is ${tag}, and package.json has version ${version}: v${version} is its tag.`,
    };
  }
  const [, ...sections] = changelog.replaceAll('\r\n', '\n').split(/^## /m);
  const section = sections.find((text) => /^\S+/.exec(text)?.[0].replace(/,$/, '') === version);
  if (section === undefined) {
    return { kind: 'refused', problem: `CHANGELOG.md has no section "## ${version}, YYYY-MM-DD".` };
  }
  const [heading = '', ...lines] = section.split('\n');
  if (!/, \d{4}-\d{2}-\d{2}$/.test(heading)) {
    return {
      kind: 'refused',
      problem: `CHANGELOG.md, "## ${heading}": write the day of the release, as in "## ${version}, 2026-12-01".`,
    };
  }
  const text = lines.join('\n').trim();
  return text === ''
    ? { kind: 'refused', problem: `CHANGELOG.md says nothing about ${version}.` }
    : { kind: 'notes', text };
}
