/** The rules of `npm run check`, as docs/check.md lists them. */

import { type Rule, RULE_GROUPS } from '../../packages/sdf-check';
import { escapeMarkdown } from './markdown';

const HELP = 'https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/';

export function listRules(): string {
  return RULE_GROUPS.map(({ title, rules }) => [`### ${title}`, ...rules.map(describe)].join('\n\n')).join('\n\n');
}

function describe({ code, severity, title, explanation, sources }: Rule): string {
  const from = sources.length === 0 ? 'own advice' : sources.map(link).join(', ');
  return `**\`${code}\`** (${severity}). ${escapeMarkdown(title)} ${escapeMarkdown(explanation)} Source: ${from}.`;
}

function link(source: string): string {
  if (/^[A-Za-z]+_\w+$/.test(source)) return `[${escapeMarkdown(source)}](${HELP}${source}.html)`;
  return /^https:/.test(source) ? `<${source}>` : escapeMarkdown(source);
}
