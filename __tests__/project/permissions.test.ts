/**
 * The roles: the scripts' own has what the compiled scripts touch and nothing else, AfterShip's has what AfterShip's
 * guide lists. Run after the build.
 */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { findObjectSchema, listOf, readFacts, readXml, textOf } from '../../packages/sdf-check';
import * as ids from '../../src/TypeScript/aftership/adapters/ids';
import { OWN_CONNECTION } from '../../src/TypeScript/aftership/console/pages/setup_page';
import { say } from '../../src/TypeScript/aftership/console/texts';
import {
  CONNECTOR_ROLE,
  GUIDE_PERMISSIONS,
  HALVES,
  isNeededFor,
  type Half,
} from '../../tools/shared/access/connector_role';
import { FEATURES } from '../../tools/shared/access/features';
import { findPermission } from '../../tools/shared/access/permission_facts';
import {
  ASSUMED,
  NOT_ENFORCED_BY_EMULATOR,
  PERMISSION_LINES,
  requiredPermissions,
  SCRIPTS_ROLE,
} from '../../tools/shared/access/permissions_table';
import { zipProject } from '../../tools/shared/project';
import { UPS_NUMBER } from '../fixtures';
import {
  aShippedFulfillment,
  ledger,
  makeWorld,
  outbox,
  settle,
  shippedFrom,
  type World,
  type WorldOptions,
} from '../scripts/world';
import { findUses, formatUse, keysOfConstant, type Use } from './n_uses';

const ROOT = path.join(__dirname, '../..');
const SCRIPTS = path.join(ROOT, 'src/FileCabinet/SuiteScripts/aftership');
const { BACKFILL, CONNECTION, PACKAGE, OUTBOX } = ids;

interface Listed {
  readonly permission: string;
  readonly level: string;
}

function readRole(role: string): readonly Listed[] {
  const reading = readXml(readFileSync(path.join(ROOT, `src/Objects/aftership/access/${role}.xml`), 'utf8'));
  if (reading.kind === 'malformed') throw new Error(reading.problem);
  return listOf(reading.root, 'permissions', 'permission').map((element) => ({
    permission: (textOf(element, 'permkey') ?? '').replace(/^\[scriptid=(\w+)\]$/, '$1'),
    level: textOf(element, 'permlevel') ?? '',
  }));
}

const byName = (left: Listed, right: Listed): number => left.permission.localeCompare(right.permission);

function readManifest(): readonly { readonly id: string; readonly required: boolean }[] {
  const text = readFileSync(path.join(ROOT, 'src/manifest.xml'), 'utf8');
  return [...text.matchAll(/<feature required="(true|false)">(\w+)</g)].map(([, required, id]) => ({
    id: id ?? '',
    required: required === 'true',
  }));
}

/** `OUTBOX.type` → `customrecord_aftership_outbox`, for everything that ids.ts exports. */
const CONSTANTS: ReadonlyMap<string, string> = new Map(
  Object.entries(ids).flatMap(([name, group]) =>
    Object.entries(group).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[`${name}.${key}`, value]] : [],
    ),
  ),
);

/** Entry scripts that run in the visitor's own role, or as whoever asked for them in the console: never in ours. */
const IN_THE_VISITORS_ROLE: readonly string[] = ['console_sl.js', 'shipment_sl.js', 'bulk_mr.js', 'view_ue.js'];

/** Files that an entry script loads, itself included. */
function loadedBy(entry: string, found: Set<string> = new Set()): ReadonlySet<string> {
  if (found.has(entry)) return found;
  found.add(entry);
  const [, list = ''] = /define\(\[([^\]]*)\]/.exec(readFileSync(path.join(SCRIPTS, entry), 'utf8')) ?? [];
  for (const [, name = ''] of list.matchAll(/"(\.{1,2}\/[^"]+)"/g)) {
    loadedBy(path.posix.join(path.posix.dirname(entry), `${name}.js`), found);
  }
  return found;
}

function usesOfScripts(): readonly Use[] {
  const entries = readdirSync(path.join(SCRIPTS, 'scripts')).filter((name) => name.endsWith('.js'));
  if (entries.length === 0) throw new Error('Build the scripts first: npm run build');
  const ours = entries.filter((name) => !IN_THE_VISITORS_ROLE.includes(name));
  const files = [...new Set(ours.flatMap((name) => [...loadedBy(`scripts/${name}`)]))];
  const uses = files.flatMap((name) => findUses(readFileSync(path.join(SCRIPTS, name), 'utf8'), CONSTANTS));
  return [...new Set(uses)].sort();
}

describe('the table of permissions', () => {
  const inTable = [...new Set(PERMISSION_LINES.map(({ use, of }) => formatUse(use, of)))].sort();

  it('has every use of N/ in the compiled scripts, and no other', () => {
    expect(inTable).toEqual(usesOfScripts());
  });

  it.each(['N/search.lookupFields', 'N/search.create'])('covers every kind of transaction for %s', (searched) => {
    const kinds = keysOfConstant(readFileSync(path.join(SCRIPTS, 'adapters/fulfillments.js'), 'utf8'), 'ORDER_KINDS');
    const keys: Readonly<Record<string, string>> = {
      salesorder: 'TRAN_SALESORD',
      transferorder: 'TRAN_TRNFRORD',
      intercompanytransferorder: 'TRAN_TRNFRORD',
      vendorreturnauthorization: 'TRAN_VENDAUTH',
      purchaseorder: 'TRAN_PURCHORD',
    };
    const lines = PERMISSION_LINES.filter(({ use, of }) => use === searched && of === 'transaction');
    const lookedUp = lines.map(({ permission }) => permission);

    // The fulfillment itself is looked up, too, and looking up takes a permission of its own.
    expect([...new Set([...kinds.map((kind) => keys[kind]), 'TRAN_ITEMSHIP', 'TRAN_FIND'])].sort()).toEqual(
      [...lookedUp].sort(),
    );
  });

  it('names a source for each line, or says that it is assumed', () => {
    for (const { source } of PERMISSION_LINES) {
      expect(source).toMatch(new RegExp(`^(${ASSUMED}|((chapter|section|article|SDFxml)_\\w+(, )?)+)$`));
    }
  });

  it('finds a use that is hidden behind a helper', () => {
    const text = `define(["require", "N/search"], function (require, search) {
      function look(kind, id) { return search.lookupFields({ type: kind, id, columns: [] }); }
      look(search.Type.SALES_ORDER, 1);
      look('vendor', 2);
    });`;

    expect(findUses(text, new Map())).toEqual([
      'N/search.lookupFields of salesorder',
      'N/search.lookupFields of vendor',
    ]);
  });
});

describe('the role of the scripts', () => {
  it('has exactly the permissions and levels that the table asks for', () => {
    const asked = requiredPermissions().map(({ permission, level }) => ({ permission, level }));

    expect([...readRole(SCRIPTS_ROLE)].sort(byName)).toEqual([...asked].sort(byName));
  });

  it('is assigned to nobody by the project, and is named by the user event only', () => {
    const folder = path.join(ROOT, 'src/Objects/aftership/scripts');
    const naming = readdirSync(folder).filter((name) =>
      readFileSync(path.join(folder, name), 'utf8').includes(`[scriptid=${SCRIPTS_ROLE}]`),
    );

    expect(naming).toEqual(['customscript_aftership_fulfillment_ue.xml']);
  });
});

describe.each([SCRIPTS_ROLE, CONNECTOR_ROLE])('%s', (role) => {
  const standard = readRole(role).filter(({ permission }) => !permission.startsWith('customrecord_'));

  it('has each permission once, at a level that NetSuite accepts for it', () => {
    expect(new Set(standard.map(({ permission }) => permission)).size).toBe(standard.length);
    for (const { permission, level } of standard) {
      expect([permission, findPermission(permission)?.levels.includes(level)]).toEqual([permission, true]);
    }
  });

  it('may sign in to the user interface and to RESTlets as far as its permissions go', () => {
    const text = readFileSync(path.join(ROOT, `src/Objects/aftership/access/${role}.xml`), 'utf8');

    expect(text).not.toContain('iswebserviceonlyrole');
    expect(text).toContain('<centertype>BASIC</centertype>');
  });
});

describe('the role of AfterShip’s connection', () => {
  it('has the permissions of AfterShip’s guide and no other', () => {
    const listed = GUIDE_PERMISSIONS.map(({ permission, level }) => ({ permission, level }));

    expect(readRole(CONNECTOR_ROLE)).toEqual(listed);
    expect(listed).toHaveLength(15);
  });

  it('sees all subsidiaries, because Oracle’s default is All and the role names no other', () => {
    const text = readFileSync(path.join(ROOT, `src/Objects/aftership/access/${CONNECTOR_ROLE}.xml`), 'utf8');

    expect(findObjectSchema('role')?.fields['subsidiaryoption']).toMatchObject({
      default: 'ALL',
      feature: 'SUBSIDIARIES',
    });
    expect(text).not.toContain('subsidiary');
  });

  it('can create an RMA and a token, and changes nothing else', () => {
    const more = readRole(CONNECTOR_ROLE).filter(
      ({ permission, level }) => level !== 'VIEW' && (findPermission(permission)?.levels.length ?? 0) > 2,
    );

    expect(more).toEqual([{ permission: 'TRAN_RTNAUTH', level: 'CREATE' }]);
    expect(readRole(CONNECTOR_ROLE)).toContainEqual({ permission: 'ADMI_MANAGE_OWN_OAUTH_TOKENS', level: 'FULL' });
  });
});

describe('the features of the manifest', () => {
  const featuresOfRoles = [SCRIPTS_ROLE, CONNECTOR_ROLE]
    .flatMap((role) => readRole(role))
    .flatMap(({ permission }) => findPermission(permission)?.featureId ?? []);

  it('are those of the table', () => {
    const listed = FEATURES.map(({ id, required }) => ({ id, required }));
    const sorted = (features: readonly { readonly id: string }[]) =>
      [...features].sort((left, right) => left.id.localeCompare(right.id));

    expect(sorted(readManifest())).toEqual(sorted(listed));
  });

  it('are on Oracle’s list of configurable features, so that no account refuses one as unknown', () => {
    const { enumerations } = readFacts('sdf-objects') as {
      readonly enumerations: { readonly configurable_features: { readonly values: readonly string[] } };
    };

    expect(enumerations.configurable_features.values).toEqual(
      expect.arrayContaining(readManifest().map(({ id }) => id)),
    );
  });

  it('that AfterShip’s own connection needs are those of the page Set-up, half by half', () => {
    const needed = (half: Half) =>
      FEATURES.filter((feature) => (feature.inGuide || feature.onlyForReturns === true) && isNeededFor(half, feature));
    for (const half of HALVES) {
      const shown = OWN_CONNECTION[half].map(([id, key]) => [id, say(key)]);

      expect(shown.sort()).toEqual(
        needed(half)
          .map(({ id, name }) => [id, name])
          .sort(),
      );
    }
  });

  it('are required, asked for by AfterShip’s guide, or belong to a permission of a role', () => {
    const without = FEATURES.filter(
      ({ id, required, inGuide }) => !required && !inGuide && !featuresOfRoles.includes(id),
    );

    expect(without).toEqual([]);
    expect(featuresOfRoles.filter((id) => !FEATURES.some((feature) => feature.id === id))).toEqual([]);
  });
});

describe('the printed pages', () => {
  const permissions = readFileSync(path.join(ROOT, 'docs/permissions.md'), 'utf8');

  it.each(['connector_permissions', 'script_permissions', 'features'])('print the table %s', (name) => {
    expect(permissions).toContain(`<!-- table: ${name} -->`);
  });

  it('name every assumed permission among what is not verified', () => {
    const verified = readFileSync(path.join(ROOT, 'docs/verified.md'), 'utf8');
    const assumed = PERMISSION_LINES.filter(({ source, permission }) => source === ASSUMED && permission !== null);

    for (const { permission } of assumed) expect(verified).toContain(String(permission));
  });
});

/** The package with one permission of the scripts' role changed, on both sides where a record type lists the role. */
function zipWith(permission: string, level: string | null): Uint8Array {
  const files = unzipSync(zipProject());
  const isRecord = permission.startsWith('customrecord_');
  const key = isRecord ? `[scriptid=${permission}]` : permission;
  edit(`Objects/aftership/access/${SCRIPTS_ROLE}.xml`, 'permkey', key, 'permlevel');
  if (isRecord) {
    const role = `[scriptid=${SCRIPTS_ROLE}]`;
    edit(`Objects/aftership/records/${permission}.xml`, 'permittedrole', role, 'permittedlevel');
  }
  return zipSync(files);

  function edit(file: string, keyElement: string, value: string, levelElement: string): void {
    const before = strFromU8(files[file] ?? new Uint8Array());
    const after = before.replace(/\s*<permission>[\s\S]*?<\/permission>/g, (block) => {
      if (!block.includes(`<${keyElement}>${value}</${keyElement}>`)) return block;
      if (level === null) return '';
      return block.replace(new RegExp(`(<${levelElement}>)\\w+`), `$1${level}`);
    });
    if (after === before) throw new Error(`${file} has no permission ${value}.`);
    files[file] = strToU8(after);
  }
}

/** One fulfillment of each kind of order, with everything that the scripts read of it. */
function liveWith(options: WorldOptions): World {
  const world = makeWorld({ ...options, connection: { transferOrders: true, sendName: true } });
  const { account } = world;
  const location = account.seed('location', {
    fields: { name: 'Berlin', city: 'Berlin', country: 'DE', zip: '10115' },
  });
  const made = { trandate: new Date(2026, 10, 18) };
  const orders = [
    world.order,
    account.seed('transferorder', { fields: { ...made, tranid: 'TO1' } }),
    account.seed('vendorreturnauthorization', { fields: { ...made, tranid: 'VR1' } }),
    account.seed('purchaseorder', { fields: { ...made, tranid: 'PO1', createdfrom: world.order } }),
  ];
  for (const [index, createdfrom] of orders.entries()) {
    const values = shippedFrom(aShippedFulfillment(world, [`KX${910_000 + index}`]), location);
    account.create(world.clerk, 'itemfulfillment', { ...values, fields: { ...values.fields, createdfrom } });
  }
  aBackfilledFulfillment(world);
  return world;
}

/** One that shipped before the start date, with the event of a backfill that the next run takes, whoever asks for it. */
function aBackfilledFulfillment(world: World): void {
  const day = new Date(2026, 8, 10);
  const values = aShippedFulfillment(world, ['KX500001']);
  const fulfillment = world.account.seed('itemfulfillment', {
    ...values,
    fields: { ...values.fields, trandate: day, shippeddate: day },
  });
  const ofAccount = world.account.options.accountId;
  const backfill = world.account.seed(BACKFILL.type, {
    fields: {
      [BACKFILL.account]: ofAccount,
      [BACKFILL.state]: 'Running',
      [BACKFILL.from]: day,
      [BACKFILL.to]: day,
      [BACKFILL.mode]: 'On',
      [BACKFILL.cursor]: fulfillment,
      [BACKFILL.complete]: true,
    },
  });
  world.account.seed(OUTBOX.type, {
    fields: {
      [OUTBOX.account]: ofAccount,
      [OUTBOX.fulfillment]: fulfillment,
      [OUTBOX.due]: 1,
      [OUTBOX.attempts]: 0,
      [OUTBOX.systemOnly]: false,
      [OUTBOX.priority]: 3,
      [OUTBOX.backfillId]: backfill,
    },
  });
}

/** What is to be seen of a life: ledger, requests, and what waits. */
function seen(world: World): unknown {
  return {
    rows: ledger(world)
      .map(({ number, state, reason }) => `${number} ${state} ${reason}`)
      .sort(),
    requests: world.aftership.journal.map(({ method, status, body }) => JSON.stringify([method, status, body])).sort(),
    waiting: outbox(world).length,
  };
}

describe('in the emulated account', () => {
  const whole = liveWith({});
  settle(whole, 2);
  const soon = seen(whole);
  settle(whole);
  const later = seen(whole);

  it('the role is enough: everything is done within two minutes, without the System user', () => {
    expect(soon).toEqual(later);
    expect(outbox(whole)).toEqual([]);
    const [sent, left] = ['In AfterShip', 'Not sent (rule)'];
    expect(ledger(whole).map(({ state }) => state)).toEqual([sent, sent, left, sent, sent]);
  });

  const lifeWithout = (permission: string): { readonly soon: unknown; readonly later: unknown } => {
    const world = liveWith({ package: zipWith(permission, null) });
    settle(world, 2);
    const early = seen(world);
    settle(world, 45);
    return { soon: early, later: seen(world) };
  };
  const all = requiredPermissions().map(({ permission }) => permission);
  const isEnforced = (permission: string): boolean => !NOT_ENFORCED_BY_EMULATOR.includes(permission);

  it.each(all.filter(isEnforced))('without %s something fails or waits, until the System user puts it right', (key) => {
    const life = lifeWithout(key);

    expect(life.soon).not.toEqual(soon);
    expect(life.later).toEqual(later);
  });

  // What it would be without it in NetSuite is not documented.
  it.each(all.filter((key) => !isEnforced(key)))('nothing is different without %s, which stays assumed', (key) => {
    expect(lifeWithout(key)).toEqual({ soon, later });
    expect(PERMISSION_LINES.filter(({ permission }) => permission === key).map(({ source }) => source)).toEqual([
      ASSUMED,
    ]);
  });

  it('a lower level of SuiteScript Scheduling starts no sending', () => {
    const world = liveWith({ package: zipWith('ADMI_SS_SCHEDULING', 'EDIT') });
    settle(world, 2);

    expect(outbox(world)).toHaveLength(5);
  });

  it('with less than Edit on the connection, a refused key does not stop it', () => {
    const isStopped = (options: WorldOptions): unknown => {
      const world = makeWorld({ ...options, secret: 'wrong' });
      world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));
      settle(world, 2);
      return world.account.get(CONNECTION.type, world.connection ?? 0)?.fields[CONNECTION.stoppedByError];
    };

    expect(isStopped({})).toBe(true);
    expect(isStopped({ package: zipWith(CONNECTION.type, 'CREATE') })).toBe(false);
  });

  it('with less than Full on the ledger, a doubled row is not merged', () => {
    const rowsAfter = (options: WorldOptions): number => {
      const world = makeWorld({ ...options, mode: 'Preview' });
      const id = world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world));
      const fields = {
        [PACKAGE.account]: world.account.options.accountId,
        [PACKAGE.fulfillment]: id,
        [PACKAGE.number]: UPS_NUMBER,
        [PACKAGE.state]: 'Ready (Preview)',
        [PACKAGE.reason]: 'preview_create',
        [PACKAGE.holding]: 'nothing',
      };
      world.account.seed(PACKAGE.type, { fields });
      world.account.seed(PACKAGE.type, { fields });
      settle(world, 2);
      return ledger(world).length;
    };

    expect(rowsAfter({})).toBe(1);
    expect(rowsAfter({ package: zipWith(PACKAGE.type, 'EDIT') })).toBe(2);
  });
});
