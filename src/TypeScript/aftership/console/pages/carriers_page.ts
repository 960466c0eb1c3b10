/**
 * A carrier that was wrong: what AfterShip has under each carrier, and the corrected mapping applied to all of one.
 */

import { sentSince } from '../../app/operator/bulk';
import type { CarrierCount } from '../../app/operator/console_ports';
import type { ConnectionReading } from '../../core/connection';
import { connectionState } from '../connection_state';
import type { ConsolePorts } from '../console_context';
import { link, toPage, type Block, type Page } from '../page';
import { NO_CARRIER } from '../request';
import { say } from '../texts';

export interface CarriersData {
  readonly accountId: string;
  readonly reading: ConnectionReading;
  readonly carriers: readonly CarrierCount[];
  /** The chosen one; null before the choice. */
  readonly slug: string | null;
}

/** About 25 units. */
export function readCarriers(slug: string | null, ports: ConsolePorts): CarriersData {
  return {
    accountId: ports.account.id(),
    reading: ports.connections.find(),
    carriers: ports.ledger.countSentByCarrier(sentSince(ports.clock)),
    slug,
  };
}

export function buildCarriers({ accountId, reading, carriers, slug }: CarriersData): Page {
  const state = connectionState(reading, accountId);
  const page = { name: 'carriers', title: say('page.carriers') } as const;
  if (slug === null) return { ...page, blocks: [...state, ...choiceBlocks(reading, carriers)], form: null };
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

function choiceBlocks(reading: ConnectionReading, carriers: readonly CarrierCount[]): readonly Block[] {
  const sorted = [...carriers].sort((left, right) => right.count - left.count);
  const blocks: Block[] = [{ kind: 'text', text: say('carriers.intro') }];
  if (reading.kind === 'connection') {
    const to = { kind: 'record', type: 'connection', id: reading.connection.id } as const;
    blocks.push({ kind: 'links', items: [{ text: say('carriers.mapping'), to }] });
  }
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
