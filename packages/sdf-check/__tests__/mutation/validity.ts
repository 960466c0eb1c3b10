/**
 * Decides by the facts whether a changed object is still valid. It shares no code with the rules, so that it can judge
 * them.
 */

import { readFacts } from '../../facts/read_facts';
import type { Project } from '../../project/project';
import { plainId } from '../../project/references';
import {
  type FieldSchema,
  findEnumeration,
  findObjectSchema,
  type IdSchema,
  own,
  type StructureSchema,
} from '../../project/schema';
import type { XmlElement } from '../../project/xml';

/** Ids, paths and features that an unchanged project declares and uses. */
export interface Inventory {
  /** `customlist_x.val_y` → element names from the object to the part. */
  readonly ids: ReadonlyMap<string, string>;
  /** Paths from the File Cabinet's root. */
  readonly cabinetPaths: readonly string[];
  /** Features that parts of the project depend on, by the facts. */
  readonly neededFeatures: ReadonlySet<string>;
  /** Number of times that a word in the form of an id occurs in the project's files. */
  readonly countWord: (word: string) => number;
}

export function takeInventory(project: Project): Inventory {
  const ids = new Map<string, string>();
  const neededFeatures = new Set<string>(['SERVERSIDESCRIPTING']);
  const need = (features: readonly (string | null | undefined)[]): void => {
    for (const feature of features) if (feature !== undefined && feature !== null) neededFeatures.add(feature);
  };
  for (const { root, type } of project.objects) {
    collectIds(root, type, '');
    const schema = findObjectSchema(type);
    if (schema !== null) collectFeatures(root, schema);
  }
  const words = new Map<string, number>();
  for (const { text } of project.files.values()) {
    for (const [word] of (text ?? '').matchAll(/\b[a-z][a-z0-9]*_[a-z0-9_]+\b/g))
      words.set(word, (words.get(word) ?? 0) + 1);
  }
  return {
    ids,
    cabinetPaths: [...project.files.keys()].flatMap((path) =>
      path.startsWith('FileCabinet/') ? [path.slice('FileCabinet'.length)] : [],
    ),
    neededFeatures,
    countWord: (word) => words.get(word) ?? 0,
  };

  function collectIds(element: XmlElement, type: string, parent: string): void {
    const id = element.attributes['scriptid'];
    const full = id === undefined ? parent : parent === '' ? id : `${parent}.${id}`;
    if (id !== undefined) ids.set(full, type);
    for (const child of element.children) collectIds(child, `${type}.${child.name}`, full);
  }

  function collectFeatures(element: XmlElement, structure: StructureSchema): void {
    need(structure.features ?? []);
    for (const child of element.children) {
      const field = own(structure.fields, child.name);
      const inner = own(structure.structures, child.name);
      if (inner !== null) collectFeatures(child, inner);
      if (field === null || child.text === '') continue;
      need([field.feature]);
      for (const name of [field.enum ?? []].flat()) need([own(findEnumeration(name).featureByValue, child.text)]);
      if (child.name === 'permkey') need([featureOfPermission(child.text)]);
    }
  }
}

function featureOfPermission(key: string): string | null {
  const { permissions } = readFacts('role-permissions') as {
    readonly permissions: Readonly<Record<string, { readonly featureId: string | null }>>;
  };
  return own(permissions, key)?.featureId ?? null;
}

/** True for labels and names, which hold plain text or a translated string. */
export function isFreeText(field: FieldSchema): boolean {
  const refs = field.refs ?? [];
  if (field.enum !== undefined) return false;
  if (field.type === 'string') return true;
  return (
    field.type === 'single-select' && refs.length > 0 && refs.every((ref) => ref.startsWith('translationcollection'))
  );
}

/** True when the facts allow the value in the field. */
export function allowsValue(field: FieldSchema, value: string, inventory: Inventory): boolean {
  if (value === '' || (field.maxLength !== undefined && value.length > field.maxLength)) return false;
  if (isFreeText(field)) return true;
  switch (field.type) {
    case 'boolean':
      return value === 'T' || value === 'F';
    case 'integer': {
      const number = Number(value);
      return /^-?\d+$/.test(value) && number >= (field.min ?? -Infinity) && number <= (field.max ?? Infinity);
    }
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d:00Z?$/.test(value);
    case 'filereference':
      return inventory.cabinetPaths.includes(value.slice(1, -1)) && /^\[.*\]$/.test(value);
    case 'multi-select':
      return value.split(field.separator ?? '|').every((choice) => allowsChoice(field, choice.trim(), inventory));
    case 'single-select':
      return allowsChoice(field, value, inventory);
    case 'string':
      return false;
  }
}

function allowsChoice(field: FieldSchema, value: string, inventory: Inventory): boolean {
  const type = inventory.ids.get(plainId(value));
  if (/^\[scriptid=.+\]$/.test(value)) {
    const refs = field.refs ?? [];
    return (
      type !== undefined &&
      refs.some(
        (ref) => ref === type || ref === type.split('.').at(-1) || ref.startsWith('@') || ref === 'any custom type',
      )
    );
  }
  return [field.enum ?? []].flat().some((name) => findEnumeration(name).values.includes(value));
}

/**
 * True when the facts require the field here. `scope` lists the element that holds it and its ancestors, nearest first.
 */
export function isDemanded(field: FieldSchema, scope: readonly XmlElement[]): boolean {
  if (field.required !== 'conditional') return field.required;
  const [, name, values] = /^mandatory when (\w+) is ((?!not )[^ ].*)$/.exec(field.condition ?? '') ?? [];
  if (name === undefined || values === undefined) return false;
  const value = scope.flatMap(({ children }) => children.filter((child) => child.name === name))[0]?.text;
  return value !== undefined && (values === 'defined' || values.split(' or ').includes(value));
}

export function allowsId(id: string, { prefix, maxLength }: IdSchema): boolean {
  const rest = prefix === undefined ? id : id.startsWith(`${prefix}_`) ? id.slice(prefix.length + 1) : '';
  return rest !== '' && /^[a-z0-9_]+$/.test(id) && id.length <= maxLength;
}
