/** Prints findings for people, for programs, and as annotations of GitHub. */

import type { Finding } from '../project/finding';
import type { Rule } from '../rules/rule';
import type { CheckResult } from '../rules/rules';

export type Format = 'text' | 'json' | 'github';

/** `prefix` precedes a finding's path, so that it can be opened from the current folder. */
export function formatResult(result: CheckResult, format: Format, prefix: string): string {
  switch (format) {
    case 'text':
      return formatText(result, prefix);
    case 'json':
      return JSON.stringify(
        {
          errors: count(result, 'error'),
          warnings: count(result, 'warning'),
          findings: result.findings.map((finding) => ({ ...finding, file: prefix + finding.file })),
          notChecked: result.unchecked.map((entry) => ({ ...entry, file: prefix + entry.file })),
        },
        null,
        2,
      );
    case 'github':
      return [
        ...result.findings.map((finding) => formatAnnotation(finding, prefix)),
        ...result.unchecked.map(
          ({ type, file }) =>
            `::notice file=${escapeProperty(prefix + file)},title=Not checked::${escapeData(notChecked(type))}`,
        ),
        summarize(result),
      ].join('\n');
  }
}

function summarize(result: CheckResult): string {
  const parts = [
    plural(count(result, 'error'), 'error'),
    plural(count(result, 'warning'), 'warning'),
    `${plural(result.unchecked.length, 'object type')} not checked`,
  ];
  return `${parts.join(', ')}. NetSuite validates again on deployment; this check cannot see your account.`;
}

export function formatRule(rule: Rule): string {
  const lines = [
    `${rule.code} (${rule.severity})`,
    rule.title,
    '',
    rule.explanation,
    '',
    ...(rule.sources.length === 0
      ? ['Source: none; this check’s own advice.']
      : ['Sources:', ...rule.sources.map(formatSource)]),
  ];
  return [...lines, ...formatExample('Wrong', rule.breaks), ...formatExample('Right', rule.keeps)].join('\n');
}

const HELP = 'https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/';

function formatSource(source: string): string {
  return /^[A-Za-z]+_\w+$/.test(source) ? `  ${HELP}${source}.html` : `  ${source}`;
}

function formatExample(title: string, files: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(files).flatMap(([file, text]) => [
    '',
    `${title}: ${file}`,
    ...clean(text, 'keep lines')
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
  ]);
}

function formatText(result: CheckResult, prefix: string): string {
  const section = (title: string, severity: Finding['severity']): readonly string[] => {
    const findings = result.findings.filter((finding) => finding.severity === severity);
    return findings.length === 0 ? [] : [title, ...findings.map((finding) => formatFinding(finding, prefix)), ''];
  };
  const unchecked = result.unchecked.map(({ type, file }) => clean(`${prefix}${file}: ${notChecked(type)}`));
  return [
    ...section('Errors', 'error'),
    ...section('Warnings', 'warning'),
    ...(unchecked.length === 0 ? [] : ['Not checked', ...unchecked, '']),
    summarize(result),
  ].join('\n');
}

function formatFinding({ code, file, line, element, message, advice }: Finding, prefix: string): string {
  const place = `${prefix}${file}${line === null ? '' : `:${line}`}${element === '' ? '' : ` ${element}`}`;
  return clean(`${place}: ${message} → ${advice} [${code}]`);
}

/** A workflow command of GitHub Actions, in which `%`, line ends and, in properties, `:` and `,` are escaped. */
function formatAnnotation({ code, severity, file, line, element, message, advice }: Finding, prefix: string): string {
  const properties = [
    `file=${escapeProperty(prefix + file)}`,
    ...(line === null ? [] : [`line=${line}`]),
    `title=${escapeProperty(code)}`,
  ];
  const text = `${element === '' ? '' : `${element}: `}${message} → ${advice}`;
  return `::${severity} ${properties.join(',')}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Removes control characters from names in checked files, because a terminal would obey them. */
export function clean(text: string, lines: 'one line' | 'keep lines' = 'one line'): string {
  const kept = lines === 'keep lines' ? text : text.replace(/\s*\n\s*/g, ' ');
  return kept.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) => (character === '\n' ? '\n' : '�'));
}

function notChecked(type: string): string {
  return `objects of type ${type} are not checked, because their description is not in the facts.`;
}

function count(result: CheckResult, severity: Finding['severity']): number {
  return result.findings.filter((finding) => finding.severity === severity).length;
}

function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
