/** When the schedules of deployments start a run. */

import type { DeploymentModel, ScheduleModel, ScriptModel } from '../project/model';
import { instantOf, wallClockIn } from './calendar';
import type { Engine } from './engine';

const DAY_SECONDS = 86_400;

export interface Due {
  readonly atMs: number;
  readonly starts: { readonly script: ScriptModel; readonly deployment: DeploymentModel }[];
}

/** The next time of a schedule, with every deployment that starts then. */
export function nextDue(engine: Engine, afterMs: number, untilMs: number): Due | null {
  let next: Due | null = null;
  for (const script of engine.scripts) {
    for (const deployment of script.deployments) {
      if (deployment.status !== 'SCHEDULED' || deployment.schedule === null || !engine.isDeployed(deployment)) continue;
      const atMs = nextStart(engine.options.timeZone, deployment.schedule, afterMs);
      if (atMs === null || atMs > untilMs) continue;
      if (next === null || atMs < next.atMs) next = { atMs, starts: [] };
      if (atMs === next.atMs) next.starts.push({ script, deployment });
    }
  }
  return next;
}

const knownStarts = new WeakMap<
  ScheduleModel,
  { readonly zone: string; readonly afterMs: number; readonly atMs: number }
>();

/** Cached, because it is asked for repeatedly before the same start. */
function nextStart(zone: string, schedule: ScheduleModel, afterMs: number): number | null {
  const known = knownStarts.get(schedule);
  const isOfZone = known?.zone === zone;
  if (isOfZone && known.afterMs <= afterMs && afterMs < known.atMs) return known.atMs;
  const atMs =
    (isOfZone ? nextRepeat(zone, schedule, known.atMs, afterMs) : null) ?? nextOccurrence(zone, schedule, afterMs);
  if (atMs !== null) knownStarts.set(schedule, { zone, afterMs, atMs });
  return atMs;
}

/** The next repeat on the same day, if the clock does not change in between; otherwise null. */
function nextRepeat(zone: string, schedule: ScheduleModel, startMs: number, afterMs: number): number | null {
  const repeat = schedule.repeatSeconds;
  if (repeat === null) return null;
  const atMs = startMs + repeat * 1000;
  if (afterMs < startMs || afterMs >= atMs) return null;
  const [before, then] = [wallClockIn(zone, startMs), wallClockIn(zone, atMs)];
  const passed = (then.hour - before.hour) * 3600 + (then.minute - before.minute) * 60 + then.second - before.second;
  return then.day === before.day && passed === repeat ? atMs : null;
}

/**
 * The first start after a time. A repeat stops at local midnight and resumes at its start time the next day. A time
 * with Z is converted to the account's zone (section_1499269203).
 */
function nextOccurrence(zone: string, schedule: ScheduleModel, afterMs: number): number | null {
  const [year = 0, month = 0, day = 0] = schedule.startDate.split('-').map(Number);
  const [hour = 0, minute = 0] = schedule.startTime.replace('Z', '').split(':').map(Number);
  const start = schedule.startTime.endsWith('Z')
    ? wallClockIn(zone, Date.UTC(year, month - 1, day, hour, minute))
    : { year, month, day, hour, minute, second: 0 };
  const startDay = Date.UTC(start.year, start.month - 1, start.day) / 1000 / DAY_SECONDS;
  const startSecond = start.hour * 3600 + start.minute * 60;
  const after = wallClockIn(zone, afterMs);
  const today = Date.UTC(after.year, after.month - 1, after.day) / 1000 / DAY_SECONDS;
  const everyDays = schedule.everyXDays ?? 1;
  const daysOn = Math.max(0, today - startDay - 1);
  let dayNumber = startDay + Math.floor(daysOn / everyDays) * everyDays;
  for (let tries = 0; tries < 4; tries += 1, dayNumber += everyDays) {
    const date = new Date(dayNumber * DAY_SECONDS * 1000);
    const wallDay = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
    const repeat = schedule.repeatSeconds ?? DAY_SECONDS;
    // Starts more than two hours ago are skipped; the margin covers a change of the clock.
    const passed = dayNumber === today ? after.hour * 3600 + after.minute * 60 - 7200 - startSecond : 0;
    const first = startSecond + Math.max(0, Math.floor(passed / repeat)) * repeat;
    for (let second = first; second < DAY_SECONDS; second += repeat) {
      const wall = {
        ...wallDay,
        hour: Math.floor(second / 3600),
        minute: Math.floor((second % 3600) / 60),
        second: second % 60,
      };
      const atMs = instantOf(zone, wall);
      if (atMs > afterMs) return atMs;
    }
  }
  return null;
}
