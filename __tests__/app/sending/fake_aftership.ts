/** An AfterShip that keeps trackings, and fails as it is told: a request can be lost before or after it had its effect. */

import type { HttpRequest, HttpResult } from '../../../src/TypeScript/aftership/app/ports';

export interface FakeTracking {
  readonly id: string;
  readonly tracking_number: string;
  readonly slug: string;
  readonly tag: string;
  readonly customers: readonly unknown[];
  readonly tracking_ship_date?: string;
}

export const FAULTS = [
  'lost before',
  'lost after',
  'refused',
  'rate limit',
  'down',
  'ended before',
  'ended after',
] as const;
export type Fault = (typeof FAULTS)[number];

/** The platform ended the run. */
export class Ended extends Error {}

export class FakeAfterShip {
  readonly trackings = new Map<string, FakeTracking>();

  answer(request: HttpRequest, fault: Fault | null): HttpResult {
    switch (fault) {
      case null:
        return this.effect(request);
      case 'lost before':
        return LOST;
      case 'lost after':
        this.effect(request);
        return LOST;
      case 'refused':
        return reply(400, 4008);
      case 'rate limit':
        return reply(429, 429);
      case 'down':
        return reply(503, 503);
      case 'ended before':
        throw new Ended();
      case 'ended after':
        this.effect(request);
        throw new Ended();
    }
  }

  private effect({ method, path, body }: HttpRequest): HttpResult {
    const sent = JSON.parse(body ?? '{}') as Partial<FakeTracking>;
    if (method === 'POST') return this.create(sent);
    const [, number] = /tracking_numbers=(.*)$/.exec(path) ?? [];
    if (number !== undefined) {
      const trackings = [...this.trackings.values()].filter(
        (known) => known.tracking_number === decodeURIComponent(number),
      );
      return reply(200, 200, { trackings });
    }
    const id = decodeURIComponent(path.split('/').pop() ?? '');
    const known = this.trackings.get(id);
    if (known === undefined) return reply(404, 4004);
    if (method === 'PUT') this.trackings.set(id, { ...known, ...sent });
    if (method === 'DELETE') this.trackings.delete(id);
    return reply(200, 200, this.trackings.get(id) ?? known);
  }

  /** Neither an id nor a number can be there twice. */
  private create(sent: Partial<FakeTracking>): HttpResult {
    const { id = '', tracking_number = '' } = sent;
    const isTaken = [...this.trackings.values()].some(
      (known) => known.id === id || known.tracking_number === tracking_number,
    );
    if (isTaken) return reply(400, 4003);
    // It knows the carrier of some numbers only, whatever it is told.
    const slug = tracking_number.endsWith('0') ? 'unrecognized' : 'ups';
    const made = { tag: 'Pending', customers: [], ...sent, id, tracking_number, slug };
    this.trackings.set(id, made);
    return reply(201, 201, made);
  }
}

const LOST: HttpResult = { kind: 'lost', error: 'SSS_REQUEST_TIME_EXCEEDED', detail: 'too slow' };

function reply(status: number, code: number, data: object = {}): HttpResult {
  return { kind: 'answer', status, headers: {}, body: JSON.stringify({ meta: { code, message: 'no' }, data }) };
}
