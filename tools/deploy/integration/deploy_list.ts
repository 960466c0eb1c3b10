/**
 * Adds and removes one folder's line in deploy.xml as text. Everything else stays the same byte for byte, while an XML
 * writer would lose comments, indentation and line ends.
 */

type Listing = 'listed' | 'not listed' | 'covered by another path' | 'no objects';

interface PathElement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function findListing(deployXml: string, folder: string): Listing {
  const paths = objectPaths(deployXml);
  if (paths.some(({ text }) => text === `${folder}/*`)) return 'listed';
  const covers = (text: string): boolean => text.endsWith('/*') && folder.startsWith(text.slice(0, -1));
  if (paths.some(({ text }) => covers(text))) return 'covered by another path';
  return paths.length === 0 ? 'no objects' : 'not listed';
}

/**
 * Adds the line after the last path of objects, with the same indentation, so that objects that others depend on stay
 * before it.
 */
export function addListing(deployXml: string, folder: string): string {
  const last = objectPaths(deployXml).at(-1);
  if (last === undefined || findListing(deployXml, folder) !== 'not listed') return deployXml;
  const before = deployXml.slice(0, last.start);
  const gap = before.slice(before.trimEnd().length);
  return `${deployXml.slice(0, last.end)}${gap}<path>${folder}/*</path>${deployXml.slice(last.end)}`;
}

export function removeListing(deployXml: string, folder: string): string {
  let text = deployXml;
  for (const { start, end } of objectPaths(deployXml)
    .filter((element) => element.text === `${folder}/*`)
    .reverse()) {
    text = text.slice(0, start).trimEnd() + text.slice(end);
  }
  return text;
}

/** Path elements in all sections of objects. Comments are blanked first, so that paths in them do not count. */
function objectPaths(deployXml: string): readonly PathElement[] {
  const visible = deployXml.replace(/<!--[\s\S]*?-->/g, (comment) => ' '.repeat(comment.length));
  return [...visible.matchAll(/<objects>[\s\S]*?<\/objects>/g)].flatMap((section) =>
    [...section[0].matchAll(/<path>([^<]*)<\/path>/g)].map((match) => {
      const start = section.index + match.index;
      return { start, end: start + match[0].length, text: (match[1] ?? '').trim() };
    }),
  );
}
