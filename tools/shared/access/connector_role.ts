/**
 * Role for AfterShip's own connection: every permission of AfterShip's guide, in its order. The guide gives no levels,
 * so the levels are our assumption. A project test compares the table with the role's object.
 *
 * The guide has two halves. Tracking, on every plan, reads orders and shipments. Returns, on Enterprise, makes RMAs as
 * well, and needs the permission and the features that are marked so besides those of Tracking.
 */

import type { Level } from './permission_facts';

export const HALVES = ['Tracking', 'Returns'] as const;

export type Half = (typeof HALVES)[number];

/** Whether a half of AfterShip's connection needs what may be for Returns only. */
export function isNeededFor(half: Half, { onlyForReturns }: { readonly onlyForReturns?: true }): boolean {
  return half === 'Returns' || onlyForReturns !== true;
}

export const CONNECTOR_ROLE = 'customrole_aftership_connector';

interface GuidePermission {
  /** Line in step 4 of AfterShip's guide. */
  readonly guide: string;
  readonly permission: string;
  readonly level: Level;
  readonly why: string;
  readonly onlyForReturns?: true;
}

const ONLY_LEVEL = 'The only level that NetSuite has for it.';
const READ = 'To read is the least that the guide can mean.';

export const GUIDE_PERMISSIONS: readonly GuidePermission[] = [
  {
    guide: 'Lists - Customers',
    permission: 'LIST_CUSTJOB',
    level: 'VIEW',
    why: 'Who ordered. An RMA names a customer that is there.',
  },
  { guide: 'Lists - Contacts', permission: 'LIST_CONTACT', level: 'VIEW', why: READ },
  { guide: 'Lists - Currency', permission: 'LIST_CURRENCY', level: 'VIEW', why: READ },
  { guide: 'Lists - Items', permission: 'LIST_ITEM', level: 'VIEW', why: READ },
  {
    guide: 'Lists - Perform Search',
    permission: 'LIST_FIND',
    level: 'VIEW',
    why: 'View runs searches; Full would also save them (section_N664557).',
  },
  { guide: 'Lists - Persist Search', permission: 'LIST_BIG_SEARCH', level: 'CREATE', why: ONLY_LEVEL },
  { guide: 'Reports - SuiteAnalytics Workbook', permission: 'REPO_ANALYTICS', level: 'EDIT', why: ONLY_LEVEL },
  { guide: 'Transactions - Find Transactions', permission: 'TRAN_FIND', level: 'VIEW', why: READ },
  {
    guide: 'Transactions - Sales Order',
    permission: 'TRAN_SALESORD',
    level: 'VIEW',
    why: 'To read orders. The guide has this line twice.',
  },
  { guide: 'Transactions - Item Fulfillment', permission: 'TRAN_ITEMSHIP', level: 'VIEW', why: 'To read shipments.' },
  {
    guide: 'Transactions - Fulfill Sales Orders',
    permission: 'TRAN_SALESORDFULFILL',
    level: 'VIEW',
    why: 'The guide names nothing that AfterShip fulfills in NetSuite, so no more than View.',
  },
  {
    guide: 'Transactions - Return Authorization (for RMA creation feature)',
    permission: 'TRAN_RTNAUTH',
    level: 'CREATE',
    why: 'Create makes RMAs. To change or cancel one takes Edit: raise it if AfterShip is to do that.',
    onlyForReturns: true,
  },
  { guide: 'Setup - SOAP Web Services', permission: 'ADMI_WEBSERVICES', level: 'FULL', why: ONLY_LEVEL },
  { guide: 'Setup - Rest Web Services', permission: 'ADMI_RESTWEBSERVICES', level: 'FULL', why: ONLY_LEVEL },
  {
    guide: 'Setup - User Access Token (for Token-Based Authentication)',
    permission: 'ADMI_MANAGE_OWN_OAUTH_TOKENS',
    level: 'FULL',
    why: 'The only level. It creates tokens and signs in with them, so no other token permission is needed (bridgehead_4248124361).',
  },
];
