import { parseAccountId, readAccountId } from '../account_id';

const SANDBOX = { id: '1234567_SB1', label: '1234567-sb1', kind: 'sandbox', company: '1234567' };
const PRODUCTION = { id: '1234567', label: '1234567', kind: 'production', company: '1234567' };

it.each([
  ['1234567_SB1', SANDBOX],
  ['1234567-sb1', SANDBOX],
  ['1234567_sb1', SANDBOX],
  ['1234567 SB1', SANDBOX],
  ['  1234567-SB1\n', SANDBOX],
  ['"1234567_SB1"', SANDBOX],
  ['“1234567_SB1”', SANDBOX],
  ['\u200b1234567_SB1\ufeff', SANDBOX],
  ['Account ID: 1234567_SB1', SANDBOX],
  ['https://1234567-sb1.app.netsuite.com/app/center/card.nl?sc=-29', SANDBOX],
  ['1234567-sb1.suitetalk.api.netsuite.com', SANDBOX],
  ['https://1234567-sb1.restlets.api.netsuite.com/rest/tokeninfo', SANDBOX],
  ['https://system.netsuite.com/app/login/secure/x.nl?compid=1234567_SB1', SANDBOX],
  ['1234567', PRODUCTION],
  ['1234567_SB', { id: '1234567_SB', label: '1234567-sb', kind: 'sandbox', company: '1234567' }],
  ['https://1234567.app.netsuite.com', PRODUCTION],
  ['https://rest.netsuite.com/rest/datacenterurls?account=1234567', PRODUCTION],
  ['1234567_RP', { id: '1234567_RP', label: '1234567-rp', kind: 'release preview', company: '1234567' }],
  ['1234567-rp2', { id: '1234567_RP2', label: '1234567-rp2', kind: 'release preview', company: '1234567' }],
  ['TSTDRV1234567', { id: 'TSTDRV1234567', label: 'tstdrv1234567', kind: 'production', company: 'TSTDRV1234567' }],
])('%j is an account id', (pasted, account) => {
  expect(readAccountId(pasted)).toEqual({ kind: 'account', account });
});

it.each([
  ['', /is empty.*Setup > Company > Company Information/],
  ['   ', /is empty/],
  ['1234567SB1', /Did you mean 1234567_SB1\?/],
  ['1234567rp', /Did you mean 1234567_RP\?/],
  ['My Company', /“My Company” is no account id/],
  ['1234567_XX1', /is no account id/],
  ['123 4567', /is no account id/],
  ['1234567_SB1_SB2', /is no account id/],
  ['1234567_SB1 1234567_SB1', /is no account id/],
  ['１234567', /is no account id/],
  ['12345.67', /is no account id/],
  ['123\u001b[31m4567', /“123\?\[31m4567” is no account id/],
  ['https://system.netsuite.com/pages/customerlogin.jsp', /names no account/],
  ['https://1234567.example.com/', /names no account/],
  ['https://1234567.app.netsuite.com.evil.example/', /names no account/],
  ['ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4', /looks like a key.*not repeated/],
])('%j is none, and the sentence says why', (pasted, problem) => {
  const reading = readAccountId(pasted);

  expect(reading).toEqual({ kind: 'problem', problem: expect.stringMatching(problem) });
  expect(parseAccountId(pasted)).toBeNull();
  expect(JSON.stringify(reading)).not.toContain('ef40afdd8abaac11');
});
