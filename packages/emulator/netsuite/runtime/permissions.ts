/** Permissions of roles. An administrator has all; every other role has those of its list. */

import type { DeploymentModel } from '../project/model';
import type { RecordTypeInfo } from '../records/types';
import type { Engine, Identity } from './engine';
import { NotEmulated, ScriptFault } from './faults';

type Level = 'VIEW' | 'CREATE' | 'EDIT' | 'FULL';

const ranks: Readonly<Record<string, number>> = { NONE: 0, VIEW: 1, CREATE: 2, EDIT: 3, FULL: 4 };

/** Has every permission. SDF's ADMINISTRATOR (generic_role, SDFxml_2643926240) is this role. */
export const ADMINISTRATOR = 'administrator';

/** A role of the emulator for people who pack and ship. */
const WAREHOUSE = 'warehouse';

const builtIn: Readonly<Record<string, Readonly<Record<string, Level>>>> = {
  [WAREHOUSE]: {
    TRAN_ITEMSHIP: 'FULL',
    TRAN_SALESORD: 'VIEW',
    TRAN_TRNFRORD: 'VIEW',
    TRAN_FIND: 'VIEW',
    LIST_FIND: 'VIEW',
    LIST_CUSTJOB: 'VIEW',
    LIST_LOCATION: 'VIEW',
    LIST_SHIPITEM: 'VIEW',
  },
};

/** 4 FULL, 3 EDIT, 2 CREATE, 1 VIEW, 0 NONE, as in runtime.Permission. */
export function permissionRank(engine: Engine, role: string, key: string): number {
  if (role === ADMINISTRATOR) return 4;
  const known = builtIn[role];
  if (known !== undefined) return ranks[known[key] ?? 'NONE'] ?? 0;
  const custom = engine.roles.get(role);
  // No page lists the permissions of the other standard roles.
  if (custom === undefined) throw new NotEmulated(`the permissions of the role ${role}`);
  return ranks[custom.permissions.find((permission) => permission.key === key)?.level ?? 'NONE'] ?? 0;
}

export function may(engine: Engine, identity: Identity, type: RecordTypeInfo, level: Level): boolean {
  if (identity.role === ADMINISTRATOR) return true;
  const wanted = ranks[level] ?? 0;
  if (type.permission !== null) return permissionRank(engine, identity.role, type.permission) >= wanted;
  switch (type.access?.accessType) {
    case 'NONENEEDED':
      return true;
    case 'CUSTRECORDENTRYPERM':
      return permissionRank(engine, identity.role, 'LIST_CUSTRECORDENTRY') >= wanted;
    case 'USEPERMISSIONLIST': {
      const listed = type.access.permissions.find((permission) => permission.role === identity.role);
      const fromType = ranks[listed?.level ?? 'NONE'] ?? 0;
      return Math.max(fromType, permissionRank(engine, identity.role, type.id)) >= wanted;
    }
    case undefined:
      return false;
  }
}

export function refuse(what: string): ScriptFault {
  return new ScriptFault('INSUFFICIENT_PERMISSION', `Permission Violation: you need more permission to ${what}.`);
}

export function demand(engine: Engine, identity: Identity, type: RecordTypeInfo, level: Level): void {
  if (!may(engine, identity, type, level)) throw refuse(`${level.toLowerCase()} ${type.id}`);
}

/** Searches need a separate permission: Find Transaction or Perform Search. */
export function demandSearch(engine: Engine, identity: Identity, isTransaction: boolean): void {
  const key = isTransaction ? 'TRAN_FIND' : 'LIST_FIND';
  if (permissionRank(engine, identity.role, key) < 1) throw refuse(`search (${key})`);
}

/** Role in which a deployment runs for a person: its own, else the person's. SDF writes standard roles in upper case. */
export function roleOfRun({ runAsRole }: DeploymentModel, own: string): string {
  return runAsRole === null ? own : runAsRole.toLowerCase();
}

/** Role of an employee; `role` is the emulator's own field. */
export function roleOf(engine: Engine, user: number | 'system'): string {
  if (user === 'system') return ADMINISTRATOR;
  const employee = engine.store.find('employee', user);
  if (employee === null) throw new Error(`There is no employee ${user}: seed one first (its field role names a role).`);
  const role = employee.fields['role'];
  return typeof role === 'string' && role !== '' ? role : WAREHOUSE;
}
