/** N/cache in virtual time. A cache may lose an entry at any time; here it does so when its lifetime ends. */

import type { Engine } from '../runtime/engine';
import { ScriptFault, unnamedFault } from '../runtime/faults';
import { cacheUnits, durationMs } from '../runtime/governance';
import { guardObject } from '../runtime/members';
import { options, text } from './arguments';

const SHORTEST_TTL_SECONDS = 300;
const LONGEST_KEY_BYTES = 4096;
const LONGEST_VALUE_BYTES = 500 * 1024;

export function cacheModule(engine: Engine): object {
  return {
    getCache: (...given: unknown[]) => {
      const set = options('cache.getCache', given, ['name', 'scope'], ['name']);
      const name = text('cache.getCache', set['name'], 'name');
      return cacheObject(engine, name, String(set['scope'] ?? 'PRIVATE'));
    },
  };
}

function cacheObject(engine: Engine, name: string, scope: string): object {
  // PRIVATE belongs to the current script, PROTECTED to the current bundle; no script here is in a bundle.
  const place = (): string =>
    `${scope}|${scope === 'PRIVATE' ? (engine.current().script?.scriptId ?? '') : ''}|${name}|`;
  const put = (call: string, key: string, value: unknown, ttl: unknown): string => {
    const seconds = ttl === undefined || ttl === null ? null : Number(ttl);
    if (seconds !== null && !(seconds >= SHORTEST_TTL_SECONDS)) {
      throw unnamedFault('CACHE_TTL_TOO_SHORT', `${call}: ttl has to be at least ${SHORTEST_TTL_SECONDS} seconds.`);
    }
    const stored = typeof value === 'string' ? value : JSON.stringify(value);
    if (Buffer.byteLength(key) > LONGEST_KEY_BYTES || Buffer.byteLength(stored) > LONGEST_VALUE_BYTES) {
      throw unnamedFault('CACHE_ENTRY_TOO_LONG', `${call}: the key or the value is too long.`);
    }
    engine.caches.set(place() + key, {
      value: stored,
      expiresAt: seconds === null ? null : engine.clock.now() + seconds * 1000,
    });
    return stored;
  };
  return guardObject(engine, 'N/cache.Cache', 'cache/CacheInstance', {
    name,
    scope,
    get: (...given: unknown[]) => {
      const set = options('Cache.get', given, ['key', 'loader', 'ttl'], ['key']);
      const key = text('Cache.get', set['key'], 'key');
      const { loader } = set;
      const entry = engine.caches.get(place() + key);
      const isThere = entry !== undefined && (entry.expiresAt === null || entry.expiresAt > engine.clock.now());
      const isLoaded = !isThere && typeof loader === 'function';
      const units = isLoaded ? cacheUnits['Cache.get'].withLoader : cacheUnits['Cache.get'].hit;
      return engine.call('N/cache.get', name, { units, ms: durationMs.cache }, () => {
        if (isThere) return entry.value;
        if (typeof loader !== 'function') return null;
        const value: unknown = engine.callBack(() => Reflect.apply(loader, undefined, [engine.realm.plain({ key })]));
        return put('Cache.get', key, value, set['ttl']);
      });
    },
    put: (...given: unknown[]) => {
      const set = options('Cache.put', given, ['key', 'value', 'ttl'], ['key']);
      if (set['value'] === undefined)
        throw new ScriptFault('SSS_MISSING_REQD_ARGUMENT', 'Cache.put: Missing a required argument: value');
      const cost = { units: cacheUnits['Cache.put'], ms: durationMs.cache };
      return engine.call('N/cache.put', name, cost, () => {
        put('Cache.put', text('Cache.put', set['key'], 'key'), set['value'], set['ttl']);
        return undefined;
      });
    },
    remove: (...given: unknown[]) => {
      const key = text('Cache.remove', options('Cache.remove', given, ['key'], ['key'])['key'], 'key');
      const cost = { units: cacheUnits['Cache.remove'], ms: durationMs.cache };
      return engine.call('N/cache.remove', name, cost, () => {
        engine.caches.delete(place() + key);
        return undefined;
      });
    },
    toString: () => 'cache.Cache',
  });
}
