/**
 * Notes on the connection's mappings that people should read before anything is sent. Set-up and the page Connection
 * show them.
 */

import { parseAccountCouriers } from '../core/carrier/account_couriers';
import { parseCarrierMapping } from '../core/carrier/mapping';
import { findCouriers, isCertain, type Lacking } from '../core/carrier/mapping_findings';
import { describeCourierFinding, describeMappingProblem } from '../core/carrier/mapping_texts';
import type { Connection } from '../core/connection';
import { parseFieldMapping } from '../core/fields/mapping';
import { describeFieldProblem } from '../core/fields/problems';

export interface MappingNote {
  readonly text: string;
  /** False for a line that may be right. */
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

/** Mistakes in lines of the field mapping. */
export function fieldNotes({ fieldMapping }: Pick<Connection, 'fieldMapping'>): readonly MappingNote[] {
  return parseFieldMapping(fieldMapping).problems.map((problem) => ({
    text: describeFieldProblem(problem),
    isWrong: true,
  }));
}
