/** N/runtime: the running script, its user, and its remaining units. */

import type { CustomFieldModel } from '../project/model';
import { customField } from '../records/custom_types';
import { defaultOf, parseFieldValue } from '../records/values';
import type { Engine } from '../runtime/engine';
import { guardObject } from '../runtime/members';
import { permissionRank } from '../runtime/permissions';
import { preferencesOf } from '../runtime/preferences';
import { options, text } from './arguments';

/** The release for which the facts were read. */
const RELEASE = '2026.2';

/** Ids from public code: the System user and the Administrator role. */
const SYSTEM_USER = -4;
const ADMINISTRATOR_ROLE = 3;
const FIRST_CUSTOM_ROLE = 1000;

/** Names from help section_4296646855; the stub has none. */
const CONTEXT_TYPE = {
  USER_INTERFACE: 'USERINTERFACE',
  CSV_IMPORT: 'CSVIMPORT',
  WEBSERVICES: 'WEBSERVICES',
  REST_WEBSERVICES: 'RESTWEBSERVICES',
  RESTLET: 'RESTLET',
  SUITELET: 'SUITELET',
  SCHEDULED: 'SCHEDULED',
  MAP_REDUCE: 'MAPREDUCE',
  USEREVENT: 'USEREVENT',
  WORKFLOW: 'WORKFLOW',
  WEBSTORE: 'WEBSTORE',
  SDF_INSTALLATION: 'SDFINSTALLATION',
};

export function runtimeModule(engine: Engine): object {
  return {
    ContextType: CONTEXT_TYPE,
    get accountId() {
      return engine.options.accountId;
    },
    get envType() {
      return engine.options.envType;
    },
    version: engine.options.release ?? RELEASE,
    get executionContext() {
      return engine.current().context;
    },
    isFeatureInEffect: (...given: unknown[]) => {
      const set = options('runtime.isFeatureInEffect', given, ['feature'], ['feature']);
      return engine.features.has(text('runtime.isFeatureInEffect', set['feature'], 'feature'));
    },
    getCurrentScript: () => currentScript(engine),
    getCurrentUser: () => currentUser(engine),
    getCurrentSession: () => currentSession(engine),
  };
}

function currentScript(engine: Engine): object {
  const invocation = engine.current();
  return guardObject(engine, 'N/runtime.Script', 'runtime/Script', {
    id: invocation.script?.scriptId ?? '',
    deploymentId: invocation.deployment?.scriptId ?? '',
    logLevel: invocation.deployment?.logLevel ?? 'DEBUG',
    apiVersion: '2.1',
    getRemainingUsage: () => invocation.limits.units - invocation.units,
    getParameter: (...given: unknown[]) => {
      const set = options('Script.getParameter', given, ['name'], ['name']);
      return parameter(engine, text('Script.getParameter', set['name'], 'name'));
    },
    toString: () => 'runtime.Script',
  });
}

/**
 * Value of a parameter: N/task's params first, then the deployment's value, then the parameter's default. An unset
 * value is null.
 */
function parameter(engine: Engine, name: string): unknown {
  const { script, deployment, parameters } = engine.current();
  const model: CustomFieldModel | undefined = script?.parameters.find((known) => known.scriptId === name);
  if (model === undefined) return null;
  const field = customField(model);
  const given = parameters[name] ?? deployment?.parameters[name];
  const value =
    given === undefined || given === '' ? defaultOf(engine, field) : parseFieldValue(engine, field, given, 'outside');
  return value instanceof Date ? engine.realm.date(value.getTime()) : value;
}

/** The visitor's session with its texts (section_4296528369). Outside a session they last for one invocation. */
function currentSession(engine: Engine): object {
  const invocation = engine.current();
  const values = (invocation.session ??= new Map());
  return guardObject(engine, 'N/runtime.Session', 'runtime/Session', {
    get: (...given: unknown[]) => {
      const set = options('Session.get', given, ['name'], ['name']);
      return values.get(text('Session.get', set['name'], 'name')) ?? null;
    },
    set: (...given: unknown[]) => {
      const set = options('Session.set', given, ['name', 'value'], ['name', 'value']);
      values.set(text('Session.set', set['name'], 'name'), text('Session.set', set['value'], 'value'));
      return undefined;
    },
    toString: () => 'runtime.Session',
  });
}

function currentUser(engine: Engine): object {
  const { user, role } = engine.current();
  const employee = user === 'system' ? null : engine.store.find('employee', user);
  const custom = [...engine.roles.keys()].indexOf(role);
  const name = employee?.fields['entityid'];
  const email = employee?.fields['email'];
  return guardObject(engine, 'N/runtime.User', 'runtime/User', {
    id: user === 'system' ? SYSTEM_USER : user,
    name: typeof name === 'string' ? name : user === 'system' ? '-System-' : '',
    email: typeof email === 'string' ? email : '',
    role: role === 'administrator' ? ADMINISTRATOR_ROLE : FIRST_CUSTOM_ROLE + custom,
    roleId: role,
    getPermission: (...given: unknown[]) => {
      const set = options('User.getPermission', given, ['name'], ['name']);
      return permissionRank(engine, role, text('User.getPermission', set['name'], 'name'));
    },
    getPreference: (...given: unknown[]) => {
      const name = text('User.getPreference', options('User.getPreference', given, ['name'], ['name'])['name'], 'name');
      if (name.toUpperCase() === 'DATEFORMAT') return preferencesOf(engine).dateFormat;
      if (name.toUpperCase() === 'LANGUAGE') return preferencesOf(engine).language;
      return null;
    },
    toString: () => 'runtime.User',
  });
}
