/** E-mail over N/email: 20 units, at most ten recipients (Oracle's stub of N/email). */

import * as email from 'N/email';
import type { Mailer } from '../app/ports';

export const mailer: Mailer = {
  send: ({ author, recipients, subject, body }) => email.send({ author, recipients: [...recipients], subject, body }),
};
