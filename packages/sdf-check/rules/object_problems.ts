/**
 * Compares objects with the description of their type (facts/sdf-objects.json): elements, required elements, values,
 * ids, features and references. It knows no particular object type; rules that the help states only in words are in
 * their own modules.
 */

import { listDeployed } from '../project/deploy_plan';
import type { Problem } from '../project/finding';
import { readManifest } from '../project/manifest';
import { oncePerProject } from '../project/once';
import type { Project, ProjectObject } from '../project/project';
import { indexReferences, parseFileReference, parseReference } from '../project/references';
import {
  ENHANCED_TYPES,
  type Enumeration,
  type FieldSchema,
  findEnumeration,
  findObjectSchema,
  type IdSchema,
  type ObjectSchema,
  own,
  type StructureSchema,
} from '../project/schema';
import { listOf, textOf, type XmlElement } from '../project/xml';
import { adviseClosest } from './define_rules';

const ACCOUNT_SPECIFIC_VALUE = '[ACCOUNT_SPECIFIC_VALUE]';

/** A field, or a value of one, that works only with a feature. */
interface FeatureUse {
  readonly file: string;
  readonly line: number;
  readonly element: string;
  /** Name of the field. */
  readonly field: string;
  readonly feature: string;
}

interface ObjectReading {
  readonly problems: readonly Problem[];
  readonly featureUses: readonly FeatureUse[];
}

const readObjects = oncePerProject((project): readonly ObjectReading[] =>
  project.objects.flatMap((object) => {
    const schema = findObjectSchema(object.type);
    return schema === null ? [] : [readObject(project, object, schema)];
  }),
);

export function findObjectProblems(project: Project): readonly Problem[] {
  return readObjects(project).flatMap(({ problems }) => problems);
}

export function listFeatureUses(project: Project): readonly FeatureUse[] {
  return readObjects(project).flatMap(({ featureUses }) => featureUses);
}

function readObject(project: Project, object: ProjectObject, schema: ObjectSchema): ObjectReading {
  const { root } = object;
  const references = indexReferences(project);
  const manifest = readManifest(project);
  const declared = new Set(manifest.features.map(({ id }) => id));
  const steps = listDeployed(project);
  const problems: Problem[] = [];
  const featureUses: FeatureUse[] = [];
  const report = (code: string, at: XmlElement, element: string, message: string, advice: string): void => {
    problems.push({ code, file: object.file.path, line: at.line, element, message, advice });
  };

  checkObjectFeatures();
  checkId(root, 'scriptid', schema.scriptid);
  checkAttributes(root, root.name, ['scriptid']);
  checkStructure(root, schema, [], object.scriptId ?? root.name);
  return { problems, featureUses };

  function checkObjectFeatures(): void {
    for (const feature of schema.features ?? []) {
      if (declared.has(feature)) continue;
      report(
        ENHANCED_TYPES.has(object.type) ? 'SDF-FEATURE-HIDDEN' : 'SDF-FEATURE-OBJECT',
        root,
        object.type,
        undeclaredFeature(object.scriptId ?? object.type, 'object', feature),
        adviseFeature(feature),
      );
    }
  }

  /** `owner` is the id of the nearest element that has one; findings name an element as `custrecord_x.fieldtype`. */
  function checkStructure(
    element: XmlElement,
    structure: StructureSchema,
    ancestors: readonly XmlElement[],
    owner: string,
  ): void {
    const scope = [element, ...ancestors];
    const seen = new Set<string>();
    const ids = new Set<string>();
    if (element.text !== '') {
      report(
        'SDF-ELEMENT-NESTING',
        element,
        owner,
        `The object field "${element.name}" holds elements, not the text "${shorten(element.text)}".`,
        'Put the text into the element that it belongs to, or take it out.',
      );
    }
    for (const child of element.children) {
      const name = `${owner}.${child.name}`;
      const field = own(structure.fields, child.name);
      const inner = own(structure.structures, child.name);
      if (seen.has(child.name) && inner?.many !== true && field?.many !== true) {
        report(
          'SDF-ELEMENT-TWICE',
          child,
          name,
          `The object field "${child.name}" is there twice: which one counts is not documented.`,
          'Keep the one that is meant.',
        );
      }
      seen.add(child.name);
      if (field !== null) checkField(child, field, name, scope);
      else if (inner !== null) checkInner(child, inner, name, scope, ids);
      else checkUndescribed(child, structure, name);
    }
    for (const [field, fieldSchema] of Object.entries(structure.fields)) {
      if (textOf(element, field) === null && isRequired(fieldSchema, scope)) {
        reportMissing(element, field, fieldSchema, owner);
      }
    }
    if (structure.kind === 'SELECTION' && element.children.length !== 1) {
      const choices = Object.keys(structure.structures ?? {}).join(', ');
      report(
        'SDF-ELEMENT-SELECTION',
        element,
        owner,
        `The object field "${element.name}" must hold exactly one of ${choices}.`,
        element.children.length === 0 ? 'Add one of them.' : 'Keep one of them.',
      );
    }
  }

  function checkInner(
    child: XmlElement,
    inner: StructureSchema,
    name: string,
    scope: readonly XmlElement[],
    ids: Set<string>,
  ): void {
    for (const [attribute, id] of Object.entries(inner.attributes ?? {})) checkId(child, attribute, id);
    const id = child.attributes['scriptid'];
    if (id !== undefined && ids.has(id)) {
      report('SDF-ID-TWICE', child, name, `The scriptid ${id} is there twice.`, 'Give each part an id of its own.');
    }
    if (id !== undefined) ids.add(id);
    checkAttributes(child, name, Object.keys(inner.attributes ?? {}));
    for (const feature of inner.features ?? []) {
      if (schema.features?.includes(feature) !== true) {
        requireFeature('SDF-FEATURE-FIELD', child, name, feature);
      }
    }
    // Deeper elements were not transcribed, so they are not judged.
    if (isUndescribed(inner)) return;
    checkStructure(child, inner, scope, id ?? name);
  }

  function checkAttributes(element: XmlElement, name: string, known: readonly string[]): void {
    for (const attribute of Object.keys(element.attributes)) {
      if (!known.includes(attribute)) reportUnknown(element, name, attribute, known);
    }
  }

  /**
   * Checks the values of script parameters in a deployment and of a record type's fields in its instances. Other
   * undescribed elements are not judged.
   */
  function checkUndescribed(child: XmlElement, structure: StructureSchema, name: string): void {
    const fields = listOwnFields(structure);
    if (fields === null) {
      reportUnknown(child, name, child.name, [
        ...Object.keys(structure.fields),
        ...Object.keys(structure.structures ?? {}),
      ]);
      return;
    }
    const field = fields.find(({ attributes }) => attributes['scriptid'] === child.name);
    if (field !== undefined) {
      checkFieldValue(child, field, name);
      return;
    }
    const ids = fields.map(({ attributes }) => attributes['scriptid'] ?? '');
    reportUnknown(child, name, child.name, [...Object.keys(structure.fields), ...ids]);
  }

  function listOwnFields(structure: StructureSchema): readonly XmlElement[] | null {
    if (structure.acceptsScriptCustomFieldValues === true)
      return listOf(root, 'scriptcustomfields', 'scriptcustomfield');
    if (structure.acceptsCustomFieldValues === true) {
      return listOf(root, 'customrecordcustomfields', 'customrecordcustomfield');
    }
    return null;
  }

  function reportUnknown(at: XmlElement, name: string, unknown: string, known: readonly string[]): void {
    report(
      'SDF-ELEMENT-UNKNOWN',
      at,
      name,
      `The object field "${unknown}" is invalid or not supported and will be ignored.`,
      adviseClosest(unknown, known, 'Take it out: it has no effect.'),
    );
  }

  function reportMissing(
    element: XmlElement,
    field: string,
    { default: preset, ...schema }: FieldSchema,
    owner: string,
  ): void {
    const message = `The object field "${field}" is missing.`;
    const advice = `Add <${field}>${adviseValue(schema)}.`;
    if (preset === undefined) report('SDF-ELEMENT-MISSING', element, `${owner}.${field}`, message, advice);
    else {
      report(
        'SDF-ELEMENT-DEFAULT',
        element,
        `${owner}.${field}`,
        `${message} Oracle prints ${preset} as its default.`,
        `Write <${field}>, with ${preset} if that is what is meant.`,
      );
    }
  }

  function checkId(element: XmlElement, attribute: string, { required, prefix, maxLength }: IdSchema): void {
    const id = element.attributes[attribute];
    const name = `${element.name}.${attribute}`;
    if (id === undefined || id === '') {
      if (required) {
        report(
          'SDF-ID-MISSING',
          element,
          name,
          `The object field "${attribute}" is missing.`,
          `Add ${attribute}="${prefix === undefined ? '' : `${prefix}_`}…".`,
        );
      }
      return;
    }
    if (prefix !== undefined && !id.startsWith(prefix)) {
      report(
        'SDF-ID-PREFIX',
        element,
        name,
        `The ${attribute} ${id} must start with ${prefix}_.`,
        `Write ${prefix}_${id.replace(/^cust[a-z]*_/, '')} and change every reference to it.`,
      );
    } else if (prefix !== undefined && !/^(_|\d+$)/.test(id.slice(prefix.length))) {
      // NetSuite itself assigns ids such as customscript14, so digits alone may follow.
      report(
        'SDF-ID-UNDERSCORE',
        element,
        name,
        `In the ${attribute} ${id} no underscore follows the prefix ${prefix}.`,
        `Write ${prefix}_${id.slice(prefix.length)}, unless the account knows the object by this id.`,
      );
    }
    if (!/^[a-z0-9_]+$/.test(id)) {
      report(
        'SDF-ID-CHARACTERS',
        element,
        name,
        `The ${attribute} "${id}" may hold only lower-case letters, digits and underscores.`,
        `Write ${id.toLowerCase().replace(/[^a-z0-9_]+/g, '_')} and change every reference to it.`,
      );
    }
    // The help does not say whether the prefix counts. Oracle's SDK skill counts it, which is the stricter reading.
    if (id.length > maxLength) {
      report(
        'SDF-ID-LENGTH',
        element,
        name,
        `The ${attribute} ${id} has ${id.length} characters; ${maxLength} are allowed.`,
        `Shorten it by ${id.length - maxLength}, the prefix included.`,
      );
    }
  }

  function checkField(element: XmlElement, field: FieldSchema, name: string, scope: readonly XmlElement[]): void {
    const value = element.text;
    // Account exports mark translated names: <name translate="T">[scriptid=custcollection…]</name>.
    checkAttributes(element, name, ['translate']);
    if (element.children.length > 0) {
      report(
        'SDF-ELEMENT-NESTING',
        element,
        name,
        `The object field "${element.name}" holds a value, not elements.`,
        'Close it before the next element opens.',
      );
      return;
    }
    if (value === '') return;
    if (field.feature !== undefined) {
      requireFeature('SDF-FEATURE-FIELD', element, name, field.feature);
    }
    if (value === ACCOUNT_SPECIFIC_VALUE) {
      report(
        'SDF-VALUE-PLACEHOLDER',
        element,
        name,
        `The object field "${element.name}" holds an account-specific value.`,
        'Refer to an object of the project, or leave the field out and set it in the account.',
      );
      return;
    }
    checkAvailable(element, field, name, scope);
    if (field.maxLength !== undefined && value.length > field.maxLength && !value.startsWith('[')) {
      report(
        'SDF-VALUE-LENGTH',
        element,
        name,
        `The object field "${element.name}" has ${value.length} characters; ${field.maxLength} are allowed.`,
        `Shorten it by ${value.length - field.maxLength}.`,
      );
    }
    const form = requiredForm(field);
    if (form !== null && !form.fits(value)) {
      report(
        'SDF-VALUE-TYPE',
        element,
        name,
        `The object field "${element.name}" must be ${form.name}, not "${shorten(value)}".`,
        form.advice,
      );
    }
    if (field.type === 'filereference') checkFile(element, field, name);
    if (field.type === 'single-select') checkChoice(element, value, field, name);
    if (field.type === 'multi-select') {
      for (const choice of value.split(field.separator ?? '|')) checkChoice(element, choice.trim(), field, name);
    }
  }

  /**
   * Reports a value in an element that the help calls unavailable here. A default is accepted, because account exports
   * write defaults there.
   */
  function checkAvailable(element: XmlElement, field: FieldSchema, name: string, scope: readonly XmlElement[]): void {
    if (field.default === element.text) return;
    const unmet = findUnmetCondition(field, scope, schema);
    if (unmet === null) return;
    report(
      'SDF-ELEMENT-UNAVAILABLE',
      element,
      name,
      `The object field "${element.name}" is only available when ${unmet}.`,
      'Take it out, or set what it depends on.',
    );
  }

  /**
   * Checks the value of a script parameter or of a record's own field by its field type, where the type's form is
   * documented.
   */
  function checkFieldValue(element: XmlElement, field: XmlElement, name: string): void {
    const value = element.text;
    const fieldType = textOf(field, 'fieldtype') ?? 'TEXT';
    // A value that is still to be filled in has no form; SDF-VALUE-OPEN reports it.
    if (value === '' || value === ACCOUNT_SPECIFIC_VALUE || element.children.length > 0) return;
    const kind = fieldType === 'CHECKBOX' ? 'boolean' : fieldType === 'INTEGER' ? 'integer' : 'string';
    const form = requiredForm({ type: kind, required: false });
    if (form !== null && !form.fits(value)) {
      report(
        'SDF-PARAMETER-VALUE',
        element,
        name,
        `${element.name} is of type ${fieldType}: its value must be ${form.name}, not "${shorten(value)}".`,
        form.advice,
      );
    }
    if (fieldType !== 'SELECT' && fieldType !== 'MULTISELECT') return;
    for (const choice of value.split('|').map((part) => part.trim())) {
      if (choice.startsWith('[')) checkReference(element, choice, ['@anyObjectOrField'], [], name);
    }
  }

  /**
   * Reports a field whose feature the manifest does not name. Oracle's reference pages call this a "SuiteCloud project
   * warning", its SDK skill lists the message among errors.
   */
  function requireFeature(
    code: 'SDF-FEATURE-FIELD' | 'SDF-FEATURE-VALUE',
    element: XmlElement,
    name: string,
    feature: string,
  ): void {
    featureUses.push({ file: object.file.path, line: element.line, element: name, field: element.name, feature });
    if (declared.has(feature)) return;
    report(code, element, name, undeclaredFeature(element.name, 'field', feature), adviseFeature(feature));
  }

  function checkFile(element: XmlElement, field: FieldSchema, name: string): void {
    const path = parseFileReference(element.text);
    if (path === null) {
      report(
        'SDF-REFERENCE-SYNTAX',
        element,
        name,
        `The object field "${element.name}" must be a file in brackets, such as [/SuiteScripts/x.js].`,
        `Write [/${element.text.replace(/^[[/~]+|\]+$/g, '').replace(/^FileCabinet\//, '')}].`,
      );
    } else if (!references.hasFile(path)) {
      const isLeft = project.files.has(`FileCabinet${path}`);
      report(
        'SDF-REFERENCE-FILE',
        element,
        name,
        `The file '${element.text}' referenced by object field '${element.name}' could not be resolved.`,
        isLeft
          ? 'The project has it, but no path of deploy.xml lists it: add one to <files>.'
          : adviseClosest(path, references.files, 'Add the file, or name it under <files> in the manifest.'),
      );
    } else if (field.extension !== undefined && !field.extension.split('|').some((ending) => path.endsWith(ending))) {
      report(
        'SDF-REFERENCE-EXTENSION',
        element,
        name,
        `The file '${element.text}' must end in ${field.extension.split('|').join(' or ')}.`,
        'Name a file of that kind.',
      );
    }
  }

  function checkChoice(element: XmlElement, value: string, field: FieldSchema, name: string): void {
    const refs = field.refs ?? [];
    const enumerations = [field.enum ?? []].flat().map(findEnumeration);
    if (value.startsWith('[')) {
      checkReference(element, value, refs, enumerations, name);
      return;
    }
    if (enumerations.length === 0) {
      // Labels and names accept plain text and translated strings. In other elements that accept only references, plain
      // text would be an internal id of one account. Elements that accept any object also accept the numbers of
      // NetSuite's own lists.
      const isText = /\s/.test(value) || !takesAny(refs);
      if (refs.length > 0 && isText && !refs.some((ref) => ref.startsWith('translationcollection'))) {
        reportKey(element, name, value, 'Write a reference: [scriptid=…].');
      }
      return;
    }
    if (!enumerations.some((enumeration) => mayHold(enumeration, value))) {
      const values = enumerations.flatMap((enumeration) => enumeration.values);
      const all = values.length <= 12 ? `It takes ${values.join(', ')}.` : 'The help lists the values.';
      const advice = /^\d+$/.test(value) && refs.length > 0 ? 'Write a reference: [scriptid=…].' : all;
      reportKey(element, name, value, adviseClosest(value, values, advice));
    }
    for (const enumeration of enumerations) {
      const feature = own(enumeration.featureByValue, value);
      if (feature !== null) requireFeature('SDF-FEATURE-VALUE', element, name, feature);
    }
  }

  function reportKey(element: XmlElement, name: string, value: string, advice: string): void {
    report('SDF-VALUE-KEY', element, name, `Invalid "${element.name}" reference key "${shorten(value)}".`, advice);
  }

  function checkReference(
    element: XmlElement,
    value: string,
    refs: readonly string[],
    enumerations: readonly Enumeration[],
    name: string,
  ): void {
    const reference = parseReference(value);
    if (reference === null) {
      reportKey(element, name, value, 'Write [scriptid=…], with the object’s id, and .part for a part of it.');
      return;
    }
    const { scriptId, owner } = reference;
    // The pages that were read describe no declaration for objects of a bundle.
    if (/^\[bundleid=/.test(value)) return;
    const target = references.findObject(scriptId);
    if (target === null || (owner !== null && owner !== manifest.applicationId && target !== 'account')) {
      const isLeft = project.objects.some((other) => other.scriptId === scriptId.split('.')[0]);
      report(
        'SDF-REFERENCE-MISSING',
        element,
        name,
        `The object reference ${value} is missing in the project and also not included in the dependencies list.`,
        isLeft && !references.ids.includes(scriptId.split('.')[0] ?? '')
          ? 'The project has the object, but no path of deploy.xml lists it: add one to <objects>.'
          : adviseClosest(scriptId, references.ids, 'Add the object, or name it under <objects> in the manifest.'),
      );
      return;
    }
    if (target === 'account') return;
    // For a list that was not transcribed it is unknown whether it also stands beside references: account exports have
    // custom fields in searchcomparefield, for which the help prints only a list.
    const isKnown = refs.length > 0 || !enumerations.some(({ partial }) => partial === true);
    if (
      isKnown &&
      !takesAny(refs) &&
      !refs.some((ref) => ref === target.type || ref === target.type.split('.').at(-1))
    ) {
      report(
        'SDF-REFERENCE-TYPE',
        element,
        name,
        `The object field ${element.name} must not be ${value}.`,
        refs.length === 0 ? 'It takes no reference.' : `It takes a ${refs.join(', ')}; this is a ${target.type}.`,
      );
    }
    const ownStep = steps.get(object.file.path)?.step;
    const targetStep = steps.get(target.object.file.path)?.step;
    if (ownStep !== undefined && targetStep !== undefined && targetStep > ownStep) {
      report(
        'SDF-DEPLOY-ORDER',
        element,
        name,
        `deploy.xml deploys ${object.file.path} before ${target.object.file.path}, which it depends on.`,
        'Swap the paths, or use one wildcard: NetSuite then works out the order.',
      );
    }
  }
}

function undeclaredFeature(subject: string, kind: 'field' | 'object', feature: string): string {
  return `The ${subject} ${kind} depends on the ${feature} feature. The manifest must define the ${feature} feature as required or optional.`;
}

function adviseFeature(feature: string): string {
  return `Add <feature required="true"> or <feature required="false"> with ${feature} to the manifest, or take out what needs it.`;
}

function adviseValue({ type, enum: names }: Omit<FieldSchema, 'default'>): string {
  if (type === 'boolean') return ', T or F';
  const values = [names ?? []].flat().flatMap((name) => findEnumeration(name).values);
  return values.length > 0 && values.length <= 12 ? `, one of ${values.join(', ')}` : '';
}

/** True where the facts only name a structure. */
function isUndescribed(structure: StructureSchema): boolean {
  return Object.keys(structure.fields).length === 0 && structure.structures === undefined;
}

function takesAny(refs: readonly string[]): boolean {
  return refs.some((ref) => ref.startsWith('@') || ref === 'any custom type');
}

function mayHold(enumeration: Enumeration, value: string): boolean {
  if (enumeration.values.includes(value)) return true;
  // The facts have only parts of some lists. No list has positive numbers, which are internal ids of one account. In a
  // list of which only negative numbers are known, every other value is wrong.
  const isNumbers = enumeration.values.length > 0 && enumeration.values.every((known) => /^-\d+$/.test(known));
  return enumeration.partial === true && (isNumbers ? /^-\d+$/ : KEY).test(value);
}

/** Form of a value in NetSuite's own lists: one word that is not a number of an account. */
const KEY = /^(?!\d+$)\S+$/;

interface Form {
  readonly name: string;
  readonly advice: string;
  readonly fits: (value: string) => boolean;
}

/** Form of a value of this type in every list, or null. */
function requiredForm(field: FieldSchema): Form | null {
  switch (field.type) {
    case 'boolean':
      return { name: 'T or F', advice: 'Write T for yes, F for no.', fits: (value) => /^[TF]$/.test(value) };
    case 'integer':
      return {
        name: integerRange(field),
        advice: 'Write digits only.',
        fits: (value) => {
          const number = Number(value);
          return /^-?\d+$/.test(value) && number >= (field.min ?? -Infinity) && number <= (field.max ?? Infinity);
        },
      };
    case 'date':
      return { name: 'a date as yyyy-MM-dd', advice: 'Write, for example, 2030-01-31.', fits: isDate };
    case 'time':
      return {
        name: 'a time as HH:mm:00 or HH:mm:00Z',
        advice: 'Write, for example, 13:00:00: seconds are not kept.',
        fits: (value) => /^([01]\d|2[0-3]):[0-5]\d:00Z?$/.test(value),
      };
    default:
      return null;
  }
}

function isDate(value: string): boolean {
  const date = /^\d{4}-\d\d-\d\d$/.test(value) ? new Date(`${value}T00:00:00Z`) : null;
  return date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function integerRange(field: FieldSchema): string {
  if (field.min === undefined) return 'a whole number';
  return `a whole number ${field.max === undefined ? `of at least ${field.min}` : `from ${field.min} to ${field.max}`}`;
}

function shorten(value: string): string {
  return value.length <= 60 ? value : `${value.slice(0, 57)}…`;
}

/** Evaluates conditions that name an element and its values. The help's other conditions cannot be evaluated. */
function isRequired(field: FieldSchema, scope: readonly XmlElement[]): boolean {
  if (field.required !== 'conditional') return field.required;
  const condition = /^mandatory when (\w+) is (not )?(.+)$/.exec(field.condition ?? '');
  if (condition === null) return false;
  const [, name = '', not, values = ''] = condition;
  const value = scope.map((element) => textOf(element, name)).find((text) => text !== null) ?? null;
  const holds = values === 'defined' ? value !== null : value !== null && values.split(' or ').includes(value);
  if (not === undefined) return holds;
  return values === 'defined' ? !holds : value !== null && !holds;
}

/**
 * Returns a condition such as `accesstype is NONENEEDED` from the field's `available when`, if the object does not meet
 * it.
 */
function findUnmetCondition(field: FieldSchema, scope: readonly XmlElement[], schema: ObjectSchema): string | null {
  const condition = /^available when ((\w+) is (not )?([A-Z]+))$/.exec(field.condition ?? '');
  if (condition === null) return null;
  const [, text = '', name = '', not, value = ''] = condition;
  const preset = own(schema.fields, name)?.default ?? null;
  const actual = scope.map((element) => textOf(element, name)).find((found) => found !== null) ?? preset;
  // Without a value and a documented default the condition is unknown.
  if (actual === null) return null;
  return (actual === value) === (not === undefined) ? null : text;
}
