/** Tries the API key with a call that changes nothing at AfterShip. */

import type { Connection } from '../../core/connection';
import type { Http } from '../ports';
import { trackingApi } from '../sending/tracking_api';

export type KeyCheck =
  | { readonly kind: 'good' }
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'unreachable' }
  /** NetSuite did not send the request: the secret is missing, or this script or user may not use it. */
  | { readonly kind: 'withheld' };

/** The check runs even while sending is stopped, because a person asked for it. */
export function checkKey(connection: Pick<Connection, 'secretId'>, http: Http): KeyCheck {
  const probe = trackingApi(http, connection.secretId, () => ({ kind: 'send', notBefore: null })).probe();
  switch (probe.kind) {
    case 'done':
      return { kind: 'good' };
    case 'withheld':
      return { kind: 'withheld' };
    case 'stop':
    case 'rejected':
    case 'exists':
    case 'absent':
      return { kind: 'refused', code: probe.code ?? 0 };
    case 'later':
    case 'not permitted':
      return { kind: 'unreachable' };
  }
}
