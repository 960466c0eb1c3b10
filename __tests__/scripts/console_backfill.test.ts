/** The page of backfills as deployed: it counts first, starts nothing unasked, and steers what runs. Run after the build. */

import { ACCOUNT_DIAL_VALUES, type Actor, type SuiteletAnswer } from '../../packages/emulator/netsuite';
import { BACKFILL, CONNECTION, PACKAGE, OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { UPS_NUMBER } from '../fixtures';
import { aBackfillRecord, anEventThatWaits, anOldFulfillment } from './backfill_world';
import { administrator, aRow, follow, get, post, textOf } from './console_world';
import { aShippedFulfillment, calls, FEATURES, ledger, makeWorld, modeId, outbox, settle, type World } from './world';

const SEPTEMBER = { first: '2026-09-01', last: '2026-09-30' };
const OPEN = { page: 'backfill' };

function everything(world: World): unknown {
  const types = [PACKAGE.type, OUTBOX.type, CONNECTION.type, BACKFILL.type];
  return [types.map((type) => world.account.all(type)), world.aftership.journal.length];
}

const backfillsOf = (world: World): readonly Readonly<Record<string, unknown>>[] =>
  world.account.all(BACKFILL.type).map(({ fields }) => fields);

/** Counts, as a visitor does it, and gives the page with the counts. */
function count(world: World, admin: Actor, values: Readonly<Record<string, string>> = SEPTEMBER): SuiteletAnswer {
  return follow(world, admin, post(world, admin, get(world, admin, OPEN), values));
}

function start(world: World, admin: Actor, values: Readonly<Record<string, string>> = SEPTEMBER): SuiteletAnswer {
  return follow(world, admin, post(world, admin, count(world, admin, values), {}));
}

function setMode(world: World, label: string): void {
  world.account.edit(world.admin, CONNECTION.type, world.connection ?? 0, {
    fields: { [CONNECTION.mode]: modeId(world.account, label) },
  });
}

describe('counting', () => {
  it('says what the days hold and what it would cost, and changes nothing', () => {
    const world = makeWorld({ connection: { sendEmail: true } });
    const admin = administrator(world);
    anOldFulfillment(world, 'KX500001');
    anOldFulfillment(world, 'KX500002');
    anOldFulfillment(world, 'KX530001', { trandate: new Date(2026, 6, 1), shippeddate: new Date(2026, 6, 1) });
    const shippedOn = new Date(2026, 8, 11);
    aRow(world, { number: 'KX500001', reason: 'too_old', shippedOn });
    aRow(world, { number: 'X1', reason: 'in_step', shippedOn });
    aRow(world, { number: 'X2', reason: 'opted_out', shippedOn });
    aRow(world, { number: 'X3', reason: 'in_step', shippedOn, account: '7654321' });
    aRow(world, { number: 'X4', reason: 'in_step' });
    const before = everything(world);

    const text = textOf(count(world, admin));

    expect(text).toContain('What shipped from 1.9.2026 to 30.9.2026');
    expect(text).toContain('Fulfillments to look at 2');
    expect(text).toContain('Tracking numbers on them 2');
    expect(text).toContain('Packages that AfterShip has already 1');
    expect(text).toContain('Packages left out because of start date or maximum age 1');
    expect(text).toContain('Packages left out by a filter or an opt-out: they stay left out 1');
    expect(text).toContain('needed of your AfterShip quota, at most about 1');
    expect(text).toContain('Takes about an hour at most');
    expect(text).toContain('None: AfterShip is told nothing personal');
    expect(everything(world)).toEqual(before);
    settle(world, 31);
    expect(ledger(world).filter(({ number }) => number === 'KX500002')).toEqual([]);
  });

  it.each([
    [{ connection: { sendEmail: true } }, 'Given: e-mail address.'],
    [{}, 'None: the connection allows none.'],
    [
      {
        account: { accountId: '1234567_SB1', envType: 'SANDBOX' as const },
        connection: { account: '1234567_SB1', sendEmail: true },
      },
      'None of customers: this is not a production account.',
    ],
  ])('says who would be named when contacts are ticked: %o', (options, sentence) => {
    const world = makeWorld(options);
    const admin = administrator(world);

    expect(textOf(count(world, admin, { ...SEPTEMBER, contacts: 'T' }))).toContain(sentence);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['no first day', { first: '', last: '2026-09-30' }, 'the first day is no day'],
    ['a day of another form', { first: '1.9.2026', last: '2026-09-30' }, 'the first day is no day'],
    ['a day that does not exist', { first: '2026-09-01', last: '2026-09-31' }, 'the last day is no day'],
    ['days in the wrong order', { first: '2026-09-30', last: '2026-09-01' }, 'the last day lies before the first'],
    ['a day to come', { first: '2026-09-01', last: '2026-12-24' }, 'the last day lies in the future'],
    ['days of long ago', { first: '2025-09-01', last: '2026-09-30' }, 'the first day lies more than 170 days back'],
    ['markup', { first: '"><script>alert(1)</script>', last: '<b>' }, 'the first day is no day'],
    ['an id that is none', { ...SEPTEMBER, locations: '1 or 1=1' }, 'an internal id is a whole number'],
    [
      'more ids than fit, none of which is cut into another',
      { ...SEPTEMBER, locations: '1,'.repeat(150) + '12' },
      'may have up to 300 characters',
    ],
    ['an id with markup', { ...SEPTEMBER, subsidiaries: '<script>' }, 'an internal id is a whole number'],
  ])('refuses %s, says why, and keeps what was typed', (_what, values, sentence) => {
    const world = makeWorld({ account: { features: [...FEATURES, 'SUBSIDIARIES'] } });
    const admin = administrator(world);
    const before = everything(world);

    const page = count(world, admin, values);
    const started = post(world, admin, page, { ...values, action: 'backfill_start', was: 'on not stopped' });

    expect(textOf(page)).toContain(sentence);
    expect(page.body).not.toContain('<script>');
    expect(page.body).toContain('name="custpage_first"');
    expect(textOf(follow(world, admin, started))).toContain(sentence);
    expect(everything(world)).toEqual(before);
  });

  it.each(['every row', 'main row'] as const)(
    'counts each fulfillment of the locations once, with its numbers, where %s shows them',
    (trackingNumberRows) => {
      const world = makeWorld({ dials: { trackingNumberRows } });
      const admin = administrator(world);
      const { account, order } = world;
      const [reno = 0, graz = 0] = ['Reno', 'Graz'].map((name) => account.seed('location', { fields: { name } }));
      const purchase = account.seed('purchaseorder', { fields: { tranid: 'PO1', createdfrom: order } });
      anOldFulfillment(world, 'KX500001 KX500002', {}, [reno, graz, reno]);
      anOldFulfillment(world, 'KX500003', {}, [graz]);
      anOldFulfillment(world, 'KX500004', { createdfrom: purchase }, [null]);
      anOldFulfillment(world, '', {}, [reno]);

      const text = textOf(count(world, admin, { ...SEPTEMBER, locations: String(reno) }));

      expect(text).toContain('Fulfillments to look at 3');
      expect(text).toContain('Tracking numbers on them 3');
    },
  );

  it('asks for subsidiaries and locations only where the account has them', () => {
    const plain = makeWorld({ account: { features: FEATURES.filter((name) => !name.includes('LOC')) } });
    const whole = makeWorld({ account: { features: [...FEATURES, 'SUBSIDIARIES'] } });

    expect(get(plain, administrator(plain), OPEN).body).not.toMatch(/custpage_(subsidiaries|locations)/);
    expect(get(whole, administrator(whole), OPEN).body).toMatch(/custpage_subsidiaries[\s\S]*custpage_locations/);
  });
});

describe('starting', () => {
  it('sends what was counted, without contacts, and shows how far it is until it is done', () => {
    const world = makeWorld({ connection: { sendEmail: true, sendName: true } });
    const admin = administrator(world);
    anOldFulfillment(world, 'KX500001');
    anOldFulfillment(world, '9.40551E+21');

    const started = start(world, admin);
    expect(textOf(started)).toContain('The backfill was started. It begins within the next quarter of an hour.');
    expect(textOf(started)).toContain('Fulfillments looked at 0 of about 2');
    expect(calls(world)).toEqual([]);

    anEventThatWaits(world.account);
    settle(world, 16);
    const text = textOf(get(world, admin, OPEN));
    expect(text).toContain('Fulfillments looked at 1 of about 2');
    expect(text).toContain('Packages sent 1');
    expect(text).toContain('Need attention 1');
    expect(text).toContain('Still to look at, about 1');

    settle(world, 46);
    const ended = textOf(get(world, admin, OPEN));
    expect(ended).toMatch(/1\.9\.2026 to 30\.9\.2026 done 23\.11\.2026 \S+ pm on 2 1/);
    expect(JSON.stringify(world.aftership.journal)).not.toMatch(/@example|Ada Example/);
    expect(ledger(world).find(({ number }) => number === 'KX500001')?.state).toBe('In AfterShip');
  });

  it('another one can follow, and says again what is left', () => {
    const world = makeWorld();
    const admin = administrator(world);
    anOldFulfillment(world, 'KX500001');
    start(world, admin);
    settle(world, 46);

    expect(textOf(count(world, admin))).toContain('Packages that AfterShip has already 1');
    expect(textOf(start(world, admin))).toContain('The backfill was started.');
    settle(world, 46);
    expect(calls(world)).toEqual(['POST 201']);
    expect(backfillsOf(world).map((fields) => fields[BACKFILL.state])).toEqual(['Done', 'Done']);
  });

  it('with contacts ticked, gives them', () => {
    const world = makeWorld({ connection: { sendEmail: true } });
    const admin = administrator(world);
    anOldFulfillment(world, 'KX500001');

    start(world, admin, { ...SEPTEMBER, contacts: 'T' });
    settle(world, 31);

    expect(JSON.stringify(world.aftership.journal)).toContain('@example.com');
  });

  it('in Preview says that nothing is sent, and sends nothing', () => {
    const world = makeWorld({ mode: 'Preview' });
    const admin = administrator(world);
    anOldFulfillment(world, 'KX500001');

    expect(count(world, admin).body).toContain('Start: say what would be sent of 1.9.2026 to 30.9.2026');
    start(world, admin);
    anEventThatWaits(world.account);
    settle(world, 16);
    expect(textOf(get(world, admin, OPEN))).toContain('Packages that would be sent 1');
    expect(calls(world)).toEqual([]);

    const connection = textOf(get(world, admin, { page: 'connection' }));
    expect(connection).toContain('No package waits in Preview.');
    expect(connection).toContain('1 more package that Preview shows is left out when the mode is On');
  });

  it.each([{ mode: 'Off' as const }, { connection: null }])('says why it cannot be started: %o', (options) => {
    const world = makeWorld(options);

    const text = textOf(get(world, administrator(world), OPEN));

    expect(text).toContain('Nothing can be started now: a backfill needs a connection');
  });

  it('does not say that it goes on while sending is stopped', () => {
    const world = makeWorld({ connection: { stoppedByPerson: true } });
    aBackfillRecord(world);

    const text = textOf(get(world, administrator(world), OPEN));

    expect(text).toContain('The backfill goes on when sending does.');
    expect(text).not.toContain('It goes on every quarter');
  });

  it('says so when no days were entered', () => {
    const world = makeWorld();
    const admin = administrator(world);

    const answer = post(world, admin, get(world, admin, OPEN), { first: '', last: ' ' });

    expect(textOf(answer)).toContain('Nothing was counted: enter the first day and the last day.');
    expect(answer.body).toContain('backfill_count');
  });

  it('is refused while another is active, from an old page, and while the mode is Off', () => {
    const world = makeWorld();
    const admin = administrator(world);
    anOldFulfillment(world, 'KX500001');
    const page = count(world, admin);
    const other = count(world, admin);
    post(world, admin, page, {});

    expect(textOf(follow(world, admin, post(world, admin, other, {})))).toContain('a backfill is under way already');
    setMode(world, 'Preview');
    expect(textOf(post(world, admin, other, {}))).toContain('somebody else changed the record');
    setMode(world, 'Off');
    expect(textOf(post(world, admin, other, { was: 'off not stopped' }))).toContain('Nothing was changed');
    expect(get(world, admin, OPEN).body).not.toContain('backfill_start');
    expect(backfillsOf(world)).toHaveLength(1);
  });
});

describe('steering', () => {
  function running(): { readonly world: World; readonly admin: Actor; readonly id: number } {
    const world = makeWorld();
    anOldFulfillment(world, 'KX500001');
    return { world, admin: administrator(world), id: aBackfillRecord(world, { [BACKFILL.expected]: 1 }) };
  }

  it('pauses and resumes where it was', () => {
    const { world, admin } = running();

    const paused = follow(world, admin, post(world, admin, get(world, admin, OPEN), { action: 'backfill_pause' }));
    expect(textOf(paused)).toContain('The backfill is paused.');
    settle(world, 46);
    expect(calls(world)).toEqual([]);

    const resumed = follow(world, admin, post(world, admin, get(world, admin, OPEN), { action: 'backfill_resume' }));
    expect(textOf(resumed)).toContain('The backfill goes on within the next quarter of an hour.');
    settle(world, 46);
    expect(ledger(world)).toMatchObject([{ number: 'KX500001', state: 'In AfterShip' }]);
  });

  it('is ended for good', () => {
    const { world, admin } = running();

    const page = follow(world, admin, post(world, admin, get(world, admin, OPEN), { action: 'backfill_cancel' }));
    settle(world, 46);

    expect(textOf(page)).toContain('The backfill was ended. What it sent stays.');
    expect(textOf(page)).toContain('ended by a person');
    expect(calls(world)).toEqual([]);
  });

  it('after a change of mode it has to be resumed on purpose, in the mode that the page shows', () => {
    const { world, admin, id } = running();
    setMode(world, 'Preview');
    settle(world, 16);
    const page = get(world, admin, OPEN);
    expect(textOf(page)).toContain('The mode was changed from on to preview.');
    expect(page.body).toContain('say what would be sent (mode Preview)');

    // The mode is On again before the button of the old page is pressed: that button said nothing of sending.
    setMode(world, 'On');
    expect(textOf(post(world, admin, page, { action: 'backfill_resume' }))).toContain('somebody else changed');
    expect(world.account.get(BACKFILL.type, id)?.fields[BACKFILL.state]).toBe('Paused');
  });

  it('resumed in another mode it begins again: what Preview only showed is sent', () => {
    const { world, admin, id } = running();
    setMode(world, 'Preview');
    world.account.inlineEdit(world.admin, BACKFILL.type, id, { [BACKFILL.mode]: 'Preview' });
    anEventThatWaits(world.account);
    settle(world, 16);
    expect(ledger(world)).toMatchObject([{ number: 'KX500001', state: 'Ready (Preview)' }]);
    setMode(world, 'On');
    settle(world, 16);

    const page = get(world, admin, OPEN);
    expect(page.body).toContain('Begin again, and send');
    post(world, admin, page, { action: 'backfill_resume' });
    settle(world, 46);

    expect(ledger(world)).toMatchObject([{ number: 'KX500001', state: 'In AfterShip' }]);
    expect(backfillsOf(world)[0]).toMatchObject({ [BACKFILL.state]: 'Done', [BACKFILL.raised]: 1 });
  });

  it('cannot be resumed while the mode is Off', () => {
    const { world, admin } = running();
    setMode(world, 'Off');
    settle(world, 16);
    const page = get(world, admin, OPEN);

    expect(page.body).not.toContain('backfill_resume');
    expect(textOf(post(world, admin, page, { action: 'backfill_resume' }))).toContain('Nothing was changed');
    expect(backfillsOf(world)[0]?.[BACKFILL.state]).toBe('Paused');
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['of another account', {}],
    ['that does not exist', { backfill: '999999' }],
    ['that is no number', { backfill: '1 or 1' }],
    ['in a state that it is not in', { stood: 'done' }],
  ])('touches none %s', (what, values) => {
    const { world, admin, id } = running();
    const foreign = aBackfillRecord(world, { [BACKFILL.account]: '7654321' });
    const page = get(world, admin, OPEN);
    const before = everything(world);
    const forged = what === 'of another account' ? { backfill: String(foreign) } : values;

    for (const action of ['backfill_pause', 'backfill_cancel']) {
      expect(textOf(post(world, admin, page, { ...forged, action }))).toContain('Nothing was changed');
    }
    expect(everything(world)).toEqual(before);
    expect(page.body).toContain(`value="${id}"`);
    expect(page.body).not.toContain(`value="${foreign}"`);
  });

  it('a pause while a run writes how far it is loses nothing of either', () => {
    const { world, admin, id } = running();
    let paused = false;
    anEventThatWaits(world.account);
    world.account.onBoundary(({ what, when, script, entry }) => {
      if (paused || script !== 'customscript_aftership_send_mr' || when !== 'before') return;
      if (entry !== 'summarize' || !what.includes('submitFields')) return;
      paused = true;
      world.account.onBoundary(null);
      post(world, admin, get(world, admin, OPEN), { action: 'backfill_pause' });
    });
    settle(world, 31);

    expect(paused).toBe(true);
    expect(world.account.get(BACKFILL.type, id)?.fields).toMatchObject({
      [BACKFILL.state]: 'Paused',
      [BACKFILL.raised]: 1,
    });
    expect(outbox(world)).toHaveLength(1);
    post(world, admin, get(world, admin, OPEN), { action: 'backfill_resume' });
    settle(world, 46);
    expect(world.account.get(BACKFILL.type, id)?.fields[BACKFILL.state]).toBe('Done');
    expect(ledger(world)).toMatchObject([{ state: 'In AfterShip' }]);
    expect(calls(world)).toEqual(['POST 201']);
  });
});

describe('nothing is changed', () => {
  const actions = ['backfill_count', 'backfill_start', 'backfill_pause', 'backfill_resume', 'backfill_cancel'];

  it.each(actions)('by an address with %s, nor without the token of the session', (action) => {
    const world = makeWorld();
    const admin = administrator(world);
    anOldFulfillment(world, 'KX500001');
    const id = aBackfillRecord(world);
    const page = get(world, admin, OPEN);
    const values = { ...SEPTEMBER, action, backfill: String(id), stood: 'running', was: 'on not stopped' };
    const before = everything(world);

    expect(textOf(get(world, admin, { ...OPEN, ...values }))).toContain('never by an address');
    expect(textOf(post(world, admin, page, { ...values, token: 'guessed' }))).toContain('Nothing was changed');
    world.account.endSessions();
    expect(textOf(post(world, admin, page, values))).toContain('your session has ended');
    expect(everything(world)).toEqual(before);
  });

  it('by a visitor without permission', () => {
    const world = makeWorld();
    world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world, [UPS_NUMBER]));

    expect(get(world, world.clerk, OPEN).body).not.toContain('custpage_first');
  });
});

const ANSWERS = Object.entries(ACCOUNT_DIAL_VALUES).flatMap(([dial, values]) => values.map((value) => [dial, value]));

describe('where NetSuite’s answer is not documented', () => {
  it.each(ANSWERS)('with %s = %s a backfill is counted, paused, resumed and ends', (dial, value) => {
    const world = makeWorld({ dials: { [String(dial)]: value }, connection: { sendEmail: true } });
    const admin = administrator(world);
    const id = anOldFulfillment(world, 'KX500001');
    const steer = (action: string): void => void post(world, admin, get(world, admin, OPEN), { action });

    expect(textOf(count(world, admin))).toContain('Fulfillments to look at 1 Tracking numbers on them 1');
    start(world, admin);
    steer('backfill_pause');
    settle(world, 16);
    expect(calls(world)).toEqual([]);
    steer('backfill_resume');
    settle(world, 31);
    world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { shippeddate: new Date(2026, 8, 12) } });
    settle(world, 16);

    expect(ledger(world)).toMatchObject([{ number: 'KX500001', state: 'In AfterShip' }]);
    expect(JSON.stringify(world.aftership.journal)).not.toContain('@example.com');
    expect(textOf(get(world, admin, OPEN))).toMatch(/1\.9\.2026 to 30\.9\.2026 done \S+ \S+ pm on 1 1 0 0/);
    expect(outbox(world)).toEqual([]);
  });
});
