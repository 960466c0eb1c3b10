import fc from 'fast-check';
import {
  ANSWER_RULES,
  asList,
  classifyAnswer,
  holdAgainst,
  isCarrierKnown,
  LONGEST_BODY,
  type Answer,
  type Outcome,
} from '../../../src/TypeScript/aftership/core/aftership/outcome';

function answer(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return { kind: 'answer', status, headers, body };
}

function error(status: number, code: number, message = 'text of AfterShip'): Answer {
  return answer(status, JSON.stringify({ meta: { code, type: 'BadRequest', message }, data: {} }));
}

/** An answer that AfterShip carried out what was asked. */
function done(answered: Answer): Extract<Outcome, { kind: 'done' }> {
  const outcome = classifyAnswer(answered);
  if (outcome.kind !== 'done') throw new Error(`The answer is ${outcome.kind}.`);
  return outcome;
}

const TRACKING = { id: 'ns-1-2-abc', tracking_number: '1Z', slug: 'ups', tag: 'Pending' };

describe('classifyAnswer', () => {
  it.each([
    [400, 400, 'rejected'],
    [400, 4001, 'rejected'],
    [400, 4003, 'exists'],
    [404, 4004, 'absent'],
    [400, 4005, 'rejected'],
    [400, 4006, 'rejected'],
    [400, 4007, 'rejected'],
    [400, 4008, 'rejected'],
    [400, 4009, 'rejected'],
    [400, 4010, 'rejected'],
    [400, 4011, 'rejected'],
    [400, 4012, 'rejected'],
    [400, 4013, 'rejected'],
    [400, 4014, 'rejected'],
    [400, 4015, 'rejected'],
    [400, 4016, 'rejected'],
    [400, 4017, 'rejected'],
    [401, 401, 'stop'],
    [403, 403, 'stop'],
    [404, 404, 'stop'],
    [429, 429, 'later'],
    [500, 500, 'later'],
    [502, 502, 'later'],
    [503, 503, 'later'],
    [504, 504, 'later'],
  ])('takes HTTP %i with meta.code %i as %s', (status, code, kind) => {
    const outcome = classifyAnswer(error(status, code));

    expect(outcome.kind).toBe(kind);
    expect(outcome.code).toBe(code);
  });

  it('has a rule for every documented code and for no other', () => {
    const documented = [400, 401, 403, 404, 429, 500, 502, 503, 504];
    const ofTrackings = Array.from({ length: 17 }, (_, index) => 4001 + index).filter((code) => code !== 4002);

    expect(Object.keys(ANSWER_RULES).map(Number).sort()).toEqual([...documented, ...ofTrackings].sort());
  });

  it('goes by meta.code, not by the HTTP status', () => {
    expect(classifyAnswer(error(404, 4004)).kind).toBe('absent');
    expect(classifyAnswer(error(404, 404)).kind).toBe('stop');
  });

  it('reads the tracking of a created answer, with the trace id for AfterShip’s support', () => {
    const outcome = classifyAnswer(
      answer(201, JSON.stringify({ meta: { code: 201 }, data: TRACKING }), { 'as-trace-id': 'abc' }),
    );

    expect(outcome).toEqual({
      kind: 'done',
      code: 201,
      couriers: null,
      trackings: null,
      traceId: 'abc',
      tracking: { id: 'ns-1-2-abc', trackingNumber: '1Z', slug: 'ups', tag: 'Pending', hasContact: null },
    });
  });

  it.each([
    [[], false],
    [[{ role: 'buyer', language: 'de' }], false],
    [[{ role: 'buyer' }, { email: 'ada@example.com' }], true],
    [[{ name: 'Ada' }], true],
    [[{ phone_number: '+15005550006' }], true],
    [[null, 7, { email: '' }], false],
    ['Ada', null],
  ])('reads whether a tracking names a person: %j', (customers, hasContact) => {
    const body = JSON.stringify({ meta: { code: 200 }, data: { ...TRACKING, customers } });

    expect(classifyAnswer(answer(200, body))).toMatchObject({ tracking: { hasContact } });
  });

  it('does not repeat what AfterShip quotes of a person, and names the field', () => {
    const message =
      'destination_city "Santa Fe", customers[0].name Ada Lovelace and phone_number +1 (500) 555-0006 are wrong';
    const sent = { destination_city: 'Santa Fe', customers: [{ name: 'Ada Lovelace', phone_number: '+15005550006' }] };
    for (const body of [null, sent]) {
      const outcome = classifyAnswer(error(400, 4008, message), body);

      expect(outcome.kind === 'rejected' && outcome.said).toBe(
        'destination_city "…", customers[0].name … and phone_number +… are wrong',
      );
    }
  });

  it('reads every tracking of a list, and leaves out what is none', () => {
    const outcome = classifyAnswer(
      answer(200, JSON.stringify({ meta: { code: 200 }, data: { trackings: [TRACKING, null, { id: '' }, 7] } })),
    );

    expect(outcome.kind === 'done' && outcome.trackings?.map((tracking) => tracking.id)).toEqual(['ns-1-2-abc']);
  });

  it('waits until the time of X-RateLimit-Reset and does not count the attempt', () => {
    const limited = answer(429, JSON.stringify({ meta: { code: 429, message: 'slow down' } }), {
      'x-ratelimit-reset': '1795500000',
    });

    expect(classifyAnswer(limited)).toMatchObject({ kind: 'later', countsAsAttempt: false, notBefore: 1_795_500_000 });
  });

  it.each(['', '30', 'soon', '-1', '1795500000000000'])('does not take "%s" for a reset time', (reset) => {
    const limited = answer(429, JSON.stringify({ meta: { code: 429 } }), { 'x-ratelimit-reset': reset });

    expect(classifyAnswer(limited)).toMatchObject({ kind: 'later', notBefore: null });
  });

  it.each([
    ['HTML', '<html><body>Bad gateway</body></html>'],
    ['nothing', ''],
    ['half a JSON', '{"meta":{"code":201},"data":{"id":"ns-1'],
    ['JSON without meta', '{"ok":true}'],
    ['a meta.code that is no number', '{"meta":{"code":"201"}}'],
  ])('takes an answer of %s as unknown, whatever the HTTP status says', (_what, body) => {
    for (const status of [200, 201, 204, 401, 403, 502]) {
      expect(classifyAnswer(answer(status, body))).toMatchObject({ kind: 'later', countsAsAttempt: true });
    }
  });

  it('counts every failed attempt but a rate limit, and knows no time to wait for', () => {
    for (const code of [500, 502, 503, 504, 4999]) {
      expect(classifyAnswer(error(500, code))).toMatchObject({ kind: 'later', countsAsAttempt: true, notBefore: null });
    }
    expect(classifyAnswer({ kind: 'lost', error: 'SSS_CONNECTION_CLOSED', detail: '' })).toMatchObject({
      countsAsAttempt: true,
      notBefore: null,
      code: null,
      traceId: null,
    });
  });

  it('names NetSuite’s error, and keeps the trace id and the HTTP status of an answer that cannot be read', () => {
    expect(classifyAnswer({ kind: 'lost', error: 'SSS_CONNECTION_CLOSED', detail: '' })).toMatchObject({
      message: expect.stringContaining('SSS_CONNECTION_CLOSED'),
    });
    expect(classifyAnswer({ kind: 'not sent', error: 'SSS_SECRET', detail: '' })).toMatchObject({
      message: expect.stringContaining('SSS_SECRET'),
    });
    expect(classifyAnswer(answer(502, '<html>', { 'as-trace-id': 'abc' }))).toMatchObject({
      code: 502,
      traceId: 'abc',
    });
  });

  it.each(['null', '[]', '7', '"meta"', '{"meta":null}', '{"meta":[]}', '{"meta":{}}', '{"meta":200}'])(
    'takes %s for no answer of AfterShip',
    (body) => {
      expect(classifyAnswer(answer(200, body))).toMatchObject({ kind: 'later', code: 200 });
    },
  );

  it.each([
    ['{"meta":{"code":200}}', null, null],
    ['{"meta":{"code":200},"data":null}', null, null],
    ['{"meta":{"code":200},"data":[]}', null, null],
    ['{"meta":{"code":200},"data":{}}', null, null],
    ['{"meta":{"code":200},"data":{"trackings":[]}}', null, []],
    ['{"meta":{"code":200},"data":{"id":7}}', null, null],
    ['{"meta":{"code":200},"data":{"trackings":[[],"a",{"id":"a"}]}}', null, ['a']],
    ['{"meta":{"code":200},"data":{"trackings":{},"id":"b"}}', 'b', null],
  ])('finds in %s the tracking %j and the list %j', (body, id, ids) => {
    const { tracking, trackings } = done(answer(200, body));

    expect(tracking?.id ?? null).toBe(id);
    expect(trackings?.map((each) => each.id) ?? null).toEqual(ids);
  });

  it.each([
    ['the tracking that was asked about', { id: 'ns-1', tracking_number: '1z 5r8-9' }, 'done'],
    ['another tracking of the number', { id: 'ns-2', tracking_number: '1Z5R89' }, 'later'],
    ['another number under the id', { id: 'ns-1', tracking_number: '1Z5R88' }, 'later'],
    ['no number', { id: 'ns-1' }, 'later'],
    ['a list', { trackings: [{ id: 'ns-1', tracking_number: '1Z5R89' }] }, 'later'],
    ['nothing', undefined, 'later'],
  ])('holds an answer about %s against the question', (_what, data, kind) => {
    const outcome = classifyAnswer(answer(200, JSON.stringify({ meta: { code: 200 }, data })));

    expect(holdAgainst(outcome, { id: 'ns-1', number: '1Z5R89' })).toMatchObject({ kind, code: 200 });
  });

  it.each([
    ['an empty list', { trackings: [] }, 'done'],
    ['a tracking', { id: 'ns-1', tracking_number: '1Z5R89' }, 'later'],
    ['nothing', undefined, 'later'],
  ])('takes %s for a list or not', (_what, data, kind) => {
    expect(asList(classifyAnswer(answer(200, JSON.stringify({ meta: { code: 200 }, data }))))).toMatchObject({ kind });
  });

  it('takes what AfterShip does not tell of a tracking, or tells in another form, as unknown', () => {
    const unknown = { trackingNumber: '', slug: null, tag: null, hasContact: null };
    for (const data of [{ id: 'a' }, { id: 'a', tracking_number: 7, slug: 7, tag: 7, customers: {} }]) {
      const body = JSON.stringify({ meta: { code: 200 }, data });
      expect(classifyAnswer(answer(200, body))).toMatchObject({ tracking: { id: 'a', ...unknown } });
    }
    const unnamed = JSON.stringify({ meta: { code: 200 }, data: { ...TRACKING, slug: '' } });
    expect(classifyAnswer(answer(200, unnamed))).toMatchObject({ tracking: { slug: null } });
  });

  it('takes a message that is no text for none', () => {
    const outcome = classifyAnswer(answer(400, '{"meta":{"code":4008,"message":{"a":1}}}'));

    expect(outcome.kind === 'rejected' && outcome.said).toBe('');
  });

  it.each([
    ['ada@example.com', '…'],
    ['<ada@example.com>', '<…>'],
    ['to "ada@example.com", to \'bob@example.com\'', 'to "…", to \'…\''],
    ['+15005550006', '+…'],
    ['+49 (30) 123-45/67.8 is wrong', '+… is wrong'],
    ['+12345', '+…'],
    ['15005550006', '…'],
  ])('writes of "%s" only "%s" to the ledger', (quoted, kept) => {
    const outcome = classifyAnswer(error(400, 4008, quoted));

    expect(outcome.kind === 'rejected' && outcome.said).toBe(kept);
  });

  it('does not read a body that no list of trackings is long enough for', () => {
    const padded = (length: number): Answer => {
      const start = `{"meta":{"code":201},"data":${JSON.stringify(TRACKING)},"more":"`;
      return answer(201, `${start}${'x'.repeat(length - start.length - 2)}"}`);
    };

    expect(classifyAnswer(padded(LONGEST_BODY)).kind).toBe('done');
    expect(classifyAnswer(padded(LONGEST_BODY + 1))).toMatchObject({
      kind: 'later',
      code: 201,
      countsAsAttempt: true,
      message: expect.stringContaining('far too long'),
    });
  });

  it('takes no part of an answer that no field of a row can hold', () => {
    const long = 'x'.repeat(301);
    const body = (data: object, code: number) => JSON.stringify({ meta: { code }, data });
    const found = classifyAnswer(answer(200, body({ ...TRACKING, slug: long, tag: long, tracking_number: long }, 200)));

    expect(found).toMatchObject({ tracking: { id: TRACKING.id, slug: null, tag: null, trackingNumber: '' } });
    expect(classifyAnswer(answer(200, body({ ...TRACKING, id: long }, 200)))).toMatchObject({ tracking: null });
    expect(classifyAnswer(answer(200, body(TRACKING, 2e9), { 'as-trace-id': long }))).toMatchObject({
      kind: 'later',
      code: 200,
      traceId: 'x'.repeat(100),
    });
  });

  it.each([
    ['1000000000', null],
    ['1000000001', 1_000_000_001],
    ['99999999999', 99_999_999_999],
    ['100000000000', null],
    ['1795500000.5', null],
  ])('reads the reset time %s as %s', (reset, notBefore) => {
    const limited = answer(429, JSON.stringify({ meta: { code: 429 } }), { 'x-ratelimit-reset': reset });

    expect(classifyAnswer(limited)).toMatchObject({ notBefore });
  });

  it('takes a code that AfterShip does not document as this attempt', () => {
    expect(classifyAnswer(error(400, 4999))).toMatchObject({ kind: 'later', countsAsAttempt: true });
  });

  it('takes a lost answer as this attempt, and a refusal by NetSuite to send as withheld', () => {
    expect(classifyAnswer({ kind: 'lost', error: 'SSS_REQUEST_TIME_EXCEEDED', detail: '' }).kind).toBe('later');
    expect(classifyAnswer({ kind: 'not sent', error: 'ANY', detail: '' }).kind).toBe('withheld');
  });

  it('keeps AfterShip’s own sentence, which names the field', () => {
    const said = 'Besides tracking_number, also required: destination_postal_code.';

    expect(classifyAnswer(error(400, 4011, said))).toMatchObject({ kind: 'rejected', said });
  });

  it('never throws and never takes garbage for done', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.string(), (status, body) => {
        expect(classifyAnswer(answer(status, body)).kind).toBe('later');
      }),
    );
  });
});

describe('the carrier of a tracking', () => {
  it('is known unless AfterShip names none, or says that it does not recognize it', () => {
    expect([null, 'unrecognized', 'ups'].map(isCarrierKnown)).toEqual([false, false, true]);
  });
});
