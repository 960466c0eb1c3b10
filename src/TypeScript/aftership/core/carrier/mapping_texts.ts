/** What is wrong with a line of the carrier mapping, for people. */

import { fill } from '../values';
import type { MappingProblem, MappingProblemCode } from './mapping';

const EXAMPLE = 'for example: UPS Ground = ups';

const TEXTS: Readonly<Record<MappingProblemCode, string>> = {
  no_equals: `"{found}" has no "=". Write: name = slug, ${EXAMPLE}`,
  no_name: 'no name stands before the "=". Write the ship method’s name or internal id there.',
  no_slug: '"{name}" has no slug after the "=". Write AfterShip’s slug, or detect to let AfterShip find the carrier.',
  not_a_slug:
    '"{found}" is no slug of AfterShip’s. Write it in lower-case letters, digits and hyphens, for example ups or royal-mail.',
  always_without_slug: '"always" needs a slug before it. Write: name = slug always',
  unknown_list: 'NetSuite has no package list "{found}". Write one of: {lists}',
  repeated:
    '"{name}" stands on line {first}, too, with something else behind it. Line {first} counts: remove one of them.',
};

/** One sentence: which line, what is wrong, what to write. */
export function describeMappingProblem({ line, code, params }: MappingProblem): string {
  const suggestion = params['suggestion'] ?? '';
  const advice = suggestion === '' ? '' : ` Did you mean ${suggestion}?`;
  return `Line ${line} of the carrier mapping: ${fill(TEXTS[code], params)}${advice}`;
}
