/** N/email: messages are stored and never sent. */

import type { Engine } from '../runtime/engine';
import { NotEmulated, ScriptFault } from '../runtime/faults';
import { durationMs, emailUnits } from '../runtime/governance';
import { internalId, options, text } from './arguments';

const NAMES = [
  ...['author', 'recipients', 'subject', 'body'],
  ...['cc', 'bcc', 'replyTo', 'attachments', 'relatedRecords', 'isInternalOnly'],
];
const REQUIRED = NAMES.slice(0, 4);
const MOST_RECIPIENTS = 10;

export function emailModule(engine: Engine): object {
  return {
    send: (...given: unknown[]) => {
      const call = 'email.send';
      const set = options(call, given, NAMES, REQUIRED);
      const unknown = NAMES.slice(4).find((name) => set[name] !== undefined);
      if (unknown !== undefined) throw new NotEmulated(`N/email.send with ${unknown}`);
      const cost = { units: emailUnits['email.send'], ms: durationMs.recordSave };
      engine.call('N/email.send', '', cost, () => {
        const author = internalId(call, set['author'], 'author');
        if (engine.store.find('employee', author) === null) {
          // The name of the error is not documented.
          throw new ScriptFault('EMULATED_NO_SUCH_AUTHOR', `There is no employee ${author} to send e-mail as.`);
        }
        const given = set['recipients'];
        const recipients = (Array.isArray(given) ? given : [given]).map(String);
        if (recipients.length > MOST_RECIPIENTS) {
          throw new ScriptFault('EMULATED_TOO_MANY_RECIPIENTS', `${recipients.length} recipients, at most 10.`);
        }
        const mail = {
          at: engine.clock.now(),
          author,
          recipients,
          subject: text(call, set['subject'], 'subject'),
          body: text(call, set['body'], 'body'),
        };
        engine.mails.push(mail);
      });
    },
  };
}
