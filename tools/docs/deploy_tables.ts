/** Tables of docs/troubleshoot.md about the deployment and the check. */

import { RULE_GROUPS } from '../../packages/sdf-check';
import { KNOWN_ERRORS } from '../deploy/cli_errors';
import { REFUSALS } from '../deploy/refusals';
import { escapeMarkdown, table } from './markdown';

export function refusals(): string {
  return table(
    ['Code', 'When', 'What to do'],
    Object.entries(REFUSALS).map(([code, { when, remedy }]) => [`\`${code}\``, when, remedy]),
  );
}

export function knownErrors(): string {
  return table(
    ['The message has', 'Code', 'What to do', 'Said by'],
    KNOWN_ERRORS.map(({ code, parts, source, remedy }) => [
      parts.map((part) => `\`${part}\``).join(' or '),
      `\`${code}\``,
      escapeMarkdown(remedy),
      source === null ? 'Oracle’s CLI' : escapeMarkdown(source),
    ]),
  );
}

export function checkRules(): string {
  return table(
    ['Code', 'What must hold', 'Kind'],
    RULE_GROUPS.flatMap(({ rules }) =>
      rules.map(({ code, title, severity }) => [`\`${code}\``, escapeMarkdown(title), severity]),
    ),
  );
}
