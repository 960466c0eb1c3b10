/** N/url: addresses of records and domains. Their format is the emulator's own, because scripts only pass them on. */

import type { Engine } from '../runtime/engine';
import { NotEmulated, unnamedFault } from '../runtime/faults';
import { entries, options, text } from './arguments';

const hosts: Readonly<Record<string, string>> = {
  APPLICATION: 'app.netsuite.com',
  RESTLETS: 'restlets.api.netsuite.com',
  SUITETALK: 'suitetalk.api.netsuite.com',
  FORMS: 'extforms.netsuite.com',
};

/** Task ids of Oracle's list (SDFxml_2558545327) that the scripts use. The list does not name their pages. */
const TASKS: readonly string[] = [
  'ADMI_FEATURES',
  'ADMI_INTEGR_APP',
  'ADMI_SECRETS',
  'LIST_MAPREDUCESCRIPTSTATUS',
  'LIST_ROLE',
  'LIST_SCRIPT',
  'LIST_USER',
];

/** Address of a Suitelet in a format of our own. */
export function suiteletAddress(
  script: string,
  deployment: string,
  parameters: readonly (readonly [string, string])[],
): string {
  const all = [['script', script], ['deploy', deployment], ...parameters] as const;
  return `/app/site/hosting/scriptlet.nl?${all.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}

export function urlModule(engine: Engine): object {
  const domain = (hostType: string, accountId: string): string => {
    const host = hosts[hostType];
    if (host === undefined) throw new NotEmulated(`N/url.resolveDomain of ${hostType}`);
    return `${accountId.toLowerCase().replaceAll('_', '-')}.${host}`;
  };
  return {
    resolveRecord: (...given: unknown[]) => {
      const set = options(
        'url.resolveRecord',
        given,
        ['recordType', 'recordId', 'isEditMode', 'params'],
        ['recordType'],
      );
      const type = engine.type(text('url.resolveRecord', set['recordType'], 'recordType'));
      const query = `id=${String(set['recordId'] ?? '')}${set['isEditMode'] === true ? '&e=T' : ''}`;
      if (type.recordClass === 'transaction') return `/app/accounting/transactions/${type.id}.nl?${query}`;
      if (type.recordClass === 'customRecord')
        return `/app/common/custom/custrecordentry.nl?rectype=${type.id}&${query}`;
      return `/app/common/entity/${type.id}.nl?${query}`;
    },
    resolveTaskLink: (...given: unknown[]) => {
      const set = options('url.resolveTaskLink', given, ['id', 'params'], ['id']);
      const id = text('url.resolveTaskLink', set['id'], 'id');
      if (!TASKS.includes(id)) throw unnamedFault('UNKNOWN_TASK', `There is no page with the task id ${id}.`);
      return `/app/tasklink.nl?id=${id}`;
    },
    resolveScript: (...given: unknown[]) => {
      const call = 'url.resolveScript';
      const names = ['scriptId', 'deploymentId', 'returnExternalUrl', 'params'];
      const set = options(call, given, names, ['scriptId', 'deploymentId']);
      if (set['returnExternalUrl'] === true) throw new NotEmulated('a script that is available without login');
      const parameters = entries(set['params']).map(([name, value]) => [name, String(value)] as const);
      const part = (name: string): string => text(call, set[name], name);
      return suiteletAddress(part('scriptId'), part('deploymentId'), parameters);
    },
    resolveDomain: (...given: unknown[]) => {
      const set = options('url.resolveDomain', given, ['hostType', 'accountId'], ['hostType']);
      return domain(
        text('url.resolveDomain', set['hostType'], 'hostType'),
        String(set['accountId'] ?? engine.options.accountId),
      );
    },
  };
}
