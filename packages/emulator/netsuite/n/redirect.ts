/** N/redirect from one Suitelet to another; no other target is emulated. */

import type { Engine } from '../runtime/engine';
import { NotEmulated } from '../runtime/faults';
import { entries, options, text } from './arguments';
import { suiteletAddress } from './url';

export function redirectModule(engine: Engine): object {
  return {
    toSuitelet: (...given: unknown[]) => {
      const call = 'redirect.toSuitelet';
      const names = ['scriptId', 'deploymentId', 'isExternal', 'parameters'];
      const set = options(call, given, names, ['scriptId', 'deploymentId']);
      if (set['isExternal'] === true) throw new NotEmulated('a Suitelet that is available without login');
      const { exchange } = engine.current();
      if (exchange === undefined) throw new NotEmulated(`${call} outside a Suitelet`);
      const parameters = entries(set['parameters']).map(([name, value]) => [name, String(value)] as const);
      const [script, deployment] = [
        text(call, set['scriptId'], 'scriptId'),
        text(call, set['deploymentId'], 'deploymentId'),
      ];
      exchange.redirect = suiteletAddress(script, deployment, parameters);
      return undefined;
    },
  };
}
