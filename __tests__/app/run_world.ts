/** What the tests around a run of sending share: the outbox, and ports that remember what was asked of them. */

import type { Sending, Mail, Mailer, Memory, RunRecord, SystemTurn } from '../../src/TypeScript/aftership/app/ports';
import type { Connection, SendingRequest } from '../../src/TypeScript/aftership/core/connection';
import { memoryWorld, type MemoryWorld } from '../../tools/shared/memory_ports';
import type { NewEvent, Saver } from '../../src/TypeScript/aftership/core/event';
import type { LedgerRow } from '../../src/TypeScript/aftership/core/ledger/row';
import { aConnection, aRow, NOW } from '../fixtures';
import { play, type Script } from './scripted_aftership';

export function world(connection: Partial<Connection> = {}, scripts: readonly Script[] = []): MemoryWorld {
  return memoryWorld({
    accountId: '1234567',
    isProduction: true,
    now: NOW,
    connection: aConnection(connection),
    answer: play(scripts),
  });
}

export function add(made: MemoryWorld, fulfillmentId: number, changes: Partial<NewEvent> = {}): void {
  made.ports.events.add({ fulfillmentId, dueAt: NOW, priority: 'script', origin: 'test', ...changes });
}

export function addRow(made: MemoryWorld, changes: Partial<LedgerRow>): void {
  const { fulfillmentId, number, shippedOn, retryRequested, ...content } = aRow(changes);
  const id = made.ports.ledger.add(fulfillmentId, number, content, shippedOn);
  made.rows.set(id, { ...content, id, fulfillmentId, number, shippedOn, retryRequested });
}

export interface Asked {
  readonly requests: { readonly asSystem: boolean }[];
  readonly remembered: SendingRequest[];
  readonly runs: RunRecord[];
  readonly mails: Mail[];
  readonly turns: (SystemTurn | null)[];
  readonly saves: { readonly by: Saver; readonly at: number }[];
}

export function asking(
  outcome: SendingRequest['outcome'] = 'accepted',
): Asked & { readonly sending: Sending; readonly memory: Memory; readonly mailer: Mailer } {
  const asked: Asked = { requests: [], remembered: [], runs: [], mails: [], turns: [], saves: [] };
  return {
    ...asked,
    sending: {
      request: (options) => {
        asked.requests.push(options);
        return { at: NOW, outcome, detail: '' };
      },
    },
    memory: {
      lastRequest: () => asked.remembered.at(-1) ?? null,
      rememberRequest: (request) => asked.remembered.push(request),
      lastRun: () => asked.runs.at(-1) ?? null,
      recentRuns: () => [...asked.runs].reverse(),
      rememberRun: (run) => asked.runs.push(run),
      rememberSave: (by, at) => asked.saves.push({ by, at }),
      lastSave: (wanted) => asked.saves.filter(({ by }) => by === wanted).at(-1)?.at ?? null,
      reserve: (turn) => asked.turns.push(turn),
      isReserved: (now) => {
        const turn = asked.turns.at(-1) ?? null;
        return turn !== null && turn.from <= now && now < turn.until;
      },
    },
    mailer: { send: (mail) => asked.mails.push(mail) },
  };
}
