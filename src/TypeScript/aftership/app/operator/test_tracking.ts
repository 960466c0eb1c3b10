/** A person asks whether the key can create: one tracking without any contact, under an id of our own, deleted again. */

import type { Connection } from '../../core/connection';
import { trackingIdFor } from '../../core/aftership/request';
import type { Hash, Http } from '../ports';
import { trackingApi } from '../sending/tracking_api';

/** A sample number that UPS's form of numbers allows. */
const SAMPLE = { number: '1Z5R89390357567127', slug: 'ups' };
/** Stands for a number in the id of the test. No package has such a number, so no tracking of a package is meant by it. */
const NO_NUMBER = 'test of the key';

export type TestResult =
  | { readonly kind: 'created and deleted' }
  /** AfterShip has the sample number already, so it cannot be made: the key was let in all the same. */
  | { readonly kind: 'exists' }
  | { readonly kind: 'not created'; readonly message: string; readonly code: number | null }
  | { readonly kind: 'not deleted'; readonly trackingId: string };

export function sendTestTracking(
  connection: Pick<Connection, 'secretId'>,
  accountId: string,
  ports: { readonly hash: Hash; readonly http: Http },
): TestResult {
  // Asked for by a person, whatever the mode: nobody is written to, and nothing stays.
  const api = trackingApi(ports.http, connection.secretId, () => ({ kind: 'send' }));
  const { number, slug } = SAMPLE;
  const id = trackingIdFor({ accountId, number: NO_NUMBER, generation: 1 }, (text) => ports.hash.sha256Hex(text));
  const created = api.create({ id, tracking_number: number, slug, title: 'Test of AfterShip for NetSuite' });
  if (created.kind === 'exists') return { kind: 'exists' };
  // Lost on the way it may have been made: it is deleted in any case.
  const removed = api.remove(id);
  if (created.kind !== 'done') {
    const message = created.kind === 'rejected' ? created.said : 'message' in created ? created.message : created.kind;
    return { kind: 'not created', message, code: 'code' in created ? created.code : null };
  }
  return removed.kind === 'done' || removed.kind === 'absent'
    ? { kind: 'created and deleted' }
    : { kind: 'not deleted', trackingId: id };
}
