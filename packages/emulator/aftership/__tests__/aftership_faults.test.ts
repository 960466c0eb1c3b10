/** Faults that answer: 200 with something else than what was asked for, giant answers, and refusals that quote. */

import type { WireRequest } from '../../wire';
import { setDials, type AfterShipDials } from '../dials';
import type { Fault, WrongContent } from '../faults';
import { inProcessTransport } from '../in_process';
import { createState, type AfterShipState } from '../state';
import { HEADERS, KEY, NOW } from './aftership_calls';

const BASE = 'https://api.aftership.com/tracking/2026-07';
const OURS = { tracking_number: '1Z879E930346834440', slug: 'ups', id: 'ours', title: 'Order 1' };
const OTHER = { tracking_number: '986578788855', slug: 'fedex', id: 'other', title: 'Order 2' };

function request(method: string, path: string, body: unknown = null): WireRequest {
  return { method, url: `${BASE}${path}`, headers: HEADERS, body: body === null ? null : JSON.stringify(body) };
}

interface Asked {
  readonly state: AfterShipState;
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly data: Record<string, unknown> | undefined;
}

interface Having {
  /** Trackings that AfterShip has before. */
  readonly has?: readonly object[];
  readonly dials?: Partial<AfterShipDials>;
}

function ask(asked: WireRequest, fault: Fault, { has = [], dials = {} }: Having = {}): Asked {
  const state = createState({ apiKeys: [KEY], rateLimits: false });
  const aftership = inProcessTransport(state, setDials(dials));
  for (const body of has) aftership.send(request('POST', '/trackings', body), NOW);
  aftership.control('addFault', { fault });
  const { status, body } = aftership.send(asked, NOW);
  const { meta, data } = JSON.parse(body);
  return { state, status, code: meta.code, message: meta.message, data };
}

const numbersOf = (state: AfterShipState): readonly string[] =>
  [...state.trackings.values()].map(({ trackingNumber }) => trackingNumber);

const wrong = (content: WrongContent, strikes: 'before effect' | 'after effect' = 'after effect'): Fault => ({
  kind: 'wrong content',
  content,
  strikes,
});

describe('a 200 with the wrong content', () => {
  const CALLS = [
    ['create', request('POST', '/trackings', OURS), [OTHER], 201],
    ['get', request('GET', '/trackings/ours'), [OTHER, OURS], 200],
    ['update', request('PUT', '/trackings/ours', { note: 'n' }), [OTHER, OURS], 200],
    ['delete', request('DELETE', '/trackings/ours'), [OTHER, OURS], 200],
  ] as const;

  it.each(CALLS)('is of a %s: no data at all', (_what, asked, has) => {
    const { status, code, data } = ask(asked, wrong('no data'), { has });

    expect([status, code, data]).toEqual([200, 200, undefined]);
  });

  it.each(CALLS)('is of a %s: the id, the number or the whole of another tracking', (_what, asked, has, status) => {
    const answers = (['another id', 'another number', 'another tracking'] as const).map((content) =>
      ask(asked, wrong(content), { has }),
    );

    expect(answers.map((answer) => [answer.status, answer.code])).toEqual(Array(3).fill([status, status]));
    expect(answers.map(({ data }) => [data?.['id'], data?.['tracking_number'], data?.['title']])).toEqual([
      [OTHER.id, OURS.tracking_number, OURS.title],
      [OURS.id, OTHER.tracking_number, OURS.title],
      [OTHER.id, OTHER.tracking_number, OTHER.title],
    ]);
  });

  it.each([
    ['another id', OTHER.id, OURS.tracking_number],
    ['another number', OURS.id, OTHER.tracking_number],
    ['another tracking', OTHER.id, OTHER.tracking_number],
  ] as const)('is of a list: %s', (content, id, number) => {
    const asked = request('GET', `/trackings?tracking_numbers=${OURS.tracking_number}`);

    const { data } = ask(asked, wrong(content), { has: [OTHER, OURS] });

    expect(data).toMatchObject({ pagination: { total: 1 }, trackings: [{ id, tracking_number: number }] });
  });

  it('is of a list that should be empty: a tracking of another number', () => {
    const asked = request('GET', `/trackings?tracking_numbers=${OURS.tracking_number}`);

    const { data } = ask(asked, wrong('another tracking'), { has: [OTHER] });

    expect(data).toMatchObject({ trackings: [{ id: OTHER.id, tracking_number: OTHER.tracking_number }] });
  });

  it('hides a refusal', () => {
    const { status, code, data } = ask(request('GET', '/trackings/ours'), wrong('another id'), { has: [OTHER] });

    expect([status, code, data?.['id']]).toEqual([200, 200, OTHER.id]);
  });

  it('is about an invented tracking where AfterShip has no other', () => {
    const { state, data } = ask(request('POST', '/trackings', OURS), wrong('another tracking'));

    expect(numbersOf(state)).toEqual([OURS.tracking_number]);
    expect(data?.['tracking_number']).not.toBe(OURS.tracking_number);
    expect(data?.['id']).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ['before effect', [OTHER.tracking_number]],
    ['after effect', [OTHER.tracking_number, OURS.tracking_number]],
  ] as const)('comes %s', (strikes, numbers) => {
    const { state, data } = ask(request('POST', '/trackings', OURS), wrong('another id', strikes), { has: [OTHER] });

    expect(data).toMatchObject({ id: OTHER.id, tracking_number: OURS.tracking_number });
    expect(numbersOf(state)).toEqual(numbers);
  });

  it('is not emulated for anything but trackings, except for no data', () => {
    const couriers = request('GET', '/couriers');

    expect(ask(couriers, wrong('no data')).data).toBeUndefined();
    expect(() => ask(couriers, wrong('another id'))).toThrow('Not emulated: another id in the answer to GET');
  });
});

describe('a giant answer', () => {
  const giant = (more: Partial<Extract<Fault, { kind: 'giant' }>> = {}): Fault => ({
    kind: 'giant',
    content: 'right answer',
    megabytes: 50,
    strikes: 'after effect',
    ...more,
  });

  function bodyOf(fault: Fault): { readonly status: number; readonly body: string; readonly state: AfterShipState } {
    const state = createState({ apiKeys: [KEY], rateLimits: false });
    const aftership = inProcessTransport(state, setDials());
    aftership.control('addFault', { fault });
    return { ...aftership.send(request('POST', '/trackings', OURS), NOW), state };
  }

  it('may be the right one', () => {
    const { status, body } = bodyOf(giant());

    expect(body.length).toBeGreaterThan(50 * 1024 * 1024);
    expect([status, JSON.parse(body).data.id]).toEqual([201, OURS.id]);
  });

  it('may be a refusal whose message is giant', () => {
    const { status, body } = bodyOf(giant({ content: 'refusal', megabytes: 1, repeated: 'Ada Example ' }));

    const { meta } = JSON.parse(body);
    expect([status, meta.code, meta.message.slice(0, 24)]).toEqual([400, 400, 'Ada Example Ada Example ']);
    expect(meta.message.length).toBeGreaterThanOrEqual(1024 * 1024);
  });

  it('may be no JSON at all, and strike before the effect', () => {
    const { status, body, state } = bodyOf(giant({ content: 'page', strikes: 'before effect' }));

    expect([status, body.slice(0, 19)]).toEqual([200, 'someone@example.com']);
    expect(numbersOf(state)).toEqual([]);
  });

  it('stands in the journal as the right one, which keeps the journal small', () => {
    const { state } = bodyOf(giant({ content: 'page' }));

    expect(state.journal).toMatchObject([
      { status: 201, answer: { data: { id: OURS.id } }, fault: 'giant after effect' },
    ]);
  });
});

describe('a refusal that quotes what was sent', () => {
  const dials = { refusedValue: 'quoted' } as const;
  const customers = [{ role: 'buyer', name: 'Ada "A$&" Example', phone_number: '0049 30 1', email: 'ada@example.com' }];
  const body = { ...OURS, customers, destination_city: 'Berlin', destination_postal_code: '10115' };
  const refusal = (code: 4008 | 4009, more: object = {}): Fault => ({
    kind: 'refusal',
    code,
    strikes: 'before effect',
    ...more,
  });
  const NO_FAULT: Fault = { kind: 'slow', seconds: 0 };

  it('says the wrong value of a 4008', () => {
    const { code, message } = ask(request('POST', '/trackings', body), NO_FAULT, { dials });

    expect([code, message]).toEqual([4008, 'The value of customers[0].phone_number ("0049 30 1") is invalid.']);
  });

  it('says what lacks the field of a 4009', () => {
    const last = { ...OURS, last_mile: { slug: 'usps' } };

    const { code, message } = ask(request('POST', '/trackings', last), NO_FAULT, { dials });

    expect([code, message]).toEqual([4009, 'last_mile.tracking_number ({"slug":"usps"}) is required.']);
  });

  it.each([
    [4008, 'destination_city', 'The value of destination_city ("Berlin") is invalid.'],
    [4009, 'customers[0].language', `customers[0].language (${JSON.stringify(customers[0])}) is required.`],
  ] as const)('can be injected: %i about %s', (code, fieldName, message) => {
    expect(ask(request('POST', '/trackings', body), refusal(code, { fieldName }), { dials }).message).toBe(message);
  });

  it.each([4008, 4009] as const)('without a field, a %i quotes all that is about people', (code) => {
    const { message } = ask(request('POST', '/trackings', body), refusal(code), { dials });

    const quoted = { customers, destination_city: 'Berlin', destination_postal_code: '10115' };
    expect(message).toContain(`(${JSON.stringify(quoted)})`);
  });

  it('quotes nothing by default', () => {
    const { message } = ask(request('POST', '/trackings', body), refusal(4008));

    expect(message).toBe('The value of [field_name] is invalid.');
  });
});
