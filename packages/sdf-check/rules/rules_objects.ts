/** An object's XML must match the description of its type: elements, values and ids. */

import { defineRules, edit } from './define_rules';
import {
  LIST_FILE,
  MINIMAL_LIST,
  MINIMAL_RECORD,
  MINIMAL_ROLE,
  MINIMAL_SCHEDULED,
  MINIMAL_USER_EVENT,
  RECORD_FILE,
  ROLE_FILE,
  USER_EVENT_FILE,
  withScheduled,
} from './minimal_project';
import { findObjectProblems } from './object_problems';
import type { Rule } from './rule';

const REFERENCE = 'SDF XML reference page of the object type (packages/sdf-check/facts/sdf-objects.json names it)';
const SKILL = 'Oracle’s SDK skill netsuite-sdf-safe-guide';

const LONG_ID = `custrecord_${'a'.repeat(30)}`;

export const OBJECT_RULES: readonly Rule[] = defineRules(findObjectProblems, [
  {
    code: 'SDF-ELEMENT-UNKNOWN',
    severity: 'warning',
    title: 'An object holds only elements and attributes that its type has.',
    explanation:
      'NetSuite ignores an element that it does not know: a misspelled setting is lost without a word in the account. The help does not describe this; Oracle’s SDK skill quotes the message.',
    sources: [REFERENCE, SKILL],
    breaks: { [ROLE_FILE]: edit(MINIMAL_ROLE, '<centertype>', '<orderindex>1</orderindex><centertype>') },
    keeps: { [ROLE_FILE]: edit(MINIMAL_ROLE, '<centertype>', '<isinactive>F</isinactive><centertype>') },
  },
  {
    code: 'SDF-ELEMENT-MISSING',
    severity: 'error',
    title: 'An object holds every element that its type requires, also those that other values make required.',
    explanation:
      'Validation refuses an object without a required element. An empty element counts as missing: account exports write unset fields that way.',
    sources: [REFERENCE, 'section_4719750997'],
    breaks: { [ROLE_FILE]: edit(MINIMAL_ROLE, '<centertype>BASIC</centertype>', '') },
    keeps: { [ROLE_FILE]: MINIMAL_ROLE },
  },
  {
    code: 'SDF-ELEMENT-DEFAULT',
    severity: 'warning',
    title: 'A required element is written even when it has a default.',
    explanation:
      'The reference calls the element required and prints a default for it. Whether leaving it out is refused is not documented, and the default may surprise: that of a deployment’s status is TESTING.',
    sources: [REFERENCE],
    breaks: { [USER_EVENT_FILE]: edit(MINIMAL_USER_EVENT, '<status>RELEASED</status>', '') },
    keeps: { [USER_EVENT_FILE]: MINIMAL_USER_EVENT },
  },
  {
    code: 'SDF-ELEMENT-TWICE',
    severity: 'warning',
    title: 'An element that can be there once is there once.',
    explanation: 'Which of two counts is not documented.',
    sources: [REFERENCE],
    breaks: { [LIST_FILE]: edit(MINIMAL_LIST, '<isordered>', '<isordered>F</isordered><isordered>') },
    keeps: { [LIST_FILE]: MINIMAL_LIST },
  },
  {
    code: 'SDF-ELEMENT-NESTING',
    severity: 'error',
    title: 'A field holds a value, a structure holds elements.',
    explanation: 'An element that was closed too late or too early swallows or loses its neighbours.',
    sources: [REFERENCE],
    breaks: { [LIST_FILE]: edit(MINIMAL_LIST, '<isordered>T</isordered>', '<isordered>T<b/></isordered>') },
    keeps: { [LIST_FILE]: MINIMAL_LIST },
  },
  {
    code: 'SDF-ELEMENT-SELECTION',
    severity: 'error',
    title: 'A structure that is a choice holds exactly one of its kinds.',
    explanation: 'A deployment’s recurrence is one of single, daily, weekly and so on.',
    sources: ['SDFxml_2036242651'],
    breaks: withScheduled(
      edit(
        MINIMAL_SCHEDULED,
        '<recurrence>',
        '<recurrence><single><startdate>2030-01-01</startdate><starttime>00:00:00</starttime></single>',
      ),
    ),
    keeps: withScheduled(),
  },
  {
    code: 'SDF-ELEMENT-UNAVAILABLE',
    severity: 'warning',
    title: 'An element is set only where the help says it is available.',
    explanation:
      'Some elements exist only while another has a certain value. What NetSuite does with them otherwise is not documented.',
    sources: [REFERENCE],
    breaks: {
      [RECORD_FILE]: edit(
        MINIMAL_RECORD,
        '<includename>',
        '<publicpermissionlevel>EDIT</publicpermissionlevel><includename>',
      ),
    },
    keeps: {
      [RECORD_FILE]: edit(
        MINIMAL_RECORD,
        '<accesstype>CUSTRECORDENTRYPERM</accesstype>',
        '<accesstype>NONENEEDED</accesstype><publicpermissionlevel>EDIT</publicpermissionlevel>',
      ),
    },
  },
  {
    code: 'SDF-VALUE-TYPE',
    severity: 'error',
    title: 'A value has the form of its type: T or F, a whole number in its range, a date, a time.',
    explanation: 'Dates are yyyy-MM-dd, times HH:mm:00 with or without Z; seconds are not kept.',
    sources: ['bridgehead_24076946', 'section_1499269203', REFERENCE],
    breaks: { [LIST_FILE]: edit(MINIMAL_LIST, '<isordered>T', '<isordered>true') },
    keeps: { [LIST_FILE]: edit(MINIMAL_LIST, '<isordered>T', '<isordered>F') },
  },
  {
    code: 'SDF-VALUE-LENGTH',
    severity: 'error',
    title: 'A text is no longer than its field.',
    explanation: 'The reference prints a length for names, labels and descriptions.',
    sources: [REFERENCE],
    breaks: { [LIST_FILE]: edit(MINIMAL_LIST, '<name>Minimal', `<name>${'a'.repeat(31)}`) },
    keeps: { [LIST_FILE]: edit(MINIMAL_LIST, '<name>Minimal', `<name>${'a'.repeat(30)}`) },
  },
  {
    code: 'SDF-VALUE-KEY',
    severity: 'error',
    title: 'A value that comes from a list is in that list, exactly as it is printed there.',
    explanation:
      'Enumerated values are upper case. A number where only a reference is possible is an internal id, which belongs to one account. Lists that the facts hold in part are checked in part.',
    sources: ['bridgehead_24076946', REFERENCE],
    breaks: { [ROLE_FILE]: edit(MINIMAL_ROLE, 'LIST_CUSTJOB', 'TRAN_SEARCH') },
    keeps: { [ROLE_FILE]: edit(MINIMAL_ROLE, 'LIST_CUSTJOB', 'LIST_FIND') },
  },
  {
    code: 'SDF-VALUE-PLACEHOLDER',
    severity: 'error',
    title: 'No field holds [ACCOUNT_SPECIFIC_VALUE].',
    explanation:
      'The placeholder stands for a value of one account. By default it stops validation and deployment; --accountspecificvalues WARNING lets it pass in optional fields of account customization projects only, and what that does to a value already in the account is not documented.',
    sources: ['section_1528397245'],
    breaks: { [ROLE_FILE]: edit(MINIMAL_ROLE, '>BASIC<', '>[ACCOUNT_SPECIFIC_VALUE]<') },
    keeps: { [ROLE_FILE]: MINIMAL_ROLE },
  },
  {
    code: 'SDF-ID-MISSING',
    severity: 'error',
    title: 'An object, and every part that has one, carries its scriptid.',
    explanation: 'NetSuite knows objects and their parts by the id: without it nothing can be updated or referred to.',
    sources: [REFERENCE],
    breaks: { [LIST_FILE]: edit(MINIMAL_LIST, ' scriptid="val_one"', '') },
    keeps: { [LIST_FILE]: MINIMAL_LIST },
  },
  {
    code: 'SDF-ID-PREFIX',
    severity: 'error',
    title: 'An id starts with the prefix of its type.',
    explanation: 'Scripts are customscript_, deployments customdeploy_, fields of a record type custrecord_ and so on.',
    sources: ['subsect_1537555588', 'section_1509578980'],
    breaks: { [RECORD_FILE]: edit(MINIMAL_RECORD, 'custrecord_minimal_age', 'minimal_age') },
    keeps: { [RECORD_FILE]: MINIMAL_RECORD },
  },
  {
    code: 'SDF-ID-UNDERSCORE',
    severity: 'warning',
    title: 'An underscore follows the prefix of an id.',
    explanation:
      'The help writes ids with an underscore after the prefix. Ids that NetSuite gave itself, a prefix and digits, are left alone.',
    sources: ['section_1509578980'],
    breaks: { [RECORD_FILE]: edit(MINIMAL_RECORD, 'custrecord_minimal_age', 'custrecordage') },
    keeps: { [RECORD_FILE]: edit(MINIMAL_RECORD, 'custrecord_minimal_age', 'custrecord14') },
  },
  {
    code: 'SDF-ID-CHARACTERS',
    severity: 'error',
    title: 'An id holds lower-case letters, digits and underscores only.',
    explanation: 'The help asks for lower case without spaces.',
    sources: ['section_1509578980'],
    breaks: { [RECORD_FILE]: edit(MINIMAL_RECORD, 'custrecord_minimal_age', 'custrecord_minimalAge') },
    keeps: { [RECORD_FILE]: MINIMAL_RECORD },
  },
  {
    code: 'SDF-ID-LENGTH',
    severity: 'error',
    title: 'An id is no longer than its type allows.',
    explanation:
      'Most ids have 40 characters, lists and transaction body fields 38. Whether the prefix counts is not documented in the help; Oracle’s SDK skill counts it, and so does this check.',
    sources: [REFERENCE, SKILL],
    breaks: { [RECORD_FILE]: edit(MINIMAL_RECORD, 'custrecord_minimal_age', LONG_ID) },
    keeps: { [RECORD_FILE]: edit(MINIMAL_RECORD, 'custrecord_minimal_age', LONG_ID.slice(0, 40)) },
  },
  {
    code: 'SDF-ID-TWICE',
    severity: 'error',
    title: 'Parts of one object have different ids.',
    explanation: 'The second would replace the first.',
    sources: ['subsect_1522153967'],
    breaks: { [LIST_FILE]: edit(MINIMAL_LIST, 'val_two', 'val_one') },
    keeps: { [LIST_FILE]: MINIMAL_LIST },
  },
  {
    code: 'SDF-PARAMETER-VALUE',
    severity: 'error',
    title: 'The value a deployment gives a script parameter has the parameter’s type.',
    explanation:
      'A deployment may hold an element named after a parameter of the script. Checked for CHECKBOX (T or F) and INTEGER; the same holds for a record type’s fields in its instances.',
    sources: ['section_157669911989', 'bridgehead_24076946'],
    breaks: withScheduled(edit(MINIMAL_SCHEDULED, '>50<', '>fifty<')),
    keeps: withScheduled(),
  },
]);
