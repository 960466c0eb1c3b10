/** A Suitelet's request and response: http.ServerRequest and http.ServerResponse. */

import type { Engine } from '../runtime/engine';
import type { Exchange } from '../runtime/exchange';
import { NotEmulated, ScriptFault } from '../runtime/faults';
import { renderForm, renderPage, SHOW_TEXT } from '../runtime/form_html';
import { guardObject } from '../runtime/members';
import { options, text } from './arguments';
import { formModelOf } from './server_widget';

/** Headers that ServerResponse refuses (N/http). */
const REFUSED_HEADERS = new Set(
  [
    'Allow Content-Location Content-MD5 Content-Range Date Location Proxy-Authenticate Public-Key-Pins',
    'Public-Key-Pins-Report-Only Retry-After Server Strict-Transport-Security Upgrade-Insecure-Requests Warning',
    'WWW-Authenticate',
  ]
    .join(' ')
    .toLowerCase()
    .split(' '),
);

/** Writing the page costs 10 units in the table of N/https and none in that of N/http. The higher cost counts here. */
const PAGE = { units: 10, ms: 50 };

export function serverRequest(engine: Engine, { request, address }: Exchange): object {
  const lines = (group: string): readonly Readonly<Record<string, string>>[] | undefined => request.sublists?.[group];
  return guardObject(engine, 'N/http.ServerRequest', null, {
    method: request.method,
    parameters: engine.realm.plain({ script: request.script, deploy: request.deployment, ...request.parameters }),
    headers: engine.realm.plain({}),
    clientIpAddress: '127.0.0.1',
    url: address,
    getLineCount: (...given: unknown[]) => {
      const set = options('ServerRequest.getLineCount', given, ['group'], ['group']);
      return lines(text('ServerRequest.getLineCount', set['group'], 'group'))?.length ?? -1;
    },
    getSublistValue: (...given: unknown[]) => {
      const call = 'ServerRequest.getSublistValue';
      const set = options(call, given, ['group', 'name', 'line']);
      for (const name of ['group', 'name', 'line'])
        if (set[name] === undefined)
          throw new ScriptFault('SSS_MISSING_REQD_ARGUMENT', `${call}: Missing a required argument: ${name}`);
      return lines(String(set['group']))?.[Number(set['line'])]?.[String(set['name'])] ?? null;
    },
    toString: () => 'http.ServerRequest',
  });
}

export function serverResponse(engine: Engine, exchange: Exchange): object {
  const setHeader = (...given: unknown[]): undefined => {
    const set = options('ServerResponse.setHeader', given, ['name', 'value'], ['name', 'value']);
    const name = text('ServerResponse.setHeader', set['name'], 'name');
    if (REFUSED_HEADERS.has(name.toLowerCase()))
      throw new ScriptFault('SSS_INVALID_HEADER', `${name} is not a valid header.`);
    exchange.headers.set(name.toLowerCase(), text('ServerResponse.setHeader', set['value'], 'value'));
    return undefined;
  };
  return guardObject(engine, 'N/http.ServerResponse', null, {
    setHeader,
    addHeader: setHeader,
    write: (...given: unknown[]) => {
      const output = options('ServerResponse.write', given, ['output'])['output'];
      if (typeof output !== 'string')
        throw new ScriptFault('WRONG_PARAMETER_TYPE', 'ServerResponse.write takes a text only.');
      exchange.body += output;
      return undefined;
    },
    writePage: (...given: unknown[]) => {
      const [first] = given;
      const page =
        formModelOf(first) === null ? options('ServerResponse.writePage', given, ['pageObject'])['pageObject'] : first;
      const model = formModelOf(page);
      if (model === null) throw new NotEmulated('ServerResponse.writePage of anything but a Form');
      engine.call('N/http.ServerResponse.writePage', '', PAGE, () => undefined);
      if (!exchange.headers.has('content-type')) exchange.headers.set('content-type', 'text/html; charset=utf-8');
      const show = SHOW_TEXT[engine.dials.formText];
      exchange.body += renderPage(model.title, renderForm(model, exchange.address, show), show);
      return undefined;
    },
    toString: () => 'http.ServerResponse',
  });
}
