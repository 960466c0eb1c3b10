/** One sentence about whether anything is sent, as every page begins. */

import { sendPermission, type ConnectionReading } from '../core/connection';
import type { Block, Tone } from './page';
import { say } from './texts';

export function connectionBlock(reading: ConnectionReading, accountId: string): Block {
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
