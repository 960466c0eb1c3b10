/** The deployed console in the emulated account, and a visitor who clicks without a browser. */

import type { Actor, FieldValue, SuiteletAnswer } from '../../packages/emulator/netsuite';
import { SCRIPTS, SHIPMENT } from '../../src/TypeScript/aftership/adapters/ids';
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

/** A row of the ledger, of this account unless the fields say otherwise. */
export function aRow(world: World, fields: Readonly<Record<string, FieldValue>>): number {
  const all = Object.entries(fields).map(([name, value]) => {
    const id = new Map<string, string>(Object.entries(SHIPMENT)).get(name);
    if (id === undefined) throw new Error(`A shipment has no field ${name}.`);
    return [id, value] as const;
  });
  return world.account.seed(SHIPMENT.type, {
    fields: {
      [SHIPMENT.account]: world.account.options.accountId,
      [SHIPMENT.fulfillment]: 1000,
      [SHIPMENT.number]: 'N1',
      [SHIPMENT.state]: 'Needs attention',
      [SHIPMENT.reason]: '4005',
      [SHIPMENT.shippedOn]: new Date(2026, 10, 21),
      ...Object.fromEntries(all),
    },
  });
}
