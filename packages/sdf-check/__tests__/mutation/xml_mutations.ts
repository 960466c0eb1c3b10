/** Slips in manifest.xml, deploy.xml and objects: every element, attribute and value with every kind of slip. */

import type { Project } from '../../project/project';
import {
  findObjectSchema,
  findEnumeration,
  type IdSchema,
  own,
  type FieldSchema,
  type StructureSchema,
} from '../../project/schema';
import type { XmlElement } from '../../project/xml';
import { misspell, type Mutation, type Operator, pick, randomOf } from './mutation';
import { allowsId, allowsValue, type Inventory, isDemanded, isFreeText } from './validity';

const OPTIONAL = 'an optional element or part is left out';
const FREE_TEXT = 'another text where any text may stand';
const OTHER_VALUE = 'another value that the facts list for the element';
const FREE_ID = 'another well-formed id of a part that nothing else names';
const WIDER = 'a wider folder that holds the same files';
const UNNEEDED = 'a path that matches no file is left out';
const PARAMETER = 'the value of a script parameter, which the script judges';
const UNDECIDED = 'Oracle’s page breaks off where it says when the element is required';

interface Site {
  readonly file: string;
  readonly root: XmlElement;
  /** The element and its ancestors, nearest first. */
  readonly scope: readonly [XmlElement, ...XmlElement[]];
  /** Facts about the element's value or about its content. Both are null in manifest.xml and deploy.xml. */
  readonly field: FieldSchema | null;
  readonly structure: StructureSchema | null;
  readonly parent: StructureSchema | null;
}

export function listXmlMutations(project: Project, inventory: Inventory): readonly Mutation[] {
  const roots = [
    ...[['manifest.xml', project.manifest] as const, ['deploy.xml', project.deploy] as const].flatMap(([file, root]) =>
      root === null ? [] : [{ file, root, structure: null }],
    ),
    ...project.objects.map(({ file, root, type }) => ({ file: file.path, root, structure: findObjectSchema(type) })),
  ];
  return roots.flatMap(({ file, root, structure }) => {
    const random = randomOf(file);
    const sites = listSites({ file, root, scope: [root], field: null, structure, parent: null });
    return sites.flatMap((site) => mutateSite(site, inventory, random));
  });
}

function listSites(site: Site): readonly Site[] {
  const { file, root, scope, structure } = site;
  const below = scope[0].children.flatMap((child) =>
    listSites({
      file,
      root,
      scope: [child, ...scope],
      field: structure === null ? null : own(structure.fields, child.name),
      structure: structure === null ? null : own(structure.structures, child.name),
      parent: structure,
    }),
  );
  return [site, ...below];
}

function mutateSite(site: Site, inventory: Inventory, random: () => number): readonly Mutation[] {
  const [element, holder] = site.scope;
  const path = [...site.scope]
    .reverse()
    .map(({ name }) => name)
    .join('.');
  const mutations: Mutation[] = [];
  const add = (
    operator: Operator,
    target: string,
    what: string,
    changed: readonly XmlElement[],
    valid: string | null,
  ): void => {
    const write = (): string => writeXml(replace(site.root, element, changed));
    const place = `${path} (line ${element.line})`;
    mutations.push({ operator, target, file: site.file, what: `${place}: ${what}`, write, valid });
  };

  mutateElement();
  for (const [name, value] of Object.entries(element.attributes)) mutateAttribute(name, value);
  if (element.children.length === 0 && element.text !== '') mutateValue(element.text);
  return mutations;

  function mutateElement(): void {
    const misspelled = misspell(element.name, random);
    add('misspell', 'element name', misspelled, [{ ...element, name: misspelled }], misspelledName(misspelled));
    if (holder === undefined) return;
    add('drop', 'element', 'dropped', [], whyDroppable(site, inventory));
    add('duplicate', 'element', 'twice', [element, element], null);
    const other = pick(otherNames(), random);
    add('rename', 'element name', other, [{ ...element, name: other }], whyRenamable(other));
  }

  /** Returns the reason when a slip gives another name that is valid, too. */
  function misspelledName(name: string): string | null {
    return site.parent !== null && Object.hasOwn(site.parent.fields, name) ? whyRenamable(name) : null;
  }

  function otherNames(): readonly string[] {
    const known =
      site.parent === null ? [] : [...Object.keys(site.parent.fields), ...Object.keys(site.parent.structures ?? {})];
    const names =
      known.length > 1 ? known : ['path', 'files', 'feature', 'objects', 'folder', 'projectname', 'dependencies'];
    return names.filter((name) => name !== element.name);
  }

  function whyRenamable(name: string): string | null {
    const dropped = whyDroppable(site, inventory);
    const field = site.parent === null ? null : own(site.parent.fields, name);
    const isThere = holder?.children.some((child) => child.name === name) === true;
    const fits =
      field !== null && !isThere && element.children.length === 0 && allowsValue(field, element.text, inventory);
    return dropped !== null && fits ? OTHER_VALUE : null;
  }

  function mutateAttribute(name: string, value: string): void {
    const others = Object.fromEntries(Object.entries(element.attributes).filter(([other]) => other !== name));
    const withValue = (changed: string): XmlElement => ({ ...element, attributes: { ...others, [name]: changed } });
    const slip = misspell(name, random);
    add('drop', 'attribute', `without ${name}`, [{ ...element, attributes: others }], null);
    add('misspell', 'attribute name', slip, [{ ...element, attributes: { ...others, [slip]: value } }], null);
    const wrong = misspell(value, random);
    add('misspell', nameOf(name), wrong, [withValue(wrong)], whyAttribute(name, wrong));
    const long = value + '_x'.repeat(100);
    add('lengthen', nameOf(name), `${value} and 200 characters`, [withValue(long)], whyAttribute(name, long));
    const other = name === 'scriptid' ? `${value.split('_')[0]}_renamed` : value === 'true' ? 'false' : 'true';
    add(
      name === 'scriptid' ? 'rename' : 're-point',
      nameOf(name),
      other,
      [withValue(other)],
      whyAttribute(name, other),
    );
  }

  function whyAttribute(name: string, value: string): string | null {
    if (name === 'required') return value === 'true' || value === 'false' ? OTHER_VALUE : null;
    const id = name === 'scriptid' ? idSchema() : null;
    const isNamed = inventory.countWord(element.attributes[name] ?? '') > 1;
    const isOwnFile = holder === undefined;
    return id !== null && !isNamed && !isOwnFile && allowsId(value, id) ? FREE_ID : null;
  }

  function idSchema(): IdSchema | null {
    return own(site.structure?.attributes, 'scriptid');
  }

  function mutateValue(value: string): void {
    const setText = (text: string): readonly XmlElement[] => [{ ...element, text }];
    const wrong = misspell(value, random);
    add('misspell', 'value', wrong, setText(wrong), whyValue(element, site.field, wrong));
    const long = value + (/^\d+$/.test(value) ? '9' : 'x').repeat(4_000);
    add('lengthen', 'value', `${value} and 4000 characters`, setText(long), whyValue(element, site.field, long));
    const others = otherValues();
    if (others.length > 0) {
      const other = pick(others, random);
      add('re-point', 'value', other, setText(other), whyValue(element, site.field, other));
    }
    swapWithNext(value);
  }

  function otherValues(): readonly string[] {
    const ids = [...inventory.ids.keys()].map((id) => `[scriptid=${id}]`);
    const listed = [site.field?.enum ?? []].flat().flatMap((name) => findEnumeration(name).values);
    const values = element.text.startsWith('[/')
      ? inventory.cabinetPaths.map((path) => `[${path}]`)
      : element.text.startsWith('[scriptid=')
        ? ids
        : element.name === 'feature'
          ? findEnumeration('features').values
          : element.name === 'path'
            ? ['~/FileCabinet/SuiteScripts/*', '~/Objects/*', '~/Objects/other/*', '~/FileCabinet/*']
            : listed;
    return values.filter((value) => value !== element.text);
  }

  function swapWithNext(value: string): void {
    const at = holder?.children.indexOf(element) ?? -1;
    const next = holder?.children[at + 1];
    if (
      holder === undefined ||
      next === undefined ||
      next.children.length > 0 ||
      next.text === '' ||
      next.text === value
    )
      return;
    const swapped = holder.children.map((child) =>
      child === element ? { ...element, text: next.text } : child === next ? { ...next, text: value } : child,
    );
    const nextField = site.parent === null ? null : own(site.parent.fields, next.name);
    const isSameKind = element.name === next.name && site.parent === null;
    const valid = isSameKind
      ? OTHER_VALUE
      : whyValue(element, site.field, next.text) !== null && whyValue(next, nextField, value) !== null
        ? OTHER_VALUE
        : null;
    const write = (): string => writeXml(replace(site.root, holder, [{ ...holder, children: swapped }]));
    const what = `${path} (line ${element.line}): swapped with ${next.name}`;
    mutations.push({ operator: 'swap', target: 'value', file: site.file, what, write, valid });
  }

  /** In manifest.xml only the name and an unneeded feature may change; in deploy.xml nothing may. */
  function whyValue(changed: XmlElement, field: FieldSchema | null, value: string): string | null {
    if (field !== null) {
      if (!allowsValue(field, value, inventory)) return null;
      return isFreeText(field) ? FREE_TEXT : OTHER_VALUE;
    }
    if (changed.name === 'projectname') return FREE_TEXT;
    const isWider = value.endsWith('/*') && element.text.startsWith(value.slice(0, -1));
    if (site.file === 'deploy.xml' && isWider) return WIDER;
    return isParameterValue(changed) ? PARAMETER : null;
  }
}

function nameOf(attribute: string): string {
  return attribute === 'scriptid' ? 'scriptid' : 'attribute value';
}

/** An element with a scriptid that something else references is indispensable, whatever the facts say of it. */
function whyDroppable({ scope, field, structure, parent, file }: Site, inventory: Inventory): string | null {
  const [element, ...around] = scope;
  if (file === 'deploy.xml')
    return element.name === 'path' && /Configuration|Translations/.test(element.text) ? UNNEEDED : null;
  if (file === 'manifest.xml') {
    return element.name === 'feature' && !inventory.neededFeatures.has(element.text) ? OPTIONAL : null;
  }
  if (parent === null) return null;
  if (field !== null) {
    if (isDemanded(field, around)) return null;
    return field.required === 'conditional' && !/^mandatory when/.test(field.condition ?? '') ? UNDECIDED : OPTIONAL;
  }
  if (isParameterValue(element)) return PARAMETER;
  if (structure === null || holdsNamedId(element, inventory)) return null;
  return parent.kind === 'SELECTION' ? null : OPTIONAL;
}

/** True for elements of a deployment that are named after script parameters. */
function isParameterValue({ name }: XmlElement): boolean {
  return name.startsWith('custscript');
}

function holdsNamedId(element: XmlElement, inventory: Inventory): boolean {
  const id = element.attributes['scriptid'];
  const isNamed = id !== undefined && inventory.countWord(id) > 1;
  return isNamed || element.children.some((child) => holdsNamedId(child, inventory));
}

function replace(root: XmlElement, from: XmlElement, to: readonly XmlElement[]): XmlElement {
  if (root === from) return to[0] ?? root;
  return { ...root, children: root.children.flatMap((child) => (child === from ? to : [replace(child, from, to)])) };
}

/** Writes each element on its own line, so that a finding has a line. */
export function writeXml({ name, attributes, text, children }: XmlElement): string {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escape(value)}"`)].join(' ');
  if (children.length === 0) return `<${head}>${escape(text)}</${name}>\n`;
  return `<${head}>${escape(text)}\n${children.map(writeXml).join('')}</${name}>\n`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
