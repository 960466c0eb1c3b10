/**
 * The members and enumerations of each N/ module, read from the stubs that Oracle publishes for unit tests. They say
 * which names exist; what this emulator does not implement of them is refused by name instead of being undefined.
 */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface OracleMembers {
  /** Every name, with its value when that is an enumeration. */
  readonly names: ReadonlySet<string>;
  readonly enumerations: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
}

const stubs = join(dirname(require.resolve('@oracle/suitecloud-unit-testing/package.json')), 'stubs');
const loaded = new Map<string, OracleMembers | null>();

/** `record`, `search/Result`; null when Oracle has no stub of that name. */
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
