/** The console as deployed: what pages say, what changes do, and what hostile input does not do. Run after the build. */

import { ACCOUNT_DIAL_VALUES, type Actor, type FieldValue } from '../../packages/emulator/netsuite';
import { CONNECTION, OPT_OUT, PARAMETERS, SCRIPTS, PACKAGE, OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { UPS_NUMBER, UPS_NUMBER_2 } from '../fixtures';
import { administrator, aRow, follow, get, post, said, textOf } from './console_world';
import {
  aShippedFulfillment,
  calls,
  ledger,
  makeWorld,
  messageOfFields,
  outbox,
  SECRET,
  settle,
  type World,
} from './world';

const FAILED = { page: 'attention', reason: 'refused', code: '4005' };
const OF_VALUE = { ...FAILED, code: '4008' };

function shipped(world: World, numbers: readonly string[] = [UPS_NUMBER]): number {
  return world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world, numbers));
}

/** Everything that a change could touch, to see that nothing did. */
function everything(world: World): unknown {
  const { account } = world;
  const types = [PACKAGE.type, OUTBOX.type, CONNECTION.type];
  return [types.map((type) => account.all(type)), world.aftership.journal.length];
}

describe('the overview', () => {
  it('counts packages by state, day and carrier, and says how the work stands', () => {
    const world = makeWorld();
    shipped(world);
    settle(world);
    aRow(world, { reason: 'too_old', slug: 'dhl' });

    const text = textOf(get(world, administrator(world)));

    expect(text).toContain('Mode On: sending.');
    expect(text).toMatch(/Packages by the day they shipped, last 14 days .* 21\.11\.2026 1 0 1 0/);
    expect(text).toMatch(/Packages by carrier.* ups 1 0 0 0/);
    expect(text).toMatch(/Packages by carrier.* dhl 0 0 1 0/);
    expect(text).toContain('Last run of sending 23.11.2026 7:00:02 pm 1 fulfillment looked at: 1 created');
    expect(text).toContain('Next run of the scheduled script, at the latest 23.11.2026 7:45:00 pm');
  });

  it('says what the last runs cost, and when the hourly check and the scheduled script run', () => {
    const world = makeWorld();
    const admin = administrator(world);
    expect(textOf(get(world, admin))).toContain('No run of sending in the last hour is remembered.');
    shipped(world);
    settle(world, 2);
    const other = shipped(world, [UPS_NUMBER_2]);
    settle(world, 2);

    const ran = world.account.executions().filter(({ script }) => script === SCRIPTS.deliver.script);
    const units = ran.reduce((sum, execution) => sum + execution.units, 0);
    const shownUnits = Number(/Usage units of sending, last hour (\d+) in 2 runs/.exec(textOf(get(world, admin)))?.[1]);

    expect(other).toBeGreaterThan(0);
    // A run knows what it cost before it notes it: the note itself, and the end, come on top.
    expect(units - shownUnits).toBeGreaterThanOrEqual(0);
    expect(units - shownUnits).toBeLessThan(40);
    expect(textOf(get(world, admin))).toMatch(/Last runs of sending.* 1 fulfillment looked at: 1 created \d+/);
    settle(world, 70);
    expect(textOf(get(world, admin))).toMatch(/Hourly check, every hour has covered everything until 23\.11\.2026/);
  });

  it('says for how long the oldest waits', () => {
    const world = makeWorld({ connection: { stoppedByPerson: true } });
    shipped(world);
    settle(world, 200);

    expect(textOf(get(world, administrator(world)))).toMatch(
      /Oldest fulfillment that waits, since \S+ \S+ pm, for 3 h 20 min/,
    );
    settle(world, 2 * 24 * 60);
    expect(textOf(get(world, administrator(world)))).toContain(', for 2 days 3 h');
  });

  it('shows what only the record remembers in the visitor’s time, too', () => {
    const world = makeWorld({
      connection: {
        lastRequest: '2026-11-23T12:15:00.000Z accepted',
        lastRun: '2026-11-23T12:15:03.000Z 1 fulfillment looked at (71 units)',
      },
    });

    const text = textOf(get(world, administrator(world)));

    expect(text).toContain('Last request for sending 23.11.2026 1:15:00 pm accepted');
    expect(text).toContain('Last run of sending 23.11.2026 1:15:03 pm 1 fulfillment looked at (71 units)');
  });

  it.each([
    [{ connection: null }, 'There is no connection for this account (1234567)'],
    [{ mode: 'Preview' as const }, 'Mode Preview: packages say what would be sent.'],
    [{ connection: { stoppedByPerson: true } }, 'Sending is stopped by a person.'],
    [{ connection: { stoppedByError: true, stopReason: 'The key.' } }, 'Sending is stopped by an error: The key.'],
    [{ connection: { account: '7654321' } }, 'connections made for other accounts (7654321)'],
    [{ connection: { secret: 'my key' } }, 'The connection cannot be used, so nothing is sent.'],
  ])('begins with whether anything is sent: %o', (options, sentence) => {
    const world = makeWorld(options);

    expect(textOf(get(world, administrator(world)))).toContain(sentence);
  });
});

describe('what needs attention', () => {
  it('is grouped by reason with the remedy, and lists the packages of a reason, newest first', () => {
    const world = makeWorld();
    const admin = administrator(world);
    for (let at = 0; at < 30; at += 1) aRow(world, { number: `N${at}`, ...said(`Message ${at}.`) });
    aRow(world, { reason: 'removed' });

    const groups = textOf(get(world, admin, { page: 'attention' }));
    const first = textOf(get(world, admin, OF_VALUE));
    const second = textOf(get(world, admin, { ...OF_VALUE, start: '25' }));

    expect(groups).toContain('Needs attention 4008 30 AfterShip refused a value: (each package says which)');
    expect(groups).not.toContain('removed');
    expect(first).toContain('packages 1 to 25 of 30');
    expect(first).toContain('N29 1000 21.11.2026 AfterShip refused a value: Message 29. Correct it on');
    expect(first).not.toContain('N4 ');
    expect(second).toContain('packages 26 to 30 of 30');
    expect(second).toContain('N0 1000 21.11.2026 AfterShip refused a value: Message 0. Correct it on');
  });

  it('names the fulfillments whose look fails again and again, each once, and the overview counts them', () => {
    const world = makeWorld();
    const admin = administrator(world);
    const waiting: readonly Readonly<Record<string, FieldValue>>[] = [
      { [OUTBOX.fulfillment]: 1001, [OUTBOX.attempts]: 2, [OUTBOX.waitReason]: 'AfterShip had an internal problem.' },
      { [OUTBOX.fulfillment]: 1002, [OUTBOX.attempts]: 3, [OUTBOX.waitReason]: 'An <older> failure.' },
      { [OUTBOX.fulfillment]: 1002, [OUTBOX.attempts]: 5, [OUTBOX.waitReason]: 'The script failed: <odd>.' },
      { [OUTBOX.fulfillment]: 1003, [OUTBOX.attempts]: 4, [OUTBOX.account]: '7654321' },
      {
        [OUTBOX.fulfillment]: 1004,
        [OUTBOX.attempts]: 3,
        [OUTBOX.backfillId]: 7,
        [OUTBOX.waitReason]: 'Not readable.',
      },
    ];
    for (const fields of waiting) {
      const due = Date.UTC(2026, 10, 24, 15) / 1000;
      world.account.seed(OUTBOX.type, {
        fields: { [OUTBOX.account]: world.account.options.accountId, [OUTBOX.due]: due, ...fields },
      });
    }

    const page = get(world, admin, { page: 'attention' });
    const overview = get(world, admin);

    const text = textOf(page);
    expect(text).toContain('2 fulfillments whose look fails again and again');
    expect(text).toMatch(
      /1002 5 24\.11\.2026 4:00:00 pm The script failed: <odd>\. 1004 3 24\.11\.2026 4:00:00 pm Not readable\./,
    );
    expect(page.body).toContain('The script failed: &lt;odd&gt;.');
    for (const other of ['1001', 'older', '1003']) expect(text).not.toContain(other);
    expect(textOf(overview)).toContain('Fulfillments whose look fails again and again 2');
  });

  it('shows the last page where an old address leads beyond it, and the reasons where it asks for what needs nothing', () => {
    const world = makeWorld();
    const admin = administrator(world);
    for (let at = 0; at < 30; at += 1) aRow(world, { number: `N${at}` });
    aRow(world, { reason: 'in_step' });

    const beyond = textOf(get(world, admin, { ...FAILED, start: '999999999999999' }));
    const tracked = textOf(get(world, admin, { page: 'attention', reason: 'in_step' }));

    expect(beyond).toContain('packages 26 to 30 of 30');
    expect(beyond).not.toContain('No package needs attention');
    expect(tracked).toContain('Needs attention 4005 30');
    expect(tracked).not.toContain(' of 0');
  });

  it('tries the chosen packages again, and no other', () => {
    const world = makeWorld();
    const admin = administrator(world);
    const ids = [0, 1, 2].map((at) => aRow(world, { number: `N${at}`, fulfillment: 1000 + at }));
    const page = get(world, admin, FAILED);

    const answer = post(world, admin, page, { action: 'retry' }, [0, 2]);

    expect(textOf(follow(world, admin, answer))).toContain(
      'Asked for: 2 packages are to be tried again. That happens in a minute or two',
    );
    const ticked = ids.map((id) => world.account.get(PACKAGE.type, id)?.fields[PACKAGE.retry] === true);
    expect(ticked).toEqual([true, false, true]);
    expect(
      outbox(world)
        .map(({ fields }) => fields[OUTBOX.fulfillment])
        .sort(),
    ).toEqual([1000, 1002]);
  });

  it('tries more than a thousand packages again in one job', () => {
    const world = makeWorld({ connection: { stoppedByPerson: true } });
    const admin = administrator(world);
    for (let at = 0; at < 1100; at += 1) aRow(world, { number: `N${at}`, fulfillment: 1000 + (at % 20) });

    post(world, admin, get(world, admin, FAILED), { action: 'retry_all' });
    world.account.advance(60);

    expect(world.account.all(PACKAGE.type).filter(({ fields }) => fields[PACKAGE.retry] !== true)).toEqual([]);
    expect(outbox(world)).toHaveLength(20);
  });

  it('tries all packages of a reason again in a job, once for each fulfillment', () => {
    const world = makeWorld();
    const admin = administrator(world);
    for (let at = 0; at < 60; at += 1) aRow(world, { number: `N${at}`, fulfillment: 1000 + Math.floor(at / 2) });
    const other = aRow(world, { answerCode: 4012 });
    const page = get(world, admin, FAILED);

    const answer = post(world, admin, page, { action: 'retry_all' });
    const again = post(world, admin, page, { action: 'retry_all' });
    world.account.setDeployed(SCRIPTS.deliver.deployment, false);
    world.account.advance(60);

    expect(textOf(follow(world, admin, answer))).toContain('Started: a job asks for these packages.');
    expect(textOf(follow(world, admin, again))).toContain('such a job is under way already');
    expect(outbox(world)).toHaveLength(30);
    const ticked = world.account.all(PACKAGE.type).filter(({ fields }) => fields[PACKAGE.retry] === true);
    expect(ticked).toHaveLength(60);
    expect(world.account.get(PACKAGE.type, other)?.fields[PACKAGE.retry]).not.toBe(true);
  });

  it('leaves many chosen packages to the job, and tries those again only', () => {
    const world = makeWorld();
    const admin = administrator(world);
    for (let at = 0; at < 10; at += 1) aRow(world, { number: `N${at}`, fulfillment: 1000 + at });
    world.account.setDeployed(SCRIPTS.deliver.deployment, false);

    const answer = post(world, admin, get(world, admin, FAILED), { action: 'retry' }, [0, 1, 2, 3, 4, 9]);
    world.account.advance(60);

    expect(textOf(follow(world, admin, answer))).toContain('Started: a job asks for these packages.');
    expect(
      outbox(world)
        .map(({ fields }) => fields[OUTBOX.fulfillment])
        .sort(),
    ).toEqual([1000, 1005, 1006, 1007, 1008, 1009]);
  });

  it('says how the job failed when somebody starts it by hand', () => {
    const world = makeWorld();
    world.account.execute(SCRIPTS.bulk.deployment);

    expect(
      world.account
        .logs()
        .map(({ details }) => details)
        .join(),
    ).toContain('it is started by the AfterShip console, not by hand');
  });

  it('lets a person approve removals that the brake holds', () => {
    const world = makeWorld({ connection: { removalsPerHour: 0, removalWait: 0 } });
    const admin = administrator(world);
    const id = shipped(world);
    settle(world);
    world.account.remove(world.clerk, 'itemfulfillment', id);
    settle(world);
    expect(ledger(world)[0]).toMatchObject({ state: 'Removal due', reason: 'brake' });
    const page = get(world, admin, { page: 'attention', reason: 'brake' });

    expect(page.body).toContain('Approve the removal of the chosen packages');
    post(world, admin, page, { action: 'retry' }, [0]);
    settle(world);

    expect(ledger(world)[0]).toMatchObject({ state: 'Removed' });
    expect(world.aftership.trackings.size).toBe(0);
  });

  it('sends a held package anyway', () => {
    const world = makeWorld({ connection: { startDate: new Date(2026, 10, 22) } });
    const admin = administrator(world);
    shipped(world);
    settle(world);
    expect(ledger(world)[0]).toMatchObject({ state: 'Not sent (rule)', reason: 'before_start' });
    const page = get(world, admin, { page: 'attention', reason: 'before_start' });

    post(world, admin, page, { action: 'retry' }, [0]);
    settle(world);

    expect(ledger(world)[0]).toMatchObject({ state: 'In AfterShip' });
  });

  it('goes out as CSV that no spreadsheet calculates', () => {
    const world = makeWorld();
    aRow(world, { number: '=1+1', ...said('"no", twice.'), traceId: 'a\nb' });

    const file = get(world, administrator(world), { ...OF_VALUE, file: 'shipments' });

    expect(file.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="aftership_shipments.csv"',
    });
    const [head, ...rows] = file.body.split('\r\n');
    expect(head).toBe(
      '\uFEFFRow,Tracking number,Fulfillment,Day shipped (year-month-day),State,Reason,What happened and what to do,AfterShip’s answer,AfterShip’s id of the call,Id at AfterShip',
    );
    expect(rows.join('\r\n')).toBe(
      `1,'=1+1,1000,2026-11-21,Needs attention,refused,"AfterShip refused a value: ""no"", twice. Correct it on the fulfillment, its order or the customer.",4008,"a\nb",\r\n`,
    );
  });
});

describe('a fulfillment', () => {
  it('shows what would be sent now, with masked contacts, and sends nothing', () => {
    const world = makeWorld({ connection: { sendName: true, sendEmail: true }, mode: 'Off' });
    const id = shipped(world, [UPS_NUMBER, UPS_NUMBER_2]);
    settle(world);
    const before = everything(world);

    const text = textOf(get(world, administrator(world), { page: 'fulfillment', fulfillment: String(id) }));

    expect(text).toContain('Mode Off: nothing is looked at and nothing is sent.');
    expect(text).toContain(`${UPS_NUMBER} Would create a tracking. yes`);
    expect(text).toContain('"email": "b***@e***.com"');
    expect(text).not.toContain('buyer@example.com');
    expect(text).not.toContain('Ada');
    expect(everything(world)).toEqual(before);
  });

  it('says why it was not sent, in the words of the rule', () => {
    const world = makeWorld({ connection: { startDate: new Date(2026, 10, 22) } });
    const id = shipped(world);
    settle(world);

    const text = textOf(get(world, administrator(world), { page: 'fulfillment', fulfillment: String(id) }));

    expect(text).toContain(`Not sent: it shipped on 2026-11-21, before the connection's start date 2026-11-22.`);
  });

  it('is looked at again when a person asks', () => {
    const world = makeWorld({ connection: null });
    const admin = administrator(world);
    const id = shipped(world);
    settle(world);
    aRow(world, { fulfillment: id });
    const page = get(world, admin, { page: 'fulfillment', fulfillment: String(id) });

    const answer = post(world, admin, page, { action: 'look_again' });

    expect(textOf(follow(world, admin, answer))).toContain(
      'Asked for: the fulfillment is to be looked at again. There is no connection',
    );
    expect(outbox(world).map(({ fields }) => [fields[OUTBOX.fulfillment], fields[OUTBOX.origin]])).toEqual([
      [id, 'console'],
    ]);
  });

  it.each(['4711', '0', '99999999999999'])('that is not there is said to be so: %s', (fulfillment) => {
    const world = makeWorld();

    const text = textOf(get(world, administrator(world), { page: 'fulfillment', fulfillment }));

    expect(text).toContain('There is no such fulfillment, or your role may not see it.');
  });

  it('is found by a number as people type it', () => {
    const world = makeWorld();
    const admin = administrator(world);
    const id = shipped(world);
    settle(world);
    const page = get(world, admin, { page: 'find' });

    const byNumber = follow(world, admin, post(world, admin, page, { number: ` ${UPS_NUMBER.toLowerCase()} ` }));
    const byId = follow(world, admin, post(world, admin, page, { fulfillment: String(id) }));
    const byNonsense = post(world, admin, page, { fulfillment: '12; drop' });

    expect(textOf(byNumber)).toContain(`${UPS_NUMBER} ${id} In AfterShip`);
    expect(textOf(byId)).toContain(`AfterShip: Fulfillment ${id}`);
    expect(textOf(byNonsense)).toContain('An internal id is a whole number.');
  });
});

describe('the history of a fulfillment', () => {
  it('tells, newest first, what was sent without naming anybody, and what AfterShip answered', () => {
    const world = makeWorld({ connection: { sendName: true, sendEmail: true } });
    const admin = administrator(world);
    const id = shipped(world);
    settle(world);
    world.account.edit(world.clerk, 'itemfulfillment', id, { sublists: { package: [] } });
    settle(world);

    const text = textOf(get(world, admin, { page: 'fulfillment', fulfillment: String(id) }));

    expect(text).toMatch(
      new RegExp(
        `What happened to its packages.* ${UPS_NUMBER} Removal due number gone.* ${UPS_NUMBER} In AfterShip carrier ups, order SO50, to DEU, with name \\+ e-mail 201 \\S+`,
      ),
    );
    expect(text).not.toMatch(/Ada|example\.com/);
  });
});

describe('a customer', () => {
  it('is found with the packages whose trackings may carry their data, and nobody else’s', () => {
    const world = makeWorld({ connection: { sendEmail: true } });
    const admin = administrator(world);
    const id = shipped(world);
    const other = world.account.seed('customer', { fields: { isperson: true, firstname: 'Ben' } });
    const values = aShippedFulfillment(world, [UPS_NUMBER_2]);
    world.account.create(world.clerk, 'itemfulfillment', { ...values, fields: { ...values.fields, entity: other } });
    settle(world);

    const answer = post(world, admin, get(world, admin, { page: 'find' }), { customer: String(world.customer) });
    const text = textOf(follow(world, admin, answer));

    expect(text).toMatch(new RegExp(`${UPS_NUMBER} ${id} In AfterShip yes ns-1234567-[0-9a-f]{24}`));
    expect(text).not.toContain(UPS_NUMBER_2);
    expect(text).not.toContain('buyer@example.com');
  });

  it('without fulfillments, and an id that is none, are said to be so', () => {
    const world = makeWorld();
    const admin = administrator(world);

    expect(textOf(get(world, admin, { page: 'find', customer: '4711' }))).toContain(
      'No package of this account was found.',
    );
    const wrong = post(world, admin, get(world, admin, { page: 'find' }), { customer: 'Ada' });
    expect(textOf(wrong)).toContain('An internal id is a whole number.');
  });
});

describe('the data of a customer', () => {
  const NAMED = { connection: { sendName: true, sendEmail: true } };

  function erasePage(world: World, admin: Actor, customer = world.customer): ReturnType<typeof get> {
    return get(world, admin, { page: 'erase', customer: String(customer) });
  }
  const marks = (world: World): unknown =>
    world.account.get('customer', world.customer)?.fields[OPT_OUT.customerContact];
  const dueTimes = (world: World): unknown[] => outbox(world).map(({ fields }) => fields[OUTBOX.due]);
  const customersAtAfterShip = (world: World): unknown[] =>
    [...world.aftership.trackings.values()].map(({ fields }) => fields['customers']);

  it('is counted before anything happens, with what has to be done elsewhere', () => {
    const world = makeWorld(NAMED);
    const admin = administrator(world);
    shipped(world, [UPS_NUMBER, UPS_NUMBER_2]);
    settle(world);
    const before = everything(world);

    const found = get(world, admin, { page: 'find', customer: String(world.customer) });
    const text = textOf(erasePage(world, admin));

    expect(textOf(found)).toContain('Erase the data of this customer');
    expect(text).toContain('Marked as nothing: contact details are given as the connection says');
    expect(text).toContain('Packages whose trackings at AfterShip carry contact details 2');
    expect(text).toContain('erased by AfterShip’s support');
    expect([everything(world), marks(world)]).toEqual([before, false]);
  });

  it('is erased from the ledger and taken back from AfterShip, and nothing of it is given again', () => {
    const world = makeWorld(NAMED);
    const admin = administrator(world);
    const id = shipped(world);
    settle(world);
    expect(customersAtAfterShip(world)).toEqual([[expect.objectContaining({ email: 'buyer@example.com' })]]);
    aRow(world, { fulfillment: id, number: 'OLD', reason: 'removed', ...said('Refused Ada.') });
    world.account.inlineEdit(world.admin, 'customer', world.customer, { [OPT_OUT.customer]: true });

    const answer = post(world, admin, erasePage(world, admin), { confirm: 'T' });
    expect(textOf(follow(world, admin, answer))).toContain('Started. The customer is marked as to be tracked without');
    settle(world);

    expect(marks(world)).toBe(true);
    expect(customersAtAfterShip(world)).toEqual([[]]);
    const rows = world.account.all(PACKAGE.type).map(({ fields }) => fields);
    expect(rows.map((fields) => fields[PACKAGE.hasContact])).toEqual([false, false]);
    expect(rows.map((fields) => fields[PACKAGE.params] ?? '').join()).not.toContain('Ada');
    expect(String(rows[1]?.[PACKAGE.history])).toMatch(/^\d+\|erased\|\|\|\|$/);
    world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { memo: 'x', tranid: 'IF101' } });
    settle(world);
    expect(customersAtAfterShip(world)).toEqual([[]]);
  });

  it('is taken back from AfterShip also where it refused the last update', () => {
    const world = makeWorld(NAMED);
    const admin = administrator(world);
    const id = shipped(world);
    settle(world);
    // The second one is the hourly check's: the first look may have come before the save, by a clock of whole minutes.
    const fault = { kind: 'refusal', code: 4008, strikes: 'before effect' } as const;
    world.aftership.faults.push({ fault, method: 'PUT', times: 2 });
    world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { shippeddate: new Date(2026, 10, 20) } });
    settle(world, 90);
    expect(ledger(world)).toMatchObject([{ state: 'Needs attention', reason: 'refused' }]);

    post(world, admin, erasePage(world, admin), { confirm: 'T' });
    settle(world);

    expect(customersAtAfterShip(world)).toEqual([[]]);
    expect(ledger(world)).toMatchObject([{ state: 'In AfterShip', reason: 'in_step' }]);
  });

  it.each([
    ['AfterShip keeps what an update leaves out', { objectsOnUpdate: 'merged' }],
    ['AfterShip refuses an empty list', { emptyCustomers: 'refused' }],
  ] as const)('stays marked as with contact when %s', (_when, aftershipDials) => {
    const world = makeWorld({ ...NAMED, aftershipDials });
    const admin = administrator(world);
    shipped(world);
    settle(world);

    post(world, admin, erasePage(world, admin), { confirm: 'T' });
    settle(world);

    expect(ledger(world)).toMatchObject([{ state: 'In AfterShip' }]);
    expect(ledger(world)[0]?.message).toContain('AfterShip still has contact details of this tracking.');
    expect(textOf(get(world, admin, { page: 'find', customer: String(world.customer) }))).toMatch(
      /In AfterShip yes ns-1234567/,
    );
  });

  it('is erased of every package, also when ten fulfillments have more than a thousand of them', () => {
    const world = makeWorld(NAMED);
    const admin = administrator(world);
    const ids = [shipped(world, []), shipped(world, [])];
    for (let at = 0; at < 1100; at += 1) {
      aRow(world, { fulfillment: ids[at % 2] ?? 0, number: `N${at}`, reason: 'removed', ...said('Ada.') });
    }

    post(world, admin, erasePage(world, admin), { confirm: 'T' });
    settle(world);

    const left = world.account.all(PACKAGE.type).filter(({ fields }) => String(fields[PACKAGE.params]).includes('Ada'));
    expect(left).toEqual([]);
  });

  it('is erased of every fulfillment, also when there are more than a thousand', () => {
    const world = makeWorld(NAMED);
    const admin = administrator(world);
    const { fields } = aShippedFulfillment(world, []);
    const ids = Array.from({ length: 1010 }, () => world.account.seed('itemfulfillment', { fields }));
    for (const id of [ids[0], ids.at(-1)]) aRow(world, { fulfillment: id ?? 0, reason: 'removed', ...said('Ada.') });

    post(world, admin, erasePage(world, admin), { confirm: 'T' });
    settle(world);

    expect(world.account.all(PACKAGE.type).map(({ fields }) => messageOfFields(fields))).toEqual([
      expect.stringContaining('was erased'),
      expect.stringContaining('was erased'),
    ]);
  });

  it('is taken back from AfterShip, too, when a run was about to give it while the job erased', () => {
    const world = makeWorld(NAMED);
    shipped(world);
    const task = JSON.stringify({ version: 2, kind: 'erase', customerId: world.customer });
    world.account.onBoundary(({ kind, when, what, script }) => {
      if (script !== SCRIPTS.deliver.script || kind !== 'http' || when !== 'before' || !what.startsWith('POST')) return;
      world.account.onBoundary(null);
      world.account.inlineEdit(world.admin, 'customer', world.customer, { [OPT_OUT.customerContact]: true });
      world.account.runOnceMore(SCRIPTS.bulk.deployment, { [PARAMETERS.bulkTask]: task });
    });

    settle(world);

    expect(calls(world)).toEqual(['POST 201', 'PUT 200']);
    expect(customersAtAfterShip(world)).toEqual([[]]);
    expect(world.account.all(PACKAGE.type).map(({ fields }) => fields[PACKAGE.hasContact])).toEqual([false]);
    expect(outbox(world)).toEqual([]);
  });

  it.each([
    ['is erased', (world: World) => ({ kind: 'erase', customerId: world.customer })],
    ['has a carrier that is corrected', () => ({ kind: 'carrier', slug: 'ups' })],
    [
      'is tried again with many others',
      () => ({ kind: 'retry', chosen: { kind: 'all', filter: { reason: 'refused', code: 4005 } } }),
    ],
  ])('that %s is not asked for before a rate limit ends', (_what, taskOf) => {
    const world = makeWorld(NAMED);
    const refusal = { kind: 'refusal', code: 4005, strikes: 'before effect' } as const;
    world.aftership.faults.push({ fault: refusal, body: UPS_NUMBER_2, skip: 0, times: 1 });
    const id = shipped(world, [UPS_NUMBER, UPS_NUMBER_2]);
    settle(world);
    expect(ledger(world)).toMatchObject([{ state: 'In AfterShip' }, { state: 'Needs attention' }]);
    const limit = { kind: 'refusal', code: 429, strikes: 'before effect', resetSeconds: 3600 } as const;
    world.aftership.faults.push({ fault: limit, skip: 0, times: 1 });
    world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { shipmethod: null } });
    world.account.advance(120);
    const [end] = dueTimes(world);
    const before = calls(world).length;

    const task = JSON.stringify({ version: 2, ...taskOf(world) });
    world.account.runOnceMore(SCRIPTS.bulk.deployment, { [PARAMETERS.bulkTask]: task });
    world.account.advance(1200);

    expect(end).toBeGreaterThan(world.account.now() / 1000 + 1000);
    expect(dueTimes(world)).toEqual([end, end]);
    expect(calls(world)).toHaveLength(before);
  });

  it('is erased to the end, although a row of it is removed meanwhile', () => {
    const world = makeWorld(NAMED);
    const admin = administrator(world);
    const id = shipped(world, [UPS_NUMBER, UPS_NUMBER_2]);
    settle(world);
    const other = aRow(world, { fulfillment: id, number: 'OTHER', reason: 'removed', ...said('Ada.') });
    const [first] = ledger(world);
    world.account.onBoundary(({ what, when, script }) => {
      if (script !== SCRIPTS.bulk.script || what !== 'N/record.submitFields' || when !== 'before') return;
      world.account.onBoundary(null);
      world.account.remove(admin, PACKAGE.type, first?.id ?? 0);
    });

    post(world, admin, erasePage(world, admin), { confirm: 'T' });
    world.account.setDeployed(SCRIPTS.deliver.deployment, false);
    world.account.advance(60);

    expect(world.account.get(PACKAGE.type, other)?.fields[PACKAGE.params]).not.toContain('Ada');
    expect(world.account.logs().filter(({ level }) => level === 'error')).toEqual([]);
    expect(outbox(world)).toHaveLength(1);
  });

  it('says so when somebody edits the customer at the same moment, and changes nothing', () => {
    const world = makeWorld(NAMED);
    const admin = administrator(world);
    const page = erasePage(world, admin);
    world.account.onBoundary(({ what, when, script }) => {
      if (script === SCRIPTS.pages.script && what === 'N/record.submitFields' && when === 'before')
        throw Object.assign(new Error('Record has been changed'), { name: 'RCRD_HAS_BEEN_CHANGED' });
    });

    const text = textOf(post(world, admin, page, { confirm: 'T' }));

    expect(text).toContain('Nothing was changed: the customer could not be marked as to be tracked without contact');
    expect(text).toContain('Record has been changed');
  });

  it('is left alone without the confirmation', () => {
    const world = makeWorld(NAMED);
    const admin = administrator(world);
    shipped(world);
    settle(world);
    const before = everything(world);

    const answer = post(world, admin, erasePage(world, admin), {});

    expect(textOf(follow(world, admin, answer))).toContain('Nothing was changed: tick the box to confirm');
    expect([everything(world), marks(world)]).toEqual([before, false]);
  });

  it('is left alone when the customer cannot be marked, because the next look would give it again', () => {
    const world = makeWorld(NAMED);
    const admin = administrator(world);
    shipped(world);
    settle(world);
    const page = erasePage(world, admin);
    const before = everything(world);
    world.account.onBoundary(({ what, when, script }) => {
      if (script === SCRIPTS.pages.script && what === 'N/record.submitFields' && when === 'before')
        throw Object.assign(new Error('You need Edit'), { name: 'INSUFFICIENT_PERMISSION' });
    });

    const answer = post(world, admin, page, { confirm: 'T' });
    world.account.onBoundary(null);

    expect(textOf(answer)).toContain('Nothing was changed: the customer could not be marked');
    settle(world, 10);
    expect(everything(world)).toEqual(before);
  });

  it.each(['4711', '0', '99999999999999'])('of somebody who is not there is said to be so: %s', (customer) => {
    const world = makeWorld();
    const admin = administrator(world);
    const page = erasePage(world, admin);

    expect(textOf(get(world, admin, { page: 'erase', customer }))).toContain('There is no such customer');
    expect(textOf(post(world, admin, page, { confirm: 'T', customer }))).toContain('There is no such customer');
  });

  it('of another customer, and rows of another account, are left alone', () => {
    const world = makeWorld(NAMED);
    const admin = administrator(world);
    const id = shipped(world);
    settle(world);
    const strangers = [
      aRow(world, { fulfillment: id, account: '7654321', ...said('Foreign.') }),
      aRow(world, { fulfillment: 4711, ...said('Somebody else’s.') }),
    ];

    post(world, admin, erasePage(world, admin), { confirm: 'T' });
    settle(world, 10);

    const told = strangers.map((row) => world.account.get(PACKAGE.type, row)?.fields[PACKAGE.params]);
    expect(told).toEqual([said('Foreign.')['params'], said('Somebody else’s.')['params']]);
  });

  it('is not lost when a job is under way: the customer is marked, and it says what is left to do', () => {
    const world = makeWorld(NAMED);
    const admin = administrator(world);
    shipped(world);
    settle(world);
    const page = erasePage(world, admin);
    post(world, admin, page, { confirm: 'T' });

    const again = post(world, admin, page, { confirm: 'T' });

    expect(textOf(follow(world, admin, again))).toContain('Nothing was erased yet: a job is under way already.');
  });

  it('cannot be erased by an address or with a forged token', () => {
    const world = makeWorld(NAMED);
    const admin = administrator(world);
    shipped(world);
    settle(world);
    const before = everything(world);
    const customer = String(world.customer);

    get(world, admin, { page: 'erase', customer, action: 'erase', confirm: 'T' });
    post(world, admin, erasePage(world, admin), { confirm: 'T', token: 'x' });
    settle(world, 10);

    expect([everything(world), marks(world)]).toEqual([before, false]);
  });
});

describe('a carrier that was wrong', () => {
  it('is applied to every package, although one of the first thousand leaves meanwhile', () => {
    const world = makeWorld();
    const admin = administrator(world);
    const madeAt = Math.floor(world.account.now() / 1000) - 60;
    const told = { reason: 'in_step', slug: 'fedex', madeAt };
    const ids = Array.from({ length: 1100 }, (_, at) => aRow(world, { ...told, fulfillment: 5000 + at }));
    const page = get(world, admin, { page: 'carriers', carrier: 'fedex' });
    world.account.setDeployed(SCRIPTS.deliver.deployment, false);
    world.account.onBoundary(({ what, when, script }) => {
      if (script !== SCRIPTS.bulk.script || what !== 'N/search.fetch' || when !== 'after') return;
      world.account.onBoundary(null);
      world.account.remove(admin, PACKAGE.type, ids[1099] ?? 0);
    });

    post(world, admin, page, {});
    settle(world, 10);

    const asked = new Set(outbox(world).map(({ fields }) => fields[OUTBOX.fulfillment]));
    expect(asked.size).toBe(1100);
    expect(world.account.all(PACKAGE.type)).toHaveLength(1099);
  });

  function wronglyMapped(): { world: World; admin: Actor; id: number } {
    const world = makeWorld({ connection: { carrierMapping: 'UPS Ground = fedex always' } });
    const id = shipped(world, ['123456789012']);
    settle(world);
    expect([...world.aftership.trackings.values()].map(({ slug }) => slug)).toEqual(['fedex']);
    return { world, admin: administrator(world), id };
  }
  const correct = (world: World): void =>
    world.account.inlineEdit(world.admin, CONNECTION.type, world.connection ?? 0, {
      [CONNECTION.carrierMapping]: 'UPS Ground = dhl always',
    });

  it('is corrected for all its packages at once, behind live traffic', () => {
    const { world, admin } = wronglyMapped();
    correct(world);
    const list = textOf(get(world, admin, { page: 'carriers' }));
    const page = get(world, admin, { page: 'carriers', carrier: 'fedex' });

    const answer = post(world, admin, page, {});
    world.account.setDeployed(SCRIPTS.deliver.deployment, false);
    world.account.advance(60);
    const events = outbox(world).map(({ fields }) => [fields[OUTBOX.priority], fields[OUTBOX.origin]]);
    world.account.setDeployed(SCRIPTS.deliver.deployment, true);
    settle(world);

    expect(list).toContain('fedex 1 Apply the mapping to packages of fedex');
    expect(textOf(page)).toContain('1 package is at AfterShip under the carrier fedex.');
    expect(textOf(follow(world, admin, answer))).toContain('Started: a job asks for these packages to be looked at');
    expect(events).toEqual([[3, 'console, look']]);
    expect([...world.aftership.trackings.values()].map(({ slug }) => slug)).toEqual(['dhl']);
  });

  it('costs nothing where the mapping did not change', () => {
    const { world, admin } = wronglyMapped();
    const before = calls(world);

    post(world, admin, get(world, admin, { page: 'carriers', carrier: 'fedex' }), {});
    settle(world);

    expect(calls(world)).toEqual(before);
    expect(outbox(world)).toEqual([]);
  });

  it('counts neither rows of other accounts, nor what AfterShip has deleted by itself, nor what somebody else made', () => {
    const world = makeWorld();
    const admin = administrator(world);
    const tracked = { reason: 'in_step', slug: 'dhl', madeAt: world.account.now() / 1000 };
    aRow(world, tracked);
    aRow(world, { ...tracked, account: '7654321' });
    aRow(world, { ...tracked, madeAt: tracked.madeAt - 121 * 86_400 });
    aRow(world, { ...tracked, holding: 'foreign' });
    aRow(world, { ...tracked, slug: null, fulfillment: 2000 });

    const list = textOf(get(world, admin, { page: 'carriers' }));
    post(world, admin, get(world, admin, { page: 'carriers', carrier: '-' }), {});
    world.account.setDeployed(SCRIPTS.deliver.deployment, false);
    world.account.advance(60);

    expect(list).toContain('dhl 1 Apply');
    expect(list).toContain('not known 1 Apply');
    expect(outbox(world).map(({ fields }) => fields[OUTBOX.fulfillment])).toEqual([2000]);
  });

  it.each(['<script>', 'DHL', '../x', '', 'a'.repeat(100)])('that is none is not looked for: %j', (carrier) => {
    const world = makeWorld();
    const admin = administrator(world);
    const page = get(world, admin, { page: 'carriers', carrier });

    expect(textOf(page)).toContain('AfterShip has no package of this account.');
    expect(textOf(post(world, admin, get(world, admin), { action: 'apply_carrier', carrier }))).toContain(
      'the page sent something that it does not know',
    );
  });
});

describe('set-up', () => {
  it('makes the connection of this account, in Preview, once', () => {
    const world = makeWorld({ connection: null });
    const admin = administrator(world);
    const page = get(world, admin, { page: 'setup' });

    const bad = follow(world, admin, post(world, admin, page, { secret: 'my key' }));
    const made = follow(world, admin, post(world, admin, page, { secret: SECRET }));
    const again = follow(world, admin, post(world, admin, page, { secret: SECRET }));

    expect(textOf(bad)).toContain('Nothing was changed: an API secret is named by its script id');
    expect(textOf(made)).toContain('The connection for this account was made, in Preview.');
    expect(textOf(made)).toContain('Mode Preview');
    expect(textOf(again)).toContain('this account has a connection already');
    const [connection, second] = world.account.all(CONNECTION.type);
    expect(connection?.fields).toMatchObject({ [CONNECTION.account]: '1234567', [CONNECTION.secret]: SECRET });
    expect(second).toBeUndefined();
  });

  it.each([
    ['the right key', {}, 'AfterShip answered and accepts the key.'],
    ['a wrong key', { secret: 'wrong' }, 'AfterShip answered but refuses the key (code 401).'],
    ['no secret', { secret: null }, 'NetSuite did not send'],
  ] as const)('tries %s with one call that changes nothing', (_what, options, sentence) => {
    const world = makeWorld({ ...options, connection: { stoppedByPerson: true } });
    const admin = administrator(world);

    const answer = post(world, admin, get(world, admin, { page: 'setup' }), { action: 'check_key' });

    expect(textOf(follow(world, admin, answer))).toContain(sentence);
    expect(world.aftership.journal.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it.each([
    ['makes and deletes one tracking, without contact', {}, 'The key can create.', ['POST 201', 'DELETE 200']],
    [
      'fails with a wrong key',
      { secret: 'wrong' },
      'did not make the test tracking (code 401)',
      ['POST 401', 'DELETE 401'],
    ],
  ] as const)('the test %s', (_what, options, sentence, requests) => {
    const world = makeWorld({ ...options, mode: 'Preview' });
    const admin = administrator(world);

    const answer = post(world, admin, get(world, admin, { page: 'setup' }), { action: 'test_tracking' });

    expect(textOf(follow(world, admin, answer))).toContain(sentence);
    expect(calls(world)).toEqual(requests);
    expect(world.aftership.trackings.size).toBe(0);
    expect(world.aftership.journal[0]?.body).toEqual({
      id: expect.stringMatching(/^ns-1234567-[0-9a-f]{24}$/),
      tracking_number: UPS_NUMBER,
      slug: 'ups',
      title: 'Test of AfterShip for NetSuite',
    });
    expect(ledger(world)).toEqual([]);
  });

  it.each([
    [false, 'which an error had stopped, goes on within', 1],
    [true, 'still keeps anything from being sent', 0],
  ])('a good test clears an error’s stop and never a person’s (%s)', (stoppedByPerson, sentence, sent) => {
    const world = makeWorld({ connection: { stoppedByPerson } });
    const admin = administrator(world);
    const change = { [CONNECTION.stoppedByError]: true, [CONNECTION.stopReason]: 'AfterShip refuses access.' };
    world.account.inlineEdit({ user: 'system', context: 'SCHEDULED' }, CONNECTION.type, world.connection ?? 0, change);
    shipped(world, ['1Z12345E6605272234']);

    const answer = post(world, admin, get(world, admin, { page: 'setup' }), { action: 'test_tracking' });

    expect(textOf(follow(world, admin, answer))).toContain(sentence);
    expect(world.account.get(CONNECTION.type, world.connection ?? 0)?.fields).toMatchObject({
      [CONNECTION.stoppedByError]: false,
      [CONNECTION.stoppedByPerson]: stoppedByPerson,
    });
    settle(world, 2);
    expect(world.aftership.trackings.size).toBe(sent);
  });

  it('a test that fails leaves the stop as it is', () => {
    const world = makeWorld({ secret: 'wrong' });
    const admin = administrator(world);
    const change = { [CONNECTION.stoppedByError]: true, [CONNECTION.stopReason]: 'AfterShip refused the API key.' };
    world.account.inlineEdit({ user: 'system', context: 'SCHEDULED' }, CONNECTION.type, world.connection ?? 0, change);

    post(world, admin, get(world, admin, { page: 'setup' }), { action: 'test_tracking' });

    expect(world.account.get(CONNECTION.type, world.connection ?? 0)?.fields).toMatchObject({
      [CONNECTION.stoppedByError]: true,
      [CONNECTION.stopReason]: 'AfterShip refused the API key.',
    });
  });

  it('the test touches no tracking of the sample number that is there', () => {
    const world = makeWorld();
    const admin = administrator(world);
    shipped(world, [UPS_NUMBER]);
    settle(world);

    const answer = post(world, admin, get(world, admin, { page: 'setup' }), { action: 'test_tracking' });

    expect(textOf(follow(world, admin, answer))).toContain('has the sample number of the test already');
    expect(world.aftership.trackings.size).toBe(1);
  });

  it.each([
    [{}, 'Who is told when sending stops to do Nobody.'],
    [{ noticeEmails: 'it@example.com', noticeAuthor: 1 }, 'Who is told when sending stops done it@example.com'],
  ])('says who is told when sending stops: %o', (connection, sentence) => {
    const world = makeWorld({ connection });

    expect(textOf(get(world, administrator(world), { page: 'setup' }))).toContain(sentence);
  });

  it('tells in a copied account that production’s connection is fenced off', () => {
    const world = makeWorld({
      account: { accountId: '1234567_SB1', envType: 'SANDBOX' },
      connection: { account: '1234567' },
    });

    const text = textOf(get(world, administrator(world), { page: 'setup' }));

    expect(text).toContain('The connections of 1234567 came with a copy of that account and do nothing here.');
  });
});

describe('the connection', () => {
  const modeOf = (world: World): unknown => {
    const row = world.account.get(CONNECTION.type, world.connection ?? 0);
    return [
      world.account.get('customlist_aftership_mode', Number(row?.fields[CONNECTION.mode]))?.fields['name'],
      row?.fields[CONNECTION.stoppedByPerson] === true,
    ];
  };
  const inPreview = (): World => {
    const world = makeWorld({ mode: 'Preview', connection: { sendEmail: true } });
    shipped(world, [UPS_NUMBER]);
    const values = aShippedFulfillment(world, [UPS_NUMBER_2]);
    world.account.create(world.clerk, 'itemfulfillment', {
      ...values,
      fields: { ...values.fields, shippeddate: new Date(2026, 10, 23) },
    });
    settle(world);
    return world;
  };

  it('says what would follow before the mode is On', () => {
    const world = inPreview();

    const text = textOf(get(world, administrator(world), { page: 'connection' }));

    expect(text).toContain(
      '2 packages since 21.11.2026 would be created, 2 with an e-mail address, at most about 2 of your AfterShip quota. 1 of them shipped before today (23.11.2026).',
    );
  });

  it.each([
    ['send_all', ['In AfterShip', 'In AfterShip']],
    ['send_from_today', ['Not sent (rule)', 'In AfterShip']],
  ])('turned On with %s sends exactly what was said', (action, states) => {
    const world = inPreview();
    const admin = administrator(world);

    const answer = post(world, admin, get(world, admin, { page: 'connection' }), { action });
    const said = textOf(follow(world, admin, answer));
    settle(world);

    expect(said).toContain('The mode is On');
    expect(ledger(world).map(({ state }) => state)).toEqual(states);
  });

  it('is stopped by the one button of the overview, and resumed on purpose', () => {
    const world = makeWorld();
    const admin = administrator(world);

    const stopped = follow(world, admin, post(world, admin, get(world, admin), {}));
    expect(textOf(stopped)).toContain('Sending is stopped.');
    expect(modeOf(world)).toEqual(['On', true]);
    const id = shipped(world, [UPS_NUMBER, UPS_NUMBER_2]);
    for (const memo of ['one', 'two']) world.account.edit(world.clerk, 'itemfulfillment', id, { fields: { memo } });
    settle(world);
    expect(world.aftership.trackings.size).toBe(0);
    const page = get(world, admin, { page: 'connection' });
    expect(textOf(page)).toContain(
      '1 fulfillment waits to be looked at, the first since 23.11.2026 7:00:00 pm, with 2 tracking numbers: those that AfterShip does not have yet would be created, at most about 2 of your AfterShip quota. Contact details given: nothing.',
    );

    post(world, admin, page, { action: 'resume_all' });
    settle(world);

    expect(modeOf(world)).toEqual(['On', false]);
    expect(world.aftership.trackings.size).toBe(2);
  });

  it.each([
    ['off', ['Off', false]],
    ['preview', ['Preview', false]],
  ])('goes to %s', (action, expected) => {
    const world = makeWorld();
    const admin = administrator(world);

    post(world, admin, get(world, admin, { page: 'connection' }), { action });

    expect(modeOf(world)).toEqual(expected);
  });

  it('is not changed from a page that is out of date', () => {
    const world = makeWorld({ mode: 'Preview' });
    const admin = administrator(world);
    const old = get(world, admin, { page: 'connection' });
    post(world, admin, old, { action: 'off' });

    const answer = post(world, admin, old, { action: 'send_all' });

    expect(textOf(answer)).toContain('Nothing was changed: somebody else changed the record in the meantime.');
    expect(textOf(answer)).toContain('AfterShip: Not done');
    expect(modeOf(world)).toEqual(['Off', false]);
  });

  it('is not changed when somebody saves it between our look and our save', () => {
    const world = makeWorld({ mode: 'Preview' });
    const admin = administrator(world);
    const page = get(world, admin, { page: 'connection' });
    world.account.onBoundary(({ what, when, script }) => {
      if (script !== SCRIPTS.pages.script || what !== 'N/record.save' || when !== 'before') return;
      world.account.onBoundary(null);
      world.account.edit(admin, CONNECTION.type, world.connection ?? 0, { fields: { [CONNECTION.tags]: 'x' } });
    });

    const answer = post(world, admin, page, { action: 'send_all' });

    expect(textOf(answer)).toContain('Nothing was changed: somebody else changed the record in the meantime.');
    expect(modeOf(world)).toEqual(['Preview', false]);
  });

  it('never goes from Off to On in one step', () => {
    const world = makeWorld({ mode: 'Off' });

    const { body } = get(world, administrator(world), { page: 'connection' });

    expect(body).toContain('value="preview"');
    expect(body).not.toContain('send_all');
    // The only thing to do stands on the button.
    expect(body).toMatch(/<button[^>]*>Mode Preview: send nothing more, say what would be sent</);
  });
});

describe('filters and opt-outs', () => {
  it.each<[string, Parameters<typeof makeWorld>[0], (world: World, id: number) => void, string]>([
    ['a ship method', { connection: { leftOutShipMethods: 'UPS Ground\nother' } }, () => undefined, 'method_left_out'],
    ['a location', { connection: { locations: '77, 78' } }, () => undefined, 'location_left_out'],
    [
      'a customer',
      {},
      (world) => world.account.inlineEdit(world.admin, 'customer', world.customer, { [OPT_OUT.customer]: true }),
      'customer_opted_out',
    ],
    [
      'a fulfillment, ticked in a list',
      { mode: 'Preview' },
      (world, id) => world.account.inlineEdit(world.clerk, 'itemfulfillment', id, { [OPT_OUT.fulfillment]: true }),
      'opted_out',
    ],
  ])('leave out %s, and the page of the fulfillment says so', (_what, options, change, reason) => {
    const world = makeWorld(options);
    const admin = administrator(world);
    if (reason === 'customer_opted_out') change(world, 0);
    const id = shipped(world);
    change(world, id);
    settle(world);

    expect(ledger(world)).toMatchObject([{ state: 'Not sent (rule)', reason }]);
    expect(world.aftership.trackings.size).toBe(0);
    expect(textOf(get(world, admin, { page: 'fulfillment', fulfillment: String(id) }))).toContain('Not sent: ');
  });

  it('that were changed let out what they had left out, when a person asks for another look at all of it', () => {
    const world = makeWorld({ connection: { leftOutShipMethods: 'UPS Ground' } });
    const admin = administrator(world);
    shipped(world);
    shipped(world, [UPS_NUMBER_2, '9.40551E+21']);
    // The hourly check looks once more after each change.
    settle(world, 130);
    const reason = { page: 'attention', reason: 'method_left_out' };
    const before = get(world, admin, reason);
    world.account.inlineEdit(world.admin, CONNECTION.type, world.connection ?? 0, {
      [CONNECTION.leftOutShipMethods]: '',
    });
    settle(world, 200);
    expect(ledger(world).map(({ state }) => state)).toEqual(['Not sent (rule)', 'Not sent (rule)', 'Needs attention']);

    const answer = post(world, admin, before, {});
    settle(world);

    expect(textOf(before)).toContain('look at them again, or leave it');
    expect(textOf(before)).toContain('Look at everything with this reason again (2 packages)');
    expect(textOf(follow(world, admin, answer))).toContain('Started: a job asks for these packages.');
    expect(ledger(world).map(({ state }) => state)).toEqual(['In AfterShip', 'In AfterShip', 'Needs attention']);
    expect(textOf(get(world, admin, reason))).not.toContain('Look at everything');
  });

  it('are the only reasons for which all can be looked at again', () => {
    const world = makeWorld();
    const admin = administrator(world);
    aRow(world, {});

    const text = textOf(post(world, admin, get(world, admin, FAILED), { action: 'look_at_all' }));

    expect(text).toContain('the page sent something that it does not know (look_at_all)');
    expect(outbox(world)).toEqual([]);
  });

  it('track without contact when the customer says so', () => {
    const world = makeWorld({ connection: { sendName: true, sendEmail: true } });
    world.account.inlineEdit(world.admin, 'customer', world.customer, { [OPT_OUT.customerContact]: true });
    shipped(world);
    settle(world);

    expect(JSON.stringify(world.aftership.journal[0]?.body)).not.toMatch(/example\.com|Ada/);
    expect(ledger(world)).toMatchObject([{ state: 'In AfterShip' }]);
  });
});

describe('changes', () => {
  const attempt = (change: (world: World, admin: Actor) => ReturnType<typeof get>): string => {
    const world = makeWorld();
    const admin = administrator(world);
    aRow(world, {});
    const before = everything(world);
    const answer = change(world, admin);
    expect(everything(world)).toEqual(before);
    return textOf(answer);
  };
  const REFUSED = 'Nothing was changed: this form was not made by your session';

  it.each<[string, (world: World, admin: Actor) => ReturnType<typeof get>]>([
    [
      'without a token',
      (world, admin) => post(world, admin, get(world, admin, FAILED), { action: 'retry', token: '' }, [0]),
    ],
    [
      'with a forged token',
      (world, admin) => post(world, admin, get(world, admin, FAILED), { action: 'retry', token: 'a'.repeat(36) }, [0]),
    ],
    [
      'with the token of another session',
      (world, admin) => post(world, admin, get(world, administrator(world), FAILED), { action: 'retry' }, [0]),
    ],
    [
      'after the session has ended',
      (world, admin) => {
        const page = get(world, admin, FAILED);
        world.account.endSessions();
        return post(world, admin, page, { action: 'retry' }, [0]);
      },
    ],
  ])('are refused %s', (_how, change) => {
    expect(attempt(change)).toContain(REFUSED);
  });

  it('are never made by an address, whatever it holds', () => {
    const text = attempt((world, admin) => {
      const token = /name="custpage_token" value="([^"]+)"/.exec(get(world, admin, FAILED).body)?.[1] ?? '';
      return get(world, admin, { ...FAILED, action: 'retry', token, custpage_token: token, custpage_action: 'retry' });
    });

    expect(text).toContain('changes are made with the button of a page, never by an address');
  });

  it.each(['delete', 'constructor', '__proto__', '<script>'])('of an unknown kind are refused: %s', (action) => {
    const text = attempt((world, admin) => post(world, admin, get(world, admin, FAILED), { action }, [0]));

    expect(text).toContain('the page sent something that it does not know');
  });

  it('touch no row of another account, none that needs nothing, and none that is not there', () => {
    const world = makeWorld();
    const admin = administrator(world);
    const own = aRow(world, {});
    const foreign = aRow(world, { account: '7654321' });
    const tracked = aRow(world, { reason: 'in_step' });
    const page = get(world, admin, FAILED);
    const lines = [foreign, tracked, 4711, own];
    const forged = { ...page, body: page.body.replace(/("custpage_rows:lines" value=")1"/, '$14"') };

    const answer = post(world, admin, forged, { action: 'retry', ids: lines.join(',') }, [0, 1, 2]);

    expect(answer.location).toContain('done=retriedNone');
    expect(outbox(world)).toEqual([]);
    expect(textOf(page)).toContain('1 to 1 of 1');
  });

  it('say so when somebody else changed the record meanwhile', () => {
    const world = makeWorld({ connection: null });
    const admin = administrator(world);
    const page = get(world, admin, { page: 'setup' });
    world.account.onBoundary(({ what, when, script }) => {
      if (script === SCRIPTS.pages.script && what === 'N/record.save' && when === 'before')
        throw Object.assign(new Error('Record has been changed'), { name: 'RCRD_HAS_BEEN_CHANGED' });
    });

    const answer = post(world, admin, page, { secret: SECRET });

    expect(textOf(answer)).toContain('Nothing was changed: somebody else changed the record in the meantime.');
  });
});

const MARKUP = `"><script>alert(1)</script><img src=x onerror=alert(1)>'\`&`;

describe.each(ACCOUNT_DIAL_VALUES.formText)('markup in every field, with texts of forms shown %s', (formText) => {
  it('is text on every page', () => {
    const world = makeWorld({ dials: { formText }, connection: { stoppedByError: true, stopReason: MARKUP } });
    const admin = administrator(world);
    const values = aShippedFulfillment(world);
    const id = world.account.create(world.clerk, 'itemfulfillment', {
      ...values,
      fields: { ...values.fields, tranid: MARKUP },
    });
    const history = `1795456802|${MARKUP}|${MARKUP}|${MARKUP}|1|${MARKUP}`;
    const params = JSON.stringify({ said: MARKUP, [MARKUP]: MARKUP });
    const hostile = { history, params, trackingId: MARKUP, traceId: MARKUP, slug: MARKUP, number: MARKUP };
    aRow(world, { ...hostile, fulfillment: id });
    aRow(world, { ...hostile, fulfillment: id, answerCode: 4008 });
    aRow(world, { ...hostile, fulfillment: id, reason: MARKUP, state: MARKUP, holding: MARKUP });
    const named = world.account.seed('customer', { fields: { entityid: MARKUP } });
    const page = 'fulfillment';

    const bodies = [
      {},
      { page: 'setup', done: MARKUP, count: MARKUP },
      { page: 'attention' },
      FAILED,
      OF_VALUE,
      { ...FAILED, reason: MARKUP },
      { ...FAILED, code: MARKUP },
      { page: 'find', number: MARKUP },
      { page: MARKUP },
      { page, fulfillment: MARKUP },
      { page, fulfillment: String(id) },
      { page: 'carriers' },
      { page: 'carriers', carrier: MARKUP },
      { page: 'erase', customer: MARKUP },
      { page: 'erase', customer: String(named) },
    ].map((parameters) => get(world, admin, parameters as Record<string, string>).body);
    bodies.push(world.account.open(admin, 'itemfulfillment', id).html);

    for (const body of bodies) {
      expect(body).not.toMatch(/<script|<img|onerror=alert\(1\)>/i);
      expect(body.length).toBeGreaterThan(300);
    }
    expect(bodies.join('')).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});

describe('who may see what', () => {
  it('the console is for administrators', () => {
    const world = makeWorld();

    expect(get(world, world.clerk).status).toBe(403);
  });

  it('a fulfillment’s page shows its packages to a role that may see shipments, and opens unchanged for one that may not', () => {
    const world = makeWorld();
    const id = shipped(world);
    settle(world);

    const admin = world.account.open(administrator(world), 'itemfulfillment', id);
    const clerk = world.account.open(world.clerk, 'itemfulfillment', id);

    expect(admin.error).toBeNull();
    expect(admin.html).toContain(UPS_NUMBER);
    expect(admin.html).toContain('Why was this not sent?');
    expect(clerk).toEqual({ html: '', error: null });
    expect(world.account.logs().filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('no fault of ours keeps a fulfillment’s page from opening', () => {
    const world = makeWorld();
    const id = shipped(world);
    world.account.onBoundary(({ what, script }) => {
      if (script.endsWith('view_ue') && what.startsWith('N/search.')) throw new Error('broken');
    });

    expect(world.account.open(administrator(world), 'itemfulfillment', id).error).toBeNull();
  });
});
