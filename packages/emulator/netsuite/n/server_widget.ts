/**
 * The parts of N/ui/serverWidget that this project uses: forms with fields, sublists, links and buttons. NetSuite's
 * look is not emulated: runtime/form_html.ts renders forms as plain HTML.
 */

import type { Engine } from '../runtime/engine';
import { NotEmulated, ScriptFault, unnamedFault } from '../runtime/faults';
import { guardObject } from '../runtime/members';
import { options, text } from './arguments';
import { emptyForm, type FormField, type FormModel, type FormSublist } from './form_model';

/** section_4332671056 gives the limit of long text; the others are the limits of stored text fields. */
const LONGEST: Readonly<Record<string, number>> = { LONGTEXT: 100_000, TEXT: 300, TEXTAREA: 4000 };
const FORM_TYPES = ['TEXT', 'TEXTAREA', 'LONGTEXT', 'INLINEHTML', 'CHECKBOX', 'SELECT', 'DATE', 'EMAIL', 'INTEGER'];
/** Types that a sublist accepts here; INLINEHTML and RICHTEXT are excluded (stub of Sublist.addField). */
const SUBLIST_TYPES = ['TEXT', 'TEXTAREA', 'CHECKBOX'];

const models = new WeakMap<object, FormModel>();
const fields = new WeakMap<object, FormField>();

/** The form that a script built; null for any other value. */
export function formModelOf(form: unknown): FormModel | null {
  return typeof form === 'object' && form !== null ? (models.get(form) ?? null) : null;
}

export function serverWidgetModule(engine: Engine): object {
  return {
    createForm: (...given: unknown[]) => {
      const set = options('serverWidget.createForm', given, ['title', 'hideNavBar'], ['title']);
      demandPage(engine, 'serverWidget.createForm');
      return formObject(engine, emptyForm(text('serverWidget.createForm', set['title'], 'title')), false);
    },
  };
}

/**
 * Throws outside Suitelets and beforeLoad, which alone make pages (help pages of Field and Sublist, "Supported Script
 * Types").
 */
function demandPage(engine: Engine, call: string): void {
  const { scriptType, entry } = engine.current();
  if (scriptType === 'Suitelet' || entry === 'beforeLoad') return;
  throw unnamedFault('NOT_ON_A_PAGE', `${call} is for Suitelets and beforeLoad.`);
}

/**
 * `isExisting` is true for the page of a record, to which a script adds fields. Their ids start with custpage (stub of
 * Form.addField).
 */
export function formObject(engine: Engine, model: FormModel, isExisting: boolean): object {
  const idOf = (call: string, value: unknown): string => {
    const id = text(call, value, 'id');
    if (!/^[a-z][a-z0-9_]*$/.test(id)) throw unnamedFault('INVALID_ID', `${call}: ${id} is not a lower-case id.`);
    if (isExisting && !id.startsWith('custpage'))
      throw unnamedFault('INVALID_ID', `${call}: ${id} has to start with custpage.`);
    const isUsed = [...model.fields, ...model.sublists, ...model.buttons].some((part) => part.id === id);
    if (isUsed) throw unnamedFault('DUPLICATE_ID', `${call}: there is a ${id} already.`);
    return id;
  };
  const members = {
    get title() {
      return model.title;
    },
    set title(value: unknown) {
      model.title = String(value);
    },
    addField: (...given: unknown[]) => {
      const call = 'Form.addField';
      const set = options(call, given, ['id', 'label', 'type', 'source', 'container'], ['id', 'label', 'type']);
      refuseOptions(call, set, ['source', 'container']);
      return addField(engine, call, model.fields, idOf(call, set['id']), set, FORM_TYPES);
    },
    addSublist: (...given: unknown[]) => {
      const call = 'Form.addSublist';
      const set = options(call, given, ['id', 'label', 'type', 'tab'], ['id', 'label', 'type']);
      const type = text(call, set['type'], 'type');
      if (type !== 'LIST' && type !== 'STATICLIST') throw new NotEmulated(`Form.addSublist of type ${type}`);
      const sublist: FormSublist = {
        id: idOf(call, set['id']),
        label: text(call, set['label'], 'label'),
        type,
        fields: [],
        lines: [],
        hasMarkAll: false,
        help: '',
      };
      model.sublists.push(sublist);
      return sublistObject(engine, sublist);
    },
    addButton: (...given: unknown[]) => {
      const set = options('Form.addButton', given, ['id', 'label', 'functionName'], ['id', 'label']);
      if (set['functionName'] !== undefined) throw new NotEmulated('Form.addButton with a function of a client script');
      const button = { id: idOf('Form.addButton', set['id']), label: text('Form.addButton', set['label'], 'label') };
      model.buttons.push(button);
      return buttonObject(engine, button);
    },
    addSubmitButton: (...given: unknown[]) => {
      model.submitLabel = String(options('Form.addSubmitButton', given, ['label'])['label'] ?? 'Save');
      return buttonObject(engine, {
        get label() {
          return model.submitLabel ?? '';
        },
        set label(value: string) {
          model.submitLabel = value;
        },
      });
    },
    addPageLink: (...given: unknown[]) => {
      const call = 'Form.addPageLink';
      const set = options(call, given, ['type', 'title', 'url'], ['type', 'title', 'url']);
      const part = (name: string): string => text(call, set[name], name);
      model.links.push({ type: part('type'), title: part('title'), url: part('url') });
      return undefined;
    },
    toString: () => 'form',
  };
  const form = guardObject(engine, 'N/ui/serverWidget.Form', 'ui/serverWidget/Form', members, ['title']);
  models.set(form, model);
  return form;
}

function buttonObject(engine: Engine, button: { label: string }): object {
  const members = {
    get label() {
      return button.label;
    },
    set label(value: unknown) {
      button.label = String(value);
    },
  };
  return guardObject(engine, 'N/ui/serverWidget.Button', 'ui/serverWidget/Button', members, ['label']);
}

/**
 * The form of a beforeLoad where no page is made. Public threads tell of the errors that a script meets there, not
 * whether the form is missing or unusable.
 */
export function formWithoutPage(engine: Engine): object | undefined {
  if (engine.dials.formWithoutPage === 'absent') return undefined;
  const refuse = (key: PropertyKey): never => {
    throw engine.realm.error('EMULATED_NO_FORM', `There is no page here, so the form has no ${String(key)}.`);
  };
  return new Proxy(
    {},
    {
      get: (_form, key) => (typeof key === 'symbol' ? undefined : refuse(key)),
      set: (_form, key) => refuse(key),
    },
  );
}

function refuseOptions(call: string, set: Readonly<Record<string, unknown>>, names: readonly string[]): void {
  for (const name of names) if (set[name] !== undefined) throw new NotEmulated(`${call} with ${name}`);
}

function addField(
  engine: Engine,
  call: string,
  into: FormField[],
  id: string,
  set: Readonly<Record<string, unknown>>,
  types: readonly string[],
): object {
  const type = text(call, set['type'], 'type');
  if (!types.includes(type)) throw new NotEmulated(`${call} of type ${type}`);
  const field: FormField = {
    id,
    type,
    label: text(call, set['label'], 'label'),
    defaultValue: '',
    displayType: 'NORMAL',
    help: '',
    isMandatory: false,
    maxLength: null,
    linkText: '',
    options: [],
  };
  into.push(field);
  return fieldObject(engine, field);
}

function fieldObject(engine: Engine, field: FormField): object {
  const target = {
    id: field.id,
    type: field.type,
    get label() {
      return field.label;
    },
    set label(value: unknown) {
      field.label = String(value);
    },
    get defaultValue() {
      return field.defaultValue;
    },
    set defaultValue(value: unknown) {
      field.defaultValue = withinLimit(field.type, field.id, String(value ?? ''));
    },
    get isMandatory() {
      return field.isMandatory;
    },
    set isMandatory(value: boolean) {
      field.isMandatory = value;
    },
    get maxLength() {
      return field.maxLength;
    },
    set maxLength(value: number | null) {
      field.maxLength = value;
    },
    updateDisplayType: (...given: unknown[]) => {
      const set = options('Field.updateDisplayType', given, ['displayType'], ['displayType']);
      field.displayType = text('Field.updateDisplayType', set['displayType'], 'displayType');
      return shown;
    },
    updateDisplaySize: (...given: unknown[]) => {
      options('Field.updateDisplaySize', given, ['height', 'width'], ['height', 'width']);
      return shown;
    },
    updateLayoutType: (...given: unknown[]) => {
      options('Field.updateLayoutType', given, ['layoutType'], ['layoutType']);
      return shown;
    },
    setHelpText: (...given: unknown[]) => {
      const set = options('Field.setHelpText', given, ['help'], ['help']);
      field.help = text('Field.setHelpText', set['help'], 'help');
      return shown;
    },
    addSelectOption: (...given: unknown[]) => {
      const call = 'Field.addSelectOption';
      const [first] = given;
      const set = options(call, given, ['value', 'text', 'isSelected']);
      // The empty choice has an empty value, so only a missing value is an error.
      if (typeof first !== 'object' || set['value'] === undefined || set['text'] === undefined)
        throw new ScriptFault('SSS_MISSING_REQD_ARGUMENT', `${call}: Missing a required argument: value or text`);
      const value = String(set['value']);
      field.options.push({ value, text: String(set['text']), isSelected: set['isSelected'] === true });
      return undefined;
    },
    toString: () => 'field',
  };
  const shown = guardObject(engine, 'N/ui/serverWidget.Field', 'ui/serverWidget/Field', target, [
    'label',
    'defaultValue',
    'isMandatory',
    'maxLength',
  ]);
  fields.set(shown, field);
  return shown;
}

function withinLimit(type: string, id: string, value: string): string {
  const longest = LONGEST[type];
  if (longest !== undefined && value.length > longest)
    throw unnamedFault('FIELD_TOO_LONG', `${id} takes at most ${longest} characters.`);
  return value;
}

function sublistObject(engine: Engine, sublist: FormSublist): object {
  return guardObject(
    engine,
    'N/ui/serverWidget.Sublist',
    'ui/serverWidget/Sublist',
    {
      get label() {
        return sublist.label;
      },
      set label(value: unknown) {
        sublist.label = String(value);
      },
      get lineCount() {
        return sublist.lines.length;
      },
      get helpText() {
        return sublist.help;
      },
      set helpText(value: string) {
        sublist.help = value;
      },
      addField: (...given: unknown[]) => {
        const call = 'Sublist.addField';
        const set = options(call, given, ['id', 'label', 'type', 'source', 'container'], ['id', 'label', 'type']);
        refuseOptions(call, set, ['source', 'container']);
        return addField(engine, call, sublist.fields, text(call, set['id'], 'id'), set, SUBLIST_TYPES);
      },
      setSublistValue: (...given: unknown[]) => {
        const call = 'Sublist.setSublistValue';
        // An empty value counts as missing, because Oracle calls the value required. Code must omit the call.
        const set = options(call, given, ['id', 'line', 'value'], ['id', 'line', 'value']);
        const id = text(call, set['id'], 'id');
        const field = sublist.fields.find((known) => known.id === id);
        if (field === undefined) throw unnamedFault('NO_SUCH_FIELD', `${call}: the sublist has no field ${id}.`);
        const line = Number(set['line']);
        if (typeof set['value'] !== 'string')
          throw new ScriptFault('SSS_INVALID_TYPE_ARG', `${call}: value is no text.`);
        while (sublist.lines.length <= line) sublist.lines.push(new Map());
        sublist.lines[line]?.set(id, withinLimit(field.type, id, set['value']));
        return undefined;
      },
      addMarkAllButtons: () => {
        sublist.hasMarkAll = true;
        return [];
      },
      toString: () => 'sublist',
    },
    ['label', 'helpText'],
  );
}
