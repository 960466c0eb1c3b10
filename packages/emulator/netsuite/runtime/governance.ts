/**
 * Usage units, limits and virtual durations. Units and limits come only from facts/suitescript-governance.json.
 * Durations are invented, so that time limits can be reached.
 */

import governance from '../../facts/suitescript-governance.json';

export type RecordClass = 'transaction' | 'customRecord' | 'other';

export type ScriptType =
  'UserEventScript' | 'ScheduledScript' | 'MapReduceScript' | 'Suitelet' | 'Restlet' | 'ClientScript';

export type MapReduceStage = 'getInputData' | 'map' | 'reduce' | 'summarize';

const record = governance.apiUnits['N/record'];

export function recordUnits(
  call: 'record.load' | 'record.create' | 'record.transform' | 'record.submitFields' | 'Record.save' | 'record.delete',
  recordClass: RecordClass,
): number {
  return record[call][recordClass];
}

export const searchUnits = governance.apiUnits['N/search'];
export const httpsUnits = governance.apiUnits['N/https'];
export const queryUnits = governance.apiUnits['N/query'];
export const taskUnits = governance.apiUnits['N/task'];
export const emailUnits = governance.apiUnits['N/email'];
export const cacheUnits = governance.apiUnits['N/cache'];

export interface Limits {
  readonly units: number;
  readonly seconds: number;
}

export function limitsOf(type: ScriptType, stage: MapReduceStage | null): Limits {
  const units = governance.scriptTypeUnits[type];
  const seconds = governance.scriptTypeTimeLimitSeconds[type];
  const of = (limit: typeof units | typeof seconds): number => {
    if (typeof limit === 'number') return limit;
    return limit[stage ?? 'reduce'];
  };
  return { units: of(units), seconds: of(seconds) };
}

/** Virtual milliseconds a call takes. */
export const durationMs = {
  recordLoad: 200,
  recordCreate: 20,
  recordSave: 300,
  recordDelete: 250,
  submitFields: 150,
  searchPage: 150,
  lookup: 60,
  https: 400,
  cache: 10,
  taskSubmit: 200,
  free: 0,
} as const;
