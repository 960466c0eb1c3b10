/**
 * The connection of an account to AfterShip under conditions that last for hours: an outage, a series of refusals, lost
 * answers.
 */

import type { Transport, WireResponse } from '../../packages/emulator';
import type { EmulatedAfterShip, FaultRule } from '../../packages/emulator/aftership';
import type { Life } from './life_state';

export function throughWeather(
  wire: EmulatedAfterShip,
  random: () => number,
  holder: { readonly life: Life | null },
  which: 'main' | 'sandbox',
): Transport {
  return {
    send: (request, nowMs) => {
      const { life } = holder;
      if (life === null) throw new Error('A request before the life began.');
      const side = which === 'main' ? life.main : life.sandbox;
      if (side === null) throw new Error('A request of a sandbox that is not there.');
      life.judge.before(side, request);
      const rule = ruleOfWeather(life, nowMs, random);
      if (rule !== null) life.main.world.aftership.faults.unshift(rule);
      let response: WireResponse | null = null;
      try {
        response = wire.send(request, nowMs);
        return response;
      } finally {
        life.judge.after(side, request, response);
      }
    },
  };
}

function ruleOfWeather(life: Life, nowMs: number, random: () => number): FaultRule | null {
  const { weather } = life;
  if (weather === null || nowMs >= weather.untilMs) return null;
  switch (weather.kind) {
    case 'no connection':
      return { fault: { kind: 'not connected' } };
    case '503':
      return { fault: { kind: 'refusal', code: 503, strikes: 'before effect' } };
    case '429':
      return { fault: { kind: 'refusal', code: 429, strikes: 'before effect', resetSeconds: 90 } };
    case 'html':
      return { fault: { kind: 'html', status: 502, strikes: 'before effect' } };
    case 'half of all lost':
      if (random() < 0.5) return null;
      return { fault: { kind: 'no answer', strikes: random() < 0.5 ? 'before effect' : 'after effect' } };
  }
}
