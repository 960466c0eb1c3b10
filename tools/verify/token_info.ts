/** What NetSuite tells about a token. Oracle names what is in it, not how its members are called (chapter_157017286140). */

import { clean } from '../../packages/sdf-check';

export interface TokenInfo {
  readonly companyName: string | null;
  /** The account id. */
  readonly companyId: string | null;
  readonly roleName: string | null;
  readonly roleId: string | null;
  readonly entityId: string | null;
}

/** Null when nothing in it is known. */
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
