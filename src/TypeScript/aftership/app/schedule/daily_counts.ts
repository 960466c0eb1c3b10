/**
 * Counts the shipments of yesterday and today and their silent problems, and stores the counts of each day. Pages only
 * read the stored counts, because an account may ship thousands a day.
 */

import type { Connection } from '../../core/connection';
import { addUp, countDays, type Group } from '../../core/day_counts';
import { isMethodLeftOut } from '../../core/plan/rules';
import { dayBefore, daysBetween, type CalendarDate } from '../../core/values';
import type { Clock, DayCounts, Log, StoredDay } from '../ports';

/** Number of earlier days that a day is compared with. */
export const COMPARED_DAYS = 28;
export const KEPT_DAYS = 60;

export interface DayCountPorts {
  readonly clock: Clock;
  readonly days: DayCounts;
  readonly log: Log;
}

/**
 * Costs about 30 units, 15 for each further thousand shipments, and some 70 more in the first run of a day. A fault
 * here is logged and stops nothing else.
 */
export function countShipments(connection: Connection, ports: DayCountPorts): void {
  try {
    countSince(dayBefore(ports.clock.now(), 1), connection, ports);
  } catch (error) {
    ports.log.error('Shipments of the last days could not be counted', {}, error);
  }
}

function countSince(since: CalendarDate, connection: Connection, { clock, days }: DayCountPorts): void {
  const stored = days.list();
  const shipped = days
    .findShipped(since, connection)
    .filter(({ method }) => method === null || !isMethodLeftOut(connection, method));
  const packages = shipped.length === 0 ? [] : days.findPackages(since, connection);
  for (const [day, groups] of countDays(shipped, packages, connection)) {
    const known = stored.find((one) => one.day === day);
    if (known === undefined) days.add({ day, groups, before: groupsBefore(day, stored, days) });
    else days.change(known.id, groups);
  }
  const oldest = dayBefore(clock.now(), KEPT_DAYS);
  for (const { id, day } of stored) if (day < oldest) days.remove(id);
}

/** Shipments of the days before, without evidence and examples, because only their numbers are compared. */
function groupsBefore(day: CalendarDate, stored: readonly StoredDay[], days: DayCounts): readonly Group[] {
  const earlier = stored.filter((one) => one.day < day && daysBetween(one.day, day) <= COMPARED_DAYS);
  const groups = earlier.flatMap(({ id }) => days.read(id)?.groups ?? []);
  return addUp(groups.map((group) => ({ ...group, evidence: null, example: null })));
}
