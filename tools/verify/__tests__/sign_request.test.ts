import fc from 'fast-check';
import { computeSignature, isSignatureRight, readOAuthHeader } from '../../../packages/emulator/netsuite/rest';
import type { Credentials } from '../credentials';
import { signRequest } from '../sign_request';

/** Oracle's published samples (section_1534941088, section_1534939551). */
const SAMPLE: Credentials = {
  account: { id: '123456', label: '123456', kind: 'production', company: '123456' },
  consumerKey: 'ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4',
  consumerSecret: 'd26ad321a4b2f23b0741c8d38392ce01c3e23e109df6c96eac6d099e9ab9e8b5',
  tokenId: '2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc',
  tokenSecret: 'c29a677df7d5439a458c063654187e3d678d73aca8e3c9d8bea1478a3eb0d295',
};
const SIGNING = { nonce: 'fjaLirsIcCGVZWzBX0pg', timestampSeconds: 1508242306 };
const VECTORS = [
  [
    'GET',
    'https://123456.suitetalk.api.netsuite.com/services/rest/record/v1/employee/40',
    'B5OIWznZ2YP0OB7VrJrGkYsTh+8H+5T9Hag+o92q0zY=',
  ],
  [
    'POST',
    'https://123456.restlets.api.netsuite.com/app/site/hosting/restlet.nl?script=6&deploy=1&customParam=someValue&testParam=someOtherValue',
    '+KK4SKNgz4ZiILGLwOMtfYlgcXSy1eis8ldE9X90azQ=',
  ],
] as const;

describe('the signature of a request', () => {
  it.each(VECTORS)('is the one that Oracle prints: %s %s', (method, url, signature) => {
    const header = signRequest({ method, url }, SAMPLE, SIGNING);

    expect(header).toContain(`oauth_signature="${encodeURIComponent(signature)}"`);
    expect(header).toMatch(/^OAuth realm="123456",oauth_consumer_key="ef40[^"]*",/);
    expect(header).toContain('oauth_signature_method="HMAC-SHA256"');
    expect(header).toContain('oauth_version="1.0"');
  });

  it.each(VECTORS)('is the emulator’s own, too: %s %s', (method, url, signature) => {
    const parameters = [
      ['oauth_consumer_key', SAMPLE.consumerKey],
      ['oauth_token', SAMPLE.tokenId],
      ['oauth_nonce', SIGNING.nonce],
      ['oauth_timestamp', String(SIGNING.timestampSeconds)],
      ['oauth_signature_method', 'HMAC-SHA256'],
      ['oauth_version', '1.0'],
    ] as const;

    expect(computeSignature(parameters, { method, url }, SAMPLE.consumerSecret, SAMPLE.tokenSecret)).toBe(signature);
  });

  it('convinces a check that shares no code with it, whatever the keys and the query are made of', () => {
    const text = fc.string({ minLength: 1, maxLength: 40, unit: fc.constantFrom(..."aZ09-._~!*'()+/= %&é☃") });
    fc.assert(
      fc.property(text, text, text, text, text, (consumerKey, consumerSecret, tokenId, tokenSecret, q) => {
        const credentials = { ...SAMPLE, consumerKey, consumerSecret, tokenId, tokenSecret };
        const url = `https://123456.suitetalk.api.netsuite.com/services/rest/query/v1/suiteql?limit=1&q=${encodeURIComponent(q)}`;
        const text = signRequest({ method: 'POST', url }, credentials, SIGNING);
        const header = readOAuthHeader(text, SIGNING.timestampSeconds * 1000);

        if (typeof header === 'string') throw new Error(header);
        expect(header.consumerKey).toBe(consumerKey);
        expect(isSignatureRight(header, { method: 'POST', url }, consumerSecret, tokenSecret)).toBe(true);
        expect(isSignatureRight(header, { method: 'GET', url }, consumerSecret, tokenSecret)).toBe(false);
        expect(isSignatureRight(header, { method: 'POST', url }, `${consumerSecret}x`, tokenSecret)).toBe(false);
      }),
    );
  });
});
