/** Tells people what is wrong with a line of the carrier mapping, and what its couriers need. */

import { fill } from '../values';
import type { MappingProblem, MappingProblemCode } from './mapping';
import type { CourierFinding } from './mapping_findings';
import { whatFieldIs, whereToPut } from './needs';

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

/** Describes a problem in one sentence: which line, what is wrong, what to write. */
export function describeMappingProblem({ line, code, params }: MappingProblem): string {
  return `Line ${line} of the carrier mapping: ${fill(TEXTS[code], params)}${adviceFor(params['suggestion'] ?? '')}`;
}

const COURIER_TEXTS: Readonly<Record<CourierFinding['code'], string>> = {
  absent: 'AfterShip has no carrier {slug}, so it refuses each package.',
  lacking:
    'Carrier {slug} asks for {what}, which {count} {count|package|packages} in Preview {count|lacks|lack}. {put}',
  not_listed:
    'Carrier {slug} is not on the courier list of your AfterShip account. Add it to that list in AfterShip’s admin.',
  needs_connection:
    'Carrier {slug} follows packages only through a connection of your own to the carrier. Make one at AfterShip, if there is none.',
  asks_for: 'Carrier {slug} asks for {what} with every package. {put}',
};

/** Describes a finding in one or two sentences: which lines, what to know, what to do. */
export function describeCourierFinding(finding: CourierFinding): string {
  const { slug, lines, code } = finding;
  const values = {
    slug,
    ...('count' in finding && { count: finding.count }),
    ...('field' in finding && { what: whatFieldIs(finding.field), put: whereToPut(finding.field) }),
  };
  const place =
    lines.length === 0 ? '' : `Line${lines.length > 1 ? 's' : ''} ${lines.join(', ')} of the carrier mapping: `;
  const text = fill(COURIER_TEXTS[code], values);
  return code === 'absent' ? `${place}${text}${adviceFor(finding.suggestion)}` : `${place}${text}`;
}

function adviceFor(suggestion: string): string {
  return suggestion === '' ? '' : ` Did you mean ${suggestion}?`;
}
