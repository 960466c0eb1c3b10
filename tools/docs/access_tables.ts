/** The tables of docs/permissions.md, and the assumed permissions of docs/verified.md. */

import { GUIDE_PERMISSIONS, HALVES, isNeededFor } from '../shared/access/connector_role';
import { ENABLE_FEATURES, FEATURES } from '../shared/access/features';
import { findPermission } from '../shared/access/permission_facts';
import {
  ASSUMED,
  PERMISSION_LINES,
  requiredPermissions,
  type PermissionLine,
} from '../shared/access/permissions_table';
import { table } from './markdown';

export function connectorPermissions(): string {
  return table(
    ['AfterShip’s guide', 'For', 'In NetSuite', 'Key', 'Our level', 'NetSuite accepts', 'Why this level'],
    GUIDE_PERMISSIONS.map(({ guide, permission, level, why, onlyForReturns }) => [
      guide,
      HALVES.filter((half) => isNeededFor(half, { onlyForReturns })).join(', '),
      nameOf(permission),
      code(permission),
      capitalize(level),
      (findPermission(permission)?.levels ?? []).map(capitalize).join(', '),
      why,
    ]),
  );
}

export function scriptRole(): string {
  return table(
    ['Permission', 'Key', 'Level'],
    requiredPermissions().map(({ permission, level }) => [nameOf(permission), code(permission), capitalize(level)]),
  );
}

export function scriptPermissions(): string {
  return table(
    ['Use', 'On', 'Needs', 'Level', 'Source', 'Remark'],
    PERMISSION_LINES.map(({ use, of, permission, level, source, note }) => [
      code(use),
      of === null || of === '*' ? '' : code(of),
      permission === null ? 'nothing' : code(permission),
      level === null ? '' : capitalize(level),
      source === ASSUMED ? '*assumed*' : source,
      note,
    ]),
  );
}

export function assumedPermissions(): string {
  const isAssumed = ({ source, note }: PermissionLine): boolean => source === ASSUMED || note.includes('our reading');
  const lines = PERMISSION_LINES.filter((line) => line.permission !== null && isAssumed(line));
  const needless = PERMISSION_LINES.filter(({ permission, source }) => permission === null && source === ASSUMED);
  return table(
    ['Claim', 'Check'],
    [
      ...lines.map(({ use, of, permission, level, source, note }) => [
        `${code(use)}${of === null ? '' : ` on ${code(of)}`} needs ${code(permission ?? '')} at ${capitalize(level ?? '')}`,
        source === ASSUMED ? `assumed: ${note}` : `documented (${source}), but: ${note}`,
      ]),
      [
        `No permission is needed for ${[...new Set(needless.map(({ use }) => code(use)))].join(', ')}`,
        'assumed: no page that we read asks for one',
      ],
    ],
  );
}

export function features(): string {
  return table(
    ['Feature', 'Id', 'Deployment', `Below ${ENABLE_FEATURES}`, 'Permissions that belong to it', 'Why', 'Menu from'],
    FEATURES.map(({ id, name, required, subtab, inGuide, onlyForReturns, reason, source }) => [
      name,
      code(id),
      required ? 'needs it' : 'does without',
      subtab,
      permissionsOf(id).map(code).join(', '),
      inGuide ? `${reason} AfterShip’s guide ${onlyForReturns === true ? 'to Returns ' : ''}asks for it.` : reason,
      source,
    ]),
  );
}

/** Permissions of both roles that belong to this feature. */
function permissionsOf(featureId: string): readonly string[] {
  const used = [...GUIDE_PERMISSIONS, ...requiredPermissions()].map(({ permission }) => permission);
  return [...new Set(used)].filter((key) => findPermission(key)?.featureId === featureId);
}

function nameOf(permission: string): string {
  return findPermission(permission)?.name ?? 'Custom record of this project';
}

function code(text: string): string {
  return `\`${text}\``;
}

function capitalize(level: string): string {
  return level.charAt(0) + level.slice(1).toLowerCase();
}
