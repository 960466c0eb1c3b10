/** Table of the shipments of yesterday and today with silent problems. */

import { parseCarrierMapping } from '../core/carrier/mapping';
import type { ConnectionReading } from '../core/connection';
import { FLAWS, flawedGroups, helpfulLine, type DayCount, type Flaw } from '../core/day_counts';
import type { Show } from './console_context';
import type { Block, Inline } from './page';
import { say, type TextKey } from './texts';

const HEADS: Readonly<Record<Flaw, TextKey>> = {
  without_number: 'daily.withoutNumber',
  no_number: 'daily.noNumber',
  contradicted: 'daily.contradicted',
  without_carrier: 'daily.withoutCarrier',
};

/** As many rows as a person reads; the most unusual come first. */
const MOST_ROWS = 50;

export function dailyBlocks(days: readonly DayCount[], reading: ConnectionReading, show: Show): readonly Block[] {
  const mapping = parseCarrierMapping(reading.kind === 'connection' ? reading.connection.carrierMapping : '');
  const rows = days.flatMap((day) =>
    flawedGroups(day).map(({ group, shipments, unusual }): readonly Inline[] => [
      show.day(day.day),
      group.location || say('daily.noLocation'),
      group.method || say('daily.noMethod'),
      group.carrier || say('common.noCarrier'),
      shipments,
      ...FLAWS.map((flaw): Inline => {
        const count = group.flaws[flaw];
        return unusual.includes(flaw) ? { kind: 'badge', text: String(count), tone: 'wait' } : count;
      }),
      helpfulLine(group, mapping) ?? '',
    ]),
  );
  return [
    {
      kind: 'table',
      caption: say('daily.caption', { most: MOST_ROWS }),
      head: [
        say('daily.day'),
        say('daily.location'),
        say('daily.method'),
        say('common.carrier'),
        say('daily.shipments'),
        ...FLAWS.map((flaw) => say(HEADS[flaw])),
        say('daily.line'),
      ],
      rows: rows.slice(0, MOST_ROWS),
      empty: say(days.length === 0 ? 'daily.notCounted' : 'daily.nothing'),
    },
    ...(rows.length === 0 ? [] : [{ kind: 'text', text: say('daily.explained') } as const]),
  ];
}
