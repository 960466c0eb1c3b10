/**
 * NetSuite's information on a token. Oracle documents the content but not the names of the members
 * (chapter_157017286140).
 */

import { clean } from '../../packages/sdf-check';

export interface TokenInfo {
  readonly companyName: string | null;
  /** The account id. */
  readonly companyId: string | null;
  readonly roleName: string | null;
  readonly roleId: string | null;
  readonly entityId: string | null;
}

/** Null when it has no known member. */
export function readTokenInfo(value: unknown): TokenInfo | null {
  if (typeof value !== 'object' || value === null) return null;
  const members = new Map(
    Object.entries(value).map(([name, member]: [string, unknown]) => [
      name.toLowerCase().replace(/[^a-z]/g, ''),
      typeof member === 'string' || typeof member === 'number' ? clean(String(member)).slice(0, 100) : null,
    ]),
  );
  const find = (name: string): string | null => members.get(name) ?? null;
  const info = {
    companyName: find('companyname'),
    companyId: find('companyid'),
    roleName: find('rolename'),
    roleId: find('roleid'),
    entityId: find('entityid'),
  };
  return Object.values(info).some((member) => member !== null) ? info : null;
}
