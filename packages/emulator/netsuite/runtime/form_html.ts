/**
 * Renders a page of N/ui/serverWidget as plain HTML: its content, not NetSuite's look. Sublist values are posted as
 * `list:field:line`.
 */

import { escapeHtml } from '../../html';
import type { FormField, FormModel, FormSublist } from '../n/form_model';

/** Shows a script's text as text or as markup, because NetSuite's choice is not documented. */
type ShowText = (text: string) => string;

export const SHOW_TEXT: Readonly<Record<'escaped' | 'raw', ShowText>> = { escaped: escapeHtml, raw: (text) => text };

/** Renders a form. `action` is the address to which it is posted; null for a read-only page. */
export function renderForm(form: FormModel, action: string | null, show: ShowText): string {
  const parts = [
    links(form, show),
    ...form.fields.map((given) => field(given, show)),
    ...form.sublists.map((list) => sublist(list, action !== null, show)),
    ...form.buttons.map(({ label }) => `<button type="button">${show(label)}</button>`),
  ];
  const submit = form.submitLabel === null ? '' : `<p><button type="submit">${show(form.submitLabel)}</button></p>`;
  const body = parts.join('\n') + submit;
  return action === null ? body : `<form method="post" action="${escapeHtml(action)}">\n${body}\n</form>`;
}

/** Renders a whole page around a body. */
export function renderPage(title: string, body: string, show: ShowText = escapeHtml): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${show(title)}</title>
<style>
body { margin: 0 auto; max-width: 74rem; padding: 1rem; font: 15px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; color: #1c2128; background: #fff; }
h1 { font-size: 1.5rem; margin: 0 0 0.75rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0 0 0.5rem; margin: 0 0 1rem; border-bottom: 1px solid #dcdfe4; }
.field { margin: 0.75rem 0; }
.field label { display: block; font-weight: 600; }
.field .help { color: #4d5661; font-size: 0.875rem; max-width: 50rem; margin: 0.15rem 0; }
input[type=text], input[type=email], textarea, select { font: inherit; padding: 0.25rem 0.4rem; min-width: 20rem; max-width: 100%; border: 1px solid #767d87; border-radius: 3px; }
textarea { width: 40rem; min-height: 6rem; }
button { font: inherit; padding: 0.4rem 1rem; border: 1px solid #0b5fb0; border-radius: 4px; background: #0b5fb0; color: #fff; cursor: pointer; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; margin: 0.5rem 0; }
caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem; border-bottom: 1px solid #dcdfe4; overflow-wrap: anywhere; }
th { background: #f5f6f8; }
a { color: #0b5fb0; }
</style>
</head>
<body>
<main>
<h1>${show(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

function links({ links: all }: FormModel, show: ShowText): string {
  if (all.length === 0) return '';
  // NetSuite's treatment of links other than http and paths is not documented, so they are shown without address.
  const items = all.map(({ title, url }) =>
    /^(https?:\/\/|\/)/.test(url)
      ? `<li><a href="${escapeHtml(url)}">${show(title)}</a></li>`
      : `<li>${show(title)}</li>`,
  );
  return `<nav aria-label="Pages"><ul>${items.join('')}</ul></nav>`;
}

function field(given: FormField, show: ShowText): string {
  if (given.type === 'INLINEHTML') return given.displayType === 'HIDDEN' ? '' : `<div>${given.defaultValue}</div>`;
  if (given.displayType === 'HIDDEN')
    return `<input type="hidden" name="${given.id}" value="${show(given.defaultValue)}">`;
  const help = given.help === '' ? '' : `<div class="help" id="${given.id}_help">${show(given.help)}</div>`;
  const described = given.help === '' ? '' : ` aria-describedby="${given.id}_help"`;
  const star = given.isMandatory ? ' *' : '';
  const label = `<label for="${given.id}">${show(given.label)}${star}</label>`;
  if (given.displayType === 'INLINE') return `<div class="field">${label}${show(given.defaultValue)}${help}</div>`;
  if (given.type === 'CHECKBOX') {
    const box = `<input type="checkbox" id="${given.id}" name="${given.id}" value="T"${given.defaultValue === 'T' ? ' checked' : ''}${described}>`;
    return `<div class="field"><label>${box} ${show(given.label)}</label>${help}</div>`;
  }
  return `<div class="field">${label}${help}${input(given, described, show)}</div>`;
}

function input(given: FormField, described: string, show: ShowText): string {
  const name = `id="${given.id}" name="${given.id}"${described}`;
  const value = show(given.defaultValue);
  const limit = given.maxLength === null ? '' : ` maxlength="${given.maxLength}"`;
  switch (given.type) {
    case 'SELECT': {
      const chosen = given.defaultValue;
      const items = given.options.map((option) => {
        const isSelected = chosen === '' ? option.isSelected : option.value === chosen;
        return `<option value="${show(option.value)}"${isSelected ? ' selected' : ''}>${show(option.text)}</option>`;
      });
      return `<select ${name}>${items.join('')}</select>`;
    }
    case 'TEXTAREA':
    case 'LONGTEXT':
      return `<textarea ${name}${limit}>${value}</textarea>`;
    default:
      return `<input type="${given.type === 'EMAIL' ? 'email' : 'text'}" ${name} value="${value}"${limit}>`;
  }
}

function sublist(list: FormSublist, isPosted: boolean, show: ShowText): string {
  const shown = list.fields.filter((column) => column.displayType !== 'HIDDEN');
  const head = shown.map((column) => `<th scope="col">${show(column.label)}</th>`).join('');
  const rows = list.lines.map((line, index) => {
    const cells = shown.map((column, position) => {
      const value = line.get(column.id) ?? '';
      if (column.type !== 'CHECKBOX' || !isPosted) return `<td>${show(value)}</td>`;
      const name = `${list.id}:${column.id}:${index}`;
      const subject = line.get(shown.find((_, at) => at !== position)?.id ?? '') ?? '';
      const label = show(`${column.label} ${subject}`.trim());
      return `<td><input type="checkbox" name="${name}" value="T" aria-label="${label}"${value === 'T' ? ' checked' : ''}></td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const help = list.help === '' ? '' : `<p>${show(list.help)}</p>`;
  const count = `<input type="hidden" name="${list.id}:lines" value="${list.lines.length}">`;
  return `${help}${isPosted ? count : ''}<table><caption>${show(list.label)}</caption><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}
