/**
 * Parses XML with line numbers. Comments, processing instructions and the order of elements have no meaning here;
 * whether NetSuite accepts comments is not documented.
 */

import { SaxesParser } from 'saxes';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Line of the opening tag, from 1. */
  readonly line: number;
  readonly children: readonly XmlElement[];
  /** Text directly in the element, trimmed. */
  readonly text: string;
}

export type XmlReading =
  | { readonly kind: 'document'; readonly root: XmlElement }
  | { readonly kind: 'malformed'; readonly line: number; readonly problem: string };

/** Limit of the nesting. No SDF object comes near it, while a hostile file could overflow the recursive functions. */
const MAX_DEPTH = 100;

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly line: number;
  readonly children: OpenElement[];
  text: string;
}

export function readXml(text: string): XmlReading {
  const parser = new SaxesParser();
  const open: OpenElement[] = [];
  let root: OpenElement | null = null;
  let failure: { line: number; problem: string } | null = null;
  const append = (piece: string): void => {
    const current = open.at(-1);
    if (current !== undefined) current.text += piece;
  };
  parser.on('error', (error) => {
    failure ??= { line: parser.line, problem: error.message.replace(/^\d+:\d+: /, '') };
  });
  parser.on('opentagstart', (tag) => {
    const element: OpenElement = { name: tag.name, attributes: {}, line: parser.line, children: [], text: '' };
    if (open.length >= MAX_DEPTH) {
      failure ??= { line: parser.line, problem: `elements are nested more than ${MAX_DEPTH} deep.` };
    } else open.at(-1)?.children.push(element);
    open.push(element);
    root ??= element;
  });
  parser.on('opentag', (tag) => {
    Object.assign(open.at(-1)?.attributes ?? {}, tag.attributes);
  });
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed !== undefined) closed.text = closed.text.trim();
  });
  parser.on('text', append);
  parser.on('cdata', append);

  parser.write(text.replace(/^\uFEFF/, '')).close();

  // The parser continues after an error, so the first error is reported.
  const first = failure as { line: number; problem: string } | null;
  if (first !== null) return { kind: 'malformed', ...first };
  if (root === null) return { kind: 'malformed', line: 1, problem: 'document has no element.' };
  return { kind: 'document', root };
}

export function childOf(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((child) => child.name === name) ?? null;
}

/** Text of a child; null when it is absent or empty, because account exports write unset fields as empty elements. */
export function textOf(element: XmlElement, name: string): string | null {
  return childOf(element, name)?.text || null;
}

/** Grandchildren in document order: `listOf(object, 'permissions', 'permission')`. */
export function listOf(element: XmlElement, container: string, item: string): readonly XmlElement[] {
  return (childOf(element, container)?.children ?? []).filter((child) => child.name === item);
}
