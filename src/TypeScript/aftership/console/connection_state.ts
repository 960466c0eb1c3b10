/** The state of sending, with which every page begins. */

import { sendPermission, type ConnectionReading } from '../core/connection';
import type { Block, Target, Tone } from './page';
import { say, type TextKey } from './texts';

export function toRecord(id: number): Target {
  return { kind: 'record', type: 'connection', id };
}

/** One sentence about the connection, with links to the records to correct when it cannot be used. */
export function connectionState(reading: ConnectionReading, accountId: string): readonly Block[] {
  const block = connectionBlock(reading, accountId);
  if (reading.kind !== 'unusable') return [block];
  const items = reading.records.map(({ id }) => ({ text: say('connection.record', { id }), to: toRecord(id) }));
  return [block, { kind: 'links', items }];
}

function connectionBlock(reading: ConnectionReading, accountId: string): Block {
  const notice = (tone: Tone, text: string): Block => ({ kind: 'notice', tone, text });
  switch (reading.kind) {
    case 'none':
      return reading.otherAccounts.length === 0
        ? notice('wait', say('connection.none', { account: accountId }))
        : notice('wait', say('connection.fenced', { accounts: reading.otherAccounts.join(', ') }));
    case 'unusable':
      return notice('bad', say('connection.unusable', { problem: reading.problem }));
    case 'connection': {
      const permission = sendPermission(reading.connection);
      switch (permission.kind) {
        case 'off':
          return notice('wait', say('connection.off'));
        case 'preview':
          return notice('wait', say('connection.preview'));
        case 'send':
          return notice('good', say('connection.on'));
        case 'stopped':
          return permission.by === 'person'
            ? notice('bad', say('connection.stopped.person'))
            : notice('bad', say('connection.stopped.error', { reason: permission.reason }));
      }
    }
  }
}

/** Says what happens to a fulfillment for which a person asked for a look. */
export function outlookOf(reading: ConnectionReading): TextKey {
  if (reading.kind === 'none') return 'outlook.none';
  if (reading.kind === 'unusable') return 'outlook.unusable';
  const permission = sendPermission(reading.connection);
  return permission.kind === 'stopped' ? `outlook.${permission.by}` : `outlook.${permission.kind}`;
}
