/**
 * Makes self-contained HTML pages from unchecked data: every value is shown as text. A page loads nothing and runs
 * nothing, follows the reader's light or dark setting, and can be printed.
 */

import { escapeHtml } from '../../packages/emulator';

/** A cell or part that is already HTML, with escapeHtml around every value. */
export interface Html {
  readonly html: string;
}

type Cell = string | number | null | Html;

interface Table {
  /** Content of the table, for screen readers as well. */
  readonly caption?: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Positions of columns with figures, which are aligned to the right. */
  readonly figures?: readonly number[];
}

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return escapeHtml(value.toLocaleString('en-US'));
  return typeof value === 'string' ? escapeHtml(value) : value.html;
}

/** A table that scrolls by itself when it is wider than the page. */
export function table({ caption, head, rows, figures = [] }: Table): string {
  const attribute = (index: number): string => (figures.includes(index) ? ' class="figure"' : '');
  const header = head.map((title, index) => `<th scope="col"${attribute(index)}>${escapeHtml(title)}</th>`).join('');
  const body = rows
    .map((row) => `<tr>${row.map((value, index) => `<td${attribute(index)}>${cell(value)}</td>`).join('')}</tr>`)
    .join('\n');
  const named = caption === undefined ? '' : `<caption>${escapeHtml(caption)}</caption>`;
  // A region that can be focused, so that it can be scrolled without a mouse.
  const region = caption === undefined ? '' : ` role="region" tabindex="0" aria-label="${escapeHtml(caption)}"`;
  return `<div class="scroll"${region}><table>${named}<thead><tr>${header}</tr></thead>\n<tbody>\n${body}\n</tbody></table></div>`;
}

export type Tone = 'plain' | 'good' | 'wait' | 'bad';

/**
 * Text that should not be split into two lines, such as a short word or a tracking number; very long ones are split.
 */
export function whole(text: string, tag: 'span' | 'code' = 'span'): Html {
  if (text === '') return { html: '' };
  const kept = text.length <= LONGEST_WHOLE ? ' class="whole"' : '';
  return { html: `<${tag}${kept}>${escapeHtml(text)}</${tag}>` };
}

const LONGEST_WHOLE = 30;

/** A short word with a colour that only repeats the word's meaning. */
export function badge(text: string, tone: Tone): Html {
  return { html: `<span class="badge ${tone}">${escapeHtml(text)}</span>` };
}

/** Figures with a label under each. */
export function figures(items: readonly { readonly value: number; readonly label: string }[]): string {
  const parts = items.map(({ value, label }) => `<div><dd>${cell(value)}</dd><dt>${escapeHtml(label)}</dt></div>`);
  return `<dl class="figures">${parts.join('')}</dl>`;
}

/**
 * A whole page; `body` is HTML. It has no script, no image and no foreign address, so it can be mailed or attached to a
 * ticket.
 */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

const STYLE = `:root {
  color-scheme: light dark;
  --ground: #ffffff; --panel: #f5f6f8; --line: #dcdfe4; --text: #1c2128; --soft: #5b6470; --accent: #0b5fb0;
  --good: #1a6b37; --good-ground: #e3f4e8; --wait: #7a5200; --wait-ground: #fdf1d6; --bad: #a3211b; --bad-ground: #fde8e6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171c; --panel: #1d2229; --line: #353c47; --text: #e4e7eb; --soft: #a0a9b5; --accent: #7db8f5;
    --good: #8fdca6; --good-ground: #17351f; --wait: #f1c777; --wait-ground: #3a2c0c; --bad: #ffa69f; --bad-ground: #451a17;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 0.5rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 0.5rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.25rem 0 0.25rem; }
p, ul, ol { margin: 0.5rem 0; max-width: 60rem; }
a { color: var(--accent); }
.soft { color: var(--soft); }
.notice { background: var(--panel); border-left: 4px solid var(--accent); padding: 0.6rem 0.9rem; margin: 0.75rem 0; }
.notice.wait { background: var(--wait-ground); border-color: var(--wait); }
.notice.bad { background: var(--bad-ground); border-color: var(--bad); }
.figures { display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 1rem 0; padding: 0; }
.figures div { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 0.6rem 0.9rem; min-width: 8.5rem; display: flex; flex-direction: column; }
.figures dd { margin: 0; font-size: 1.6rem; font-weight: 600; line-height: 1.2; font-variant-numeric: tabular-nums; }
.figures dt { color: var(--soft); font-size: 0.85rem; }
.scroll { overflow-x: auto; margin: 0.75rem 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
caption { text-align: left; color: var(--soft); padding: 0 0 0.35rem; }
th { text-align: left; font-weight: 600; color: var(--soft); background: var(--panel); white-space: nowrap; }
th, td { padding: 0.35rem 0.6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td { overflow-wrap: anywhere; min-width: 4rem; unicode-bidi: isolate; }
.figure { text-align: right; font-variant-numeric: tabular-nums; }
code, pre { font-family: ui-monospace, "Cascadia Mono", Consolas, Menlo, monospace; font-size: 0.85rem; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 0.75rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
code { overflow-wrap: anywhere; }
td ul { margin: 0; padding-left: 1.1rem; }
.whole { white-space: nowrap; }
.wide { min-width: 12rem; }
.badge { display: inline-block; border-radius: 4px; padding: 0 0.4rem; font-size: 0.8rem; font-weight: 600; white-space: nowrap; background: var(--panel); color: var(--soft); }
.badge.good { background: var(--good-ground); color: var(--good); }
.badge.wait { background: var(--wait-ground); color: var(--wait); }
.badge.bad { background: var(--bad-ground); color: var(--bad); }
summary { cursor: pointer; color: var(--accent); margin: 0.5rem 0; }
@media print { .scroll { overflow: visible; } main { max-width: none; padding: 0; } }`;
