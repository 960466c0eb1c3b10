/** N/url: addresses of records and domains. Their exact shape is the emulator's own; scripts only pass them on. */

import type { Engine } from '../runtime/engine';
import { NotEmulated } from '../runtime/faults';
import { options, text } from './arguments';

const hosts: Readonly<Record<string, string>> = {
  APPLICATION: 'app.netsuite.com',
  RESTLETS: 'restlets.api.netsuite.com',
  SUITETALK: 'suitetalk.api.netsuite.com',
  FORMS: 'extforms.netsuite.com',
};

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
    resolveDomain: (...given: unknown[]) => {
      const set = options('url.resolveDomain', given, ['hostType', 'accountId'], ['hostType']);
      return domain(
        text('url.resolveDomain', set['hostType'], 'hostType'),
        String(set['accountId'] ?? engine.options.accountId),
      );
    },
  };
}
