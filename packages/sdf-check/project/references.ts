/**
 * Possible targets of `[scriptid=…]` and `[/SuiteScripts/…]`: objects and their parts in the project, and those that
 * the manifest declares in the account (bridgehead_24076946).
 */

import { listDeployed } from './deploy_plan';
import { readManifest } from './manifest';
import { oncePerProject } from './once';
import type { ProjectObject } from './project';
import type { XmlElement } from './xml';

interface Target {
  /** Element names from the object to the part: `customrecordtype.customrecordcustomfields.customrecordcustomfield`. */
  readonly type: string;
  readonly object: ProjectObject;
  readonly element: XmlElement;
}

interface References {
  /** The part of the project with this id; `account` when the manifest declares it; null when neither has it. */
  findObject(scriptId: string): Target | 'account' | null;
  hasFile(path: string): boolean;
  /** Ids for suggestions. */
  readonly ids: readonly string[];
  readonly files: readonly string[];
}

/** Only files that deploy.xml lists count, because the others never reach the account. */
export const indexReferences = oncePerProject((project): References => {
  const deployed = listDeployed(project);
  const manifest = readManifest(project);
  const accountObjects = new Set(manifest.objects.map(({ id }) => id));
  const accountFiles = new Set(manifest.files.map(({ id }) => id));
  const targets = new Map<string, Target>();
  for (const object of project.objects) {
    if (object.scriptId === null || !deployed.has(object.file.path)) continue;
    targets.set(object.scriptId, { type: object.type, object, element: object.root });
    addParts(object.root, object.type, object.scriptId, object);
  }
  const files = [...deployed.keys()].flatMap((path) =>
    path.startsWith('FileCabinet/') ? [path.slice('FileCabinet'.length)] : [],
  );
  const fileSet = new Set(files);
  return {
    findObject: (scriptId) => targets.get(scriptId) ?? (accountObjects.has(scriptId) ? 'account' : null),
    hasFile: (path) => fileSet.has(path) || accountFiles.has(path),
    ids: [...targets.keys()],
    files,
  };

  function addParts(element: XmlElement, type: string, parent: string, object: ProjectObject): void {
    for (const child of element.children) {
      const own = child.attributes['scriptid'];
      const id = own === undefined ? parent : `${parent}.${own}`;
      const childType = `${type}.${child.name}`;
      if (own !== undefined) targets.set(id, { type: childType, object, element: child });
      addParts(child, childType, id, object);
    }
  }
});

interface ScriptIdReference {
  readonly scriptId: string;
  /** SuiteApp or bundle of the object, when the reference names one. */
  readonly owner: string | null;
}

/** Parses `[scriptid=x.y]`, with or without `appid` or `bundleid` before it; null for any other text. */
export function parseReference(text: string): ScriptIdReference | null {
  const match = /^\[(?:(?:appid|bundleid)=([^,\]]+),\s*)?scriptid=([^\],\s]+)\]$/.exec(text);
  return match === null ? null : { scriptId: match[2] ?? '', owner: match[1] ?? null };
}

export function parseScriptIdReference(text: string): string | null {
  return parseReference(text)?.scriptId ?? null;
}

/** Parses the path of `[/SuiteScripts/x.js]`; null when the text is not a file reference. */
export function parseFileReference(text: string): string | null {
  return /^\[(\/[^\]]+)\]$/.exec(text)?.[1] ?? null;
}

/** The id without brackets, or the unchanged text. */
export function plainId(text: string): string {
  return parseScriptIdReference(text) ?? text;
}
