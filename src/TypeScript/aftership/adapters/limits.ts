/** Remaining limits of the running invocation. */

import * as runtime from 'N/runtime';
import type { Clock, Usage } from '../app/ports';

export function usage(clock: Clock): Usage {
  const startedAt = clock.now();
  return {
    remainingUnits: () => runtime.getCurrentScript().getRemainingUsage(),
    elapsedSeconds: () => clock.now() - startedAt,
  };
}
