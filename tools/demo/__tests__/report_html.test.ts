/** The demo's page shows hostile values as text and loads nothing. */

import type { DemoReport } from '../report_data';
import { renderPage } from '../report_html';

const HOSTILE = `</td><script>alert("x")</script><img src=x onerror='alert(1)'>&amp;`;

const report: DemoReport = {
  accountId: HOSTILE,
  timeZone: 'Europe/Berlin',
  from: Date.UTC(2026, 10, 24, 6, 30),
  to: Date.UTC(2026, 10, 24, 15),
  packages: [
    {
      fulfillment: HOSTILE,
      order: HOSTILE,
      status: HOSTILE,
      shows: [HOSTILE],
      number: HOSTILE,
      state: HOSTILE,
      tracking: { id: HOSTILE, slug: HOSTILE, tag: HOSTILE, isOurs: true },
      verdict: 'out of step',
      because: HOSTILE,
    },
  ],
  totals: { 'in step': 0, explained: 0, 'out of step': 1 },
  notSent: [
    {
      fulfillment: HOSTILE,
      order: HOSTILE,
      status: '',
      shows: [],
      number: HOSTILE,
      state: null,
      tracking: null,
      verdict: 'explained',
      because: HOSTILE,
    },
  ],
  attention: [{ fulfillment: HOSTILE, number: HOSTILE, message: HOSTILE }],
  waiting: [HOSTILE],
  units: [{ script: HOSTILE, stage: HOSTILE, runs: 1, averageUnits: 2, maxUnits: 3, limit: 1000, errors: 0 }],
  requests: [{ method: HOSTILE, count: 1, failed: 1 }],
  journal: [
    {
      at: Date.UTC(2026, 10, 24, 7),
      method: HOSTILE,
      path: HOSTILE,
      headers: {},
      body: { title: HOSTILE },
      status: 400,
      answer: HOSTILE,
    },
  ],
  timeline: [
    {
      at: Date.UTC(2026, 10, 24, 7),
      who: HOSTILE,
      what: HOSTILE,
      events: ['CREATE'],
      context: 'USERINTERFACE',
      followed: [HOSTILE],
    },
  ],
  requestsInPreview: 2,
};

const html = renderPage(report);

test('shows hostile values as text, wherever they stand', () => {
  expect(html).not.toContain('<script');
  expect(html).not.toContain('<img');
  expect(html).not.toMatch(/<[^>]*\sonerror=/);
  expect(html).toContain('&lt;script&gt;');
});

test('loads nothing from anywhere', () => {
  expect(html).not.toMatch(/<[^>]*\s(?:src|href)=|@import|url\(|https?:/);
});

test('names every table and every column', () => {
  const tables = html.match(/<table>/g) ?? [];

  expect(tables.length).toBeGreaterThanOrEqual(6);
  expect(html.match(/<caption>/g)).toHaveLength(tables.length);
  expect(html).not.toMatch(/<th(?! scope="col")[ >]/);
});

test('says at the top that a package is out of step, and that Preview sent something', () => {
  expect(html).toContain(
    '1 package is out of step with AfterShip. AfterShip received 2 requests in Preview, and must get none.',
  );
});
