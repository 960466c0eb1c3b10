/**
 * Gives our objects to scripts: functions are guarded, members that Oracle knows and the emulator lacks are refused by
 * name, and no member of N/ can be accessed while a define callback runs.
 */

import type { Engine } from './engine';
import { NotEmulated } from './faults';
import { oracleMembers } from './oracle_members';

type Members = object;

/** Names that the language and test frameworks read from any object. */
const asked = new Set([
  'then',
  'constructor',
  'valueOf',
  '$$typeof',
  'nodeType',
  'asymmetricMatch',
  'hasAttribute',
  'toJSON',
]);

/** Guards a module of N/. `stub` is Oracle's name of it. */
export function guardModule(engine: Engine, module: string, stub: string, members: Members): object {
  const oracle = oracleMembers(stub);
  const enumerations = oracle?.enumerations ?? {};
  const wrapped = new Map<PropertyKey, unknown>();
  const refuseInDefine = (member: PropertyKey): void => {
    const invocation = engine.current();
    if (invocation.defineDepth > 0) {
      throw engine.realm.error(
        'SUITESCRIPT_API_UNAVAILABLE_IN_DEFINE',
        `All SuiteScript API Modules are unavailable while executing your define callback. (${module}.${String(member)})`,
      );
    }
  };
  return new Proxy(members, {
    get: (target, key) => {
      refuseInDefine(key);
      if (typeof key === 'symbol' || key === '__esModule') return undefined;
      const known = wrapped.get(key);
      if (known !== undefined) return known;
      const described = Reflect.getOwnPropertyDescriptor(target, key);
      if (described?.get !== undefined) return engine.enter(() => Reflect.get(target, key));
      const value = described === undefined ? enumerations[key] : described.value;
      if (value === undefined) return refuseUnknown(engine, module, key, oracle?.names.has(key) ?? false);
      const shown =
        typeof value === 'function' ? wrap(engine, target, value) : Object.freeze(engine.realm.plain(value));
      wrapped.set(key, shown);
      return shown;
    },
    has: (target, key) => {
      refuseInDefine(key);
      return isThere(engine, module, oracle, target, key);
    },
    ownKeys: (target) => {
      refuseInDefine('*');
      return Reflect.ownKeys(target);
    },
    getOwnPropertyDescriptor: (target, key) => {
      refuseInDefine(key);
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
    set: (_target, key) => {
      throw engine.realm.error('READ_ONLY_PROPERTY', `${module}.${String(key)} is read only.`);
    },
  });
}

/** Guards an object that a module returns: a record, a search, a task. Properties in `writable` can be set. */
export function guardObject<T extends object>(
  engine: Engine,
  label: string,
  stub: string | null,
  target: T,
  writable: readonly string[] = [],
): T {
  const oracle = stub === null ? null : oracleMembers(stub);
  const wrapped = new Map<PropertyKey, unknown>();
  return new Proxy(target, {
    get: (object, key) => {
      if (typeof key === 'symbol') return undefined;
      const known = wrapped.get(key);
      if (known !== undefined) return known;
      if (!(key in object)) {
        if (asked.has(key) && !isJsonOfOracle(engine, oracle, key)) return undefined;
        return refuseUnknown(engine, label, key, oracle === null || oracle.names.has(key));
      }
      const value: unknown = Reflect.get(object, key);
      if (typeof value !== 'function') return value;
      const shown = wrap(engine, object, value);
      wrapped.set(key, shown);
      return shown;
    },
    has: (object, key) => isThere(engine, label, oracle, object, key),
    set: (object, key, value) => {
      if (typeof key === 'string' && writable.includes(key)) return Reflect.set(object, key, value);
      if (typeof key === 'string' && !(key in object))
        return refuseUnknown(engine, label, key, oracle === null || oracle.names.has(key));
      throw engine.realm.error('READ_ONLY_PROPERTY', `${label}.${String(key)} is read only.`);
    },
  });
}

type Oracle = ReturnType<typeof oracleMembers>;

/** Whether a script finds a member with `in`. A member of Oracle that the emulator lacks is not denied. */
function isThere(engine: Engine, label: string, oracle: Oracle, target: object, key: PropertyKey): boolean {
  if (Reflect.has(target, key)) return true;
  if (typeof key === 'string' && oracle?.enumerations[key] !== undefined) return true;
  return typeof key === 'string' && oracle?.names.has(key) === true ? refuseUnknown(engine, label, key, true) : false;
}

/** True when a script asks for the JSON of an object whose form Oracle defines and the emulator lacks. */
function isJsonOfOracle(engine: Engine, oracle: Oracle, key: string): boolean {
  return key === 'toJSON' && oracle?.names.has(key) === true && engine.running() !== null;
}

function wrap(engine: Engine, target: object, method: CallableFunction): (...given: unknown[]) => unknown {
  return (...given) => engine.enter(() => Reflect.apply(method, target, given));
}

function refuseUnknown(engine: Engine, module: string, member: string, isOracles: boolean): never {
  const error = new NotEmulated(`${module}.${member}${isOracles ? '' : ' (Oracle lists no such member)'}`);
  const invocation = engine.running();
  if (invocation !== null) invocation.ownFault ??= { error };
  throw error;
}
