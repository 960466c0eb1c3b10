/** Describes a problem of a line of the field mapping: which line, what is wrong, and what to write. */

import { fill } from '../values';
import type { FieldProblem, FieldProblemCode } from './mapping';
import { LONGEST_CUSTOM_NAME, TARGET_NAMES } from './targets';

const SENTENCES: Readonly<Record<FieldProblemCode, string>> = {
  no_equals: '"{found}" has no equals sign. Write AfterShip\'s field, "=", and where its content comes from.',
  no_target: "nothing stands before the equals sign. Write one of AfterShip's fields, such as order_number.",
  no_source: 'nothing says where {target} comes from. Write the id of a field, or a constant in double quotes.',
  unknown_target: `"{found}" is no field that AfterShip takes. Write one of ${TARGET_NAMES.join(', ')}.`,
  not_mapped: 'a mapping does not set {target}: {why}.',
  custom_name: `"{found}" needs a name of 1 to ${LONGEST_CUSTOM_NAME} characters behind the dot, such as custom_fields.brand.`,
  too_many_custom_fields:
    '{target} is one custom field too many: AfterShip takes {most}. Delete those that nobody uses.',
  not_a_source:
    '"{found}" is neither a field nor a constant. Write the id of a field, in small letters and without spaces, or the constant in double quotes.',
  unknown_place:
    '"{found}" is no place to read from. Write "{field}" for a field of the fulfillment, or order.{field}, package.{field} or line.{field}.',
  open_quote: 'the constant {found} does not end. Write a double quote behind it.',
  after_constant: '{found} never counts behind the constant "{constant}". Write the constant last.',
  bad_constant: '{target} does not take "{found}". Write {takes}.',
  personal:
    '{field} holds personal data, which must not be sent in {target}. Choose another field; the connection says which contacts are sent.',
  repeated: 'line {first} of the same section sets {target} to something else, and counts. Delete one of the two.',
  not_a_section:
    '"{found}" does not begin a section. Write [subsidiary …], [location …] or [method …] with an internal id or a name.',
  no_section_name: 'it does not say which {kind} it is for. Write its internal id or name, such as [{kind} 7].',
  under_bad_section:
    'it does not count, because line {section} above it does not say what it is for. Correct that line.',
};

/** Describes the problem in one or two sentences for people. */
export function describeFieldProblem({ line, code, params }: FieldProblem): string {
  const suggestion = params['suggestion'] ?? '';
  const sentence =
    suggestion === '' ? SENTENCES[code] : '"{found}" is no field that AfterShip takes. Write {suggestion}.';
  return `Line ${line} of the field mapping: ${fill(sentence, params)}`;
}
