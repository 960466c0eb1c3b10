/** Both transports behave the same: a direct call, and real HTTP for which the calling thread waits. */

import { WireError, type WireRequest, type WireResponse } from '../../wire';
import { ERRORS, type MetaCode } from '../answers';
import { setDials } from '../dials';
import type { Fault } from '../faults';
import { httpTransport } from '../http_transport';
import { inProcessTransport, type EmulatedAfterShip } from '../in_process';
import { createState, formatJournal } from '../state';
import { HEADERS, KEY, NOW, SECOND } from './aftership_calls';

const BASE = 'https://api.aftership.com/tracking/2026-07';
const UPS = { tracking_number: '1Z879E930346834440', slug: 'ups', id: 'a' };
const OPTIONS = { apiKeys: [KEY], seed: 7 };

function request(method: string, path: string, body: unknown = null): WireRequest {
  return { method, url: `${BASE}${path}`, headers: HEADERS, body: body === null ? null : JSON.stringify(body) };
}

const CREATE = request('POST', '/trackings', UPS);

function metaCode(response: WireResponse): number {
  return JSON.parse(response.body).meta.code;
}

/** The name of the error, or the HTTP status. */
function outcome(run: () => WireResponse): string | number {
  try {
    return run().status;
  } catch (error) {
    if (error instanceof WireError) return error.name;
    throw error;
  }
}

const delays: number[] = [];
const onDelay = (seconds: number): void => {
  delays.push(seconds);
};

describe.each([
  ['in process', () => inProcessTransport(createState(OPTIONS), setDials(), { onDelay })],
  ['over HTTP', () => httpTransport(OPTIONS, setDials(), { onDelay })],
])('AfterShip %s', (_name, open: () => EmulatedAfterShip) => {
  let aftership: EmulatedAfterShip;
  /** Every test has its own second, so that tests do not share a rate limit. */
  let now = NOW;

  beforeAll(() => {
    aftership = open();
  });
  afterAll(() => {
    aftership.stop();
  });
  beforeEach(() => {
    now += 10 * SECOND;
    delays.length = 0;
    aftership.control('clearFaults');
    aftership.control('setKeys', { right: [KEY], refused: [] });
    for (const { id } of aftership.control('trackings', now)) aftership.control('removeByPerson', id, now);
    aftership.control('clearJournal');
    aftership.setDials(setDials());
  });

  it('answers the same as the other transport', () => {
    const other = inProcessTransport(createState(OPTIONS), setDials());
    const fresh = open();
    const calls = [CREATE, CREATE, request('GET', '/trackings?limit=1'), request('DELETE', '/trackings/a')];

    for (const call of calls) expect(fresh.send(call, now)).toEqual(other.send(call, now));
    expect(fresh.control('journal')).toEqual(other.control('journal'));
    fresh.stop();
  });

  it('uses the virtual time of each request', () => {
    const created = JSON.parse(aftership.send(CREATE, now).body).data;

    expect(Date.parse(created.created_at)).toBe(now);
    expect(metaCode(aftership.send(request('GET', '/trackings/a'), now + 121 * 24 * 3600 * SECOND))).toBe(4004);
  });

  it('carries text beyond ASCII and large bodies unharmed', () => {
    const note = 'Grüße 東京 🚚 '.repeat(10_000);

    const created = JSON.parse(aftership.send(request('POST', '/trackings', { ...UPS, note }), now).body).data;

    expect(created.note).toBe(note);
  });

  it('refuses other hosts and http as N/https does, and AfterShip sees nothing', () => {
    const send = (url: string) => outcome(() => aftership.send({ ...CREATE, url }, now));

    expect(send('https://api.example.com/tracking/2026-07/trackings')).toBe('SSS_UNKNOWN_HOST');
    expect(send('https://api.aftership.com.example.com/x')).toBe('SSS_UNKNOWN_HOST');
    expect(send('http://api.aftership.com/tracking/2026-07/trackings')).toBe('SSS_INVALID_URL');
    expect(send('nonsense')).toBe('SSS_INVALID_URL');
    expect(aftership.control('journal')).toEqual([]);
  });

  it('writes every request to the journal, without the key', () => {
    aftership.send(CREATE, now);
    aftership.send({ ...CREATE, body: 'no json' }, now + 1);

    const journal = aftership.control('journal');

    expect(journal).toEqual([
      {
        at: now,
        method: 'POST',
        path: '/tracking/2026-07/trackings',
        headers: { 'content-type': 'application/json' },
        body: UPS,
        status: 201,
        answer: { meta: { code: 201 }, data: expect.objectContaining({ id: 'a' }) },
      },
      expect.objectContaining({ at: now + 1, body: 'no json', status: 400, reason: 'The body is not JSON.' }),
    ]);
    const lines = formatJournal(journal).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(journal);
    expect(lines.join()).not.toContain(KEY);
  });

  it('lets a test act behind the API’s back', () => {
    aftership.control(
      'addForeignTracking',
      { trackingNumber: UPS.tracking_number, slug: 'ups', source: 'shopify' },
      now,
    );
    expect(metaCode(aftership.send(CREATE, now))).toBe(4003);

    const [foreign] = aftership.control('trackings', now);
    expect(aftership.control('progress', foreign?.id ?? '', 'InTransit', now)).toBe(true);
    expect(aftership.control('trackings', now)).toMatchObject([{ tag: 'InTransit', source: 'shopify' }]);

    aftership.control('setKeys', { right: [], refused: [KEY] });
    expect(metaCode(aftership.send(CREATE, now))).toBe(403);
  });

  it('changes its dials between requests', () => {
    aftership.send(CREATE, now);
    const withoutId = JSON.parse(aftership.send(CREATE, now).body).data;
    aftership.setDials(setDials({ duplicateData: 'with id' }));

    expect([withoutId, JSON.parse(aftership.send(CREATE, now).body).data]).toEqual([{}, { id: 'a' }]);
  });

  it.each<[string, Fault, string, number, number]>([
    ['a lost request', { kind: 'no answer', strikes: 'before effect' }, 'SSS_REQUEST_TIME_EXCEEDED', 0, 45],
    ['a lost answer', { kind: 'no answer', strikes: 'after effect' }, 'SSS_REQUEST_TIME_EXCEEDED', 1, 45],
    ['nobody listening', { kind: 'not connected' }, 'SSS_CONNECTION_TIME_OUT', 0, 5],
    ['a connection cut before', { kind: 'connection closed', strikes: 'before effect' }, 'SSS_CONNECTION_CLOSED', 0, 0],
    ['a connection cut after', { kind: 'connection closed', strikes: 'after effect' }, 'SSS_CONNECTION_CLOSED', 1, 0],
    [
      'an error of any name after the effect',
      { kind: 'unlisted error', name: 'UNEXPECTED_ERROR', strikes: 'after effect' },
      'UNEXPECTED_ERROR',
      1,
      0,
    ],
    ['an answer after 60 s', { kind: 'slow', seconds: 60 }, 'SSS_REQUEST_TIME_EXCEEDED', 1, 45],
  ])('meets %s', (_fault, fault, error, created, delay) => {
    aftership.control('addFault', { fault });

    expect(outcome(() => aftership.send(CREATE, now))).toBe(error);
    expect(aftership.control('trackings', now)).toHaveLength(created);
    expect(delays).toEqual(delay === 0 ? [] : [delay]);
    expect(aftership.control('journal')).toHaveLength(fault.kind === 'not connected' ? 0 : 1);
    // The fault strikes once, so the next request succeeds.
    expect(metaCode(aftership.send(CREATE, now))).toBe(created === 1 ? 4003 : 201);
  });

  it('meets an error of any name before AfterShip gets the request, so the journal does not have it', () => {
    const fault = { kind: 'unlisted error', name: 'SOMETHING_NEW', message: 'Why', strikes: 'before effect' } as const;
    aftership.control('addFault', { fault });

    expect(() => aftership.send(CREATE, now)).toThrow(
      expect.objectContaining({ name: 'SOMETHING_NEW', message: 'Why' }),
    );
    expect(aftership.control('journal')).toEqual([]);
    expect(aftership.send(CREATE, now).status).toBe(201);
  });

  it('meets a 200 about another tracking, and a giant answer', () => {
    aftership.control('addFault', { fault: { kind: 'wrong content', content: 'another id', strikes: 'after effect' } });
    aftership.control('addFault', {
      fault: { kind: 'giant', content: 'page', megabytes: 2, strikes: 'before effect' },
    });

    const wrong = JSON.parse(aftership.send(CREATE, now).body).data;
    const giant = aftership.send(request('GET', '/trackings/a'), now);

    expect([wrong.id === 'a', wrong.tracking_number]).toEqual([false, UPS.tracking_number]);
    expect(giant.body.length).toBeGreaterThan(2 * 1024 * 1024);
  });

  it('meets a slow answer that still comes in time', () => {
    aftership.control('addFault', { fault: { kind: 'slow', seconds: 44 } });

    expect(aftership.send(CREATE, now).status).toBe(201);
    expect(delays).toEqual([44]);
  });

  it.each([
    ['before effect', 0],
    ['after effect', 1],
  ] as const)('meets a page of HTML and nothing at all %s', (strikes, created) => {
    aftership.control('addFault', { fault: { kind: 'html', status: 502, strikes } });
    aftership.control('addFault', { fault: { kind: 'empty', status: 200, strikes } });

    const html = aftership.send(CREATE, now);
    const empty = aftership.send(CREATE, now);

    expect([html.status, html.headers['Content-Type']]).toEqual([502, 'text/html; charset=utf-8']);
    expect(html.body).toMatch(/^<!DOCTYPE html>/);
    expect([empty.status, empty.body]).toEqual([200, '']);
    expect(aftership.control('trackings', now)).toHaveLength(created);
  });

  it('meets half of the right JSON, after the effect', () => {
    aftership.control('addFault', { fault: { kind: 'half json' } });

    const response = aftership.send(CREATE, now);

    expect(response.status).toBe(201);
    expect(response.body).toMatch(/^\{"meta":\{"code":201\}/);
    expect(() => JSON.parse(response.body)).toThrow(SyntaxError);
    expect(aftership.control('trackings', now)).toHaveLength(1);
  });

  it.each(Object.keys(ERRORS).map((code) => [Number(code) as MetaCode, ERRORS[Number(code) as MetaCode]] as const))(
    'can be made to refuse with %i',
    (code, row) => {
      aftership.control('addFault', { fault: { kind: 'refusal', code, fieldName: 'title', strikes: 'before effect' } });

      const response = aftership.send(CREATE, now);

      const { meta, data } = JSON.parse(response.body);
      expect(response.status).toBe(row.status);
      expect(meta).toMatchObject({ code, type: row.type, message: row.message.replace('[field_name]', 'title') });
      expect(data).toEqual({});
      expect(response.headers['X-RateLimit-Reset']).toBe(String(Math.floor(now / 1000) + 1));
      expect(response.headers['X-RateLimit-Remaining']).toBe(code === 429 ? '0' : '20');
      expect(aftership.control('trackings', now)).toEqual([]);
    },
  );

  it('answers 500 after it has created', () => {
    aftership.control('addFault', { fault: { kind: 'refusal', code: 500, strikes: 'after effect' } });

    expect(aftership.send(CREATE, now).status).toBe(500);
    expect(metaCode(aftership.send(CREATE, now))).toBe(4003);
  });

  it('meets a fault only where the rule says, and as often', () => {
    aftership.control('addFault', {
      fault: { kind: 'refusal', code: 429, strikes: 'before effect' },
      method: 'POST',
      path: '/trackings',
      body: '"slug":"ups"',
      skip: 1,
      times: 3,
    });
    const other = request('POST', '/trackings', { tracking_number: '986578788855', slug: 'fedex' });

    const codes = [CREATE, other, CREATE, request('GET', '/trackings'), CREATE, CREATE, CREATE].map((call) =>
      metaCode(aftership.send(call, now)),
    );

    expect(codes).toEqual([201, 201, 429, 200, 429, 429, 4003]);
  });

  it('fails loudly on what is not emulated', () => {
    expect(() => aftership.send(request('GET', '/courier-connections'), now)).toThrow('Not emulated');
  });
});

describe('a state without journal and rate limits', () => {
  it('keeps neither, for long measurements', () => {
    const state = createState({ ...OPTIONS, journal: false, rateLimits: false });
    const aftership = inProcessTransport(state, setDials());

    const statuses = Array.from({ length: 50 }, () => aftership.send(request('GET', '/trackings'), NOW).status);

    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(aftership.control('journal')).toEqual([]);
  });
});
