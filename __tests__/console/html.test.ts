/** Pages as HTML and rows as CSV: whatever a value holds, it is shown as text, and no address leads out of NetSuite. */

import { blocksToHtml } from '../../src/TypeScript/aftership/console/html';
import type { Block, Target } from '../../src/TypeScript/aftership/console/page';
import { say } from '../../src/TypeScript/aftership/console/texts';

const MARKUP = `"><script>alert(1)</script>'\`&`;
const to: Target = { kind: 'page', page: 'overview' };

const everyBlock: readonly Block[] = [
  { kind: 'text', text: MARKUP },
  { kind: 'notice', tone: 'bad', text: MARKUP },
  { kind: 'heading', text: MARKUP },
  { kind: 'figures', items: [{ label: MARKUP, value: { kind: 'badge', text: MARKUP, tone: 'good' } }] },
  { kind: 'table', caption: MARKUP, head: [MARKUP], rows: [[{ kind: 'link', text: MARKUP, to }]], empty: '' },
  { kind: 'table', caption: '', head: [], rows: [], empty: MARKUP },
  { kind: 'code', label: MARKUP, text: MARKUP },
  { kind: 'links', items: [{ text: MARKUP, to }] },
  {
    kind: 'chart',
    caption: MARKUP,
    unit: MARKUP,
    series: [{ label: MARKUP, tone: 'good' }],
    bars: [{ label: MARKUP, values: [1] }],
  },
];

it.each(everyBlock.map((block) => [block.kind, block] as const))('%s shows markup as text', (_kind, block) => {
  const html = blocksToHtml([block], () => `/app/x?a=${MARKUP}`);

  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

it.each(['javascript:alert(1)', '//evil.example/x', 'http://evil.example', 'data:text/html,x', ''])(
  'a link to %s is a text without an address',
  (address) => {
    const html = blocksToHtml([{ kind: 'links', items: [{ text: 'there', to }] }], () => address);

    expect(html).toContain('<li>there</li>');
  },
);

it('a chart has its numbers as a table, and bars as high as their share', () => {
  const chart: Block = {
    kind: 'chart',
    caption: 'Packages',
    unit: 'Day',
    series: [
      { label: 'Sent', tone: 'good' },
      { label: 'Failed', tone: 'bad' },
    ],
    bars: [
      { label: 'Mon', values: [3, 1] },
      { label: 'Tue', values: [0, 0] },
    ],
  };

  const html = blocksToHtml([chart], () => null);

  expect(html.match(/<rect[^>]* height="\d+"/g)?.map((rect) => /height="(\d+)"/.exec(rect)?.[1])).toEqual(['90', '30']);
  expect(html).toContain('<tr><td>Mon</td><td class="as-number">3</td><td class="as-number">1</td></tr>');
});

it('a caption that repeats the heading above is heard, not shown', () => {
  const table = (caption: string): Block => ({ kind: 'table', caption, head: ['A'], rows: [['x']], empty: '' });

  const html = blocksToHtml([{ kind: 'heading', text: 'One' }, table('One'), table('Two')], () => null);

  expect(html).toContain('<h2>One</h2>\n<table><caption class="as-heard">One</caption>');
  expect(html).toContain('<caption>Two</caption>');
});

it.each([
  [1, '1 package is at AfterShip under the carrier ups.'],
  [0, '0 packages are at AfterShip under the carrier ups.'],
  [2, '2 packages are at AfterShip under the carrier ups.'],
])('words go with the count %i', (count, sentence) => {
  expect(say('carriers.count', { count, carrier: 'ups' })).toBe(sentence);
});

it('a value with braces is not looked at again', () => {
  expect(say('find.customerFound', { id: '{days}', days: 1, most: 2 })).toContain('customer {days} in the last 1 days');
});
