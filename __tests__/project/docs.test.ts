import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TEXTS } from '../../src/TypeScript/aftership/console/texts';
import { ARROWS } from '../../src/TypeScript/aftership/core/ledger/arrows';
import { REASONS, STATES } from '../../src/TypeScript/aftership/core/ledger/reasons';
import { setupFindings } from '../../tools/docs/setup_table';
import { fillTables } from '../../tools/docs/tables';

const ROOT = path.join(__dirname, '../..');
const pages = [
  'README.md',
  'CHANGELOG.md',
  ...['emulator', 'sdf-check'].map((name) => `packages/${name}/README.md`),
  ...readdirSync(path.join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const read = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8');

/** Prettier pads cells and rules; the words are what counts. */
const words = (text: string): string =>
  text
    .replace(/[ \t]+/g, ' ')
    .replace(/-{3,}/g, '---')
    .replace(/\n+/g, '\n')
    .replace(/\*/g, '_');

describe.each(pages)('%s', (page) => {
  it('prints its tables as the code has them (npm run docs writes them)', () => {
    expect(words(read(page))).toBe(words(fillTables(read(page), ROOT)));
  });

  it('links to pages that are there', () => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? '');
    const missing = links.filter((link) => !existsSync(path.join(ROOT, path.dirname(page), link)));

    expect(missing).toEqual([]);
  });

  it('names only commands that package.json has', () => {
    const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);
    const named = [...read(page).matchAll(/npm run (?:-s )?([a-z][a-z:-]*)/g)].map((match) => match[1] ?? '');

    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });
});

it('removing names every script, record type, list, field and role that deploying made', () => {
  const folder = path.join(ROOT, 'src/Objects/aftership');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.xml'));
  // The name of an object is the first of these in its file; those of its fields and deployments come later.
  const names = files.map((file) => {
    const xml = readFileSync(path.join(folder, file), 'utf8');
    return /<(?:name|recordname|label)>([^<]+)</.exec(xml)?.[1] ?? file;
  });
  const page = read('docs/uninstall.md');

  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !page.includes(`_${name}_`))).toEqual([]);
});

it('reports name only fields, states and reasons that packages have', () => {
  const xml = read('src/Objects/aftership/records/customrecord_aftership_package.xml');
  const labels = [...xml.matchAll(/<label>([^<]+)<\/label>/g)].map(([, label = '']) => label);
  const known = [...labels, 'Internal ID', 'Last Modified', 'Item Fulfillment: Name'];
  const states = Object.keys(STATES);
  const reasons = Object.keys(REASONS);
  const rows = read('docs/reports.md')
    .split('\n')
    .filter((line) => /^\| (?!Search|-)/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));

  expect(rows.length).toBeGreaterThan(10);
  for (const [, , criteria = '', results = ''] of rows) {
    const columns = results.split(', ').map((column) => column.replace(/ \((Group|Count)\)$/, ''));
    const fields = criteria.split(', ').map((term) => term.replace(/ is .*$/, ''));
    expect([...columns, ...fields].filter((name) => !known.includes(name))).toEqual([]);
    const named = [...criteria.matchAll(/State is _([^_]+)_(?: or _([^_]+)_)?/g)].flatMap(([, one, two]) => [one, two]);
    expect(named.filter((state) => state !== undefined && !states.includes(state))).toEqual([]);
    const [, reason = 'in_step'] = /Reason is _(\w+)_/.exec(criteria) ?? [];
    expect(reasons).toContain(reason);
  }
});

it('names the states in italics as people see them, and no others', () => {
  const gone = ['Tracked', 'Linked', 'Held', 'Would send', 'In doubt', 'Let go', 'AfterShip Shipment'];

  for (const page of pages) expect([page, gone.filter((word) => read(page).includes(`_${word}_`))]).toEqual([page, []]);
});

it('draws every state, and a way into each', () => {
  const drawn = ARROWS.map(({ to }) => to);

  expect(Object.keys(STATES).filter((state) => !drawn.some((to) => to === state))).toEqual([]);
});

it('prints a table of settings, states, reasons, answers and waits, and the picture of states, somewhere', () => {
  const all = pages.map(read).join('\n');

  for (const name of ['settings', 'states', 'reasons', 'state_diagram', 'answers', 'backoff'])
    expect(all).toContain(`<!-- table: ${name} -->`);
});

it('prints every finding of the set-up page that somebody may have to act on', () => {
  // The others are names, buttons, links and what is right.
  const findings = Object.entries(TEXTS).filter(([key]) =>
    /^setup\.(why\.|\w+(None|Needed|Fenced|Named|Refused|Late|Hidden|Wrong|Unassigned|Unread|Changed|Detail)$|hidden$)/.test(
      key,
    ),
  );
  const page = setupFindings().replaceAll('\\', '');
  const missing = findings.filter(([, text]) => {
    const parts = text.split(/\{\w+(?:\|[^{}]*)?\}/).filter((part) => part.trim() !== '');
    return !parts.every((part) => page.includes(part.trim()));
  });

  expect(findings.length).toBeGreaterThan(20);
  expect(missing.map(([key]) => key)).toEqual([]);
  expect(read('docs/troubleshoot.md')).toContain('<!-- table: setup_findings -->');
});
