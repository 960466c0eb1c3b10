/**
 * Descriptions of SDF objects as data: facts/sdf-objects.json, transcribed from Oracle's XML reference. Only that file
 * decides what an object type may contain.
 */

import { readFacts } from '../facts/read_facts';

type FieldType =
  'string' | 'boolean' | 'integer' | 'single-select' | 'multi-select' | 'filereference' | 'date' | 'time';

export interface FieldSchema {
  readonly type: FieldType;
  readonly required: boolean | 'conditional';
  /**
   * A sentence. Conditions such as `mandatory when fieldtype is SELECT or MULTISELECT` are evaluated, others are not.
   */
  readonly condition?: string;
  readonly enum?: string | readonly string[];
  /** Types of objects that `[scriptid=…]` may name here; `@…` and `any custom type` stand for any. */
  readonly refs?: readonly string[];
  readonly many?: boolean;
  readonly feature?: string;
  readonly default?: string;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  readonly separator?: string;
  /** `.js`, or several separated by `|`. */
  readonly extension?: string;
}

export interface IdSchema {
  readonly required: boolean;
  readonly maxLength: number;
  readonly prefix?: string;
}

export interface StructureSchema {
  readonly fields: Readonly<Record<string, FieldSchema>>;
  readonly structures?: Readonly<Record<string, StructureSchema>>;
  readonly attributes?: Readonly<Record<string, IdSchema>>;
  readonly features?: readonly string[];
  readonly many?: boolean;
  /** `SELECTION` requires exactly one of the structures. */
  readonly kind?: string;
  /** True when elements named after a script parameter hold its value. */
  readonly acceptsScriptCustomFieldValues?: boolean;
  /** True when elements named after a field of the record type hold its value. */
  readonly acceptsCustomFieldValues?: boolean;
}

export interface ObjectSchema extends StructureSchema {
  readonly root: string;
  readonly scriptid: IdSchema;
}

export interface Enumeration {
  readonly values: readonly string[];
  /** True when the facts have only some of Oracle's values, so that other values cannot be judged. */
  readonly partial?: boolean;
  readonly featureByValue?: Readonly<Record<string, string>>;
}

interface SdfFacts {
  readonly objects: Readonly<Record<string, ObjectSchema>>;
  readonly enumerations: Readonly<Record<string, Enumeration>>;
}

function facts(): SdfFacts {
  return readFacts('sdf-objects') as SdfFacts;
}

export function findObjectSchema(type: string): ObjectSchema | null {
  return own(facts().objects, type);
}

export function isKnownType(type: string): boolean {
  return Object.hasOwn(facts().objects, type);
}

export function listObjectTypes(): readonly string[] {
  return Object.keys(facts().objects);
}

export function findEnumeration(name: string): Enumeration {
  const enumeration = own(facts().enumerations, name);
  if (enumeration === null) throw new Error(`facts/sdf-objects.json has no enumeration ${name}.`);
  return enumeration;
}

/** Reads an own property, so that names such as `constructor` find nothing. */
export function own<T>(values: Readonly<Record<string, T>> | undefined, key: string): T | null {
  return values !== undefined && Object.hasOwn(values, key) ? (values[key] ?? null) : null;
}

/**
 * Object types that stay hidden while their feature is off. All others require the feature in the manifest
 * (section_4718752626).
 */
export const ENHANCED_TYPES: ReadonlySet<string> = new Set([
  'clientscript',
  'customrecordtype',
  'transactionForm',
  'dataset',
  'entryForm',
  'itemcustomfield',
  'othercustomfield',
  'role',
  'savedsearch',
  'usereventscript',
  'workbook',
]);

/** Types that Oracle's reference names and the facts do not describe. They are accepted and not checked. */
export const NAMED_TYPES: ReadonlySet<string> = new Set([
  'addressForm',
  'advancedpdftemplate',
  'bundleinstallationscript',
  'center',
  'crmcustomfield',
  'customsegment',
  'customtransactiontype',
  'entryForm',
  'itemcustomfield',
  'itemnumbercustomfield',
  'itemoptioncustomfield',
  'massupdatescript',
  'othercustomfield',
  'plugintype',
  'singlepageapp',
  'transactionForm',
  'transactioncolumncustomfield',
  'workflow',
]);
