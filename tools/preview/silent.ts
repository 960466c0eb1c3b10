/** What fails nothing and is wrong all the same, by location and ship method: counted as the console counts a day. */

import type { CarrierMapping } from '../../src/TypeScript/aftership/core/carrier/mapping';
import {
  addUp,
  countDays,
  flawedGroups,
  helpfulLine,
  type Flaw,
  type Group,
} from '../../src/TypeScript/aftership/core/day_counts';
import { fieldsOf } from '../../src/TypeScript/aftership/core/fields/of_fulfillment';
import type { FieldMapping } from '../../src/TypeScript/aftership/core/fields/mapping';
import type { PreviewPackage } from './packages';
import type { Privacy } from './privacy';
import type { ExportedFulfillment } from './rows';

/** Which carriers AfterShip would not know, only AfterShip can say. */
export const SILENT_FLAWS = ['without_number', 'no_number', 'contradicted'] as const satisfies readonly Flaw[];

export interface SilentPlace {
  /** Null where the file has no column for it. */
  readonly location: string | null;
  readonly method: string;
  readonly shipments: number;
  readonly flaws: Readonly<Record<(typeof SILENT_FLAWS)[number], number>>;
  /** Line of the carrier mapping that would help; '' for none. */
  readonly line: string;
}

/** What the export says of one shipped fulfillment. */
export function countShipment(
  { fulfillment }: ExportedFulfillment,
  packages: readonly PreviewPackage[],
  fields: Pick<FieldMapping, 'lines'>,
): readonly Group[] {
  const { id, date, number, order, locations, packageLines, shipMethod } = fulfillment;
  const mapped = fieldsOf(fulfillment, fields).numbers?.text ?? '';
  const shipped = {
    id,
    day: date,
    locations: locations.map(({ name }) => name),
    method: shipMethod,
    typed: [...packageLines.map(({ trackingNumber }) => trackingNumber), mapped],
    ownNumbers: [number, order.number].filter((text) => text !== null),
  };
  const known = packages.flatMap(({ carrier }) =>
    carrier === null
      ? []
      : [{ ...NOTHING_AT_AFTERSHIP, fulfillmentId: id, slug: carrier.slug, evidence: carrier.evidence }],
  );
  return [...countDays([shipped], known, { sendWaitMinutes: 0 }).values()].flat();
}

const NOTHING_AT_AFTERSHIP = { isWanted: true, isAccepted: false, madeAt: null, goneAt: null };

/** Adds up the groups of all shipments, by place alone. */
export class SilentCount {
  private groups: readonly Group[] = [];
  private waiting: Group[] = [];

  /** `groups` may have carriers, which do not count. */
  add(groups: readonly Group[]): void {
    for (const group of groups) this.waiting.push({ ...group, carrier: '' });
    // To add up each shipment by itself would take too long where there are many places.
    if (this.waiting.length > 1000 + this.groups.length) this.addUp();
  }

  /** Places where something is wrong, the worst first. */
  places({
    hasLocations,
    mapping,
    privacy,
  }: {
    readonly hasLocations: boolean;
    readonly mapping: CarrierMapping;
    readonly privacy: Privacy;
  }): readonly SilentPlace[] {
    this.addUp();
    return flawedGroups({ day: '', groups: this.groups, before: [] }).map(({ group, shipments }) => ({
      location: hasLocations ? privacy.text(group.location || 'no location', null) : null,
      method: privacy.text(group.method || 'no ship method', null),
      shipments,
      flaws: group.flaws,
      line: privacy.text(helpfulLine(group, mapping) ?? '', null),
    }));
  }

  private addUp(): void {
    this.groups = addUp([...this.groups, ...this.waiting]);
    this.waiting = [];
  }
}
