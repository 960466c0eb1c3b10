/** Scripts of other apps, which a test puts into a running account. */

import type { ForeignUserEvent } from '../contract';
import type { ProjectModel } from '../project/model';
import type { Engine } from './engine';
import { install } from './install';

const ENTRIES = ['beforeLoad', 'beforeSubmit', 'afterSubmit'] as const;

/** Installs another app's user event and returns the id of its deployment. */
export function plantUserEvent(engine: Engine, event: ForeignUserEvent): string {
  const { id: recordType } = engine.type(event.recordType);
  const number = engine.scripts.filter(({ scriptId }) => scriptId.startsWith('customscript_foreign_')).length + 1;
  const file = `/SuiteScripts/foreign/user_event_${number}.js`;
  const scriptId = `customdeploy_foreign_${number}`;
  const deployment = {
    scriptId,
    status: 'RELEASED',
    isDeployed: true,
    logLevel: 'DEBUG',
    recordType,
    eventType: null,
    executionContexts: [],
    allRoles: true,
    audienceRoles: [],
    runAsRole: null,
    concurrencyLimit: null,
    yieldAfterMinutes: null,
    parameters: {},
    schedule: null,
  };
  const script = {
    scriptId: `customscript_foreign_${number}`,
    kind: 'usereventscript' as const,
    name: `Foreign ${number}`,
    file,
    parameters: [],
    deployments: [deployment],
  };
  const findings = install(engine, { ...EMPTY, scripts: [script], files: new Map([[file, sourceOf(event)]]) });
  if (findings.length > 0) throw new Error(findings.map(({ message }) => message).join('\n'));
  return scriptId;
}

const EMPTY: ProjectModel = {
  name: 'Foreign',
  features: [],
  recordTypes: [],
  lists: [],
  addedFields: [],
  roles: [],
  scripts: [],
  otherObjects: [],
  files: new Map(),
};

function sourceOf(event: ForeignUserEvent): string {
  const { modules = [] } = event;
  const names = modules.map((module) => module.replace(/^.*\//, ''));
  const entries = ENTRIES.flatMap((entry) => {
    const body = event[entry];
    return body === undefined ? [] : [`${entry}: function (context) { ${body} },`];
  });
  return [
    '/**',
    ' * @NApiVersion 2.1',
    ' * @NScriptType UserEventScript',
    ' */',
    `define(${JSON.stringify(modules)}, function (${names.join(', ')}) {`,
    `return { ${entries.join('\n')} };`,
    '});',
    '',
  ].join('\n');
}
