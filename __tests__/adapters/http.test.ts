import { http } from 'SuiteScripts/aftership/adapters/http';
import { scriptError, stub } from './oracle_stubs';

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body?: string;
}

function answering(answer: () => unknown): { readonly sent: Sent[]; readonly secrets: string[] } {
  const seen = { sent: [] as Sent[], secrets: [] as string[] };
  stub('N/https', {
    createSecureString: ({ input }: { input: string }) => {
      seen.secrets.push(input);
      return { secure: true };
    },
    request: (request: Sent) => {
      seen.sent.push(request);
      return answer();
    },
  });
  return seen;
}

const created = { code: 201, headers: { 'AS-Trace-Id': 't1', 'as-trace-id': 't1' }, body: '{}' };

describe('the http adapter', () => {
  it('hands the secret to the platform by its id in braces, and the body as text', () => {
    const seen = answering(() => created);

    http.send({ method: 'POST', path: '/trackings', body: '{"a":1}' }, 'custsecret_key');

    expect(seen.secrets).toEqual(['{custsecret_key}']);
    expect(seen.sent).toEqual([
      {
        method: 'POST',
        url: 'https://api.aftership.com/tracking/2026-07/trackings',
        headers: { 'as-api-key': { secure: true }, 'Content-Type': 'application/json', Accept: 'application/json' },
        body: '{"a":1}',
      },
    ]);
  });

  it.each(['GET', 'POST', 'PUT', 'DELETE'] as const)('knows the method %s of N/https', (method) => {
    const seen = answering(() => created);

    http.send({ method, path: '/trackings', body: null }, 'custsecret_key');

    expect(seen.sent[0]?.method).toBe(method);
    expect(seen.sent[0]).not.toHaveProperty('body');
  });

  it('gives headers by their lower-case names', () => {
    answering(() => created);

    expect(http.send({ method: 'GET', path: '/x', body: null }, 's')).toEqual({
      kind: 'answer',
      status: 201,
      headers: { 'as-trace-id': 't1' },
      body: '{}',
    });
  });

  it.each([null, undefined, ''])('takes a body of %p for an empty one', (body) => {
    answering(() => ({ ...created, body }));

    expect(http.send({ method: 'GET', path: '/x', body: null }, 's')).toMatchObject({ body: '' });
  });

  it.each([
    ['SSS_REQUEST_TIME_EXCEEDED', 'lost'],
    ['SSS_CONNECTION_TIME_OUT', 'lost'],
    ['SSS_CONNECTION_CLOSED', 'lost'],
    ['SSS_UNKNOWN_HOST', 'lost'],
    ['SSS_INVALID_HOST_CERT', 'lost'],
    ['ANYTHING_ELSE', 'not sent'],
  ])('takes %s for a request that was %s', (name, kind) => {
    answering(() => {
      throw scriptError(name, 'why');
    });

    expect(http.send({ method: 'POST', path: '/x', body: '{}' }, 's')).toEqual({ kind, error: name, detail: 'why' });
  });

  it('takes a secret that cannot be made ready for a request that was not sent', () => {
    stub('N/https', {
      createSecureString: () => {
        throw scriptError('NO_SUCH_SECRET');
      },
    });

    expect(http.send({ method: 'POST', path: '/x', body: '{}' }, 's')).toMatchObject({ kind: 'not sent' });
  });
});
