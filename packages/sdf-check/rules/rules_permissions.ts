/** Permissions of roles and toolsets, which must equal those in the permission lists of record types. */

import { readFacts } from '../facts/read_facts';
import type { Problem } from '../project/finding';
import { readManifest } from '../project/manifest';
import type { Project, ProjectObject } from '../project/project';
import { parseScriptIdReference } from '../project/references';
import { own } from '../project/schema';
import { listOf, textOf, type XmlElement } from '../project/xml';
import { defineRules, edit } from './define_rules';
import { MINIMAL_MANIFEST, MINIMAL_RECORD, MINIMAL_ROLE, RECORD_FILE, ROLE_FILE } from './minimal_project';
import type { Rule } from './rule';

interface PermissionFacts {
  readonly levels: readonly string[] | null;
  readonly featureId: string | null;
}

/** Null for custom records, and for permissions whose row in Oracle's table was not read. */
function findPermission(key: string): PermissionFacts | null {
  return own(parseOwnPermissions(), key) ?? parseFurtherLevels(key);
}

function parseOwnPermissions(): Readonly<Record<string, PermissionFacts>> {
  return (readFacts('role-permissions') as { readonly permissions: Readonly<Record<string, PermissionFacts>> })
    .permissions;
}

function parseFurtherLevels(key: string): PermissionFacts | null {
  const { levels } = readFacts('permission-levels') as { readonly levels: Readonly<Record<string, readonly string[]>> };
  const found = own(levels, key);
  return found === null ? null : { levels: found, featureId: null };
}

function findProblems(project: Project): readonly Problem[] {
  const problems: Problem[] = [];
  const declared = new Set(readManifest(project).features.map(({ id }) => id));
  for (const object of project.objects) {
    if (object.type === 'role' || object.type === 'toolset') checkPermissions(object);
    if (object.type === 'role') checkMirror(object);
    if (object.type === 'customrecordtype') checkListed(object);
  }
  return problems;

  function report(
    code: string,
    object: ProjectObject,
    at: XmlElement,
    part: string,
    message: string,
    advice: string,
  ): void {
    const element = `${object.scriptId ?? object.type}.permissions.permission${part}`;
    problems.push({ code, file: object.file.path, line: at.line, element, message, advice });
  }

  function checkPermissions(object: ProjectObject): void {
    const seen = new Set<string>();
    for (const permission of listOf(object.root, 'permissions', 'permission')) {
      const key = textOf(permission, 'permkey') ?? '';
      const level = textOf(permission, 'permlevel') ?? '';
      const facts = findPermission(key);
      const levels = facts?.levels ?? null;
      if (levels !== null && !levels.includes(level) && ALL_LEVELS.includes(level)) {
        const message = `${key} takes the levels ${levels.join(', ')}, not ${level}.`;
        report(
          'SDF-PERMISSION-LEVEL',
          object,
          permission,
          '.permlevel',
          message,
          `Write ${levels.filter((other) => other !== 'NONE').join(' or ')}.`,
        );
      }
      const feature = facts?.featureId ?? null;
      if (feature !== null && !declared.has(feature)) {
        const message = `${key} exists only where the ${feature} feature is on, which the manifest does not name.`;
        const advice = `Add <feature required="false">${feature}</feature> to the manifest.`;
        report('SDF-PERMISSION-FEATURE', object, permission, '.permkey', message, advice);
      }
      if (textOf(permission, 'restriction') !== null && !key.startsWith('[')) {
        const message = `A restriction has a meaning only for a custom object, not for ${key}.`;
        report('SDF-PERMISSION-RESTRICTION', object, permission, '.restriction', message, 'Take it out.');
      }
      if (key !== '' && seen.has(key)) {
        const message = `${key} is there twice: which level counts is not documented.`;
        report('SDF-PERMISSION-TWICE', object, permission, '.permkey', message, 'Keep the one that is meant.');
      }
      seen.add(key);
    }
  }

  /** Checks the other direction: a record type lists a role of the project that does not list the record type. */
  function checkListed(record: ProjectObject): void {
    const seen = new Set<string>();
    for (const listed of listOf(record.root, 'permissions', 'permission')) {
      const permitted = textOf(listed, 'permittedrole') ?? '';
      if (permitted !== '' && seen.has(permitted)) {
        const message = `The role ${permitted} is there twice: which level counts is not documented.`;
        report('SDF-PERMISSION-TWICE', record, listed, '.permittedrole', message, 'Keep the one that is meant.');
      }
      seen.add(permitted);
      const roleId = parseScriptIdReference(permitted);
      const role = project.objects.find(({ type, scriptId }) => type === 'role' && scriptId === roleId);
      const isGranted = (permission: XmlElement): boolean =>
        parseScriptIdReference(textOf(permission, 'permkey') ?? '') === record.scriptId;
      if (role === undefined || listOf(role.root, 'permissions', 'permission').some(isGranted)) continue;
      const message = `${record.scriptId} lists the role ${roleId}, which has no permission on it.`;
      const advice = `Add a permission with [scriptid=${record.scriptId}] to ${role.file.path}, with the same level.`;
      report('SDF-PERMISSION-ONE-SIDED', record, listed, '', message, advice);
    }
  }

  /**
   * Level and restriction must be equal when a role and a record type name each other (section_4731154857,
   * section_4731157695).
   */
  function checkMirror(role: ProjectObject): void {
    for (const granted of listOf(role.root, 'permissions', 'permission')) {
      const recordId = parseScriptIdReference(textOf(granted, 'permkey') ?? '');
      const record = project.objects.find(({ type, scriptId }) => type === 'customrecordtype' && scriptId === recordId);
      if (record === undefined) continue;
      const listed = listOf(record.root, 'permissions', 'permission').find(
        (permission) => parseScriptIdReference(textOf(permission, 'permittedrole') ?? '') === role.scriptId,
      );
      if (listed === undefined) {
        if (textOf(record.root, 'accesstype') !== 'USEPERMISSIONLIST') continue;
        const message = `The permission list of ${record.scriptId} does not name the role ${role.scriptId}.`;
        const advice = `Add the role to <permissions> of ${record.file.path}, with the same level.`;
        report('SDF-PERMISSION-ONE-SIDED', role, granted, '', message, advice);
      } else if (
        textOf(granted, 'permlevel') !== textOf(listed, 'permittedlevel') ||
        textOf(granted, 'restriction') !== textOf(listed, 'restriction')
      ) {
        const message = `${role.scriptId} and ${record.scriptId} name each other: level and restriction must be equal on both sides.`;
        const advice = `${record.file.path}:${listed.line} says ${textOf(listed, 'permittedlevel')}: write the same on both sides.`;
        report('SDF-PERMISSION-MIRROR', role, granted, '', message, advice);
      }
    }
  }
}

const ALL_LEVELS = ['NONE', 'VIEW', 'CREATE', 'EDIT', 'FULL'];

const LEVELS = ['chapter_N3236764'];
const MIRROR = ['section_4731154857', 'section_4731157695'];
const role = (from: string, to: string): Readonly<Record<string, string>> => ({
  [ROLE_FILE]: edit(MINIMAL_ROLE, from, to),
});
const GRANT = (level: string): Readonly<Record<string, string>> =>
  role(
    '<permissions>',
    `<permissions>
    <permission>
      <permkey>[scriptid=customrecord_minimal]</permkey>
      <permlevel>${level}</permlevel>
    </permission>`,
  );
const RECORD_BY_LIST = edit(MINIMAL_RECORD, 'CUSTRECORDENTRYPERM', 'USEPERMISSIONLIST');
const LISTED = {
  [RECORD_FILE]: edit(
    RECORD_BY_LIST,
    '</customrecordtype>',
    `  <permissions>
    <permission>
      <permittedrole>[scriptid=customrole_minimal]</permittedrole>
      <permittedlevel>EDIT</permittedlevel>
    </permission>
  </permissions>
</customrecordtype>`,
  ),
};

export const PERMISSION_RULES: readonly Rule[] = defineRules(findProblems, [
  {
    code: 'SDF-PERMISSION-LEVEL',
    severity: 'warning',
    title: 'A permission has a level that it takes.',
    explanation:
      'Some permissions take only some levels: web services and tokens only Full, Perform Search View or Full. Whether NetSuite refuses another level or lowers it is not documented. Keys whose row of Oracle’s table was not read are not checked.',
    sources: LEVELS,
    breaks: role('LIST_CUSTJOB</permkey>', 'ADMI_LOGIN_OAUTH</permkey>'),
    keeps: role('LIST_CUSTJOB</permkey>', 'LIST_FIND</permkey>'),
  },
  {
    code: 'SDF-PERMISSION-FEATURE',
    severity: 'warning',
    title: 'The manifest names the feature that a permission depends on.',
    explanation:
      'Where the feature is off the permission does not exist. What deploying the role does then is not documented; naming the feature lets readers know.',
    sources: [...LEVELS, 'chapter_N3247851'],
    breaks: role('LIST_CUSTJOB', 'TRAN_ITEMSHIP'),
    keeps: {
      ...role('LIST_CUSTJOB', 'TRAN_ITEMSHIP'),
      'manifest.xml': edit(
        MINIMAL_MANIFEST,
        '</features>',
        '<feature required="false">ADVSHIPPING</feature></features>',
      ),
    },
  },
  {
    code: 'SDF-PERMISSION-RESTRICTION',
    severity: 'warning',
    title: 'Only a permission on a custom object has a restriction.',
    explanation: 'The help says that it applies to permissions that reference SDF custom objects.',
    sources: ['section_4731154857'],
    breaks: role('</permlevel>', '</permlevel><restriction>EDIT</restriction>'),
    keeps: { [ROLE_FILE]: MINIMAL_ROLE },
  },
  {
    code: 'SDF-PERMISSION-TWICE',
    severity: 'warning',
    title: 'A role names a permission once, and a record type a role.',
    explanation: 'Which of two levels counts is not documented.',
    sources: ['section_4731154857'],
    breaks: role(
      '</permissions>',
      '<permission><permkey>LIST_CUSTJOB</permkey><permlevel>EDIT</permlevel></permission></permissions>',
    ),
    keeps: { [ROLE_FILE]: MINIMAL_ROLE },
  },
  {
    code: 'SDF-PERMISSION-MIRROR',
    severity: 'error',
    title: 'A role and a record type that name each other agree on level and restriction.',
    explanation: 'Otherwise the project cannot be deployed.',
    sources: MIRROR,
    breaks: { ...GRANT('FULL'), ...LISTED },
    keeps: { ...GRANT('EDIT'), ...LISTED },
  },
  {
    code: 'SDF-PERMISSION-ONE-SIDED',
    severity: 'warning',
    title:
      'A role with a permission on a record type stands in the permission list that the record type uses, and the other way round.',
    explanation:
      'With USEPERMISSIONLIST the record type’s own list decides. What a permission on one side only does is not documented.',
    sources: [...MIRROR, 'SDFxml_4227334961'],
    breaks: { ...GRANT('EDIT'), [RECORD_FILE]: RECORD_BY_LIST },
    keeps: { ...GRANT('EDIT'), ...LISTED },
  },
]);
