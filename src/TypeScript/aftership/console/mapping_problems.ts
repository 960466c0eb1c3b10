/** What is wrong with lines of the connection's mappings, a sentence each. */

import { parseCarrierMapping } from '../core/carrier/mapping';
import { describeMappingProblem } from '../core/carrier/mapping_texts';
import type { Connection } from '../core/connection';
import { parseFieldMapping } from '../core/fields/mapping';
import { describeFieldProblem } from '../core/fields/problems';

export function mappingProblems({
  carrierMapping,
  fieldMapping,
}: Pick<Connection, 'carrierMapping' | 'fieldMapping'>): readonly string[] {
  return [
    ...parseCarrierMapping(carrierMapping).problems.map(describeMappingProblem),
    ...parseFieldMapping(fieldMapping).problems.map(describeFieldProblem),
  ];
}
