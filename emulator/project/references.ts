/**
 * What `[scriptid=…]` and `[/SuiteScripts/…]` may point to: objects and their parts in the package, and what the
 * manifest says the account has (bridgehead_24076946).
 */

import type { Manifest } from './manifest';
import type { ReadObject } from './objects';
import type { XmlElement } from '../../sdf/xml';

/** `scriptid` as written in the reference: `customrecord_x`, or `customrecord_x.custrecord_y` for a part of it. */
export interface Target {
  /** Element names from the object down: `customrecordtype.customrecordcustomfields.customrecordcustomfield`. */
  readonly type: string;
  readonly object: ReadObject;
}

export interface References {
  /** The part of the package with this id; `account` when the manifest declares it; null when it is nowhere. */
  findObject(scriptId: string): Target | 'account' | null;
  hasFile(path: string): boolean;
}

export function indexReferences(
  objects: readonly ReadObject[],
  files: ReadonlySet<string>,
  manifest: Pick<Manifest, 'objects' | 'files'>,
): References {
  const targets = new Map<string, Target>();
  for (const object of objects) {
    targets.set(object.scriptId, { type: object.type, object });
    addParts(object.root, object.type, object.scriptId, object);
  }
  return {
    findObject: (scriptId) => targets.get(scriptId) ?? (manifest.objects.has(scriptId) ? 'account' : null),
    hasFile: (path) => files.has(path) || manifest.files.has(path),
  };

  function addParts(element: XmlElement, type: string, parent: string, object: ReadObject): void {
    for (const child of element.children) {
      const own = child.attributes['scriptid'];
      const id = own === undefined ? parent : `${parent}.${own}`;
      if (own !== undefined) targets.set(id, { type: `${type}.${child.name}`, object });
      addParts(child, `${type}.${child.name}`, id, object);
    }
  }
}

/** The id in `[scriptid=x.y]`, with or without `appid` or `bundleid` before it; null when the text is no such reference. */
export function parseScriptIdReference(text: string): string | null {
  return /^\[(?:(?:appid|bundleid)=[^,\]]+,\s*)?scriptid=([^\],\s]+)\]$/.exec(text)?.[1] ?? null;
}

/** The path in `[/SuiteScripts/x.js]`; null when the text is no file reference. */
export function parseFileReference(text: string): string | null {
  return /^\[(\/[^\]]+)\]$/.exec(text)?.[1] ?? null;
}

/** The id without its brackets, or the text as it stands. */
export function plainId(text: string): string {
  return parseScriptIdReference(text) ?? text;
}
