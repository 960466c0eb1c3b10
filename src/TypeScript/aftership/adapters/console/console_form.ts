/**
 * Connects the console with NetSuite's pages: reads a request and turns a page description into a form. Only this file
 * uses N/ui/serverWidget and the session.
 */

import * as random from 'N/crypto/random';
import * as format from 'N/format';
import type { ServerRequest, ServerResponse } from 'N/http';
import * as redirect from 'N/redirect';
import * as runtime from 'N/runtime';
import * as serverWidget from 'N/ui/serverWidget';
import * as url from 'N/url';
import { blocksToHtml, type Addresses } from '../../console/html';
import type { Session, Show } from '../../console/console_context';
import {
  PAGE_NAMES,
  PAGES_OF_ONE,
  type Block,
  type Field,
  type Page,
  type PageForm,
  type PageName,
  type PageParameters,
  type TickList,
} from '../../console/page';
import type { Asked } from '../../console/request';
import { say } from '../../console/texts';
import { CONNECTION, SCRIPTS } from '../ids';
import { dateOf } from '../ledger';

/** Fields that a script adds have this prefix (stub of Form.addField). */
const PREFIX = 'custpage_';
const ROWS = 'custpage_rows';
const TICK = 'custpage_tick';
const IDS = 'ids';
/** A page has 25 rows; further posted lines are ignored. */
const MOST_LINES = 100;

/**
 * Reads a posted form. Ticks count by their line, because which other values of a list are posted is not documented.
 */
export function readAsked(request: ServerRequest): Asked {
  const values: Record<string, string> = {};
  const parameters: Readonly<Record<string, unknown>> = request.parameters;
  for (const [name, value] of Object.entries(parameters)) {
    values[name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name] = String(value ?? '');
  }
  if (request.method !== 'POST') return { method: String(request.method), values, ticked: [] };
  const ids = (values[IDS] ?? '').split(',');
  const lines = Math.min(request.getLineCount({ group: ROWS }), ids.length, MOST_LINES);
  const ticked: string[] = [];
  for (let line = 0; line < lines; line += 1) {
    if (request.getSublistValue({ group: ROWS, name: TICK, line }) === 'T') ticked.push(ids[line] ?? '');
  }
  return { method: 'POST', values, ticked };
}

const TOKEN = 'aftership_console_token';

/**
 * A random text that only this session knows (section_4296528369), so that no other site's page can post in its name.
 * If the session loses it, which a restart may cause (section_4296529736), one change is refused and nothing is lost.
 */
export const session: Session = {
  token: () => {
    const own = runtime.getCurrentSession();
    const known = own.get({ name: TOKEN });
    if (known) return known;
    const made = random.generateUUID();
    own.set({ name: TOKEN, value: made });
    return made;
  },
  isToken: (token) => token !== '' && token === runtime.getCurrentSession().get({ name: TOKEN }),
};

export const show: Show = {
  time: (at) => String(format.format({ value: new Date(at * 1000), type: format.Type.DATETIME })),
  day: (day) => String(format.format({ value: dateOf(day), type: format.Type.DATE })),
};

interface Suitelet {
  readonly script: string;
  readonly deployment: string;
}

function pageAddress(parameters: PageParameters): string {
  return addressOf(SCRIPTS.pages, parameters);
}

function addressOf({ script, deployment }: Suitelet, parameters: PageParameters): string {
  return url.resolveScript({ scriptId: script, deploymentId: deployment, params: asTexts(parameters) });
}

function asTexts(parameters: PageParameters): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
}

const addresses: Addresses = (target) => {
  switch (target.kind) {
    case 'page':
      return pageAddress({ page: target.page, ...target.parameters });
    case 'file':
      return pageAddress(target.parameters);
    case 'shipment':
      return addressOf(SCRIPTS.shipment, { fulfillment: target.fulfillmentId });
    case 'task':
      return taskAddress(target.id);
    case 'record':
      return url.resolveRecord({
        recordType: target.type === 'connection' ? CONNECTION.type : target.type,
        recordId: target.id,
        isEditMode: false,
      });
  }
};

/** Address of a page of NetSuite; null when this account does not have the page, although NetSuite lists its id. */
function taskAddress(id: string): string | null {
  try {
    return url.resolveTaskLink({ id });
  } catch {
    return null;
  }
}

export function sendOn(page: string, parameters: PageParameters): void {
  redirectTo(SCRIPTS.pages, { page, ...parameters });
}

export function sendBackToShipment(fulfillmentId: number, done: string): void {
  redirectTo(SCRIPTS.shipment, { fulfillment: fulfillmentId, done });
}

function redirectTo({ script, deployment }: Suitelet, parameters: PageParameters): void {
  redirect.toSuitelet({ scriptId: script, deploymentId: deployment, parameters: asTexts(parameters) });
}

export function sendFile(response: ServerResponse, name: string, text: string): void {
  response.setHeader({ name: 'Content-Type', value: 'text/csv; charset=utf-8' });
  response.setHeader({ name: 'Content-Disposition', value: `attachment; filename="${name}"` });
  // Without this byte order mark Excel reads the file in the machine's own character set.
  response.write({ output: `\uFEFF${text}` });
}

export function sendPage(response: ServerResponse, page: Page): void {
  send(response, formOf(page, consoleLinks()));
}

/** Sends a page without links to the other pages, which only administrators may open. */
export function sendPlainPage(response: ServerResponse, page: Page): void {
  send(response, formOf(page, []));
}

/** Sends a form with headers that forbid other sites to frame it and caches to keep it. */
function send(response: ServerResponse, form: serverWidget.Form): void {
  response.setHeader({ name: 'X-Frame-Options', value: 'SAMEORIGIN' });
  response.setHeader({ name: 'Cache-Control', value: 'no-store' });
  response.writePage({ pageObject: form });
}

function consoleLinks(): readonly PageName[] {
  return PAGE_NAMES.filter((name) => !PAGES_OF_ONE.includes(name));
}

/**
 * Replaces the signs of markup by signs that look like them. Whether NetSuite shows a form's values as text or as
 * markup is not documented, and public code puts markup into cells of lists.
 */
function plain(text: string): string {
  return text.replace(/[<>&"'`]/g, (sign) => LOOKALIKES[sign] ?? '');
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  '<': '‹',
  '>': '›',
  '&': '＆',
  '"': '”',
  "'": '’',
  '`': '’',
};

function formOf(page: Page, links: readonly PageName[]): serverWidget.Form {
  const form = serverWidget.createForm({ title: plain(`AfterShip: ${page.title}`) });
  for (const name of links) {
    form.addPageLink({
      type: serverWidget.FormPageLinkType.CROSSLINK,
      title: plain(say(`page.${name}`)),
      url: pageAddress({ page: name }),
    });
  }
  const body = form.addField({
    id: `${PREFIX}body`,
    label: plain(page.title),
    type: serverWidget.FieldType.INLINEHTML,
  });
  body.updateLayoutType({ layoutType: serverWidget.FieldLayoutType.OUTSIDEABOVE });
  body.defaultValue = blocksToHtml(page.blocks, addresses);
  if (page.form !== null) addForm(form, page.form);
  return form;
}

/** Adds blocks to the page of a record. */
export function addPanel(form: serverWidget.Form, title: string, blocks: readonly Block[]): void {
  const type = serverWidget.FieldType.INLINEHTML;
  const field = form.addField({ id: `${PREFIX}aftership_panel`, label: plain(title), type });
  field.defaultValue = blocksToHtml(blocks, addresses);
}

function addForm(form: serverWidget.Form, described: PageForm): void {
  const [first, second] = described.actions;
  if (first === undefined) throw new Error('A form without an action cannot be sent.');
  addHidden(form, 'token', session.token());
  for (const [name, value] of Object.entries(described.hidden)) addHidden(form, name, value);
  if (second === undefined) addHidden(form, 'action', first.value);
  else {
    // Oracle's example begins a list of options with an empty value (section_4449822161).
    const none = { value: '', text: say('connection.chooseFirst') };
    const options = described.mustChoose === true ? [none, ...described.actions] : described.actions;
    addField(form, { kind: 'choice', name: 'action', label: say('common.action'), options });
  }
  for (const field of described.fields) addField(form, field);
  if (described.ticks !== null) addTicks(form, described.ticks);
  form.addSubmitButton({ label: plain(described.submit) });
}

function addHidden(form: serverWidget.Form, name: string, value: string): void {
  const field = form.addField({ id: `${PREFIX}${name}`, label: name, type: serverWidget.FieldType.LONGTEXT });
  field.updateDisplayType({ displayType: serverWidget.FieldDisplayType.HIDDEN });
  field.defaultValue = plain(value);
}

function addField(form: serverWidget.Form, described: Field): void {
  const field = form.addField({
    id: `${PREFIX}${described.name}`,
    label: plain(described.label),
    type: typeOf(described),
  });
  if (described.help !== undefined) field.setHelpText({ help: plain(described.help) });
  if (described.kind === 'choice') {
    for (const { value, text } of described.options) {
      field.addSelectOption({ value: plain(value), text: plain(text), isSelected: value === described.value });
    }
  } else if (described.value !== undefined) field.defaultValue = plain(described.value);
}

function typeOf(field: Field): serverWidget.FieldType {
  switch (field.kind) {
    case 'text':
      return serverWidget.FieldType.TEXT;
    case 'long text':
      return serverWidget.FieldType.LONGTEXT;
    case 'checkbox':
      return serverWidget.FieldType.CHECKBOX;
    case 'choice':
      return serverWidget.FieldType.SELECT;
  }
}

/** A list field takes 300 characters at most; an empty value may not be set (section_456052185058). */
const LONGEST_CELL = 300;

function addTicks(form: serverWidget.Form, ticks: TickList): void {
  addHidden(form, IDS, ticks.rows.map(({ id }) => id).join(','));
  const list = form.addSublist({ id: ROWS, label: plain(ticks.label), type: serverWidget.SublistType.LIST });
  list.addMarkAllButtons();
  list.addField({ id: TICK, label: ticks.tick, type: serverWidget.FieldType.CHECKBOX });
  ticks.columns.forEach((label, index) => {
    list.addField({ id: `${PREFIX}cell_${index}`, label, type: serverWidget.FieldType.TEXT });
  });
  ticks.rows.forEach(({ cells }, line) => {
    cells.forEach((cell, index) => {
      const value = plain(cell).slice(0, LONGEST_CELL);
      if (value !== '') list.setSublistValue({ id: `${PREFIX}cell_${index}`, line, value });
    });
  });
}
