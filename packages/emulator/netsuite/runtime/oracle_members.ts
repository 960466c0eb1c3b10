/**
 * Members and enumerations of each N/ module, read from Oracle's stubs for unit tests. A member that exists there and
 * is not emulated is refused by name instead of being undefined.
 */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface OracleMembers {
  /** All names, with the value of an enumeration. */
  readonly names: ReadonlySet<string>;
  readonly enumerations: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
}

const stubs = join(dirname(require.resolve('@oracle/suitecloud-unit-testing/package.json')), 'stubs');
const loaded = new Map<string, OracleMembers | null>();

/** `stub` is a name such as `record` or `search/Result`. Null when Oracle has no such stub. */
export function oracleMembers(stub: string): OracleMembers | null {
  const known = loaded.get(stub);
  if (known !== undefined) return known;
  const file = join(stubs, `${stub.includes('/') ? stub : `${stub}/${stub}`}.js`);
  const members = existsSync(file) ? describe(evaluate(file)) : null;
  loaded.set(stub, members);
  return members;
}

function evaluate(file: string): object {
  let result: unknown = {};
  const define = (dependencies: readonly string[], factory: (...values: unknown[]) => unknown): void => {
    result = factory(...dependencies.map(() => ({})));
  };
  new Function('define', readFileSync(file, 'utf8'))(define);
  return typeof result === 'object' && result !== null ? result : {};
}

function describe(stub: object): OracleMembers {
  const names = new Set<string>();
  const enumerations: Record<string, Record<string, string | number>> = {};
  for (const name in stub) {
    names.add(name);
    const value: unknown = Reflect.get(stub, name);
    if (typeof value === 'object' && value !== null) enumerations[name] = entriesOf(value);
  }
  return { names, enumerations };
}

function entriesOf(value: object): Record<string, string | number> {
  const entries: Record<string, string | number> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry === 'string' || typeof entry === 'number') entries[key] = entry;
  }
  return entries;
}
