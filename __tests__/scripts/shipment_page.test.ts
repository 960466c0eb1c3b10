/** One fulfillment for those whose role may see shipments: what they see, and what Send again does. Run after the build. */

import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { ACCOUNT_DIAL_VALUES, type Actor, type SuiteletAnswer } from '../../packages/emulator/netsuite';
import { CONNECTION, SCRIPTS, PACKAGE, OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { zipProject } from '../../tools/shared/project';
import { UPS_NUMBER } from '../fixtures';
import { administrator, aRow, textOf } from './console_world';
import { aShippedFulfillment, calls, ledger, makeWorld, outbox, settle, type World, type WorldOptions } from './world';

/** The package with a role as a company may have: it may see shipments, at this level, and fulfillments. */
function withService(level: 'VIEW' | 'EDIT' | null): Uint8Array {
  const permissions: readonly (readonly [string, string])[] = [
    ['TRAN_ITEMSHIP', 'VIEW'],
    ['TRAN_FIND', 'VIEW'],
    ['LIST_FIND', 'VIEW'],
    ...(level === null ? [] : [[`[scriptid=${PACKAGE.type}]`, level] as const]),
  ];
  const list = permissions.map(
    ([key, at]) => `<permission><permkey>${key}</permkey><permlevel>${at}</permlevel></permission>`,
  );
  const role = `<role scriptid="customrole_service"><name>Customer Service</name><centertype>BASIC</centertype><permissions>${list.join('')}</permissions></role>`;
  const files = unzipSync(zipProject());
  files['Objects/aftership/access/customrole_service.xml'] = strToU8(role);
  if (level !== null) {
    const record = `Objects/aftership/records/${PACKAGE.type}.xml`;
    const permitted = `<permission><permittedrole>[scriptid=customrole_service]</permittedrole><permittedlevel>${level}</permittedlevel></permission>`;
    const before = strFromU8(files[record] ?? new Uint8Array());
    files[record] = strToU8(before.replace('</permissions>', `${permitted}</permissions>`));
  }
  return zipSync(files);
}

interface Scene {
  readonly world: World;
  readonly service: Actor;
  readonly id: number;
}

function scene(level: 'VIEW' | 'EDIT' | null, options: WorldOptions = {}): Scene {
  const world = makeWorld({ ...options, package: withService(level) });
  const id = world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));
  settle(world);
  const user = world.account.seed('employee', { fields: { entityid: 'Service', role: 'customrole_service' } });
  return { world, service: { user, context: 'USERINTERFACE' }, id };
}

function ask(
  world: World,
  actor: Actor,
  parameters: Readonly<Record<string, string>>,
  method: 'GET' | 'POST' = 'GET',
): SuiteletAnswer {
  return world.account.request(actor, { ...SCRIPTS.shipment, method, parameters });
}

function look(world: World, actor: Actor, id: number): SuiteletAnswer {
  return ask(world, actor, { fulfillment: String(id) });
}

function press(world: World, actor: Actor, id: number, values: Readonly<Record<string, string>> = {}): SuiteletAnswer {
  const { body } = look(world, actor, id);
  const token = /name="custpage_token" value="([^"]+)"/.exec(body)?.[1] ?? '';
  const form = { custpage_fulfillment: String(id), custpage_action: 'send_again', custpage_token: token, ...values };
  return ask(world, actor, form, 'POST');
}

/** Where an answer leads, as its visitor sees it. */
function after(world: World, actor: Actor, answer: SuiteletAnswer): string {
  const { searchParams } = new URL(answer.location ?? '', 'https://example.com');
  return textOf(ask(world, actor, Object.fromEntries(searchParams)));
}

describe('a role that may see packages', () => {
  it('is named in the table on the fulfillment where a text is no tracking number', () => {
    const { world, service } = scene('VIEW');
    const typed = ['TBD 2', 'SO50', UPS_NUMBER].map((text) => ({ packagetrackingnumber: text, packageweight: 1 }));
    const values = { ...aShippedFulfillment(world), sublists: { package: typed } };
    const id = world.account.create(world.clerk, 'itemfulfillment', values);
    settle(world);

    const text = world.account.open(service, 'itemfulfillment', id).html;

    expect(text).toContain('Not a tracking number: &quot;TBD 2&quot; (placeholder)');
    expect(text).toContain('Not a tracking number: &quot;SO50&quot; (number of a document)');
    expect(text.match(/Not a tracking number/g)).toHaveLength(2);
  });

  it('has both links on the fulfillment, and they lead to a page that it may open', () => {
    const { world, service, id } = scene('VIEW');

    const { html } = world.account.open(service, 'itemfulfillment', id);
    const links = [...html.matchAll(/<a href="([^"]+)">([^<]+)<\/a>/g)].map(([, to = '', text = '']) => [text, to]);

    expect(links.map(([text]) => text)).toEqual(['Why was this not sent?', 'Send again']);
    expect(links.every(([, to]) => to?.includes(SCRIPTS.shipment.script))).toBe(true);
    expect(look(world, service, id).status).toBe(200);
  });

  it('sees why a package was not sent, without the settings of the connection', () => {
    const { world, service, id } = scene('VIEW', { connection: { startDate: new Date(2026, 10, 22) } });

    const text = textOf(look(world, service, id));

    expect(text).toContain(`${UPS_NUMBER} Not sent (rule) before start Not sent: it shipped on 2026-11-21, before`);
    expect(text).toContain('What would be sent now is shown to roles that may see the connection.');
    expect(text).toContain('What happened to its packages');
    expect(text).not.toContain('Needs attention Re-apply carrier mapping');
  });

  it('raises one event with Send again, and sends nothing itself', () => {
    const { world, service, id } = scene('VIEW');
    world.account.setDeployed(SCRIPTS.deliver.deployment, false);
    const before = calls(world);

    const answer = press(world, service, id);

    expect(after(world, service, answer)).toContain(
      'Asked for: the fulfillment is to be looked at. While sending is on, that happens within 15 minutes.',
    );
    expect(outbox(world).map(({ fields }) => [fields[OUTBOX.fulfillment], fields[OUTBOX.origin]])).toEqual([
      [id, 'send again'],
    ]);
    expect(calls(world)).toEqual(before);
  });

  it('does not make set-up say that the role of the scripts may not start sending', () => {
    const { world, service, id } = scene('VIEW', { dials: { taskSubmit: 'refused' } });
    settle(world, 61);

    const said = after(world, service, press(world, service, id));

    expect(said).toContain('While sending is on, that happens within 15 minutes');
    settle(world, 16);
    const [connection] = world.account.all(CONNECTION.type);
    expect(connection?.fields[CONNECTION.lastRequest]).not.toContain('refused');
    expect(outbox(world)).toEqual([]);
  });

  it.each([
    ['VIEW', false, 'Packages that need attention or are left out stay as they are'],
    ['EDIT', true, 'Asked for: the fulfillment is to be looked at'],
  ] as const)('at %s tries what is held once more: %s', (level, isSent, sentence) => {
    const { world, service, id } = scene(level, { connection: { startDate: new Date(2026, 10, 22) } });

    const said = after(world, service, press(world, service, id));
    settle(world);

    expect(said).toContain(sentence);
    expect(ledger(world).map(({ state }) => state)).toEqual([isSent ? 'In AfterShip' : 'Not sent (rule)']);
  });

  it('never approves a removal that the brake holds', () => {
    const { world, service, id } = scene('EDIT');
    const row = aRow(world, { fulfillment: id, number: 'OLD', reason: 'brake' });

    press(world, service, id);

    expect(world.account.get(PACKAGE.type, row)?.fields[PACKAGE.retry]).not.toBe(true);
  });
});

describe('a role that may not see packages', () => {
  it('sees nothing on the fulfillment, nothing on the page, and changes nothing', () => {
    const { world, service, id } = scene(null);

    expect(world.account.open(service, 'itemfulfillment', id)).toEqual({ html: '', error: null });
    const text = textOf(look(world, service, id));
    expect(text).toContain('Your role may not see packages.');
    expect(text).not.toContain(UPS_NUMBER);
    expect(textOf(press(world, service, id))).toContain('Your role may not see packages.');
    expect(outbox(world)).toEqual([]);
    expect(world.account.logs().filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('an administrator', () => {
  it('sees what would be sent now, and the way to the console', () => {
    const { world, id } = scene('VIEW', { connection: { startDate: new Date(2026, 10, 22) } });
    const admin = administrator(world);

    const { body } = look(world, admin, id);

    expect(textOf({ ...look(world, admin, id), body })).toContain('What would be done now');
    expect(body).toContain(SCRIPTS.pages.script);
  });
});

describe('hostile input', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['a forged token', { custpage_token: 'x' }, 'this form was not made by your session'],
    ['another action', { custpage_action: 'retry_all' }, 'the page sent something that it does not know (retry_all)'],
    ['an id that is none', { custpage_fulfillment: '1 or 1=1' }, 'something that it does not know (1 or 1=1)'],
    ['a fulfillment that is not there', { custpage_fulfillment: '99999' }, 'There is no such fulfillment'],
  ])('%s changes nothing', (_what, values, sentence) => {
    const { world, service, id } = scene('EDIT', { connection: { startDate: new Date(2026, 10, 22) } });

    expect(textOf(press(world, service, id, values))).toContain(sentence);
    expect(outbox(world)).toEqual([]);
    expect(world.account.all(PACKAGE.type)[0]?.fields[PACKAGE.retry]).not.toBe(true);
  });

  it('changes nothing by an address', () => {
    const { world, service, id } = scene('EDIT');

    const text = textOf(ask(world, service, { fulfillment: String(id), action: 'send_again' }));

    expect(text).toContain('changes are made with the button of a page, never by an address');
    expect(outbox(world)).toEqual([]);
  });

  it('does not show or tick rows of another account', () => {
    const { world, service, id } = scene('EDIT');
    const foreign = aRow(world, { fulfillment: id, account: '7654321', number: 'FOREIGN' });

    expect(textOf(look(world, service, id))).not.toContain('FOREIGN');
    press(world, service, id);
    expect(world.account.get(PACKAGE.type, foreign)?.fields[PACKAGE.retry]).not.toBe(true);
  });

  it.each(ACCOUNT_DIAL_VALUES.formText)('markup stays text, with texts of forms shown %s', (formText) => {
    const markup = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
    const { world, service, id } = scene('VIEW', { dials: { formText } });
    const params = JSON.stringify({ said: markup });
    const values = { answerCode: 4008, params, number: markup, slug: markup, trackingId: markup };
    aRow(world, { ...values, history: `1795456802|${markup}|${markup}|${markup}|1|${markup}`, fulfillment: id });

    for (const parameters of [
      { fulfillment: String(id), done: markup },
      { fulfillment: markup, done: '' },
    ]) {
      expect(ask(world, service, parameters).body).not.toMatch(/<script|<img/i);
    }
    expect(look(world, service, id).body).toContain('&lt;script&gt;alert(1)');
  });
});
