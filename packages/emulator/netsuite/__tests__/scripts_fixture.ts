/** Scripts that record what they see, for the tests of events, jobs and limits. */

import type { EmulatedAccount } from '../contract';
import { accountWith, deployment, entryFile, field, JOB, NOTE, project, script, userEvent } from './fixture';

/** Writes what it sees into a note, which tests read. */
export const WATCH = entryFile(
  'UserEventScript',
  `return { afterSubmit: function (context) {
    const note = (text) => record.create({ type: '${NOTE}' }).setValue({ fieldId: 'custrecord_note_long', value: text }).save();
    const fields = context.newRecord.getFields();
    note(JSON.stringify({
      type: context.type,
      isType: context.type === context.UserEventType[context.type.toUpperCase()],
      context: runtime.executionContext,
      id: context.newRecord.id,
      old: context.oldRecord ? context.oldRecord.getValue('memo') : 'none',
      memo: context.newRecord.getValue('memo'),
      status: context.newRecord.getValue('shipstatus'),
      tranid: context.newRecord.getValue('tranid'),
      count: fields.length,
      fields: fields.slice(0, 3),
      role: runtime.getCurrentUser().roleId,
    }));
  } };`,
  ['N/record', 'N/runtime'],
);

export function watching(more: Parameters<typeof userEvent>[1] = {}, dials: object = {}): EmulatedAccount {
  return accountWith(project([userEvent('watch.js', more)], { 'watch.js': WATCH }), { dials });
}

export function seen(account: EmulatedAccount): Record<string, unknown>[] {
  return account
    .all(NOTE)
    .map((note) => JSON.parse(String(note.fields['custrecord_note_long'])) as Record<string, unknown>);
}

export const INPUT = `const input = function () { return { a: [1], b: ['two'], c: null }; };`;

export function mapReduce(body: string, modules: readonly string[] = ['N/record', 'N/runtime']) {
  const parameters = [field('custscript_as_system', 'CHECKBOX'), field('custscript_limit', 'INTEGER')];
  const job = script('mapreducescript', 'job.js', [deployment(JOB, { parameters: { custscript_limit: '5' } })], {
    parameters,
  });
  const source = entryFile('MapReduceScript', body, modules);
  return project([job], { 'job.js': source });
}

export const NOTE_DOWN = `const note = function (text) {
  record.create({ type: '${NOTE}' }).setValue({ fieldId: 'custrecord_note_long', value: JSON.stringify(text) }).save();
};`;
