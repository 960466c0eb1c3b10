/** What the pages promise, count and name is so in every state of the connection. Run after the build. */

import type { Actor } from '../../packages/emulator/netsuite';
import { CONNECTION, OPT_OUT, SCRIPTS, PACKAGE, OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { REASONS } from '../../src/TypeScript/aftership/core/ledger/reasons';
import { UPS_NUMBER, UPS_NUMBER_2 } from '../fixtures';
import { administrator, aRow, follow, get, post, said, textOf } from './console_world';
import { aShippedFulfillment, ledger, makeWorld, modeId, settle, type World, type WorldOptions } from './world';

function shipped(world: World, numbers: readonly string[] = [UPS_NUMBER]): number {
  return world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world, numbers));
}

function connectionOf(world: World): Readonly<Record<string, unknown>> {
  return world.account.get(CONNECTION.type, world.connection ?? 0)?.fields ?? {};
}

function setMode(world: World, label: 'Off' | 'Preview' | 'On'): void {
  world.account.inlineEdit(world.admin, CONNECTION.type, world.connection ?? 0, {
    [CONNECTION.mode]: modeId(world.account, label),
  });
}

const ERROR_STOP = { stoppedByError: true, stopReason: 'AfterShip refused the API key (code 401).' };

describe('after Send again, what happens next is said as it will be', () => {
  const EACH: readonly (readonly [WorldOptions, string])[] = [
    [{}, 'That happens in a minute or two, at the latest within 15 minutes.'],
    [{ mode: 'Preview' }, 'The mode is Preview: within 15 minutes it says what would be sent, and nothing is sent.'],
    [{ mode: 'Off' }, 'The mode is Off, so nothing comes of it now.'],
    [{ connection: { stoppedByPerson: true } }, 'Sending is stopped by a person: it waits until a person resumes it.'],
    [{ connection: ERROR_STOP }, 'Sending is stopped by an error: it waits until that is gone'],
    [{ connection: { secret: 'a key' } }, 'The connection cannot be used: it waits until that is mended.'],
    [{ connection: null }, 'There is no connection for this account, so nothing comes of it.'],
  ];

  it.each(EACH)('for a fulfillment: %j', (options, outlook) => {
    const world = makeWorld(options);
    const admin = administrator(world);
    const page = { page: 'fulfillment', fulfillment: String(aRowOfOne(world)) };

    const answer = post(world, admin, get(world, admin, page), { action: 'look_again' });

    expect(textOf(follow(world, admin, answer))).toContain(
      `Asked for: the fulfillment is to be looked at again. ${outlook}`,
    );
  });

  it.each(EACH)('on the page for everybody who may see shipments: %j', (options, outlook) => {
    const world = makeWorld(options);
    const parameters = { fulfillment: String(shipped(world)), done: 'soon' };

    const page = world.account.request(administrator(world), { ...SCRIPTS.shipment, method: 'GET', parameters });

    expect(textOf(page)).toContain(`Asked for: the fulfillment is to be looked at. ${outlook}`);
  });

  it.each(EACH)('for chosen packages: %j', (options, outlook) => {
    const world = makeWorld(options);
    const admin = administrator(world);
    aRow(world, {});
    const page = get(world, admin, { page: 'attention', reason: 'refused', code: '4005' });

    const answer = post(world, admin, page, { action: 'retry' }, [0]);

    expect(textOf(follow(world, admin, answer))).toContain(`Asked for: 1 package is to be tried again. ${outlook}`);
  });

  it.each([
    ['manyStarted', 'How far it is, the counts of the reasons show.'],
    ['carrierStarted', 'the counts of this page show how far it is.'],
  ])('a job for many (%s) promises no time while sending is on, and says so when it is stopped', (done, end) => {
    const world = makeWorld();
    const stopped = makeWorld({ connection: { stoppedByPerson: true } });

    const text = textOf(get(world, administrator(world), { page: 'carriers', done }));
    const other = textOf(get(stopped, administrator(stopped), { page: 'carriers', done }));

    expect(text).toContain(`${end} Mode On: sending.`);
    expect(other).toContain(`${end} Sending is stopped by a person: it waits until a person resumes it.`);
  });

  function aRowOfOne(world: World): number {
    const id = shipped(world);
    aRow(world, { fulfillment: id });
    return id;
  }
});

it.each(['attention', 'find', 'backfill', 'carriers', 'overview', 'setup', 'connection'])(
  'no address makes the page %s say that the mode is Off while it is On',
  (page) => {
    const world = makeWorld();

    const text = textOf(get(world, administrator(world), { page, done: 'off' }));

    expect(text).not.toContain('The mode is Off');
  },
);

it('switching Off says what becomes of what waits', () => {
  const world = makeWorld();
  const admin = administrator(world);

  const answer = post(world, admin, get(world, admin, { page: 'connection' }), { action: 'off' });

  expect(textOf(follow(world, admin, answer))).toContain('The mode is Off now. What waited is forgotten:');
});

describe('a connection that cannot be used', () => {
  it('is named with a link to its record, on every page that says so', () => {
    const world = makeWorld({ connection: { secret: 'a key' } });
    const admin = administrator(world);

    for (const page of ['overview', 'connection', 'setup', 'attention', 'backfill', 'carriers']) {
      expect(get(world, admin, { page }).body).toMatch(
        new RegExp(`<a href="[^"]*id=${world.connection}[^"]*">Connection ${world.connection}</a>`),
      );
    }
  });

  it('leads to both records when there are two', () => {
    const world = makeWorld();
    const second = world.account.seed(CONNECTION.type, { fields: { ...connectionOf(world), name: 'Second' } });

    const { body } = get(world, administrator(world), { page: 'connection' });

    expect(body).toContain(`>Connection ${world.connection}</a>`);
    expect(body).toContain(`>Connection ${second}</a>`);
  });
});

describe('before the mode is On', () => {
  it('a package that would share a tracking is not counted as one of the quota', () => {
    const world = makeWorld();
    const first = shipped(world);
    settle(world);
    setMode(world, 'Preview');
    const second = shipped(world, [UPS_NUMBER, UPS_NUMBER_2]);
    settle(world);
    expect(ledger(world).filter(({ fulfillment }) => fulfillment === second)).toMatchObject([
      { reason: 'preview_share', message: `Preview: would share the tracking of fulfillment ${first}.` },
      { reason: 'preview_create' },
    ]);

    const text = textOf(get(world, administrator(world), { page: 'connection' }));

    expect(text).toContain('1 package since 21.11.2026 would be created, 0 with an e-mail address, at most about 1 of');
    expect(text).toContain('1 of what Preview shows would share a tracking that AfterShip has already:');
    expect(text).toContain('Mode On: send all that was counted (2 packages)');

    setMode(world, 'On');
    settle(world);
    expect(ledger(world).map(({ state }) => state)).toEqual(['In AfterShip', 'In AfterShip', 'In AfterShip']);
  });

  it.each([
    ['what Preview left behind', { mode: 'Preview' as const }],
    ['what waits after a stop', { connection: { stoppedByPerson: true } }],
  ])('nothing is chosen for %s, and the button alone changes nothing', (_, options) => {
    const world = makeWorld(options);
    const admin = administrator(world);
    const page = get(world, admin, { page: 'connection' });
    const before = connectionOf(world);

    const answer = post(world, admin, page, { action: '' });

    expect(page.body).toMatch(/<select[^>]*name="custpage_action"[^>]*>\s*<option value=""/);
    expect(textOf(answer)).toContain('Nothing was changed: choose first what to do, then press the button.');
    expect(connectionOf(world)).toEqual(before);
  });
});

it('the tracking numbers of many waiting fulfillments are counted in searches of fifty', () => {
  const world = makeWorld({ connection: { stoppedByPerson: true } });
  const admin = administrator(world);
  for (let at = 0; at < 120; at += 1) {
    const fulfillment = world.account.seed(
      'itemfulfillment',
      aShippedFulfillment(world, [`KX${400_000 + at}`, `QZ${400_000 + at}`]),
    );
    world.account.seed(OUTBOX.type, {
      fields: { [OUTBOX.account]: world.account.options.accountId, [OUTBOX.fulfillment]: fulfillment },
    });
  }
  let searches = 0;
  world.account.onBoundary(({ what, when }) => {
    if (what === 'N/search.getRange' && when === 'before') searches += 1;
  });
  const none = makeWorld({ connection: { stoppedByPerson: true } });
  let searchesOfNone = 0;
  none.account.onBoundary(({ what, when }) => {
    if (what === 'N/search.getRange' && when === 'before') searchesOfNone += 1;
  });

  const text = textOf(get(world, admin, { page: 'connection' }));
  get(none, administrator(none), { page: 'connection' });

  expect(text).toContain('120 fulfillments wait to be looked at');
  expect(text).toContain('with 240 tracking numbers:');
  // One for the ids, three for their numbers.
  expect(searches - searchesOfNone).toBe(4);
});

it('set-up says that the key is to do, with the reason, when an error stopped sending', () => {
  const world = makeWorld({ connection: ERROR_STOP });

  expect(textOf(get(world, administrator(world), { page: 'setup' }))).toContain(
    'API secret to do Sending is stopped by an error: AfterShip refused the API key (code 401).',
  );
});

it('a package that was removed is said to be so, not to be in step', () => {
  const world = makeWorld();
  const admin = administrator(world);
  const id = shipped(world);
  settle(world);
  aRow(world, { fulfillment: id, number: 'GONE', reason: 'removed' });

  const panel = world.account.open(admin, 'itemfulfillment', id).html;
  const page = textOf(get(world, admin, { page: 'fulfillment', fulfillment: String(id) }));

  expect(panel).toMatch(
    /GONE<\/td><td><span[^>]*>Removed<\/span><\/td><td>The number is no longer on the fulfillment\. The tracking was removed/,
  );
  expect(page).toContain('GONE The number is not on the fulfillment any more, and nothing is left to do');
  expect(page).toContain(`${UPS_NUMBER} In step: nothing would be sent.`);
});

it('the chart of the overview has every day of two weeks, and none before', () => {
  const world = makeWorld();
  aRow(world, { number: 'A', shippedOn: new Date(2026, 10, 23) });
  aRow(world, { number: 'B', shippedOn: new Date(2026, 10, 10) });
  aRow(world, { number: 'C', shippedOn: new Date(2026, 10, 9) });

  const { body } = get(world, administrator(world));

  const [, table = ''] = /<caption>Packages by the day they shipped[\s\S]*?<tbody>([\s\S]*?)<\/tbody>/.exec(body) ?? [];
  const rows = [...table.matchAll(/<tr><td>([^<]*)<\/td>(.*)<\/tr>/g)].map(([, day = '', cells = '']) => [
    day,
    Number(/(\d+)<\/td>$/.exec(cells)?.[1]),
  ]);
  expect(rows).toHaveLength(14);
  expect(rows[0]).toEqual(['10.11.2026', 1]);
  expect(rows[1]).toEqual(['11.11.2026', 0]);
  expect(rows[13]).toEqual(['23.11.2026', 1]);
});

describe('two administrators', () => {
  interface Two {
    readonly world: World;
    readonly first: Actor;
    readonly second: Actor;
  }
  function two(options: WorldOptions = {}): Two {
    const world = makeWorld(options);
    return { world, first: administrator(world), second: administrator(world) };
  }

  it('a form of one session is refused in the other', () => {
    const { world, first, second } = two();
    const page = get(world, first, { page: 'connection' });
    get(world, second, { page: 'connection' });
    const before = connectionOf(world);

    const answer = post(world, second, page, { action: 'off' });

    expect(textOf(answer)).toContain('this form was not made by your session');
    expect(connectionOf(world)).toEqual(before);
  });

  it('who is second to resume is told that somebody else was first', () => {
    const { world, first, second } = two({ connection: { stoppedByPerson: true } });
    const pages = [first, second].map((actor) => get(world, actor, { page: 'connection' }));
    const [one, other] = pages;
    if (one === undefined || other === undefined) throw new Error('Two pages were opened.');

    post(world, first, one, { action: 'resume_from_today' });
    const answer = post(world, second, other, { action: 'resume_all' });

    expect(textOf(answer)).toContain('somebody else changed the record in the meantime');
    expect(connectionOf(world)[CONNECTION.startDate]).toEqual(new Date(2026, 10, 23));
  });

  it('who resumes while an error stops sending, too, is not told that it goes on', () => {
    const { world, first } = two({ connection: { ...ERROR_STOP, stoppedByPerson: true } });
    const page = get(world, first, { page: 'connection' });

    const answer = follow(world, first, post(world, first, page, { action: 'resume_from_today' }));

    expect(textOf(answer)).toContain('Done. Sending goes on when the error is gone that stops it');
    expect(textOf(answer)).not.toContain('Sending goes on within');
    expect(connectionOf(world)[CONNECTION.stoppedByPerson]).toBe(false);
  });

  it.each([
    ['the other stopped already', 'stop'],
    ['the other chose Preview', 'preview'],
    ['the other switched Off', 'off'],
  ])('a stop from an old page is obeyed, although %s', (_, action) => {
    const { world, first, second } = two();
    const old = get(world, second);
    post(world, first, get(world, first, { page: 'connection' }), { action });

    const answer = post(world, second, old, { action: 'stop' });

    expect(textOf(follow(world, second, answer))).toContain('Sending is stopped. A call that was under way');
    expect(connectionOf(world)[CONNECTION.stoppedByPerson]).toBe(true);
  });

  it('a stop is not lost when a script saves the connection at the same moment', () => {
    const { world, first } = two();
    const page = get(world, first);
    world.account.onBoundary(({ what, when, script }) => {
      if (script !== SCRIPTS.pages.script || what !== 'N/record.save' || when !== 'before') return;
      world.account.onBoundary(null);
      world.account.edit(first, CONNECTION.type, world.connection ?? 0, { fields: { [CONNECTION.tags]: 'x' } });
    });

    const answer = post(world, first, page, { action: 'stop' });

    expect(answer.location).toContain('done=stop');
    expect(connectionOf(world)).toMatchObject({ [CONNECTION.stoppedByPerson]: true, [CONNECTION.tags]: 'x' });
  });
});

it('of a person whose data was erased nothing is left in any record of ours, the log or an export', () => {
  const world = makeWorld({ connection: { sendName: true, sendEmail: true, sendPhone: true } });
  const admin = administrator(world);
  const id = shipped(world, [UPS_NUMBER, UPS_NUMBER_2]);
  settle(world);
  const history = '1|Needs attention|refused|Ada Example|4008|';
  aRow(world, { fulfillment: id, number: 'FAILED', history, ...said('buyer@example.com of Ada is no address.') });

  const page = get(world, admin, { page: 'erase', customer: String(world.customer) });
  post(world, admin, page, { confirm: 'T' });
  settle(world, 60);

  const ours = world.account.all(PACKAGE.type).concat(world.account.all(OUTBOX.type));
  const logs = world.account.logs();
  const files = Object.keys(REASONS).flatMap((reason) =>
    ['', '4008'].map((code) => get(world, admin, { page: 'attention', reason, code, file: 'shipments' }).body),
  );
  const asked: readonly Readonly<Record<string, string>>[] = [
    { page: 'attention' },
    { page: 'fulfillment', fulfillment: String(id) },
  ];
  const pages = asked.map((parameters) => textOf(get(world, admin, parameters)));
  const left = JSON.stringify([ours, connectionOf(world), logs, files, pages]);
  expect(left).not.toMatch(/\bAda\b|buyer@|ada@|5005550006/);
  expect(files.join()).toContain(UPS_NUMBER);
  expect(ledger(world).map(({ number }) => number)).toContain('FAILED');
  expect(world.account.get('customer', world.customer)?.fields[OPT_OUT.customerContact]).toBe(true);
});
