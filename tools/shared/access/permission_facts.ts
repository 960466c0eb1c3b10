/** NetSuite's documentation of a permission: its name, its feature, and its levels. */

import { readFacts } from '../../../packages/sdf-check';

export type Level = 'VIEW' | 'CREATE' | 'EDIT' | 'FULL';

interface PermissionFacts {
  readonly name: string;
  /** The feature as manifest.xml writes it; null when the permission belongs to no feature that can be switched off. */
  readonly featureId: string | null;
  readonly levels: readonly string[];
}

/** Each level includes those before it (section_N326341). */
const LEVELS: readonly Level[] = ['VIEW', 'CREATE', 'EDIT', 'FULL'];

export function highest(levels: readonly Level[]): Level {
  const rank = Math.max(...levels.map((level) => LEVELS.indexOf(level)));
  return LEVELS[rank] ?? 'VIEW';
}

/** Null for the script id of a record type, whose permission belongs to the project. */
export function findPermission(key: string): PermissionFacts | null {
  return parseFacts(readFacts('role-permissions'))[key] ?? null;
}

function parseFacts(facts: unknown): Readonly<Record<string, PermissionFacts>> {
  return (facts as { readonly permissions: Readonly<Record<string, PermissionFacts>> }).permissions;
}
