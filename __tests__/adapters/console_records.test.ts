/** The connection that the console makes, with and without NetSuite's defaults, on Oracle's stubs. */

import { consoleConnections, consoleCustomers } from 'SuiteScripts/aftership/adapters/console/console_records';
import { CONNECTION } from 'SuiteScripts/aftership/adapters/ids';
import { stub } from './oracle_stubs';

type Values = Readonly<Record<string, unknown>>;

/** What is written; a record that is made holds `defaults`. Dates stand as they are, texts of lists as texts. */
function connectionMade(defaults: Values): Values {
  const written: Record<string, unknown> = {};
  stub('N/record', {
    create: () => ({
      getValue: ({ fieldId }: { readonly fieldId: string }) => written[fieldId] ?? defaults[fieldId] ?? '',
      setValue: ({ fieldId, value }: { readonly fieldId: string; readonly value: unknown }) => {
        written[fieldId] = value;
      },
      setText: ({ fieldId, text }: { readonly fieldId: string; readonly text: string }) => {
        written[fieldId] = text;
      },
      save: () => 7,
    }),
  });
  expect(consoleConnections('1234567').create('custsecret_aftership', '2026.2')).toBe(7);
  return written;
}

describe('a connection that is made in the console', () => {
  it('begins in Preview, today, where NetSuite fills in nothing', () => {
    const written = connectionMade({});

    expect(written).toMatchObject({
      [CONNECTION.account]: '1234567',
      [CONNECTION.secret]: 'custsecret_aftership',
      [CONNECTION.mode]: 'Preview',
      [CONNECTION.releaseChecked]: '2026.2',
    });
    expect(written[CONNECTION.startDate]).toBeInstanceOf(Date);
  });

  it('keeps the mode and the day that NetSuite fills in: its own today is the account’s', () => {
    const written = connectionMade({ [CONNECTION.mode]: '1', [CONNECTION.startDate]: new Date(2026, 10, 23) });

    expect(written).not.toHaveProperty(CONNECTION.mode);
    expect(written).not.toHaveProperty(CONNECTION.startDate);
  });
});

it.each([
  ['the release that was looked at', () => consoleConnections('1234567').noteRelease(5, '2027.1')],
  ['an erasure', () => consoleCustomers.keepContactsBack(5)],
])('%s is noted in a record that lacks a mandatory field', (_what, write) => {
  const asked: unknown[] = [];
  stub('N/record', { submitFields: (options: unknown) => asked.push(options) });

  write();

  expect(asked).toEqual([expect.objectContaining({ id: 5, options: { ignoreMandatoryFields: true } })]);
});
