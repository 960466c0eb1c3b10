/** The deployed console in the emulated account, and a visitor who clicks without a browser. */

import type { Actor, FieldValue, SuiteletAnswer } from '../../packages/emulator/netsuite';
import { SCRIPTS, PACKAGE } from '../../src/TypeScript/aftership/adapters/ids';
import { isReason, ruleOf, stateOf } from '../../src/TypeScript/aftership/core/ledger/reasons';
import type { World } from './world';

export function administrator(world: World): Actor {
  const user = world.account.seed('employee', { fields: { entityid: 'Admin', role: 'administrator' } });
  return { user, context: 'USERINTERFACE' };
}

type Parameters = Readonly<Record<string, string>>;

export function get(world: World, actor: Actor, parameters: Parameters = {}): SuiteletAnswer {
  return world.account.request(actor, { ...SCRIPTS_OF_CONSOLE, method: 'GET', parameters });
}

const SCRIPTS_OF_CONSOLE = { script: SCRIPTS.pages.script, deployment: SCRIPTS.pages.deployment };

/** Posts the form of a page as a browser would: every hidden field as it stands, with these values and ticks over it. */
export function post(
  world: World,
  actor: Actor,
  page: SuiteletAnswer,
  values: Parameters,
  tickedLines: readonly number[] = [],
): SuiteletAnswer {
  const hidden = [...page.body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
    ([, name = '', value = '']) => [name, unescapeHtml(value)] as const,
  );
  const lines = Number(hidden.find(([name]) => name === 'custpage_rows:lines')?.[1] ?? 0);
  const rows = Array.from({ length: lines }, (_, line): Readonly<Record<string, string>> =>
    tickedLines.includes(line) ? { custpage_tick: 'T' } : {},
  );
  const given = Object.entries(values).map(([name, value]) => [`custpage_${name}`, value] as const);
  return world.account.request(actor, {
    ...SCRIPTS_OF_CONSOLE,
    method: 'POST',
    parameters: Object.fromEntries([...hidden.filter(([name]) => !name.includes(':')), ...given]),
    sublists: lines === 0 ? {} : { custpage_rows: rows },
  });
}

/** Follows where an answer sends the visitor. */
export function follow(world: World, actor: Actor, answer: SuiteletAnswer): SuiteletAnswer {
  if (answer.location === null) throw new Error(`Sent nowhere: ${textOf(answer)}`);
  const { searchParams } = new URL(answer.location, 'https://example.com');
  return get(world, actor, Object.fromEntries(searchParams));
}

/** What a page says, without tags. */
export function textOf(answer: SuiteletAnswer): string {
  return unescapeHtml(
    answer.body
      .replace(/<style>[\s\S]*?<\/style>/g, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' '),
  );
}

function unescapeHtml(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&#96;/g, '`')
    .replace(/&amp;/g, '&');
}

/** A refusal in AfterShip's own sentence, as fields of a row. */
export function said(sentence: string): Readonly<Record<string, FieldValue>> {
  return { answerCode: 4008, params: JSON.stringify({ said: sentence }) };
}

/**
 * A row of the ledger as the scripts leave one of this reason, of this account unless the fields say otherwise: refused
 * with 4005 when they name no reason.
 */
export function aRow(world: World, fields: Readonly<Record<string, FieldValue>>): number {
  const all = Object.entries(fields).map(([name, value]) => {
    const id = new Map<string, string>(Object.entries(PACKAGE)).get(name);
    if (id === undefined) throw new Error(`A package has no field ${name}.`);
    return [id, value] as const;
  });
  return world.account.seed(PACKAGE.type, {
    fields: {
      [PACKAGE.account]: world.account.options.accountId,
      [PACKAGE.fulfillment]: 1000,
      [PACKAGE.number]: 'N1',
      [PACKAGE.shippedOn]: new Date(2026, 10, 21),
      ...standing(world, fields['reason'] ?? 'refused', fields['holding']),
      ...Object.fromEntries(all),
    },
  });
}

/** What goes with a reason: its state, and what AfterShip has. */
function standing(world: World, reason: FieldValue, holding: FieldValue | undefined): Record<string, FieldValue> {
  if (typeof reason !== 'string' || !isReason(reason)) return {};
  const places = ruleOf(reason).at;
  const at = places.find((place) => place === holding) ?? places[0] ?? 'nothing';
  const isThere = at !== 'nothing' && at !== 'create unknown';
  return {
    [PACKAGE.reason]: reason,
    [PACKAGE.state]: stateOf(reason, at),
    [PACKAGE.holding]: at,
    [PACKAGE.generation]: 1,
    ...(at === 'nothing' ? {} : { [PACKAGE.trackingId]: `ns-1234567-${'0'.repeat(24)}` }),
    ...(isThere ? { [PACKAGE.madeAt]: Math.floor(world.account.now() / 1000) } : {}),
    ...(reason === 'refused' ? { [PACKAGE.answerCode]: 4005 } : {}),
  };
}
