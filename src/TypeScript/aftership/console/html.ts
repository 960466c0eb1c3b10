/**
 * Renders the blocks of a page as HTML. Values are always shown as text, and an address becomes a link only if it is
 * https or a path of NetSuite.
 */

import type { BarChart, Block, Inline, Target, Tone } from './page';

/** Returns the address of a target; null when there is none. */
export type Addresses = (target: Target) => string | null;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/**
 * Escapes text for use between tags and inside quoted attributes, and drops control characters, which would break the
 * page.
 */
export function escapeText(text: string): string {
  return text
    .replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g, '\uFFFD');
}

export function blocksToHtml(blocks: readonly Block[], addresses: Addresses): string {
  let heading = '';
  const parts = blocks.map((block) => {
    if (block.kind === 'heading') heading = block.text;
    return blockToHtml(block, heading, addresses);
  });
  return `<style>${STYLE}</style><div class="as">${parts.join('\n')}</div>`;
}

/**
 * Renders one block. When the table's caption repeats `heading`, the heading above it, only screen readers get the
 * caption.
 */
function blockToHtml(block: Block, heading: string, addresses: Addresses): string {
  switch (block.kind) {
    case 'text':
      return `<p>${escapeText(block.text)}</p>`;
    case 'notice':
      return `<p class="as-notice as-${block.tone}" role="status">${escapeText(block.text)}</p>`;
    case 'heading':
      return `<h2>${escapeText(block.text)}</h2>`;
    case 'figures':
      return `<dl class="as-figures">${block.items
        .map(({ label, value }) => `<div><dt>${escapeText(label)}</dt><dd>${inline(value, addresses)}</dd></div>`)
        .join('')}</dl>`;
    case 'table':
      return block.rows.length === 0
        ? `<p>${escapeText(block.empty)}</p>`
        : tableToHtml(block.caption, block.head, block.rows, addresses, block.caption === heading);
    case 'code':
      return `<h3>${escapeText(block.label)}</h3><pre tabindex="0">${escapeText(block.text)}</pre>`;
    case 'links':
      return `<ul>${block.items.map(({ text, to }) => `<li>${inline({ kind: 'link', text, to }, addresses)}</li>`).join('')}</ul>`;
    case 'chart':
      return chartToHtml(block, addresses);
  }
}

function tableToHtml(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Inline[])[],
  addresses: Addresses,
  isCaptionHeard = false,
): string {
  const right = (column: number): string => (typeof rows[0]?.[column] === 'number' ? ' class="as-number"' : '');
  const titles = head.map((title, column) => `<th scope="col"${right(column)}>${escapeText(title)}</th>`).join('');
  const body = rows
    .map((row) => {
      const cells = row.map((value, column) => `<td${right(column)}>${inline(value, addresses)}</td>`);
      return `<tr>${cells.join('')}</tr>`;
    })
    .join('\n');
  return `<table><caption${isCaptionHeard ? ' class="as-heard"' : ''}>${escapeText(caption)}</caption><thead><tr>${titles}</tr></thead><tbody>${body}</tbody></table>`;
}

function inline(value: Inline, addresses: Addresses): string {
  if (typeof value === 'number') return escapeText(String(value));
  if (typeof value === 'string') return escapeText(value);
  if (value.kind === 'badge') return `<span class="as-badge as-${value.tone}">${escapeText(value.text)}</span>`;
  const address = addresses(value.to);
  if (address === null || !/^(\/(?!\/)|https:\/\/)/.test(address)) return escapeText(value.text);
  return `<a href="${escapeText(address)}">${escapeText(value.text)}</a>`;
}

const HEIGHT = 120;
const BAR = 44;
const GAP = 16;

/** Stacked bars. The table below has the same numbers for readers who cannot see the chart. */
function chartToHtml(chart: BarChart, addresses: Addresses): string {
  const totals = chart.bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const tallest = Math.max(1, ...totals);
  const width = chart.bars.length * (BAR + GAP) + GAP;
  const bars = chart.bars.map(({ label, values }, index) => {
    let top = HEIGHT;
    const x = GAP + index * (BAR + GAP);
    const parts = values.map((value, at) => {
      const height = Math.round((value / tallest) * HEIGHT);
      top -= height;
      const tone: Tone = chart.series[at]?.tone ?? 'plain';
      return height === 0
        ? ''
        : `<rect class="as-fill-${tone}" x="${x}" y="${top}" width="${BAR}" height="${height}"></rect>`;
    });
    return `${parts.join('')}<text x="${x + BAR / 2}" y="${HEIGHT + 14}">${escapeText(label)}</text>`;
  });
  const svg = `<svg class="as-chart" role="img" aria-label="${escapeText(chart.caption)}" viewBox="0 0 ${width} ${HEIGHT + 20}" width="${width}" height="${HEIGHT + 20}">${bars.join('')}</svg>`;
  const legend = chart.series
    .map(({ label, tone }) => `<li><span class="as-key as-key-${tone}"></span>${escapeText(label)}</li>`)
    .join('');
  const head = [chart.unit, ...chart.series.map(({ label }) => label)];
  const rows = chart.bars.map(({ label, values }): readonly Inline[] => [label, ...values]);
  return `${svg}<ul class="as-legend" aria-hidden="true">${legend}</ul>${tableToHtml(chart.caption, head, rows, addresses)}`;
}

/** Styles apply only below our own element, because the rest of the page belongs to NetSuite. */
const STYLE = `
.as { color: #1c2128; font-size: 14px; line-height: 1.5; max-width: 72rem; }
.as h2 { font-size: 17px; margin: 18px 0 4px; } .as h3 { font-size: 14px; margin: 12px 0 2px; } .as p { margin: 6px 0; max-width: 56rem; }
.as table { border-collapse: collapse; width: auto; margin: 8px 0; font-size: 13px; } .as caption { text-align: left; font-weight: 600; padding: 4px 0; }
.as caption.as-heard { position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.as th, .as td { text-align: left; vertical-align: top; padding: 4px 9px; border-bottom: 1px solid #dcdfe4; overflow-wrap: anywhere; }
.as th { background: #f2f4f7; white-space: nowrap; } .as table .as-number { text-align: right; }
.as-notice { border-left: 4px solid #0b5fb0; background: #eef4fb; padding: 8px 12px; }
.as-notice.as-good { border-color: #1a6b37; background: #e3f4e8; } .as-notice.as-wait { border-color: #7a5200; background: #fdf1d6; } .as-notice.as-bad { border-color: #a3211b; background: #fde8e6; }
.as-badge { border-radius: 4px; padding: 0 6px; font-weight: 600; white-space: nowrap; background: #eceef1; color: #434b56; }
.as-badge.as-good { background: #e3f4e8; color: #1a6b37; } .as-badge.as-wait { background: #fdf1d6; color: #7a5200; } .as-badge.as-bad { background: #fde8e6; color: #a3211b; }
.as-figures { display: flex; flex-wrap: wrap; gap: 10px; margin: 10px 0; } .as-figures div { border: 1px solid #dcdfe4; border-radius: 6px; padding: 8px 14px; min-width: 110px; display: flex; flex-direction: column-reverse; }
.as-figures dt { color: #4d5661; } .as-figures dd { margin: 0; font-size: 22px; font-weight: 600; }
.as pre { background: #f5f6f8; border: 1px solid #dcdfe4; border-radius: 4px; padding: 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
.as-chart text { font-size: 10px; text-anchor: middle; fill: #4d5661; } .as-fill-good { fill: #2f8f54; } .as-fill-bad { fill: #c23b34; } .as-fill-wait { fill: #c98a12; } .as-fill-plain { fill: #8a93a0; }
.as-legend { list-style: none; display: flex; gap: 16px; padding: 0; margin: 4px 0; } .as-key { display: inline-block; width: 11px; height: 11px; margin-right: 5px; }
.as-key-good { background: #2f8f54; } .as-key-bad { background: #c23b34; } .as-key-wait { background: #c98a12; } .as-key-plain { background: #8a93a0; }
.as a { color: #0b5fb0; }`;
