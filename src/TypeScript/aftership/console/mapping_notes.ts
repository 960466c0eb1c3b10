/** What people should know of the connection's mappings before anything is sent, on Set-up and with the connection. */

import { parseAccountCouriers } from '../core/carrier/account_couriers';
import { parseCarrierMapping } from '../core/carrier/mapping';
import { findCouriers, isCertain, type Lacking } from '../core/carrier/mapping_findings';
import { describeCourierFinding, describeMappingProblem } from '../core/carrier/mapping_texts';
import type { Connection } from '../core/connection';
import { parseFieldMapping } from '../core/fields/mapping';
import { describeFieldProblem } from '../core/fields/problems';

export interface MappingNote {
  readonly text: string;
  /** False for what may be right as it is. */
  readonly isWrong: boolean;
}

export function mappingNotes(
  { carrierMapping, couriers }: Pick<Connection, 'carrierMapping' | 'couriers'>,
  lacking: readonly Lacking[],
): readonly MappingNote[] {
  const mapping = parseCarrierMapping(carrierMapping);
  return [
    ...mapping.problems.map((problem) => ({ text: describeMappingProblem(problem), isWrong: true })),
    ...findCouriers(mapping, parseAccountCouriers(couriers), lacking).map((finding) => ({
      text: describeCourierFinding(finding),
      isWrong: isCertain(finding),
    })),
  ];
}

/** What is wrong with lines of the field mapping. */
export function fieldNotes({ fieldMapping }: Pick<Connection, 'fieldMapping'>): readonly MappingNote[] {
  return parseFieldMapping(fieldMapping).problems.map((problem) => ({
    text: describeFieldProblem(problem),
    isWrong: true,
  }));
}
