/**
 * Language, date format and zone of the running user: the employee's own, or the account's. The employee's fields
 * `language`, `dateformat` and `timezone` are the emulator's names for Set Preferences.
 */

import type { AccountOptions } from '../contract';
import type { Engine } from './engine';

interface Preferences {
  readonly language: string;
  readonly dateFormat: AccountOptions['dateFormat'];
  readonly timeZone: string;
}

const DATE_FORMATS: readonly AccountOptions['dateFormat'][] = ['M/D/YYYY', 'D/M/YYYY', 'D.M.YYYY', 'YYYY-M-D'];

export function preferencesOf(engine: Engine): Preferences {
  const { options } = engine;
  const user = engine.running()?.user ?? 'system';
  const fields = user === 'system' ? undefined : engine.store.find('employee', user)?.fields;
  if (fields === undefined) return options;
  const own = (name: string): string | null => {
    const value = fields[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return {
    language: own('language') ?? options.language,
    dateFormat: DATE_FORMATS.find((format) => format === own('dateformat')) ?? options.dateFormat,
    timeZone: own('timezone') ?? options.timeZone,
  };
}
