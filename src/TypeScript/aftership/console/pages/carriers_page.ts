/**
 * The carrier mapping: shows how often packages agree with each line, counts AfterShip's trackings by carrier, and
 * applies a corrected mapping to all trackings of one carrier.
 */

import { sentSince } from '../../app/operator/bulk';
import type { CarrierCount, EvidenceCount } from '../../app/operator/console_ports';
import { parseCarrierMapping } from '../../core/carrier/mapping';
import { describeMappingProblem } from '../../core/carrier/mapping_texts';
import type { ConnectionReading } from '../../core/connection';
import { connectionState } from '../connection_state';
import type { ConsolePorts } from '../console_context';
import { mappingLines, readEvidence } from '../mapping_lines';
import { link, toPage, type Block, type Page } from '../page';
import { NO_CARRIER } from '../request';
import { say } from '../texts';

export interface CarriersData {
  readonly accountId: string;
  readonly reading: ConnectionReading;
  readonly carriers: readonly CarrierCount[];
  /** Evidence of the last days; empty once a carrier is chosen. */
  readonly evidence: readonly EvidenceCount[];
  /** The chosen carrier; null before the choice. */
  readonly slug: string | null;
}

/** About 35 units. */
export function readCarriers(slug: string | null, ports: ConsolePorts): CarriersData {
  return {
    accountId: ports.account.id(),
    reading: ports.connections.find(),
    carriers: ports.ledger.countSentByCarrier(sentSince(ports.clock)),
    evidence: slug === null ? readEvidence(ports) : [],
    slug,
  };
}

export function buildCarriers({ accountId, reading, carriers, evidence, slug }: CarriersData): Page {
  const state = connectionState(reading, accountId);
  const page = { name: 'carriers', title: say('page.carriers') } as const;
  if (slug === null)
    return { ...page, blocks: [...state, ...mappingBlocks(reading, evidence), ...choiceBlocks(carriers)], form: null };
  const count = carriers.find((row) => row.slug === slug)?.count ?? 0;
  const name = nameOf(slug);
  const blocks: readonly Block[] = [
    ...state,
    { kind: 'links', items: [{ text: say('carriers.all'), to: toPage('carriers') }] },
    { kind: 'notice', tone: 'wait', text: say('carriers.count', { count, carrier: name }) },
    { kind: 'text', text: say('carriers.effect') },
    { kind: 'text', text: say('carriers.limits') },
  ];
  const text = say('carriers.apply', { count, carrier: name });
  const form = {
    actions: [{ value: 'apply_carrier', text }],
    fields: [],
    ticks: null,
    hidden: { carrier: addressOf(slug) },
    submit: text,
  };
  return { ...page, blocks, form: count === 0 || reading.kind !== 'connection' ? null : form };
}

function mappingBlocks(reading: ConnectionReading, evidence: readonly EvidenceCount[]): readonly Block[] {
  if (reading.kind !== 'connection') return [];
  const { id, carrierMapping } = reading.connection;
  const { problems } = parseCarrierMapping(carrierMapping);
  return [
    ...problems.map((problem): Block => ({ kind: 'notice', tone: 'wait', text: describeMappingProblem(problem) })),
    mappingLines(reading.connection, evidence),
    { kind: 'text', text: say('carriers.counted') },
    { kind: 'links', items: [{ text: say('carriers.mapping'), to: { kind: 'record', type: 'connection', id } }] },
  ];
}

function choiceBlocks(carriers: readonly CarrierCount[]): readonly Block[] {
  const sorted = [...carriers].sort((left, right) => right.count - left.count);
  const blocks: Block[] = [{ kind: 'text', text: say('carriers.intro') }];
  blocks.push({
    kind: 'table',
    caption: say('carriers.list'),
    head: [say('common.carrier'), say('common.count'), say('common.action')],
    rows: sorted.map(({ slug, count }) => [
      nameOf(slug),
      count,
      link(say('carriers.choose', { carrier: nameOf(slug) }), toPage('carriers', { carrier: addressOf(slug) })),
    ]),
    empty: say('carriers.none'),
  });
  return blocks;
}

function nameOf(slug: string): string {
  return slug === '' ? say('common.noCarrier') : slug;
}

export function addressOf(slug: string): string {
  return slug === '' ? NO_CARRIER : slug;
}
