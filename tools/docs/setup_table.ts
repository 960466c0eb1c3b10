/**
 * Table of docs/troubleshoot.md with every finding of the set-up page that needs a person. The page's own code writes
 * it.
 */

import type { Block, Inline } from '../../src/TypeScript/aftership/console/page';
import { buildSetup, type SetupData } from '../../src/TypeScript/aftership/console/pages/setup_page';
import { say } from '../../src/TypeScript/aftership/console/texts';
import type { Courier } from '../../src/TypeScript/aftership/core/aftership/couriers';
import { formatCouriers, standingsOf } from '../../src/TypeScript/aftership/core/carrier/account_couriers';
import { requirementsOf } from '../../src/TypeScript/aftership/core/carrier/requirements';
import { firstRound, formatCursor } from '../../src/TypeScript/aftership/core/check_cursor';
import { connectionWith } from '../shared/memory_ports';
import { escapeMarkdown, table } from './markdown';

const NOW = Date.UTC(2026, 10, 24, 12) / 1000;

/** An account without any set-up. Words in braces stand for values that the page fills in. */
const BARE: SetupData = {
  accountId: '1234567',
  reading: { kind: 'none', otherAccounts: [] },
  features: new Map(),
  notes: { lastRequest: null, lastRun: null, releaseChecked: null },
  lacking: [],
  release: '{release}',
  now: NOW,
  deployments: { kind: 'found', value: [] },
  deploymentCount: 0,
  scriptRole: { kind: 'found', value: null },
  connectorRole: { kind: 'found', value: null },
  newest: { kind: 'found', value: { fulfillmentId: null, absent: [], refused: [] } },
  subsidiaries: null,
  dayCounts: null,
};

const HIDDEN = { kind: 'hidden', detail: '{why}' } as const;
const LATE = formatCursor(firstRound('2026-11-01', 0, NOW - 24 * 3600));

function courierFromFacts(slug: string): Courier {
  return { slug, required: requirementsOf(slug), optional: [], needsCredentials: false };
}

const FAULTY_MAPPING = 'Royal Mail = royalmail\nTwo Man = arrowxl\nUPS = ups-api\nAmazon = amazon-order\nBest Way';
const COURIERS = formatCouriers({
  askedOn: '2026-11-24',
  bySlug: standingsOf(['royalmail', 'arrowxl', 'ups-api', 'amazon-order'], {
    own: ['ups-api', 'amazon-order'].map((slug) => courierFromFacts(slug)),
    others: [courierFromFacts('arrowxl')],
  }),
});

/** These accounts together produce every finding of the page. */
const ACCOUNTS: readonly SetupData[] = [
  BARE,
  {
    ...BARE,
    reading: { kind: 'none', otherAccounts: ['{accounts}'] },
    notes: { lastRequest: '(refused)', lastRun: null, releaseChecked: '{before}' },
    deployments: HIDDEN,
    scriptRole: HIDDEN,
    connectorRole: HIDDEN,
    newest: { kind: 'hidden', detail: say('setup.newestUnread', { id: '{id}', why: '{why}' }) },
    subsidiaries: HIDDEN,
  },
  {
    ...BARE,
    reading: {
      kind: 'connection',
      connection: connectionWith({ stoppedByError: true, stopReason: '{reason}', carrierMapping: 'A = ups' }),
    },
    newest: { kind: 'found', value: { fulfillmentId: null, absent: [], refused: ['customer.language'] } },
  },
  {
    ...BARE,
    reading: {
      kind: 'connection',
      connection: connectionWith({
        checkCursor: LATE,
        carrierMapping: FAULTY_MAPPING,
        couriers: COURIERS,
        fieldMapping: 'order_number',
      }),
    },
    newest: { kind: 'found', value: { fulfillmentId: 4711, absent: ['{source}'], refused: [] } },
    lacking: [{ slug: 'arrowxl', field: 'destination_postal_code', count: 3 }],
    deployments: {
      kind: 'found',
      value: [{ id: '{id}', isDeployed: true, status: 'TESTING', expected: '{expected}' }],
    },
    connectorRole: { kind: 'found', value: { id: 1, users: 0 } },
    subsidiaries: {
      kind: 'found',
      value: { read: [], unread: [{ subsidiary: '{subsidiary}', fulfillmentId: 4711 }], refused: 2 },
    },
  },
  { ...BARE, reading: { kind: 'connection', connection: connectionWith({}) } },
];

export function setupFindings(): string {
  const fine = say('setup.done');
  const rows = new Map<string, readonly string[]>();
  for (const data of ACCOUNTS) {
    for (const cells of rowsOf(buildSetup(data, { time: () => '{time}', day: () => '{day}' }).blocks)) {
      const [name = '', status = '', detail = '', mend = ''] = cells.map(textOf);
      if (status !== fine) rows.set(`${name} ${detail}`, [name, status, detail, mend].map(escapeMarkdown));
    }
  }
  // Rows are grouped by check, in the page's order.
  const names = [...new Set([...rows.values()].map(([name]) => name))];
  const sorted = names.flatMap((name) => [...rows.values()].filter(([of]) => of === name));
  return table([say('setup.item'), say('setup.status'), say('setup.detail'), say('setup.mend')], sorted);
}

function rowsOf(blocks: readonly Block[]): readonly (readonly Inline[])[] {
  return blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));
}

function textOf(cell: Inline): string {
  return typeof cell === 'object' ? cell.text : String(cell);
}
