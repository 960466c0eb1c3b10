import { learnCouriers } from '../../../src/TypeScript/aftership/app/schedule/learn_couriers';
import { parseAccountCouriers } from '../../../src/TypeScript/aftership/core/carrier/account_couriers';
import type { Connection } from '../../../src/TypeScript/aftership/core/connection';
import type { MemoryWorld } from '../../../tools/shared/memory_ports';
import { world } from '../run_world';
import { listed, lost, rateLimited, refused, withheld, type Script } from '../scripted_aftership';

const OWN = '/couriers?active=true';
const ABOUT = (slugs: string): string => `/couriers?slug=${encodeURIComponent(slugs)}`;
const MAPPING = 'A = ups\nB = arrowxl\nC = upss';

function couriers(...slugs: readonly string[]): Script {
  const list = slugs.map((slug) => ({ slug, required_fields: slug === 'arrowxl' ? ['destination_postal_code'] : [] }));
  return () => ({
    kind: 'answer',
    status: 200,
    headers: {},
    body: JSON.stringify({ meta: { code: 200 }, data: { total: list.length, couriers: list } }),
  });
}

function learn(scripts: readonly Script[], changes: Partial<Connection> = {}): MemoryWorld {
  const made = world({ carrierMapping: MAPPING, ...changes }, scripts);
  learnAgain(made);
  return made;
}

function learnAgain(made: MemoryWorld): void {
  if (made.settings.connection !== null) learnCouriers(made.settings.connection, made.ports);
}

const pathsOf = (made: MemoryWorld): readonly string[] => made.requests.map(({ method, path }) => `${method} ${path}`);
const known = (made: MemoryWorld) => parseAccountCouriers(made.settings.connection?.couriers ?? null);

it('asks for the account’s own list, and for what is not on it', () => {
  const made = learn([couriers('ups'), couriers('arrowxl')]);

  expect(pathsOf(made)).toEqual([`GET ${OWN}`, `GET ${ABOUT('arrowxl,upss')}`]);
  expect(known(made).askedOn).toBe('2026-11-23');
  expect(Object.fromEntries(known(made).bySlug)).toMatchObject({
    ups: { kind: 'there', isListed: true },
    arrowxl: { kind: 'there', isListed: false, required: ['destination_postal_code'] },
    upss: { kind: 'absent' },
  });
  expect(made.logs).toEqual([]);
});

it('asks once when every carrier is on the list, and again on the next day or for a new carrier', () => {
  const made = learn([couriers('ups', 'dpd'), couriers('ups', 'dpd'), couriers('ups')], { carrierMapping: 'A = ups' });
  learnAgain(made);
  expect(pathsOf(made)).toHaveLength(1);

  if (made.settings.connection !== null)
    made.settings.connection = { ...made.settings.connection, carrierMapping: 'A = ups\nB = dpd' };
  learnAgain(made);
  expect(pathsOf(made)).toHaveLength(2);

  made.clock.now += 86_400;
  if (made.settings.connection !== null)
    made.settings.connection = { ...made.settings.connection, carrierMapping: 'A = ups' };
  learnAgain(made);
  learnAgain(made);
  expect(pathsOf(made)).toHaveLength(3);
  expect(known(made).askedOn).toBe('2026-11-24');
});

it.each([
  ['the mode is Off', { mode: 'off' }],
  ['a person has stopped sending', { stoppedByPerson: true }],
  ['the mapping names no carrier', { carrierMapping: 'A = detect' }],
] as const)('asks nothing when %s', (_when, changes) => {
  expect(learn([], changes).requests).toEqual([]);
});

it('asks in Preview, too', () => {
  expect(pathsOf(learn([couriers('ups')], { mode: 'preview', carrierMapping: 'A = ups' }))).toEqual([`GET ${OWN}`]);
});

it('takes a refusal of the question about several for an answer that tells nothing, and does not repeat it', () => {
  const made = learn([couriers('ups'), refused(4010)]);
  learnAgain(made);

  expect(known(made).bySlug.get('upss')).toEqual({ kind: 'not told' });
  expect(made.requests).toHaveLength(2);
});

describe('what is no answer', () => {
  it.each([
    ['lost', lost(), 'later'],
    ['an internal problem', refused(500), 'later'],
    ['a rate limit', rateLimited(0), 'later'],
    ['a key that may not ask', refused(403), 'stop'],
    ['an address that is gone', refused(404), 'stop'],
    ['a refusal', refused(400), 'rejected'],
    ['another list', listed(), 'done'],
    ['a secret that this script may not use', withheld(), 'withheld'],
  ])('%s: it stops nothing, is logged, and asked again', (_what, script, answer) => {
    for (const scripts of [[script], [couriers('ups'), script]]) {
      if (scripts.length === 2 && answer === 'rejected') continue;
      const made = learn([...scripts, couriers('ups', 'arrowxl', 'upss')]);

      expect(made.settings.connection).toMatchObject({ couriers: null, stoppedByError: false });
      expect(made.logs).toMatchObject([{ level: 'audit', details: { connection: 1, answer } }]);
      learnAgain(made);
      expect(known(made).askedOn).toBe('2026-11-23');
    }
  });

  it('keeps what was known', () => {
    const couriersText = '{"on":"2026-11-22","couriers":{"ups":{"listed":true},"arrowxl":"absent"}}';

    expect(learn([lost()], { couriers: couriersText }).settings.connection?.couriers).toBe(couriersText);
  });
});

describe('a key that AfterShip does not know', () => {
  it('stops sending at once, as every other call does', () => {
    const made = learn([refused(401)]);

    expect(made.settings.connection).toMatchObject({ stoppedByError: true, couriers: null });
    expect(made.settings.connection?.stopReason).toMatch(/^AfterShip refused the API key/);
    expect(made.logs).toMatchObject([{ level: 'error', title: 'Sending stopped' }]);
  });

  it('stops nothing in Preview', () => {
    const made = learn([refused(401)], { mode: 'preview' });

    expect(made.settings.connection?.stoppedByError).toBe(false);
    expect(made.logs).toMatchObject([{ level: 'audit' }]);
  });
});
