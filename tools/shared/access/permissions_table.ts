/**
 * Every use of N/ in the scripts with the permission that it needs. The scripts' role is made from this table. A
 * project test finds the uses in the compiled scripts and fails when the table or the role differs.
 */

import { BACKFILL, CONNECTION, DAY, PACKAGE, OUTBOX } from '../../../src/TypeScript/aftership/adapters/ids';
import { highest, type Level } from './permission_facts';

export const SCRIPTS_ROLE = 'customrole_aftership_scripts';

/** Marks an assumption that no help page confirms. */
export const ASSUMED = 'assumed';

export interface PermissionLine {
  /** Member of N/, or of an object that a member returns: `N/record.load`, `Record.getText`. */
  readonly use: string;
  /** Record type or field of the use; null when it has none. */
  readonly of: string | null;
  /** Permission key, or script id of a record type; null when no permission is needed. */
  readonly permission: string | null;
  /** Lowest sufficient level; null without a permission. */
  readonly level: Level | null;
  /** Page ids of Oracle's help, or `assumed`. */
  readonly source: string;
  readonly note: string;
}

/** Help page with the levels of a record type's permission. */
const LEVELS_PAGE = 'section_N326341';
const RECORD = `chapter_N3236764, ${LEVELS_PAGE}`;
const OWN_RECORD = `SDFxml_4227334961, ${LEVELS_PAGE}`;
const OPEN_RECORD = 'SDFxml_4227334961';

const needs = (
  use: string,
  of: string | null,
  permission: string,
  level: Level,
  source: string,
  note = '',
): PermissionLine => ({ use, of, permission, level, source, note });

const free = (use: string, of: string | null, source = ASSUMED, note = ''): PermissionLine => ({
  use,
  of,
  permission: null,
  level: null,
  source,
  note,
});

const SEARCH_NOTE = 'View runs searches; that a search made by a script counts as one is our reading.';
const THERE_NOTE = 'After a look-up that failed: whether the record is there.';
const LOOK_UP_NOTE = 'Whether a look-up counts as a search is not documented.';

const SYSTEM_ALONE =
  'Only in the hourly check, as the System user: no role is on the permission list of the record type, so administrators alone see it.';

export const PERMISSION_LINES: readonly PermissionLine[] = [
  needs('N/record.load', 'itemfulfillment', 'TRAN_ITEMSHIP', 'VIEW', RECORD),
  needs(
    'Record.getText',
    'shipmethod',
    'LIST_SHIPITEM',
    'VIEW',
    ASSUMED,
    'Whether a select field of a visible record shows its text without the permission for its target is not documented.',
  ),

  needs('N/search.lookupFields', 'transaction', 'TRAN_FIND', 'VIEW', ASSUMED, LOOK_UP_NOTE),
  needs(
    'N/search.lookupFields',
    'transaction',
    'TRAN_ITEMSHIP',
    'VIEW',
    RECORD,
    'The country code of the fulfillment.',
  ),
  needs('N/search.lookupFields', 'transaction', 'TRAN_SALESORD', 'VIEW', RECORD),
  needs(
    'N/search.lookupFields',
    'transaction',
    'TRAN_TRNFRORD',
    'VIEW',
    RECORD,
    'That it covers intercompany transfer orders is our reading.',
  ),
  needs('N/search.lookupFields', 'transaction', 'TRAN_PURCHORD', 'VIEW', RECORD, 'Drop shipments.'),
  needs(
    'N/search.lookupFields',
    'transaction',
    'TRAN_VENDAUTH',
    'VIEW',
    RECORD,
    'To know a return to a vendor, which is never sent.',
  ),
  needs('N/search.create', 'transaction', 'TRAN_FIND', 'VIEW', ASSUMED, THERE_NOTE),
  needs('N/search.create', 'transaction', 'TRAN_ITEMSHIP', 'VIEW', RECORD, THERE_NOTE),
  needs('N/search.create', 'transaction', 'TRAN_SALESORD', 'VIEW', RECORD, THERE_NOTE),
  needs('N/search.create', 'transaction', 'TRAN_TRNFRORD', 'VIEW', RECORD, THERE_NOTE),
  needs('N/search.create', 'transaction', 'TRAN_PURCHORD', 'VIEW', RECORD, THERE_NOTE),
  needs('N/search.create', 'transaction', 'TRAN_VENDAUTH', 'VIEW', RECORD, THERE_NOTE),
  needs('N/search.create', 'itemfulfillment', 'TRAN_ITEMSHIP', 'VIEW', RECORD),
  needs(
    'N/search.create',
    'itemfulfillment',
    'TRAN_FIND',
    'VIEW',
    ASSUMED,
    'Only in the hourly check and the scheduled script, as the System user.',
  ),
  needs('N/search.lookupFields', 'customer', 'LIST_CUSTJOB', 'VIEW', RECORD),
  needs('N/search.lookupFields', 'customer', 'LIST_FIND', 'VIEW', ASSUMED, LOOK_UP_NOTE),
  needs('N/search.create', 'customer', 'LIST_CUSTJOB', 'VIEW', RECORD, THERE_NOTE),
  needs('N/search.create', 'customer', 'LIST_FIND', 'VIEW', 'section_N664557', THERE_NOTE),
  needs('N/search.lookupFields', 'location', 'LIST_LOCATION', 'VIEW', RECORD),
  needs('N/search.lookupFields', 'location', 'LIST_FIND', 'VIEW', ASSUMED, LOOK_UP_NOTE),
  needs('N/search.create', 'location', 'LIST_LOCATION', 'VIEW', RECORD, THERE_NOTE),
  needs('N/search.create', 'location', 'LIST_FIND', 'VIEW', 'section_N664557', THERE_NOTE),

  needs('N/record.load', CONNECTION.type, CONNECTION.type, 'VIEW', OWN_RECORD),
  needs('N/record.submitFields', CONNECTION.type, CONNECTION.type, 'EDIT', OWN_RECORD),
  needs('N/search.create', CONNECTION.type, CONNECTION.type, 'VIEW', OWN_RECORD),
  needs('N/search.create', CONNECTION.type, 'LIST_FIND', 'VIEW', 'section_N664557', SEARCH_NOTE),
  needs('N/search.lookupFields', CONNECTION.type, CONNECTION.type, 'VIEW', OWN_RECORD),
  needs('N/search.lookupFields', CONNECTION.type, 'LIST_FIND', 'VIEW', ASSUMED, LOOK_UP_NOTE),

  needs('N/record.create', PACKAGE.type, PACKAGE.type, 'CREATE', OWN_RECORD),
  needs('N/record.submitFields', PACKAGE.type, PACKAGE.type, 'EDIT', OWN_RECORD),
  needs('N/record.delete', PACKAGE.type, PACKAGE.type, 'FULL', OWN_RECORD, 'Two rows of one package become one.'),
  needs('N/search.create', PACKAGE.type, PACKAGE.type, 'VIEW', OWN_RECORD),
  needs('N/search.create', PACKAGE.type, 'LIST_FIND', 'VIEW', 'section_N664557', SEARCH_NOTE),

  needs('N/search.lookupFields', BACKFILL.type, BACKFILL.type, 'VIEW', OWN_RECORD),
  needs('N/search.lookupFields', BACKFILL.type, 'LIST_FIND', 'VIEW', ASSUMED, LOOK_UP_NOTE),
  needs(
    'N/search.create',
    BACKFILL.type,
    BACKFILL.type,
    'VIEW',
    OWN_RECORD,
    'Only in the scheduled script, as the System user.',
  ),
  needs('N/search.create', BACKFILL.type, 'LIST_FIND', 'VIEW', 'section_N664557', SEARCH_NOTE),
  needs(
    'N/record.submitFields',
    BACKFILL.type,
    BACKFILL.type,
    'EDIT',
    OWN_RECORD,
    'Only in the scheduled script, as the System user.',
  ),

  free('N/record.load', DAY.type, OPEN_RECORD, SYSTEM_ALONE),
  free('N/record.create', DAY.type, OPEN_RECORD, SYSTEM_ALONE),
  free('N/record.submitFields', DAY.type, OPEN_RECORD, SYSTEM_ALONE),
  free('N/record.delete', DAY.type, OPEN_RECORD, SYSTEM_ALONE),
  free('N/search.create', DAY.type, OPEN_RECORD, SYSTEM_ALONE),

  free('N/record.create', OUTBOX.type, OPEN_RECORD, 'Its access type asks for no permission.'),
  free('N/record.submitFields', OUTBOX.type, OPEN_RECORD),
  free('N/record.delete', OUTBOX.type, OPEN_RECORD),
  needs('N/search.create', OUTBOX.type, 'LIST_FIND', 'VIEW', 'section_N664557', SEARCH_NOTE),

  needs(
    'N/task.create',
    null,
    'ADMI_CUSTOMSCRIPT',
    'VIEW',
    'section_1508887826',
    'To submit a Map/Reduce. That View is enough is our reading, and so is that the permissions for custom forms, which article_0403053450 asks for beside it, are for people who edit scripts.',
  ),
  needs(
    'N/task.create',
    null,
    'ADMI_SS_SCHEDULING',
    'FULL',
    'article_0403053450',
    'The page names SuiteScript Scheduling; that this is its key is our reading.',
  ),

  free('Record.getText', '*', ASSUMED, 'Values of this project’s own lists.'),
  free('N/search.createColumn', null),
  free('N/https.request', null),
  free('N/https.createSecureString', null, ASSUMED, 'The secret’s own restrictions decide who may use it.'),
  free('N/query.runSuiteQL', null, ASSUMED, 'Only in the hourly check, as the System user; it does without an answer.'),
  free('N/url.resolveRecord', null),
  free('N/url.resolveDomain', null),
  free('N/cache.getCache', null),
  free('N/crypto.createHash', null),
  free('N/email.send', null, ASSUMED, 'Only in the wake-up, as the System user.'),
  free('N/format.format', null),
  free('N/format.parse', null),
  free('N/log.audit', null),
  free('N/log.error', null),
  free('N/runtime.accountId', null),
  free('N/runtime.envType', null),
  free('N/runtime.executionContext', null),
  free('N/runtime.getCurrentScript', null),
  free('N/runtime.isFeatureInEffect', null),
];

/** Permissions that the emulated account does not enforce. */
export const NOT_ENFORCED_BY_EMULATOR: readonly string[] = ['LIST_SHIPITEM'];

interface RolePermission {
  readonly permission: string;
  readonly level: Level;
}

/** Role that the table requires: each permission once, at the highest level of its lines. */
export function requiredPermissions(lines: readonly PermissionLine[] = PERMISSION_LINES): readonly RolePermission[] {
  const levels = new Map<string, Level>();
  for (const { permission, level } of lines) {
    if (permission === null || level === null) continue;
    const known = levels.get(permission);
    levels.set(permission, known === undefined ? level : highest([known, level]));
  }
  return [...levels].map(([permission, level]) => ({ permission, level }));
}
