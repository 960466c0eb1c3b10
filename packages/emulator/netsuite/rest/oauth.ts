/**
 * NetSuite's checks of an OAuth 1.0 Authorization header, written from RFC 5849 and Oracle's pages over node:crypto. It
 * shares no code with the library that the project signs with, so each checks the other.
 */

import { createHmac, timingSafeEqual } from 'node:crypto';

/** Values of the column Detail in the Login Audit Trail (subsect_156935170194). */
export type AuditDetail =
  | 'consumer_key_refused'
  | 'consumer_key_unknown'
  | 'FeatureDisabled'
  | 'MissingTokenPassportRequiredFields'
  | 'nonce_rejected'
  | 'nonce_used'
  | 'parameter_rejected'
  | 'permission_denied'
  | 'InvalidSignature'
  | 'UnknownAlgorithm'
  | 'temporary_locked'
  | 'InvalidTimestamp'
  | 'token_rejected'
  | 'VersionRejected';

export interface OAuthHeader {
  readonly realm: string;
  readonly consumerKey: string;
  readonly token: string;
  readonly nonce: string;
  readonly timestampSeconds: number;
  readonly signature: string;
  /** Decoded oauth_ parameters without the signature. */
  readonly signed: readonly (readonly [string, string])[];
}

const REQUIRED = [
  'realm',
  'oauth_consumer_key',
  'oauth_token',
  'oauth_nonce',
  'oauth_timestamp',
  'oauth_signature_method',
  'oauth_signature',
] as const;

/** Plus or minus five minutes (subsect_156935170194). */
const TIMESTAMP_TOLERANCE_SECONDS = 300;
const SHORTEST_NONCE = 6;

/** Parses the header; returns the first mistake in its form or its time. */
export function readOAuthHeader(text: string | undefined, nowMs: number): OAuthHeader | AuditDetail {
  const list = /^OAuth\s+(.+)$/s.exec(text ?? '')?.[1];
  if (list === undefined) return 'MissingTokenPassportRequiredFields';
  const parameters = new Map<string, string>();
  for (const part of list.split(',')) {
    const [, name = '', encoded = ''] = /^\s*([a-z_]+)="([^"]*)"\s*$/.exec(part) ?? [];
    const value = decode(encoded);
    if (name === '' || value === null || value === '' || parameters.has(name)) return 'parameter_rejected';
    parameters.set(name, value);
  }
  if (REQUIRED.some((name) => !parameters.has(name))) return 'MissingTokenPassportRequiredFields';
  const get = (name: (typeof REQUIRED)[number]): string => parameters.get(name) ?? '';

  if (get('oauth_signature_method') !== 'HMAC-SHA256') return 'UnknownAlgorithm';
  if ((parameters.get('oauth_version') ?? '1.0') !== '1.0') return 'VersionRejected';
  if (get('oauth_nonce').length < SHORTEST_NONCE) return 'nonce_rejected';
  const timestampSeconds = Number(get('oauth_timestamp'));
  const isNear = Math.abs(timestampSeconds - nowMs / 1000) <= TIMESTAMP_TOLERANCE_SECONDS;
  if (!/^\d+$/.test(get('oauth_timestamp')) || !isNear) return 'InvalidTimestamp';
  return {
    realm: get('realm'),
    consumerKey: get('oauth_consumer_key'),
    token: get('oauth_token'),
    nonce: get('oauth_nonce'),
    timestampSeconds,
    signature: get('oauth_signature'),
    signed: [...parameters].filter(([name]) => name !== 'realm' && name !== 'oauth_signature'),
  };
}

interface SignedRequest {
  readonly method: string;
  /** Address with its query. */
  readonly url: string;
}

export function isSignatureRight(
  header: OAuthHeader,
  request: SignedRequest,
  consumerSecret: string,
  tokenSecret: string,
): boolean {
  const expected = Buffer.from(computeSignature(header.signed, request, consumerSecret, tokenSecret));
  const given = Buffer.from(header.signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** Base64 of the HMAC-SHA256 over the base string of RFC 5849, section 3.4.1. */
export function computeSignature(
  oauthParameters: readonly (readonly [string, string])[],
  { method, url }: SignedRequest,
  consumerSecret: string,
  tokenSecret: string,
): string {
  const { protocol, host, pathname, searchParams } = new URL(url);
  const pairs = [...oauthParameters, ...searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort(byCode);
  const base = [method.toUpperCase(), `${protocol}//${host}${pathname}`, pairs.join('&')].map(encode).join('&');
  return createHmac('sha256', `${encode(consumerSecret)}&${encode(tokenSecret)}`)
    .update(base)
    .digest('base64');
}

function byCode(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** Percent-encodes everything but letters, digits and `-._~` (RFC 3986). */
function encode(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9\-._~]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
