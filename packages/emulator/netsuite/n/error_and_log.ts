/** N/error and N/log. */

import type { LogLine } from '../contract';
import type { Engine } from '../runtime/engine';
import { options, text } from './arguments';

const TITLE_CHARACTERS = 99;
const DETAILS_CHARACTERS = 3999;

type Level = LogLine['level'];

/** Levels that a deployment's log level lets through. */
const shown: Readonly<Record<string, readonly Level[]>> = {
  DEBUG: ['debug', 'audit', 'error', 'emergency'],
  AUDIT: ['audit', 'error', 'emergency'],
  ERROR: ['error', 'emergency'],
  EMERGENCY: ['emergency'],
};

export function logModule(engine: Engine): object {
  const at =
    (level: Level) =>
    (...given: unknown[]) => {
      const set = options(`log.${level}`, given, ['title', 'details']);
      const invocation = engine.current();
      const allowed = shown[invocation.deployment?.logLevel ?? 'DEBUG'] ?? [];
      if (invocation.isCheck === true || !allowed.includes(level)) return undefined;
      engine.logs.push({
        at: engine.clock.now(),
        script: invocation.script?.scriptId ?? '',
        level,
        title: (String(set['title'] ?? '') || 'Untitled').slice(0, TITLE_CHARACTERS),
        details: detailsText(set['details']).slice(0, DETAILS_CHARACTERS),
      });
      return undefined;
    };
  return { debug: at('debug'), audit: at('audit'), error: at('error'), emergency: at('emergency') };
}

function detailsText(details: unknown): string {
  if (details === undefined || details === null) return '';
  if (typeof details === 'object') return JSON.stringify(details) ?? '';
  return String(details);
}

export function errorModule(engine: Engine): object {
  return {
    create: (...given: unknown[]) => {
      const set = options('error.create', given, ['name', 'message', 'notifyOff', 'cause'], ['name', 'message']);
      const name = text('error.create', set['name'], 'name');
      return engine.realm.error(name, text('error.create', set['message'], 'message'));
    },
  };
}
