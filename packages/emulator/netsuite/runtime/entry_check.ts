/** Reasons for which NetSuite refuses a script file when a script record is made from it (section_4503568059). */

import { findTypeByObject, SCRIPT_TYPES, type ScriptType } from '../../../sdf-check';
import type { DeploymentFinding } from '../contract';
import type { ScriptModel } from '../project/model';
import type { Engine } from './engine';
import { entryPointsOf } from './events';
import { describeThrown, NotEmulated } from './faults';

export function checkScripts(engine: Engine, scripts: readonly ScriptModel[]): readonly DeploymentFinding[] {
  return scripts.flatMap((script) => checkScript(engine, script));
}

function checkScript(engine: Engine, script: ScriptModel): readonly DeploymentFinding[] {
  const source = engine.files.get(script.file);
  const refuse = (code: string, detail: string): DeploymentFinding => ({
    severity: 'error',
    file: script.file,
    line: null,
    element: script.scriptId,
    message: `${code}: ${detail}`,
  });
  if (source === undefined) {
    return [refuse('FAILED_TO_VALIDATE_SCRIPT_FILE', `The file '[${script.file}]' could not be resolved.`)];
  }
  const kind = findTypeByObject(script.kind);
  if (kind === null) throw new Error(`There is no script type of ${script.kind}.`);
  const header = checkHeader(source, kind.tag, refuse);
  if (header !== null) return [header];
  // A client script runs in a browser, which has other N/ modules.
  if (script.kind === 'clientscript') return [];
  let names: readonly string[];
  try {
    names = entryPointsOf(engine, script);
  } catch (error) {
    if (error instanceof NotEmulated) throw error;
    const { name, message } = describeThrown(error);
    return [refuse(name, message)];
  }
  return checkInterface(names, kind, refuse);
}

type Refuse = (code: string, detail: string) => DeploymentFinding;

/** Checks the header. Tags count only in a block of two stars, and a line break must follow each value. */
function checkHeader(source: string, wanted: string, refuse: Refuse): DeploymentFinding | null {
  const blocks = source.match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  const tag = (name: string): string | null => {
    for (const block of blocks) {
      const found = new RegExp(`@${name}[ \\t]+([^\\r\\n]*)`).exec(block);
      if (found !== null) return found[1]?.trim() ?? '';
    }
    return null;
  };
  const version = tag('NApiVersion');
  const type = tag('NScriptType');
  if (version === null)
    return refuse('FAILED_TO_VALIDATE_SCRIPT_FILE', 'The file has no @NApiVersion in a /** */ block.');
  if (version.includes('*/') || type?.includes('*/') === true) {
    return refuse('INVALID_JSDOC_TAG_VALUE', 'A tag value has to be followed by a line break.');
  }
  if (version !== '2.1') return refuse('INVALID_API_VERSION', `@NApiVersion is ${version}, not 2.1.`);
  if (type === null) return refuse('MISSING_SCRIPT_TYPE', 'The file has no @NScriptType.');
  if (type !== wanted) return refuse('WRONG_SCRIPT_TYPE', `@NScriptType is ${type}, the object needs ${wanted}.`);
  return null;
}

/**
 * Entry points of the emulated types. Those of a restlet are left out, because any object may have `get` and `delete`.
 */
const DISTINCT_TYPES = SCRIPT_TYPES.filter(({ tag }) =>
  ['UserEventScript', 'MapReduceScript', 'ScheduledScript', 'Suitelet'].includes(tag),
);

function checkInterface(names: readonly string[], kind: ScriptType, refuse: Refuse): readonly DeploymentFinding[] {
  const own = names.filter((name) => kind.entryPoints.includes(name));
  const others = DISTINCT_TYPES.filter((type) => type !== kind);
  const foreign = names.filter((name) => others.some((other) => other.entryPoints.includes(name)));
  if (foreign.length > 0) {
    const code = 'SCRIPT_OF_API_VERSION_20_CANNOT_IMPLEMENT_MORE_THAN_ONE_SCRIPT_TYPE_INTERFACES';
    return [refuse(code, `${foreign.join(', ')} belong to another script type.`)];
  }
  const isMapReduce = kind.object === 'mapreducescript';
  const isComplete = isMapReduce
    ? own.includes('getInputData') && (own.includes('map') || own.includes('reduce'))
    : own.length > 0;
  if (isComplete) return [];
  const needed = isMapReduce ? 'getInputData and map or reduce' : kind.entryPoints.join(', ');
  return [refuse('SCRIPT_OF_API_VERSION_20_MUST_IMPLEMENT_A_SCRIPT_TYPE_INTERFACE', `It returns none of: ${needed}.`)];
}
