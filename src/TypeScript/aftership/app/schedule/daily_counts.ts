/**
 * Counts the shipments of yesterday and today and their silent problems, and stores the counts of each day. Pages only
 * read the stored counts, because an account may ship thousands a day.
 */

import type { Connection } from '../../core/connection';
import { addUp, countDays, type Group } from '../../core/day_counts';
import { isMethodLeftOut } from '../../core/plan/rules';
import { dayBefore, daysBetween, type CalendarDate } from '../../core/values';
import type { Clock, DayCounts, Log, StoredDay, Usage } from '../ports';

/** Number of earlier days that a day is compared with. */
export const COMPARED_DAYS = 28;
export const KEPT_DAYS = 60;

export interface DayCountPorts {
  readonly clock: Clock;
  readonly usage: Pick<Usage, 'remainingUnits'>;
  readonly days: DayCounts;
  readonly log: Log;
}

/** What the stored counts take: about 350 units in the first run of a day. */
const UNITS_OF_STORED = 500;
/** A page of a search has this many rows and costs this many units. */
const PAGE = { rows: 1000, units: 5 };

/**
 * Costs about 30 units, 15 for each further thousand shipments, and some 70 more in the first run of a day. Where the
 * units that are left do not suffice, it counts nothing and says so. A fault here is logged and stops nothing else.
 */
export function countShipments(connection: Connection, ports: DayCountPorts): void {
  try {
    if (!countDaysAround(connection, ports)) {
      const remaining = ports.usage.remainingUnits();
      ports.log.error('Shipments of the last days are too many to be counted', { remaining });
    }
  } catch (error) {
    ports.log.error('Shipments of the last days could not be counted', {}, error);
  }
}

/** Counts yesterday, today, and tomorrow, which has begun in zones ahead. Returns false when these are too many. */
function countDaysAround(connection: Connection, ports: DayCountPorts): boolean {
  const { clock, days } = ports;
  const around = [1, 0, -1].map((before) => dayBefore(clock.now(), before));
  const found = days.findShipped(around, connection, rowsLeft(ports));
  if (found === null) return false;
  const shipped = found.filter(({ method }) => method === null || !isMethodLeftOut(connection, method));
  const packages = shipped.length === 0 ? [] : days.findPackages(around, connection, rowsLeft(ports));
  if (packages === null) return false;
  const stored = days.list();
  for (const [day, groups] of countDays(shipped, packages, connection)) {
    const known = stored.find((one) => one.day === day);
    if (known === undefined) days.add({ day, groups, before: groupsBefore(day, stored, days) });
    else days.change(known.id, groups);
  }
  const oldest = dayBefore(clock.now(), KEPT_DAYS);
  for (const { id, day } of stored) if (day < oldest) days.remove(id);
  return true;
}

/** Rows that a search may still read. */
function rowsLeft({ usage }: DayCountPorts): number {
  return Math.max(0, Math.floor((usage.remainingUnits() - UNITS_OF_STORED) / PAGE.units)) * PAGE.rows;
}

/** Shipments of the days before, without evidence and examples, because only their numbers are compared. */
function groupsBefore(day: CalendarDate, stored: readonly StoredDay[], days: DayCounts): readonly Group[] {
  const earlier = stored.filter((one) => one.day < day && daysBetween(one.day, day) <= COMPARED_DAYS);
  const groups = earlier.flatMap(({ id }) => days.read(id)?.groups ?? []);
  return addUp(groups.map((group) => ({ ...group, evidence: null, example: null })));
}
