/** The manifest must name the features that objects, fields and values depend on. */

import { defineRules, edit } from './define_rules';
import { MINIMAL_MANIFEST, MINIMAL_RECORD, MINIMAL_USER_EVENT, RECORD_FILE, USER_EVENT_FILE } from './minimal_project';
import { findObjectProblems } from './object_problems';
import type { Rule } from './rule';

const WITHOUT_RECORDS = edit(MINIMAL_MANIFEST, '<feature required="true">CUSTOMRECORDS</feature>', '');
const WITH = (feature: string): string =>
  edit(MINIMAL_MANIFEST, '</features>', `  <feature required="false">${feature}</feature>\n    </features>`);
const TEMPLATE = {
  'Objects/custemailtmpl_minimal.xml':
    '<emailtemplate scriptid="custemailtmpl_minimal">\n  <name>Minimal</name>\n</emailtemplate>\n',
};

const LOCATION = edit(
  MINIMAL_RECORD,
  '<customrecordcustomfields>',
  `<customrecordcustomfields>
    <customrecordcustomfield scriptid="custrecord_minimal_location">
      <label>Location</label>
      <fieldtype>SELECT</fieldtype>
      <selectrecordtype>-103</selectrecordtype>
    </customrecordcustomfield>`,
);
const PARTNERS = edit(MINIMAL_USER_EVENT, '<allroles>', '<allpartners>T</allpartners><allroles>');

export const FEATURE_RULES: readonly Rule[] = defineRules(findObjectProblems, [
  {
    code: 'SDF-FEATURE-OBJECT',
    severity: 'error',
    title: 'The manifest names the feature that an object’s type depends on.',
    explanation:
      'Validation asks for the feature, required or optional. Types with enhanced dependency handling (SDF-FEATURE-HIDDEN) are the exception.',
    sources: ['section_4718752626', 'section_1523379149'],
    breaks: TEMPLATE,
    keeps: { ...TEMPLATE, 'manifest.xml': WITH('CRM') },
  },
  {
    code: 'SDF-FEATURE-HIDDEN',
    severity: 'warning',
    title: 'The manifest names the feature also for object types that may do without.',
    explanation:
      'For some types (custom record types, user event and client scripts, roles, saved searches …) leaving the feature out is the same as required="false": where it is off, the object is deployed and stays hidden. Writing it down tells readers, and lets required="true" stop a useless deployment.',
    sources: ['section_4718752626', 'subsect_160823364293'],
    breaks: { [RECORD_FILE]: MINIMAL_RECORD, 'manifest.xml': WITHOUT_RECORDS },
    keeps: { [RECORD_FILE]: MINIMAL_RECORD },
  },
  {
    code: 'SDF-FEATURE-FIELD',
    severity: 'warning',
    title: 'The manifest names the feature that a field depends on.',
    explanation:
      'A field may need a feature of its own, such as CRM for allpartners. Oracle’s reference pages speak of project warnings, its SDK skill lists the message among errors; fields that are not needed are best left out.',
    sources: ['SDFxml_1334137041', 'SDFxml_3330726969'],
    breaks: { [USER_EVENT_FILE]: PARTNERS },
    keeps: { [USER_EVENT_FILE]: PARTNERS, 'manifest.xml': WITH('CRM') },
  },
  {
    code: 'SDF-FEATURE-VALUE',
    severity: 'warning',
    title: 'The manifest names the feature that a value depends on, such as the record type that a field selects from.',
    explanation:
      'For example -103, locations, needs the feature LOCATIONS. Only values whose feature the help prints are checked.',
    sources: ['SDFxml_654195790', 'SDFxml_4141244150'],
    breaks: { [RECORD_FILE]: LOCATION },
    keeps: { [RECORD_FILE]: LOCATION, 'manifest.xml': WITH('LOCATIONS') },
  },
]);
