/** Requests of people to Suitelets: permission, identity, and answer. */

import { escapeHtml } from '../../html';
import type { Actor, SuiteletAnswer, SuiteletRequest } from '../contract';
import { serverRequest, serverResponse } from '../n/exchange';
import { suiteletAddress } from '../n/url';
import type { DeploymentModel } from '../project/model';
import { Loader } from './amd';
import type { Engine } from './engine';
import { callEntry } from './events';
import { newExchange } from './exchange';
import { renderPage } from './form_html';
import { guardObject } from './members';
import { roleOf, roleOfRun } from './permissions';

/** NetSuite's status of a refusal is not documented; only people and tests read it. */
const REFUSED = 403;
const FAILED = 500;

export function request(engine: Engine, actor: Actor, asked: SuiteletRequest): SuiteletAnswer {
  const found = engine.deployment(asked.deployment);
  const { user } = actor;
  if (user === 'system') return refuse('Suitelets are for people who are signed in.');
  const role = roleOf(engine, user);
  if (found === null || found.script.kind !== 'suitelet' || found.script.scriptId !== asked.script)
    return refuse('There is no such page.');
  const { script, deployment } = found;
  if (!engine.isDeployed(deployment) || deployment.status !== 'RELEASED' || !isInAudience(deployment, role))
    return refuse('Your role may not open this page.');
  if (deployment.eventType !== null && deployment.eventType.toUpperCase() !== asked.method)
    return refuse(`This page does not answer ${asked.method}.`);

  const address = suiteletAddress(asked.script, asked.deployment, []);
  const exchange = newExchange(asked, address);
  const outcome = engine.invoke(
    {
      script,
      deployment,
      scriptType: 'Suitelet',
      stage: null,
      entry: 'onRequest',
      subject: `${asked.method} ${asked.parameters['page'] ?? ''}`.trim(),
      user,
      role: roleOfRun(deployment, role),
      context: 'SUITELET',
      parameters: {},
      session: engine.sessionOf(user),
      exchange,
    },
    (invocation) => {
      const module = new Loader(engine, invocation).load(script.file);
      const context = { request: serverRequest(engine, exchange), response: serverResponse(engine, exchange) };
      callEntry(module, 'onRequest', guardObject(engine, 'context of onRequest', null, context));
    },
  );
  if (outcome.error !== null) {
    const { name, message } = outcome.error;
    return answer(FAILED, renderPage('Error', `<p>${escapeHtml(name)}</p><p>${escapeHtml(message)}</p>`));
  }
  if (exchange.redirect !== null)
    return { status: 302, location: exchange.redirect, headers: Object.fromEntries(exchange.headers), body: '' };
  return { status: 200, location: null, headers: Object.fromEntries(exchange.headers), body: exchange.body };
}

function isInAudience(deployment: DeploymentModel, role: string): boolean {
  return deployment.allRoles || deployment.audienceRoles.some((known) => known.toLowerCase() === role);
}

function refuse(message: string): SuiteletAnswer {
  return answer(REFUSED, renderPage('Permission Violation', `<p>${escapeHtml(message)}</p>`));
}

function answer(status: number, body: string): SuiteletAnswer {
  return { status, location: null, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
