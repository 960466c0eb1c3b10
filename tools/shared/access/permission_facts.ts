/** What NetSuite documents about a permission: its name, the feature it belongs to, the levels it accepts. */

import { readFacts } from '../../../packages/sdf-check';

export type Level = 'VIEW' | 'CREATE' | 'EDIT' | 'FULL';

interface PermissionFacts {
  readonly name: string;
  /** As manifest.xml writes it; null when the permission belongs to no feature that can be switched. */
  readonly featureId: string | null;
  readonly levels: readonly string[];
}

/** Each successive level includes the ones before it (section_N326341). */
const LEVELS: readonly Level[] = ['VIEW', 'CREATE', 'EDIT', 'FULL'];

export function highest(levels: readonly Level[]): Level {
  const rank = Math.max(...levels.map((level) => LEVELS.indexOf(level)));
  return LEVELS[rank] ?? 'VIEW';
}

/** Null for the script id of a record type: those permissions are the project's own. */
export function findPermission(key: string): PermissionFacts | null {
  return parseFacts(readFacts('role-permissions'))[key] ?? null;
}

function parseFacts(facts: unknown): Readonly<Record<string, PermissionFacts>> {
  return (facts as { readonly permissions: Readonly<Record<string, PermissionFacts>> }).permissions;
}
