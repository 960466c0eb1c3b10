/** Faults at the boundaries of running scripts: an end, an error, a wait, or an action of others. */

import { WireError } from '../../packages/emulator';
import { KilledError } from '../../packages/emulator/netsuite';
import { noteSavesUnderWay } from './fulfillments';
import type { Step, TrapEffect } from './history';
import type { Life, Side } from './life_state';
import { SCRIPT_PREFIX } from './world';

type Act = (life: Life, side: Side, step: Step) => void;

/** Sets the traps of a life in one account; `act` does the actions of others during a run. */
export function setTraps(life: Life, side: Side, act: Act): void {
  side.world.account.onBoundary((boundary) => {
    // Code that runs inside a trap springs no other trap.
    if (life.nesting > 0 || life.traps.length === 0) return;
    const script = boundary.script.slice(SCRIPT_PREFIX.length);
    for (const trap of life.traps) {
      const { place } = trap;
      if (place.script !== script) continue;
      if (place.kind !== 'any' && place.kind !== boundary.kind) continue;
      if (place.when !== 'any' && place.when !== boundary.when) continue;
      if (!boundary.what.startsWith(place.what)) continue;
      trap.seen += 1;
      if (trap.seen <= place.skip) continue;
      life.traps.splice(life.traps.indexOf(trap), 1);
      if (trap.effect.kind !== 'act') life.isDisturbed = true;
      life.sprung.push({ script: place.script, effect: trap.effect.kind, atMs: side.world.account.now() });
      spring(life, side, trap.effect, act);
      return;
    }
  });
}

function spring(life: Life, side: Side, effect: TrapEffect, act: Act): void {
  switch (effect.kind) {
    case 'kill':
      throw new KilledError('The platform ended the script.');
    case 'error':
      throw new WireError(effect.name, 'An injected error.');
    case 'usage limit':
      throw new WireError('SSS_USAGE_LIMIT_EXCEEDED', 'Script Execution Usage Limit Exceeded');
    case 'slow':
      nested(life, side, () => side.world.account.advance(effect.seconds));
      return;
    case 'act':
      nested(life, side, () => act(life, side, effect.step));
      return;
    case 'second run':
      nested(life, side, () =>
        side.world.account.runOnceMore(
          'customdeploy_aftership_send_mr',
          effect.asSystem ? { custscript_aftership_asked_by: 'system' } : {},
        ),
      );
      return;
  }
}

function nested(life: Life, side: Side, run: () => void): void {
  life.nesting += 1;
  noteSavesUnderWay(side);
  try {
    run();
  } finally {
    life.nesting -= 1;
  }
}
