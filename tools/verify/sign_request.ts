/**
 * Makes the OAuth 1.0 header of one request with the library `oauth`. The realm is added afterwards, because it is not
 * signed.
 */

import { OAuth } from 'oauth';
import type { Credentials } from './credentials';

interface Signing {
  /** New for every request, at least 6 characters, ideally 20 (section_1534941088). */
  readonly nonce: string;
  readonly timestampSeconds: number;
}

export function signRequest(
  request: { readonly method: 'GET' | 'POST'; readonly url: string },
  { account, consumerKey, consumerSecret, tokenId, tokenSecret }: Credentials,
  { nonce, timestampSeconds }: Signing,
): string {
  // HMAC-SHA1 is refused since 2023.1 (subsect_156935170194).
  const signer = new OAuth('', '', consumerKey, consumerSecret, '1.0', null, 'HMAC-SHA256');
  // The library's nonce has no cryptographic source and its clock cannot be set, so both are replaced.
  Object.assign(signer, { _getNonce: () => nonce, _getTimestamp: () => String(timestampSeconds) });
  const header = signer.authHeader(request.url, tokenId, tokenSecret, request.method);
  return header.replace(/^OAuth /, `OAuth realm="${account.id}",`);
}
