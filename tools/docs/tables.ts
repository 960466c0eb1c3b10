/**
 * Tables in docs/ that are printed from code and objects. `npm run docs` writes them between their markers, and a test
 * fails when a page differs from the code.
 */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { listOf, readXml, textOf, type XmlElement } from '../../packages/sdf-check';
import { ANSWER_RULES } from '../../src/TypeScript/aftership/core/aftership/outcome';
import { describeBackoff } from '../../src/TypeScript/aftership/core/backoff';
import { STATES } from '../../src/TypeScript/aftership/core/ledger/reasons';
import { assumedPermissions, connectorPermissions, features, scriptPermissions, scriptRole } from './access_tables';
import { checkRules, knownErrors, refusals } from './deploy_tables';
import { fieldTargets } from './field_table';
import { reasons, stateDiagram } from './ledger_tables';
import { table } from './markdown';
import { listRules } from './rules_list';
import { carrierExamples, mappingProblems, numberExamples } from './number_tables';
import { setupFindings } from './setup_table';
import { loginAudit, verifyNoAnswers, verifyProbes, verifyValues } from './verify_tables';

const NAMES = [
  'settings',
  'states',
  'reasons',
  'state_diagram',
  'answers',
  'backoff',
  'connector_permissions',
  'script_role',
  'script_permissions',
  'assumed_permissions',
  'features',
  'rules',
  'login_audit',
  'verify_values',
  'verify_probes',
  'verify_no_answers',
  'check_rules',
  'refusals',
  'known_errors',
  'setup_findings',
  'number_examples',
  'carrier_examples',
  'mapping_problems',
  'field_targets',
] as const;
type TableName = (typeof NAMES)[number];

function buildTable(name: TableName, root: string): string {
  switch (name) {
    case 'settings':
      return settings(root);
    case 'states':
      return table(
        ['State', 'Meaning'],
        Object.entries(STATES).map(([state, { meaning }]) => [state, meaning]),
      );
    case 'reasons':
      return reasons();
    case 'state_diagram':
      return stateDiagram();
    case 'answers':
      return table(
        ['`meta.code`', 'What happens', 'What to do'],
        Object.entries(ANSWER_RULES).map(([code, rule]) => [
          code,
          EFFECTS[rule.class],
          rule.remedy.replace(
            '{message}',
            rule.isAboutFields === true ? '_which field, and where to put it._' : '_AfterShip’s own sentence_',
          ),
        ]),
      );
    case 'backoff':
      return table(
        ['Failed attempt', 'Wait'],
        describeBackoff().map(({ attempt, shortestWaitMinutes, longestWaitMinutes }) => [
          String(attempt),
          longestWaitMinutes === null
            ? 'none: the package needs attention'
            : `${duration(shortestWaitMinutes ?? 0)} to ${duration(longestWaitMinutes)}`,
        ]),
      );
    case 'connector_permissions':
      return connectorPermissions();
    case 'script_role':
      return scriptRole();
    case 'script_permissions':
      return scriptPermissions();
    case 'assumed_permissions':
      return assumedPermissions();
    case 'features':
      return features();
    case 'rules':
      return listRules();
    case 'login_audit':
      return loginAudit();
    case 'verify_values':
      return verifyValues();
    case 'verify_probes':
      return verifyProbes();
    case 'verify_no_answers':
      return verifyNoAnswers();
    case 'check_rules':
      return checkRules();
    case 'refusals':
      return refusals();
    case 'known_errors':
      return knownErrors();
    case 'number_examples':
      return numberExamples();
    case 'carrier_examples':
      return carrierExamples();
    case 'mapping_problems':
      return mappingProblems();
    case 'field_targets':
      return fieldTargets();
    case 'setup_findings':
      return setupFindings();
  }
}

const EFFECTS = {
  exists: 'The tracking is looked up and linked.',
  absent: 'Removal: done. Update: *Needs attention*.',
  rejected: 'This package: *Needs attention*. The others go on.',
  stop: 'Everything: the connection stops itself and is probed every 15 minutes.',
  'rate limit': 'This attempt: again when the limit ends. Does not count.',
  later: 'This attempt: again later.',
} as const;

function settings(root: string): string {
  const record = readObject(root, 'records/customrecord_aftership_connection');
  const fields = listOf(record, 'customrecordcustomfields', 'customrecordcustomfield');
  return table(
    ['Setting', 'Default', 'Meaning'],
    fields.map((field) => [textOf(field, 'label') ?? '', defaultOf(field, root), textOf(field, 'description') ?? '']),
  );
}

function readObject(root: string, name: string): XmlElement {
  const file = path.join(root, 'src/Objects/aftership', `${name}.xml`);
  const reading = readXml(readFileSync(file, 'utf8'));
  if (reading.kind === 'malformed') throw new Error(`${file}:${reading.line} ${reading.problem}`);
  return reading.root;
}

function defaultOf(field: XmlElement, root: string): string {
  const selection = /^\[scriptid=(\w+)\.(\w+)\]$/.exec(textOf(field, 'defaultselection') ?? '');
  if (selection) {
    const values = listOf(readObject(root, `lists/${selection[1]}`), 'customvalues', 'customvalue');
    const chosen = values.find((value) => value.attributes['scriptid'] === selection[2]);
    return (chosen && textOf(chosen, 'value')) ?? '';
  }
  if (textOf(field, 'dynamicdefault') === 'NOW') return 'the day it was made';
  if (textOf(field, 'fieldtype') === 'CHECKBOX') return textOf(field, 'defaultchecked') === 'T' ? 'yes' : 'no';
  return textOf(field, 'defaultvalue') ?? '';
}

function duration(minutes: number): string {
  return minutes < 60 ? `${minutes} min` : `${minutes / 60} h`;
}

const MARKED = /<!-- table: (\w+) -->[\s\S]*?<!-- end of table -->/g;

/** Fills every marked table of a page with the code's present content. */
export function fillTables(page: string, root: string): string {
  return page.replace(MARKED, (_all, wanted: string) => {
    const name = NAMES.find((known) => known === wanted);
    if (name === undefined) throw new Error(`There is no table ${wanted}.`);
    return `<!-- table: ${name} -->\n\n${buildTable(name, root)}\n\n<!-- end of table -->`;
  });
}
