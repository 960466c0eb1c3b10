/**
 * The description of SDF objects as data: facts/sdf-objects.json, transcribed from Oracle's XML reference.
 * What an object type may contain is decided there, never here.
 */

import { readFacts } from '../facts/read_facts';

type FieldType =
  'string' | 'boolean' | 'integer' | 'single-select' | 'multi-select' | 'filereference' | 'date' | 'time';

export interface FieldSchema {
  readonly type: FieldType;
  readonly required: boolean | 'conditional';
  /** A sentence; `mandatory when fieldtype is SELECT or MULTISELECT` and its like are understood, others are not. */
  readonly condition?: string;
  readonly enum?: string | readonly string[];
  /** Types of objects that a `[scriptid=…]` may name; `@…` and `any custom type` stand for any. */
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
  /** `SELECTION`: exactly one of the structures. */
  readonly kind?: string;
  /** Elements named after a script parameter hold its value. */
  readonly acceptsScriptCustomFieldValues?: boolean;
  /** Elements named after a field of the record type hold its value. */
  readonly acceptsCustomFieldValues?: boolean;
}

export interface ObjectSchema extends StructureSchema {
  readonly root: string;
  readonly scriptid: IdSchema;
}

export interface Enumeration {
  readonly values: readonly string[];
  /** True when the facts hold only some of Oracle's values: others cannot be judged. */
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

/** A property that names like `constructor` do not find. */
export function own<T>(values: Readonly<Record<string, T>> | undefined, key: string): T | null {
  return values !== undefined && Object.hasOwn(values, key) ? (values[key] ?? null) : null;
}

/** Object types that stay hidden until their feature is on; all others must have it declared (section_4718752626). */
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

/** Types that Oracle's reference names and the facts do not describe: they exist, and are not checked. */
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
