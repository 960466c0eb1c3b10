/** N/format for dates and times in the user's format. An unreadable value is returned unchanged. */

import { formatDateTime, formatLocalDate, parseDate, parseDateTime } from '../runtime/calendar';
import type { Engine } from '../runtime/engine';
import { NotEmulated } from '../runtime/faults';
import { preferencesOf } from '../runtime/preferences';
import { isDate } from '../runtime/realm';
import { options } from './arguments';

export function formatModule(engine: Engine): object {
  const zoneOf = (zone: unknown): string =>
    typeof zone === 'string' && zone !== '' ? zone : preferencesOf(engine).timeZone;
  const refuse = (call: string, type: string): never => {
    throw new NotEmulated(`N/${call} of type ${type}`);
  };
  return {
    parse: (...given: unknown[]) => {
      const set = options('format.parse', given, ['value', 'type', 'timezone'], ['value', 'type']);
      const type = String(set['type']);
      const { value } = set;
      if (typeof value !== 'string') return value;
      if (type === 'date') {
        const date = parseDate(preferencesOf(engine).dateFormat, value);
        return date === null ? value : engine.realm.date(date.getTime());
      }
      if (type === 'datetime' || type === 'datetimetz') {
        const ms = parseDateTime(preferencesOf(engine).dateFormat, zoneOf(set['timezone']), value);
        return ms === null ? value : engine.realm.date(ms);
      }
      return refuse('format.parse', type);
    },
    format: (...given: unknown[]) => {
      const set = options('format.format', given, ['value', 'type', 'timezone'], ['value', 'type']);
      const type = String(set['type']);
      const { value } = set;
      if (type !== 'date' && type !== 'datetime' && type !== 'datetimetz') return refuse('format.format', type);
      if (!isDate(value)) return value;
      const { dateFormat } = preferencesOf(engine);
      if (type === 'date') return formatLocalDate(dateFormat, new Date(value.getTime()));
      return formatDateTime(dateFormat, zoneOf(set['timezone']), value.getTime(), true);
    },
  };
}
