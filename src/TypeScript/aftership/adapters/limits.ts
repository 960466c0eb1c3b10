/** Remaining limits of the running invocation. */

import * as runtime from 'N/runtime';
import type { Clock, Usage, WaitingClock } from '../app/ports';
import { clock } from './platform';

/** SuiteScript has no timer on the server, so a wait reads the clock until it is over. Waits are short and rare. */
export const waitingClock: WaitingClock = {
  ...clock,
  waitUntil: (at) => {
    let now = Date.now();
    while (now < at * 1000) now = Date.now();
  },
};

export function usage(clock: Clock): Usage {
  const startedAt = clock.now();
  return {
    remainingUnits: () => runtime.getCurrentScript().getRemainingUsage(),
    elapsedSeconds: () => clock.now() - startedAt,
  };
}
