/** Tests whether the key can create: creates one tracking without contacts under an id of our own, then deletes it. */

import type { Connection } from '../../core/connection';
import { trackingIdFor } from '../../core/aftership/request';
import type { Hash, Http } from '../ports';
import { trackingApi } from '../sending/tracking_api';

/** A sample number in UPS's format. */
const SAMPLE = { number: '1Z5R89390357567127', slug: 'ups' };
/**
 * Replaces the number in the id of the test. No package has such a number, so the id never equals the id of a package's
 * tracking.
 */
const NO_NUMBER = 'test of the key';

export type TestResult =
  | { readonly kind: 'created and deleted' }
  /** AfterShip already has the sample number, so the create is refused; the refusal still proves that the key works. */
  | { readonly kind: 'exists' }
  | { readonly kind: 'not created'; readonly message: string; readonly code: number | null }
  | { readonly kind: 'not deleted'; readonly trackingId: string };

export function sendTestTracking(
  connection: Pick<Connection, 'secretId'>,
  accountId: string,
  ports: { readonly hash: Hash; readonly http: Http },
): TestResult {
  // The test runs in every mode: a person asked for it, no customer is notified, and the tracking is deleted.
  const api = trackingApi(ports.http, connection.secretId, () => ({ kind: 'send', notBefore: null }));
  const { number, slug } = SAMPLE;
  const id = trackingIdFor({ accountId, number: NO_NUMBER, generation: 1 }, (text) => ports.hash.sha256Hex(text));
  const created = api.create({ id, tracking_number: number, slug, title: 'Test of AfterShip for NetSuite' });
  if (created.kind === 'exists') return { kind: 'exists' };
  // A create without an answer may have succeeded, so the tracking is deleted in any case.
  const removed = api.remove(id, number);
  if (created.kind !== 'done') {
    const message = created.kind === 'rejected' ? created.said : 'message' in created ? created.message : created.kind;
    return { kind: 'not created', message, code: 'code' in created ? created.code : null };
  }
  return removed.kind === 'done' || removed.kind === 'absent'
    ? { kind: 'created and deleted' }
    : { kind: 'not deleted', trackingId: id };
}
