/** Shows for each line of the carrier mapping how often the packages of the last days agreed with it. */

import type { EvidenceCount } from '../app/operator/console_ports';
import { countLines } from '../core/carrier/evidence_mark';
import { lineText, nameOfLine, parseCarrierMapping, type MappingLine } from '../core/carrier/mapping';
import type { Connection } from '../core/connection';
import { dayBefore } from '../core/values';
import type { ConsolePorts } from './console_context';
import type { Block } from './page';
import { say } from './texts';

const LINE_DAYS = 28;

/** Reads the evidence in one search. */
export function readEvidence(ports: ConsolePorts): readonly EvidenceCount[] {
  return ports.ledger.countByEvidence(dayBefore(ports.clock.now(), LINE_DAYS));
}

export function mappingLines(
  { carrierMapping }: Pick<Connection, 'carrierMapping'>,
  evidence: readonly EvidenceCount[],
): Block {
  const uses = countLines(evidence);
  return {
    kind: 'table',
    caption: say('carriers.lines', { days: LINE_DAYS }),
    head: [say('carriers.line'), say('carriers.agreed'), say('carriers.contradicted')],
    rows: parseCarrierMapping(carrierMapping).lines.map((line) => {
      const { agreed, contradicted } = uses.get(nameOfLine(line)) ?? { agreed: 0, contradicted: 0 };
      return [lineText(line, rightOf(line)), agreed, contradicted];
    }),
    empty: say('carriers.noLines'),
  };
}

function rightOf({ slug, isAlways }: MappingLine): string {
  return `${slug ?? 'detect'}${isAlways ? ' always' : ''}`;
}
