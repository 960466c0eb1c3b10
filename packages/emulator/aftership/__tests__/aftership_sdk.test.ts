/**
 * AfterShip's SDK as client of the emulated AfterShip over HTTP: its requests are accepted, and its reads find the
 * data.
 */

import { AfterShip, AfterShipErrorCodes, AftershipError } from '@aftership/tracking-sdk';
import { AfterShipMetaCodeMap } from '@aftership/tracking-sdk/dist/error/meta_code';
import { MetaType } from '@aftership/tracking-sdk/dist/model/MetaType';
import { Tag } from '@aftership/tracking-sdk/dist/model/Tag';
import { ERRORS } from '../answers';
import { setDials } from '../dials';
import { startServer, type RunningServer } from '../http_server';
import { createState, type AfterShipState } from '../state';
import { KEY, NOW, SECOND } from './aftership_calls';

const UPS = { tracking_number: '1Z879E930346834440', slug: 'ups', id: 'ns-1-2-abc' };

describe('AfterShip’s SDK', () => {
  let state: AfterShipState;
  let server: RunningServer;
  let client: AfterShip;
  let now = NOW;

  beforeEach(async () => {
    state = createState({ apiKeys: [KEY] });
    server = await startServer({ state, dials: () => setDials(), now: () => now });
    // Retries are off, because the SDK waits real seconds between them.
    client = new AfterShip({ api_key: KEY, domain: server.url, max_retry: 0 });
  });
  afterEach(() => server.close());

  async function fail(run: Promise<unknown>): Promise<AftershipError> {
    try {
      await run;
    } catch (error) {
      if (error instanceof AftershipError) return error;
    }
    throw new Error('The SDK did not report an error of AfterShip.');
  }

  it('creates, gets, updates and deletes', async () => {
    const created = await client.tracking.createTracking({
      ...UPS,
      customers: [{ name: 'A', email: 'a@example.com' }],
    });
    const updated = await client.tracking.updateTrackingById(UPS.id, { title: 'T' });
    const got = await client.tracking.getTrackingById(UPS.id, { fields: 'id,title,tag' });
    const deleted = await client.tracking.deleteTrackingById(UPS.id);

    expect(created.data).toMatchObject({
      ...UPS,
      tag: Tag.Pending,
      active: true,
      customers: [{ name: 'A', phone_number: null }],
    });
    expect(updated.data.title).toBe('T');
    expect(got.data).toEqual({ id: UPS.id, title: 'T', tag: Tag.Pending });
    expect(deleted.data.id).toBe(UPS.id);
    expect(state.trackings.size).toBe(0);
  });

  it('reads the rate limit from the headers', async () => {
    const { response_headers: headers } = await client.tracking.createTracking(UPS);

    expect(headers).toMatchObject({
      'x-ratelimit-limit': '20',
      'x-ratelimit-remaining': '19',
      'x-ratelimit-reset': String(NOW / 1000 + 1),
    });
    expect(headers['as-trace-id']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('lists with paging and filters', async () => {
    for (let index = 0; index < 5; index += 1) {
      await client.tracking.createTracking({ tracking_number: `NUMBER-${index}`, slug: 'ups' });
    }
    const min = '2026-11-24T10:00:00+00:00';

    const first = await client.tracking.getTrackings({ limit: 3, updated_at_min: min });
    const second = await client.tracking.getTrackings({
      limit: 3,
      updated_at_min: min,
      cursor: first.data.pagination?.next_cursor ?? '',
    });
    const some = await client.tracking.getTrackings({ tracking_numbers: 'NUMBER-1,NUMBER-2', slug: 'ups' });

    expect(first.data.pagination).toMatchObject({ total: 5, has_next_page: true });
    expect(second.data.pagination).toMatchObject({ total: 5, has_next_page: false });
    const pages = [...(first.data.trackings ?? []), ...(second.data.trackings ?? [])];
    expect(pages.map((tracking) => tracking.tracking_number).sort()).toEqual(
      [0, 1, 2, 3, 4].map((index) => `NUMBER-${index}`),
    );
    expect(some.data.trackings).toHaveLength(2);
  });

  it('completes, retracks and detects', async () => {
    await client.tracking.createTracking(UPS);

    const completed = await client.tracking.markTrackingCompletedById(UPS.id, { reason: 'DELIVERED' as never });
    const retracked = await client.tracking.retrackTrackingById(UPS.id);
    const detected = await client.courier.detectCourier({ tracking_number: UPS.tracking_number });
    const couriers = await client.courier.getCouriers({ slug: 'ups' });

    expect(completed.data).toMatchObject({ tag: Tag.Delivered, active: false });
    expect(retracked.data.active).toBe(true);
    expect(detected.data.couriers).toMatchObject([{ slug: 'ups' }]);
    expect(couriers.data).toMatchObject({ total: 1, couriers: [{ slug: 'ups', required_fields: [] }] });
  });

  it('reports a wrong key', async () => {
    const stranger = new AfterShip({ api_key: 'wrong', domain: server.url, max_retry: 0 });

    expect(await fail(stranger.tracking.getTrackings())).toMatchObject({
      code: AfterShipErrorCodes.API_KEY_INVALID,
      meta_code: 401,
      status_code: 401,
    });
  });

  it('reports the errors of a create and of a tracking that is not there', async () => {
    await client.tracking.createTracking(UPS);

    expect(await fail(client.tracking.createTracking(UPS))).toMatchObject({
      code: AfterShipErrorCodes.TRACKING_ALREADY_EXIST,
      meta_code: 4003,
      status_code: 400,
    });
    expect(await fail(client.tracking.createTracking({ tracking_number: 'lower case' }))).toMatchObject({
      code: AfterShipErrorCodes.TRACKING_NUMBER_INVALID,
      meta_code: 4005,
    });
    expect(await fail(client.tracking.getTrackingById('none'))).toMatchObject({
      code: AfterShipErrorCodes.TRACKING_DOES_NOT_EXIST,
      meta_code: 4004,
      status_code: 404,
    });
  });

  it('reports 429, and none in the next second', async () => {
    for (let index = 0; index < 5; index += 1) await fail(client.tracking.getTrackingById('none'));
    const tooMany = await fail(client.tracking.getTrackingById('none'));
    now += SECOND;
    const next = await fail(client.tracking.getTrackingById('none'));

    expect(tooMany).toMatchObject({ code: AfterShipErrorCodes.TOO_MANY_REQUEST, meta_code: 429, status_code: 429 });
    expect(tooMany.response_headers['x-ratelimit-remaining']).toBe('0');
    expect(next.meta_code).toBe(4004);
  });

  it('reports a cut connection and an unreadable answer', async () => {
    state.faults.push({ fault: { kind: 'connection closed', strikes: 'before effect' } });
    state.faults.push({ fault: { kind: 'html', status: 403, strikes: 'before effect' } });

    expect((await fail(client.tracking.createTracking(UPS))).code).toBe(AfterShipErrorCodes.UNKNOWN_ERROR);
    expect(await fail(client.tracking.createTracking(UPS))).toMatchObject({ meta_code: null, status_code: 403 });
  });

  it('knows every code and type that the emulator answers with, and no other', () => {
    expect(Object.keys(ERRORS).sort()).toEqual(Object.keys(AfterShipMetaCodeMap).sort());
    expect(new Set(Object.values(ERRORS).map((row) => row.type))).toEqual(new Set(Object.values(MetaType)));
  });

  it('sends the headers that the API documents as required, on a GET as well', async () => {
    await client.tracking.getTrackings();

    const [entry] = state.journal;

    expect(entry?.headers['content-type']).toBe('application/json');
    expect(entry?.headers).not.toHaveProperty('as-api-key');
  });
});
