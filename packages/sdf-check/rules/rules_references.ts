/** Referenced objects and files must be in the project, or declared in the manifest as present in the account. */

import { defineRules, edit } from './define_rules';
import {
  LIST_FILE,
  MINIMAL_DEPLOY,
  MINIMAL_LIST,
  MINIMAL_RECORD,
  MINIMAL_USER_EVENT,
  RECORD_FILE,
  USER_EVENT_FILE,
} from './minimal_project';
import { findObjectProblems } from './object_problems';
import type { Rule } from './rule';

const MODE = `<customrecordcustomfields>
    <customrecordcustomfield scriptid="custrecord_minimal_mode">
      <label>Mode</label>
      <fieldtype>SELECT</fieldtype>
      <selectrecordtype>[scriptid=customlist_minimal]</selectrecordtype>
    </customrecordcustomfield>`;
const RECORD_WITH_LIST = edit(MINIMAL_RECORD, '<customrecordcustomfields>', MODE);

export const REFERENCE_RULES: readonly Rule[] = defineRules(findObjectProblems, [
  {
    code: 'SDF-REFERENCE-MISSING',
    severity: 'error',
    title: '[scriptid=…] names an object, or a part of one, that the project deploys or the manifest depends on.',
    explanation:
      'Parts are named parent.child, such as customlist_x.val_y. Objects that deploy.xml does not list are not deployed and so no target. Objects of other SuiteApps must be in the manifest; references to bundles are not checked, because how to declare them is not documented.',
    sources: ['bridgehead_24076946', 'section_1523378695', 'oracle/netsuite-suitecloud-sdk issue 488'],
    breaks: { [RECORD_FILE]: RECORD_WITH_LIST },
    keeps: { [RECORD_FILE]: RECORD_WITH_LIST, [LIST_FILE]: MINIMAL_LIST },
  },
  {
    code: 'SDF-REFERENCE-TYPE',
    severity: 'error',
    title: 'A reference names an object of a type that the field takes.',
    explanation: 'The reference pages list the types for each field.',
    sources: ['SDF XML reference page of the object type', 'oracle/netsuite-suitecloud-sdk issue 575'],
    breaks: {
      [LIST_FILE]: MINIMAL_LIST,
      [USER_EVENT_FILE]: edit(
        MINIMAL_USER_EVENT,
        '<allroles>',
        '<runasrole>[scriptid=customlist_minimal]</runasrole><allroles>',
      ),
    },
    keeps: {
      [USER_EVENT_FILE]: edit(MINIMAL_USER_EVENT, '<allroles>', '<runasrole>ADMINISTRATOR</runasrole><allroles>'),
    },
  },
  {
    code: 'SDF-REFERENCE-SYNTAX',
    severity: 'error',
    title: 'A file is named as a path from the File Cabinet’s root, in brackets.',
    explanation: 'Such as [/SuiteScripts/folder/file.js]. The brackets are required.',
    sources: ['bridgehead_24076946'],
    breaks: {
      [USER_EVENT_FILE]: edit(MINIMAL_USER_EVENT, '[/SuiteScripts/minimal_ue.js]', 'SuiteScripts/minimal_ue.js'),
    },
    keeps: { [USER_EVENT_FILE]: MINIMAL_USER_EVENT },
  },
  {
    code: 'SDF-REFERENCE-FILE',
    severity: 'error',
    title: 'A file that an object names is deployed with the project or is in the manifest’s dependencies.',
    explanation: 'Capitals count. A file that no path of deploy.xml lists is not deployed.',
    sources: ['section_4737888643', 'section_1523378695'],
    breaks: { [USER_EVENT_FILE]: edit(MINIMAL_USER_EVENT, 'minimal_ue.js', 'Minimal_ue.js') },
    keeps: { [USER_EVENT_FILE]: MINIMAL_USER_EVENT },
  },
  {
    code: 'SDF-REFERENCE-EXTENSION',
    severity: 'error',
    title: 'A file that an object names has the ending that the field takes.',
    explanation: 'A script file ends in .js.',
    sources: ['SDF XML reference page of the object type'],
    breaks: {
      [USER_EVENT_FILE]: edit(MINIMAL_USER_EVENT, 'minimal_ue.js', 'minimal_ue.txt'),
      'FileCabinet/SuiteScripts/minimal_ue.txt': 'no script',
    },
    keeps: { [USER_EVENT_FILE]: MINIMAL_USER_EVENT },
  },
  {
    code: 'SDF-DEPLOY-ORDER',
    severity: 'warning',
    title: 'deploy.xml deploys an object after what it depends on.',
    explanation:
      'Paths are processed in their order; within one wildcard NetSuite works the order out itself. What happens otherwise is not documented.',
    sources: ['section_4737888643'],
    breaks: {
      [RECORD_FILE]: RECORD_WITH_LIST,
      [LIST_FILE]: MINIMAL_LIST,
      'deploy.xml': edit(
        MINIMAL_DEPLOY,
        '<path>~/Objects/*</path>',
        `<path>~/${RECORD_FILE}</path><path>~/Objects/*</path>`,
      ),
    },
    keeps: { [RECORD_FILE]: RECORD_WITH_LIST, [LIST_FILE]: MINIMAL_LIST },
  },
]);
