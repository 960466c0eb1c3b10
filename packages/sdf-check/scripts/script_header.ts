/**
 * JSDoc tags of a SuiteScript file as NetSuite reads them: in a block of two stars, with each value up to the end of
 * its line (bridgehead_4387808259).
 */

import ts from 'typescript';

export interface HeaderTag {
  readonly name: string;
  /** The value as written up to the end of the line, trimmed. */
  readonly value: string;
  readonly line: number;
  /** Whether a tag in a `one star` comment counts is not verified; one in a `line` comment does not. */
  readonly comment: 'block' | 'one star' | 'line';
}

export interface ScriptHeader {
  readonly tags: readonly HeaderTag[];
  /** False when code precedes the tags. */
  readonly isFirst: boolean;
}

const TAG_NAMES = ['NApiVersion', 'NScriptType', 'NModuleScope', 'NAmdConfig'];
const TAG = new RegExp(`@(${TAG_NAMES.join('|')})(?:[ \\t]+([^\\r\\n]*)|(?=[\\r\\n]|$|\\*/))`, 'gi');

/** A cheap test of the text; `readHeader` decides whether the tag counts. */
export function mentionsTag(text: string): boolean {
  return /@N(ApiVersion|ScriptType)\b/i.test(text);
}

export function readHeader(source: ts.SourceFile): ScriptHeader {
  const { text } = source;
  const leading = commentsBefore(source);
  const tags = leading.comments.flatMap((range) => tagsOf(text, range));
  if (tags.length > 0) return { tags, isFirst: true };
  return { tags: elsewhere(text, leading.end), isFirst: false };
}

interface Range {
  readonly pos: number;
  readonly end: number;
}

/** Comments before the first statement other than 'use strict'. */
function commentsBefore(source: ts.SourceFile): { readonly comments: readonly Range[]; readonly end: number } {
  const comments: Range[] = [];
  const take = (position: number): void => {
    comments.push(...(ts.getLeadingCommentRanges(source.text, position) ?? []));
  };
  for (const statement of source.statements) {
    take(statement.pos);
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) {
      return { comments, end: statement.getStart(source) };
    }
  }
  take(source.endOfFileToken.pos);
  return { comments, end: source.text.length };
}

function tagsOf(text: string, { pos, end }: Range): readonly HeaderTag[] {
  const comment = text.slice(pos, end);
  const form = comment.startsWith('//') ? 'line' : comment.startsWith('/**') ? 'block' : 'one star';
  return [...comment.matchAll(TAG)].map((match) => ({
    name: TAG_NAMES.find((name) => name.toLowerCase() === match[1]?.toLowerCase()) ?? '',
    value: (match[2] ?? '').trim(),
    line: lineAt(text, pos + match.index),
    comment: form,
  }));
}

/** Searches the text for tags. It also finds tags inside strings, because no better tag exists then. */
function elsewhere(text: string, start: number): readonly HeaderTag[] {
  return [...text.slice(start).matchAll(/\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/g)]
    .map((match) => ({ pos: start + match.index, end: start + match.index + match[0].length }))
    .flatMap((range) => tagsOf(text, range))
    .slice(0, TAG_NAMES.length);
}

/** Line number, from 1. */
export function lineAt(text: string, position: number): number {
  return (text.slice(0, position).match(/\r\n|[\n\r]/g)?.length ?? 0) + 1;
}
