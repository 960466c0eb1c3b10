/** The whole demo over the deployed project: it shows what it must, and its own check can fail. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PACKAGE } from '../../../src/TypeScript/aftership/adapters/ids';
import { findRoot, zipProject } from '../../shared/project';
import type { DayResult, FulfillmentEvent } from '../day';
import type { DemoReport, Verdict } from '../report_data';
import {
  FOREIGN_TRACKING,
  FULFILLMENT_KINDS,
  FULFILLMENTS,
  LATER_NUMBERS,
  type FulfillmentSpec,
  type Sample,
} from '../sample';
import { API_KEY, openWorld, type OpenWorld } from '../world';

interface LivedWorld {
  readonly world: OpenWorld;
  readonly sample: Sample;
  readonly day: DayResult;
  readonly report: DemoReport;
}

function live(): LivedWorld {
  const world = openWorld('in process');
  const deployment = world.deploy(zipProject());
  expect(deployment.findings).toEqual([]);
  const sample = world.load();
  const day = world.live(sample, () => undefined);
  return { world, sample, day, report: world.report(sample, day) };
}

const lived = live();
const { report } = lived;
const specs: readonly FulfillmentSpec[] = Object.values(FULFILLMENTS);

function packagesOf(number: string): DemoReport['packages'] {
  return report.packages.filter((entry) => entry.number === number);
}

describe('the day', () => {
  test('ends with nothing out of step', () => {
    expect(report.packages.filter(({ verdict }) => verdict === 'out of step')).toEqual([]);
    expect(report.totals['in step']).toBeGreaterThan(20);
  });

  test('sends nothing while the connection is in Preview', () => {
    expect(report.requestsInPreview).toBe(0);
  });

  test('leaves nothing in the outbox', () => {
    expect(report.waiting).toEqual([]);
  });

  test('runs every script without an error', () => {
    expect(report.units.filter(({ errors }) => errors > 0)).toEqual([]);
    expect(report.units.map(({ stage }) => stage).sort()).toEqual([
      'afterSubmit',
      'execute',
      'getInputData',
      'getInputData',
      'map',
      'reduce',
      'summarize',
      'summarize',
    ]);
  });

  test.each<FulfillmentEvent>(['CREATE', 'EDIT', 'XEDIT', 'PACK', 'SHIP', 'DELETE'])('raises %s', (event) => {
    expect(lived.day.timeline.flatMap(({ events }) => events)).toContain(event);
  });

  test.each(['USERINTERFACE', 'CSVIMPORT', 'WEBSERVICES', 'SCHEDULED'])('works in the context %s', (context) => {
    expect(lived.day.timeline.map((entry) => entry.context)).toContain(context);
  });

  test.each(FULFILLMENT_KINDS)('shows: %s', (kind) => {
    const shown = report.packages.filter(({ shows }) => shows.includes(kind));

    expect(shown.length).toBeGreaterThan(0);
  });

  test.each<readonly [what: string, number: string, states: readonly (string | null)[], verdict: Verdict]>([
    ['a package of each list', '1Z5R89390357567127', ['In AfterShip'], 'in step'],
    ['a number typed twice as one package', 'D576002440000001718010', ['In AfterShip'], 'in step'],
    ['a number on two fulfillments as one tracking', 'GM2951173225174494', ['In AfterShip', 'In AfterShip'], 'in step'],
    ['the second of two numbers in one field', 'D10011345983010', ['In AfterShip'], 'in step'],
    ['a foreign tracking by linking it', FOREIGN_TRACKING.trackingNumber, ['Already in AfterShip'], 'in step'],
    ['a renumbered package under the number in its label’s barcode', '776632517510', ['In AfterShip'], 'in step'],
    ['the old number of a renumbered package by removing it', '041441760228964', ['Removed'], 'in step'],
    ['a package that was taken off and put back', '568283610012000', ['In AfterShip'], 'in step'],
    ['a deleted fulfillment by removing its tracking', '9200190132607600833457', ['Removed'], 'in step'],
    ['a deleted fulfillment whose parcel moves by letting it go', 'K1506235620', ['Kept in AfterShip'], 'explained'],
    [
      'a number that came after the shipment, over an outage',
      LATER_NUMBERS.forNumberLater,
      ['In AfterShip'],
      'in step',
    ],
    ['a shipment from before the start date by holding it', '9101123456789000000013', ['Not sent (rule)'], 'explained'],
    ['a transfer order by holding it', '73891051146', ['Not sent (rule)'], 'explained'],
    ['a vendor return by holding it', 'JJD0099999999', ['Not sent (rule)'], 'explained'],
    ['a mistyped number by asking a person', '1Z5R89390357567217', ['Needs attention'], 'explained'],
    ['a shortened number after a person typed the whole', LATER_NUMBERS.forShortened, ['In AfterShip'], 'in step'],
    ['a word instead of a number by asking nobody', 'folgt per Mail', [null], 'explained'],
  ])('settles %s', (_what, number, states, verdict) => {
    const entries = packagesOf(number);

    expect(entries.map(({ state }) => state).sort()).toEqual([...states].sort());
    expect(entries.every((entry) => entry.verdict === verdict)).toBe(true);
  });

  test('asks a person about a number that a spreadsheet shortened, until somebody types it', () => {
    const followed = lived.day.timeline.flatMap((entry) => entry.followed);

    expect(followed.some((text) => text.includes('Needs attention (digits lost)'))).toBe(true);
    expect(packagesOf('(unclear text, corrected)').map(({ state, verdict }) => [state, verdict])).toEqual([
      ['Removed', 'in step'],
    ]);
  });

  test('says of a word instead of a number that it is none, and asks nobody', () => {
    expect(packagesOf('folgt per Mail').map(({ because }) => because)).toEqual([
      expect.stringContaining('certainly no tracking number'),
    ]);
    const asked = report.attention.map(({ number }) => number);
    expect([asked.includes('1Z5R89390357567217'), asked.includes('folgt per Mail')]).toEqual([true, false]);
  });

  test('gives a number that was removed and came back another id', () => {
    expect(packagesOf('CGK002986959').map(({ tracking }) => tracking?.id)).toEqual([expect.stringMatching(/-2$/)]);
  });

  test('sends each shipment from where it left and to where it goes', () => {
    const created = report.journal.find(
      ({ path, method, body }) =>
        method === 'POST' && path.endsWith('/trackings') && JSON.stringify(body).includes('0073938000549297'),
    );

    expect(created?.body).toMatchObject({
      origin_country_region: 'USA',
      origin_state: 'NV',
      destination_country_region: 'CAN',
      destination_state: 'QC',
    });
  });

  test('sends no origin for a shipment that left several locations', () => {
    const created = report.journal.find(({ body }) => JSON.stringify(body ?? '').includes('LX17635036'));

    expect(created?.method).toBe('POST');
    expect(JSON.stringify(created?.body)).not.toContain('origin_');
  });

  test('names no e-mail address for a customer who has none', () => {
    const created = report.journal.find(({ body }) => JSON.stringify(body ?? '').includes('09980000020034D'));

    expect(created?.body).toMatchObject({ customers: [{ role: 'buyer', name: 'Café am Markt' }] });
    expect(JSON.stringify(created?.body)).not.toContain('@');
  });

  test('never shows the API key', () => {
    expect(JSON.stringify(report)).not.toContain(API_KEY);
  });
});

describe('the sample', () => {
  test('uses published test numbers of carriers only', () => {
    const published = new Set(listPublishedNumbers());
    const typed = [...specs.flatMap(({ numbers }) => numbers), ...Object.values(LATER_NUMBERS)];
    const { shortened, mistyped, placeholder } = FULFILLMENTS;
    const none = [shortened, mistyped, placeholder].flatMap(({ numbers }) => numbers);
    const numbers = typed
      .filter((text) => text !== '' && !none.includes(text))
      .flatMap((text) => text.split(','))
      .map((text) => text.replace(/\s/g, '').toUpperCase());

    expect(numbers.filter((number) => !published.has(number))).toEqual([]);
  });
});

describe('the check', () => {
  test('finds a tracking that is missing at AfterShip', () => {
    const { world, sample, day } = live();
    const id = packagesOf('3318810025')[0]?.tracking?.id ?? '';
    world.transport.control('removeByPerson', id, world.account.now());

    expect(outOfStep(world.report(sample, day))).toEqual([
      ['3318810025', 'The ledger names a tracking that AfterShip does not have.'],
    ]);
  });

  test('finds a package that no row of the ledger knows', () => {
    const { world, sample, day } = live();
    const actor = { user: sample.employees.clerk, context: 'WEBSERVICES', withoutScripts: true } as const;
    world.account.create(actor, 'itemfulfillment', sample.valuesOf('one', 'C', ['73891051146']));

    expect(outOfStep(world.report(sample, day))).toEqual([
      ['73891051146', 'NetSuite has this package, but no row of the ledger and no event knows it.'],
    ]);
  });

  test('finds a tracking of ours that no row of the ledger names', () => {
    const { world, sample, day } = live();
    const stray = {
      id: 'ns-7654321-000000000000000000000000',
      trackingNumber: 'LX17635035',
      slug: 'lasership',
      source: 'api',
    };
    world.transport.control('addForeignTracking', stray, world.account.now());

    expect(outOfStep(world.report(sample, day))).toEqual([
      ['LX17635035', 'AfterShip has a tracking of this account that no row of the ledger names.'],
    ]);
  });

  test.each([
    ['Removed', 'NetSuite has this package, but the ledger says "Removed".'],
    ['Not sent (rule)', 'The ledger says that it was not sent, but AfterShip has it.'],
    ['Confirming', 'Its fate is unknown, and no event will settle it.'],
    ['Nonsense', 'NetSuite has this package, but the ledger says "unknown word".'],
  ])('finds a row that wrongly says %s', (state, because) => {
    const { world, sample, day } = live();
    const row = world.account.all(PACKAGE.type).find(({ fields }) => fields[PACKAGE.number] === '3318810025');
    const admin = { user: sample.employees.administrator, context: 'USERINTERFACE' } as const;
    world.account.edit(admin, PACKAGE.type, row?.id ?? 0, { fields: { [PACKAGE.state]: state } });

    expect(outOfStep(world.report(sample, day))).toEqual([['3318810025', because]]);
  });

  test('finds content of another order', () => {
    const { world, sample, day } = live();
    const order = sample.orders.get('SO1001') ?? 0;
    const admin = { user: sample.employees.administrator, context: 'USERINTERFACE' } as const;
    world.account.edit(admin, 'salesorder', order, { fields: { tranid: 'SO9999' } });

    expect(outOfStep(world.report(sample, day)).map(([number]) => number)).toEqual([
      '3318810025',
      LATER_NUMBERS.secondPackageOfOne,
    ]);
  });
});

function outOfStep({ packages }: DemoReport): readonly (readonly [number: string, because: string])[] {
  return packages.filter(({ verdict }) => verdict === 'out of step').map(({ number, because }) => [number, because]);
}

function listPublishedNumbers(): readonly string[] {
  const file = path.join(findRoot(), 'packages/emulator/facts/aftership-couriers.json');
  const facts = JSON.parse(readFileSync(file, 'utf8')) as {
    tracking_number_patterns: { patterns: readonly { valid_examples: readonly string[] }[] };
  };
  return facts.tracking_number_patterns.patterns.flatMap(({ valid_examples: examples }) =>
    examples.map((text) => text.replace(/\s/g, '').toUpperCase()),
  );
}
