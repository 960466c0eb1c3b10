/** Runs at a user's save: adds one row to the outbox and asks for sending. 6 + 24 units at most. */

import * as cache from 'N/cache';
import * as record from 'N/record';
import * as task from 'N/task';
import type { Clock, Sending, Memory, RunRecord, Events } from '../app/ports';
import type { SendingRequest } from '../core/connection';
import { OUTBOX, PARAMETERS, SCRIPTS, STORED_PRIORITY } from './ids';
import { describeError } from './platform';

export function outbox(accountId: string): Pick<Events, 'add'> {
  return {
    add: (event) => {
      const row = record.create({ type: OUTBOX.type });
      row.setValue({ fieldId: OUTBOX.account, value: accountId });
      row.setValue({ fieldId: OUTBOX.fulfillment, value: event.fulfillmentId });
      row.setValue({ fieldId: OUTBOX.due, value: event.dueAt });
      row.setValue({ fieldId: OUTBOX.attempts, value: 0 });
      row.setValue({ fieldId: OUTBOX.priority, value: STORED_PRIORITY[event.priority] });
      if (event.backfillId !== undefined) row.setValue({ fieldId: OUTBOX.backfillId, value: event.backfillId });
      if (event.needsSystemRun) row.setValue({ fieldId: OUTBOX.systemOnly, value: true });
      if (event.inFlight !== undefined) row.setValue({ fieldId: OUTBOX.inFlight, value: event.inFlight });
      row.setValue({ fieldId: OUTBOX.origin, value: event.origin });
      return Number(row.save());
    },
  };
}

/**
 * Asks the platform to run sending. It needs the permissions SuiteScript and SuiteScript Scheduling
 * (section_1508887826), so a refusal is normal in many roles.
 */
export function sending(clock: Clock): Sending {
  return {
    request: ({ asSystem }) => {
      const at = clock.now();
      try {
        task
          .create({
            taskType: task.TaskType.MAP_REDUCE,
            scriptId: SCRIPTS.deliver.script,
            deploymentId: SCRIPTS.deliver.deployment,
            params: asSystem ? { [PARAMETERS.askedBy]: 'system' } : {},
          })
          .submit();
        return { at, outcome: 'accepted', detail: '' };
      } catch (error) {
        const { name, message } = describeError(error);
        // A busy deployment loses nothing: the unfinished run resubmits itself when events are left
        // (section_1510974473).
        return {
          at,
          outcome: name === 'MAP_REDUCE_ALREADY_RUNNING' ? 'busy' : 'refused',
          detail: `${name}: ${message}`,
        };
      }
    },
  };
}

const CACHE_NAME = 'aftership';
const CACHE_SECONDS = 3600;
const REQUEST_KEY = 'sending_request';
const RUNS_KEY = 'sending_runs';
const TURN_KEY = 'system_turn';
const SAVE_KEYS = { person: 'person_saved', script: 'script_saved' } as const;
/** Enough for a run each minute for half an hour; the scheduled script alone makes four an hour. */
const MOST_RUNS = 30;

/** Keeps the memory in N/cache, which may lose it at any time: sending is then requested once more than needed. */
export function memory(): Memory {
  const open = (): cache.Cache => cache.getCache({ name: CACHE_NAME, scope: cache.Scope.PUBLIC });
  const put = (key: string, value: object): void =>
    open().put({ key, value: JSON.stringify(value), ttl: CACHE_SECONDS });
  const recentRuns = (): readonly RunRecord[] => parseRuns(open().get({ key: RUNS_KEY }));
  return {
    lastRequest: () => parseRequest(open().get({ key: REQUEST_KEY })),
    rememberRequest: (request) => put(REQUEST_KEY, request),
    lastRun: () => recentRuns()[0] ?? null,
    recentRuns,
    rememberRun: (run) => put(RUNS_KEY, { runs: [run, ...recentRuns()].slice(0, MOST_RUNS) }),
    rememberSave: (by, at) => put(SAVE_KEYS[by], { at }),
    lastSave: (by) => {
      const { at } = parseCached(open().get({ key: SAVE_KEYS[by] }));
      return typeof at === 'number' ? at : null;
    },
    reserve: (turn) => put(TURN_KEY, turn ?? {}),
    isReserved: (now) => {
      const { from, until } = parseCached(open().get({ key: TURN_KEY }));
      return typeof from === 'number' && typeof until === 'number' && from <= now && now < until;
    },
  };
}

function parseRequest(text: string | null): SendingRequest | null {
  const { at, outcome, detail } = parseCached(text);
  const isKnown = outcome === 'accepted' || outcome === 'busy' || outcome === 'refused';
  return typeof at === 'number' && isKnown ? { at, outcome, detail: String(detail ?? '') } : null;
}

function parseRuns(text: string | null): readonly RunRecord[] {
  const { runs } = parseCached(text);
  if (!Array.isArray(runs)) return [];
  return runs.flatMap((run: unknown) => {
    const { at, summary, units } = parseFields(run);
    const isRun = typeof at === 'number' && typeof summary === 'string' && typeof units === 'number';
    return isRun ? [{ at, summary, units }] : [];
  });
}

function parseCached(text: string | null): Readonly<Record<string, unknown>> {
  try {
    return parseFields(JSON.parse(text ?? ''));
  } catch {
    return {};
  }
}

function parseFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
