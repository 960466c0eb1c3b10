/**
 * Checks one object against its schema: elements, required ones, values, ids, features and references. Knows no object
 * type; rules that the help states only in words are in object_rules.ts.
 */

import {
  type Findings,
  INVALID_KEY,
  MISSING_ELEMENT,
  type Place,
  UNDECLARED_FEATURE,
  UNKNOWN_ELEMENT,
} from './findings';
import type { FeatureDependency } from './model';
import { parseFileReference, parseScriptIdReference, type References } from './references';
import {
  ENHANCED_TYPES,
  type Enumeration,
  type FieldSchema,
  findEnumeration,
  type IdSchema,
  type ObjectSchema,
  own,
  type StructureSchema,
} from '../../sdf/schema';
import { listOf, textOf, type XmlElement } from '../../sdf/xml';

export interface ReadObject {
  readonly type: string;
  readonly scriptId: string;
  /** Path inside the zip. */
  readonly file: string;
  /** Position of its path in deploy.xml. */
  readonly step: number;
  readonly root: XmlElement;
  /** Null for a type that the facts do not describe. */
  readonly schema: ObjectSchema | null;
}

export interface CheckContext {
  readonly findings: Findings;
  readonly features: readonly FeatureDependency[];
  readonly accountFeatures: readonly string[];
  readonly references: References;
}

/** What a check tells its caller: features that are optional, off in the account, and needed by the whole object. */
export interface ObjectCheck {
  readonly missingFeatures: readonly string[];
}

const ACCOUNT_SPECIFIC_VALUE = '[ACCOUNT_SPECIFIC_VALUE]';

export function checkObject(object: ReadObject, context: CheckContext): ObjectCheck {
  const { findings, references } = context;
  const { schema, root } = object;
  if (schema === null) return { missingFeatures: [] };
  const at = (element: XmlElement): Place => ({ file: object.file, line: element.line });

  const missingFeatures = checkFeatures();
  checkId(root, 'scriptid', schema.scriptid);
  checkStructure(root, schema, [], object.scriptId);
  return { missingFeatures };

  function checkFeatures(): readonly string[] {
    const missing: string[] = [];
    for (const feature of schema?.features ?? []) {
      const declared = context.features.find(({ id }) => id === feature);
      if (declared === undefined) {
        const message = UNDECLARED_FEATURE(object.scriptId, 'object', feature);
        if (ENHANCED_TYPES.has(object.type)) findings.warning(at(root), object.type, message);
        else findings.error(at(root), object.type, message);
      }
      if (!context.accountFeatures.includes(feature)) missing.push(feature);
    }
    return missing;
  }

  /** `owner` is the id of the nearest element with one: findings name an element as `custrecord_x.fieldtype`. */
  function checkStructure(
    element: XmlElement,
    structure: StructureSchema,
    ancestors: readonly XmlElement[],
    owner: string,
  ): void {
    const scope = [element, ...ancestors];
    const seen = new Set<string>();
    const ids = new Set<string>();
    for (const child of element.children) {
      const name = `${owner}.${child.name}`;
      const field = own(structure.fields, child.name);
      const inner = own(structure.structures, child.name);
      if (seen.has(child.name) && inner?.many !== true) {
        findings.warning(
          at(child),
          name,
          `The object field "${child.name}" is there twice: which one counts is not documented.`,
        );
      }
      seen.add(child.name);
      if (field !== null) checkField(child, field, name);
      else if (inner !== null) {
        for (const [attribute, id] of Object.entries(inner.attributes ?? {})) checkId(child, attribute, id);
        const id = child.attributes['scriptid'];
        if (id !== undefined && ids.has(id)) findings.error(at(child), name, `The scriptid ${id} is there twice.`);
        if (id !== undefined) ids.add(id);
        for (const attribute of Object.keys(child.attributes)) {
          if (own(inner.attributes, attribute) === null) findings.warning(at(child), name, UNKNOWN_ELEMENT(attribute));
        }
        for (const feature of inner.features ?? []) {
          if (schema?.features?.includes(feature) !== true) requireFeature(child, name, feature);
        }
        checkStructure(child, inner, scope, id ?? name);
      } else if (!isOwnFieldValue(child, structure)) findings.warning(at(child), name, UNKNOWN_ELEMENT(child.name));
    }
    for (const [field, fieldSchema] of Object.entries(structure.fields)) {
      if (textOf(element, field) !== null || !isRequired(fieldSchema, scope)) continue;
      if (fieldSchema.default === undefined) findings.error(at(element), `${owner}.${field}`, MISSING_ELEMENT(field));
      else {
        findings.warning(
          at(element),
          `${owner}.${field}`,
          `${MISSING_ELEMENT(field)} Oracle prints ${fieldSchema.default} as its default.`,
        );
      }
    }
    if (structure.kind === 'SELECTION' && element.children.length !== 1) {
      const choices = Object.keys(structure.structures ?? {}).join(', ');
      findings.error(at(element), owner, `The object field "${element.name}" must hold exactly one of ${choices}.`);
    }
  }

  /** Values of script parameters in a deployment, and of a record type's fields in its instances. */
  function isOwnFieldValue(child: XmlElement, structure: StructureSchema): boolean {
    const fields =
      structure.acceptsScriptCustomFieldValues === true
        ? listOf(root, 'scriptcustomfields', 'scriptcustomfield')
        : structure.acceptsCustomFieldValues === true
          ? listOf(root, 'customrecordcustomfields', 'customrecordcustomfield')
          : [];
    return fields.some(({ attributes }) => attributes['scriptid'] === child.name);
  }

  function checkId(element: XmlElement, attribute: string, schema: IdSchema): void {
    const id = element.attributes[attribute];
    const name = `${element.name}.${attribute}`;
    if (id === undefined || id === '') {
      if (schema.required) findings.error(at(element), name, MISSING_ELEMENT(attribute));
      return;
    }
    if (schema.prefix !== undefined && !id.startsWith(`${schema.prefix}_`)) {
      findings.error(at(element), name, `The ${attribute} ${id} must start with ${schema.prefix}_.`);
    }
    // section_1509578980: lower case, no spaces.
    if (!/^[a-z0-9_]+$/.test(id)) {
      findings.error(
        at(element),
        name,
        `The ${attribute} "${id}" may hold only lower-case letters, digits and underscores.`,
      );
    }
    // The help does not say whether the prefix counts; Oracle's SDK skill counts it, which is the safe reading.
    if (id.length > schema.maxLength) {
      findings.error(
        at(element),
        name,
        `The ${attribute} ${id} has ${id.length} characters; ${schema.maxLength} are allowed.`,
      );
    }
  }

  function checkField(element: XmlElement, field: FieldSchema, name: string): void {
    const value = element.text;
    if (element.children.length > 0) {
      findings.error(at(element), name, `The object field "${element.name}" holds a value, not elements.`);
      return;
    }
    if (value === '') return;
    if (field.feature !== undefined) requireFeature(element, name, field.feature);
    if (value === ACCOUNT_SPECIFIC_VALUE) {
      findings.error(at(element), name, `The object field "${element.name}" holds an account-specific value.`);
      return;
    }
    if (field.maxLength !== undefined && value.length > field.maxLength) {
      findings.error(
        at(element),
        name,
        `The object field "${element.name}" has ${value.length} characters; ${field.maxLength} are allowed.`,
      );
    }
    const problem = valueProblem(element.name, value, field);
    if (problem !== null) findings.error(at(element), name, problem);
    if (field.type === 'filereference') checkFile(element, field, name);
    if (field.type === 'single-select') checkChoice(element, value, field, name);
    if (field.type === 'multi-select') {
      for (const choice of value.split(field.separator ?? '|')) checkChoice(element, choice.trim(), field, name);
    }
  }

  /**
   * Oracle's reference pages speak of "SuiteCloud project warnings" for a field whose feature the manifest does not
   * name, its SDK skill shows the message among errors: here it refuses, so that neither answer surprises.
   */
  function requireFeature(element: XmlElement, name: string, feature: string): void {
    const declared = context.features.some(({ id }) => id === feature);
    if (!declared) findings.error(at(element), name, UNDECLARED_FEATURE(element.name, 'field', feature));
    else if (!context.accountFeatures.includes(feature)) {
      findings.warning(at(element), name, `The ${element.name} field is ignored while the ${feature} feature is off.`);
    }
  }

  function checkFile(element: XmlElement, field: FieldSchema, name: string): void {
    const path = parseFileReference(element.text);
    if (path === null) {
      findings.error(
        at(element),
        name,
        `The object field "${element.name}" must be a file in brackets, such as [/SuiteScripts/x.js].`,
      );
    } else if (!references.hasFile(path)) {
      findings.error(
        at(element),
        name,
        `The file '${element.text}' referenced by object field '${element.name}' could not be resolved.`,
      );
    } else if (field.extension !== undefined && !field.extension.split('|').some((ending) => path.endsWith(ending))) {
      findings.error(
        at(element),
        name,
        `The file '${element.text}' must end in ${field.extension.split('|').join(' or ')}.`,
      );
    }
  }

  function checkChoice(element: XmlElement, value: string, field: FieldSchema, name: string): void {
    const refs = field.refs ?? [];
    if (value.startsWith('[')) {
      checkReference(element, value, refs, name);
      return;
    }
    const enumerations = [field.enum ?? []].flat().map(findEnumeration);
    if (enumerations.length === 0) {
      // Labels and names take plain text as well as a translated string; anything else that only takes references
      // would be an internal id, which belongs to one account.
      if (refs.length > 0 && !refs.some((ref) => ref.startsWith('translationcollection'))) {
        findings.error(at(element), name, INVALID_KEY(element.name, value));
      }
      return;
    }
    if (!enumerations.some((enumeration) => mayHold(enumeration, value))) {
      findings.error(at(element), name, INVALID_KEY(element.name, value));
    }
    for (const enumeration of enumerations) {
      const feature = own(enumeration.featureByValue, value);
      if (feature !== null) requireFeature(element, name, feature);
    }
  }

  function checkReference(element: XmlElement, value: string, refs: readonly string[], name: string): void {
    const id = parseScriptIdReference(value);
    if (id === null) {
      findings.error(at(element), name, INVALID_KEY(element.name, value));
      return;
    }
    const target = references.findObject(id);
    if (target === null) {
      findings.error(
        at(element),
        name,
        `The object reference ${value} is missing in the project and also not included in the dependencies list.`,
      );
      return;
    }
    if (target === 'account') return;
    if (!refs.some((ref) => ref.startsWith('@') || ref === target.type || ref === target.type.split('.').at(-1))) {
      findings.error(at(element), name, `The object field ${element.name} must not be ${value}.`);
    }
    if (target.object.step > object.step) {
      findings.warning(
        at(element),
        name,
        `deploy.xml deploys ${object.file} before ${target.object.file}, which it depends on.`,
      );
    }
  }
}

function mayHold(enumeration: Enumeration, value: string): boolean {
  if (enumeration.values.includes(value)) return true;
  // The facts hold only part of some lists. A positive number is in none: it is an internal id of one account.
  return enumeration.partial === true && !/^\d+$/.test(value);
}

/** A value that cannot be of its type whatever the list, or null. */
function valueProblem(name: string, value: string, field: FieldSchema): string | null {
  switch (field.type) {
    case 'boolean':
      return /^[TF]$/.test(value) ? null : `The object field "${name}" must be T or F, not "${value}".`;
    case 'integer': {
      const number = Number(value);
      const fits = /^-?\d+$/.test(value) && number >= (field.min ?? -Infinity) && number <= (field.max ?? Infinity);
      return fits ? null : `The object field "${name}" must be ${integerRange(field)}, not "${value}".`;
    }
    case 'date': {
      const date = /^\d{4}-\d\d-\d\d$/.test(value) ? new Date(`${value}T00:00:00Z`) : null;
      const exists = date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
      return exists ? null : `The object field "${name}" must be a date as yyyy-MM-dd, not "${value}".`;
    }
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d:00Z?$/.test(value)
        ? null
        : `The object field "${name}" must be a time as HH:mm:00 or HH:mm:00Z, not "${value}".`;
    default:
      return null;
  }
}

function integerRange(field: FieldSchema): string {
  if (field.min === undefined) return 'a whole number';
  return `a whole number ${field.max === undefined ? `of at least ${field.min}` : `from ${field.min} to ${field.max}`}`;
}

/** Understands the conditions that name an element and its values; of the others the help gives no usable text. */
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
