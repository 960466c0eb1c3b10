/** Every page and button of the console in a real browser, on the sample account after a day's work. Run after the build. */

import { BACKFILL, SCRIPTS, PACKAGE, OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { startConsole, type ConsoleServer } from '../../tools/demo/console/server';
import type { Sample } from '../../tools/demo/sample';
import { openWorld, type OpenWorld } from '../../tools/demo/world';
import { zipProject } from '../../tools/shared/project';
import { anEventThatWaits } from '../scripts/backfill_world';
import { openBrowser, takeScreenshot, WHY_SKIPPED, type Browser } from './browser';

const MARKUP = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;

/** Runs in the page: fields without a name and tables without a caption. */
const NAMELESS = `[
  ...[...document.querySelectorAll('main input:not([type=hidden]), main select')].filter(
    (field) => field.labels.length === 0 && field.getAttribute('aria-label') === null),
  ...[...document.querySelectorAll('main table')].filter((table) => table.querySelector('caption') === null),
].map((element) => element.outerHTML)`;

/** Runs in the page: what the Tab key should stop at, in the order of reading. */
const STOPS = `[...document.querySelectorAll('a[href], button, select, textarea, pre[tabindex], input:not([type=hidden])')]
  .filter((element) => !element.disabled && element.getClientRects().length > 0)`;
const FOCUSABLE = `${STOPS}.length`;
const FOCUSED = `(() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const label = element.labels?.[0]?.textContent ?? element.getAttribute('aria-label') ?? element.textContent;
  return {
    index: ${STOPS}.indexOf(element),
    isNamed: label.trim() !== '',
    isSeen: style.outlineStyle !== 'none' && style.outlineWidth !== '0px',
  };
})()`;

const inBrowser = WHY_SKIPPED === null ? describe : describe.skip;

/** Shipped in September, long before the project came. */
function seedOldFulfillments({ account }: OpenWorld, sample: Sample, count: number): void {
  const like = account.get('itemfulfillment', sample.fulfillments.get('one') ?? 0);
  if (like === null) throw new Error('The sample has no such fulfillment.');
  for (let at = 0; at < count; at += 1) {
    const day = new Date(2026, 8, 1 + (at % 30));
    const number = at === 0 ? 'folgt' : `00340434161094${String(100_000 + at)}`;
    account.seed('itemfulfillment', {
      fields: { ...like.fields, trandate: day, shippeddate: day, createddate: day, lastmodifieddate: day },
      sublists: { package: [{ packagetrackingnumber: number, packageweight: 1 }] },
      subrecords: like.subrecords,
    });
  }
}

inBrowser(WHY_SKIPPED === null ? 'in a browser' : `in a browser: skipped, because ${WHY_SKIPPED}`, () => {
  let world: OpenWorld;
  let sample: Sample;
  let server: ConsoleServer;
  let browser: Browser;

  beforeAll(async () => {
    world = openWorld('in process');
    if (!world.deploy(zipProject()).ok) throw new Error('The project was not deployed.');
    sample = world.load();
    world.live(sample, () => undefined);
    const { administrator, clerk } = sample.employees;
    const second = world.account.seed('employee', { fields: { entityid: 'Second', role: 'administrator' } });
    server = await startConsole({
      account: world.account,
      people: [
        { name: 'Administrator', actor: { user: administrator, context: 'USERINTERFACE' } },
        { name: 'Second administrator', actor: { user: second, context: 'USERINTERFACE' } },
        { name: 'Warehouse clerk', actor: { user: clerk, context: 'USERINTERFACE' } },
      ],
      start: SCRIPTS.pages,
      port: 0,
    });
    browser = await openBrowser(server.url);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    world?.close();
  });

  beforeEach(async () => {
    await browser.page.goto(server.url);
  });

  afterEach(() => {
    expect(browser.complaints.splice(0)).toEqual([]);
  });

  const open = async (name: string): Promise<void> => {
    await browser.page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
  };
  const isSaid = async (text: string | RegExp): Promise<void> => {
    await browser.page.getByText(text).first().waitFor();
  };
  const button = (name: string) => browser.page.locator('main').getByRole('button', { name });

  it('the overview has its chart, and the same numbers as a table', async () => {
    await isSaid('Mode On: sending.');
    const { page } = browser;

    await page.getByRole('img', { name: 'Packages by the day they shipped, last 14 days' }).waitFor();
    await page.getByRole('table', { name: 'Packages by the day they shipped, last 14 days' }).waitFor();
    await takeScreenshot(page, 'console_overview');
  });

  it('set-up tries the key', async () => {
    await open('Set-up');
    await takeScreenshot(browser.page, 'console_setup');
    await browser.page.getByLabel('What to do').selectOption('check_key');
    await button('Go').click();
    await isSaid('AfterShip answered and accepts the key.');

    await browser.page.getByLabel('What to do').selectOption('test_tracking');
    await button('Go').click();
    await isSaid(/The key can create|has the sample number of the test already/);

    await browser.page.getByLabel('What to do').selectOption('note_release');
    await button('Go').click();
    await isSaid('Noted. This page says so when NetSuite has another release.');
    await isSaid('2026.2, as when it was looked at last.');
  });

  it('sending stops with one button, and resumes on purpose', async () => {
    await button('Stop sending now').click();
    await isSaid('Sending is stopped.');
    await takeScreenshot(browser.page, 'console_connection');
    await browser.page.getByLabel('What to do').selectOption('resume_all');
    await button('Go').click();

    await isSaid('Sending goes on within the next quarter of an hour.');
    await isSaid('Mode On: sending.');
  });

  it('a package that a rule left out is chosen and sent anyway, with the keyboard alone', async () => {
    await open('Needs attention');
    await takeScreenshot(browser.page, 'console_attention');
    const { page } = browser;
    await page.getByRole('link', { name: 'Show before start' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/reason=before_start/);
    await page.getByLabel('What to do').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    await isSaid('Asked for: 1 package is to be tried again.');
    expect(world.account.all(OUTBOX.type)).toHaveLength(1);
  });

  it('all packages of a reason go to the job', async () => {
    await open('Needs attention');
    await browser.page.getByRole('link', { name: /^Show before start/ }).click();
    await browser.page.getByLabel('What to do').selectOption('retry_all');
    await button('Go').click();

    await isSaid('Started: a job asks for these packages.');
  });

  it('all that a rule left out is looked at again, and what it still leaves out stays so', async () => {
    world.account.advance(120);
    await open('Needs attention');
    await browser.page.getByRole('link', { name: 'Show order kind' }).click();
    await button('Look at everything with this reason again (1 package)').click();

    await isSaid('Started: a job asks for these packages.');
    world.account.advance(120);
    await open('Needs attention');
    expect(await browser.page.getByRole('row', { name: /order kind/ }).textContent()).toContain('order kind1');
  });

  it('a reason is exported as a file', async () => {
    await open('Needs attention');
    await browser.page
      .getByRole('link', { name: /^Show / })
      .first()
      .click();
    const downloading = browser.page.waitForEvent('download');
    await browser.page.getByRole('link', { name: 'Export as CSV' }).click();

    expect((await downloading).suggestedFilename()).toBe('aftership_shipments.csv');
  });

  it('a package is found by its number, and its fulfillment shows what would be sent now', async () => {
    const row = world.account.all(PACKAGE.type).find(({ fields }) => fields[PACKAGE.state] === 'In AfterShip');
    const number = String(row?.fields[PACKAGE.number]);
    await open('Find a shipment');
    await browser.page.getByLabel('Tracking number').fill(number);
    await button('Find').click();
    await browser.page
      .getByRole('link', { name: String(row?.fields[PACKAGE.fulfillment]), exact: true })
      .first()
      .click();

    await isSaid('In step: nothing would be sent.');
    await takeScreenshot(browser.page, 'console_fulfillment');
    await button('Send again').click();
    await isSaid('Asked for: the fulfillment is to be looked at again. That happens in a minute or two');
  });

  it('a corrected carrier mapping is applied to all packages of a carrier', async () => {
    await open('Re-apply carrier mapping');
    const { page } = browser;
    await takeScreenshot(page, 'console_carriers');
    await page
      .getByRole('link', { name: /^Apply the mapping to packages of/ })
      .first()
      .click();
    await isSaid(/(package is|packages are) at AfterShip under the carrier/);
    await page
      .locator('main')
      .getByRole('button', { name: /^Apply the carrier mapping to/ })
      .click();

    await isSaid(/Started: a job asks for these packages to be looked at again|such a job is under way already/);
  });

  it('the data of a customer is erased after a tick, and not before', async () => {
    const { page } = browser;
    // The job of another test may be under way.
    world.account.advance(120);
    await open('Find a shipment');
    const fulfillment = world.account.get('itemfulfillment', sample.fulfillments.get('one') ?? 0);
    await page.getByLabel('Internal id of a customer').fill(String(fulfillment?.fields['entity']));
    await button('Find').click();
    await page.getByRole('link', { name: 'Erase the data of this customer' }).click();
    await isSaid('What has to be done elsewhere');
    await takeScreenshot(page, 'console_erase');
    await button('Erase').click();
    await isSaid('Nothing was changed: tick the box to confirm');

    await page.getByLabel(/I have checked that/).check();
    await button('Erase').click();
    await isSaid('Started. The customer is marked as to be tracked without contact');
    await isSaid('Track Without Contact');
  });

  it('a fulfillment’s own page shows its packages to an administrator, and nothing to a clerk, who may not open the console', async () => {
    const { page } = browser;
    const id = sample.fulfillments.get('one');
    await page.goto(`${server.url}/app/accounting/transactions/itemfulfillment.nl?id=${id}`);
    await page.getByRole('table', { name: 'AfterShip' }).waitFor();
    await page.getByRole('link', { name: 'Why was this not sent?' }).waitFor();
    await page.getByRole('link', { name: 'Send again' }).click();
    await isSaid('What happened to its packages');
    await takeScreenshot(page, 'console_shipment');
    const shipmentPage = page.url();
    await button('Send again').click();
    await isSaid('Asked for: the fulfillment is to be looked at. That happens in a minute or two');

    await page.getByLabel('Signed in as').selectOption('Warehouse clerk');
    await page.getByRole('button', { name: 'Change' }).click();
    await isSaid('Your role may not open this page.');
    await page.goto(`${server.url}/app/accounting/transactions/itemfulfillment.nl?id=${id}`);
    expect(await page.getByRole('table').count()).toBe(0);
    await page.goto(shipmentPage);
    await isSaid('Your role may not see packages. An administrator can let it.');
    expect(await page.locator('main').getByRole('table').count()).toBe(0);
    await page.goto(server.url);

    await page.getByLabel('Signed in as').selectOption('Administrator');
    await page.getByRole('button', { name: 'Change' }).click();
    await isSaid('Mode On: sending.');
  });

  it('a backfill is counted first, then started, paused, resumed and ended', async () => {
    const { page } = browser;
    const before = world.account.all(BACKFILL.type).length;
    seedOldFulfillments(world, sample, 40);
    await open('Send past shipments');
    await page.getByLabel('First day').fill('2026-13-01');
    await page.getByLabel('Last day').fill(MARKUP);
    await button('Count first').click();
    await isSaid('the first day is no day');

    await page.getByLabel('First day').fill('2026-09-01');
    await page.getByLabel('Last day').fill('2026-09-30');
    await page.getByLabel('First day').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('table', { name: /^What shipped from/ }).waitFor();
    await isSaid('None: AfterShip is told nothing personal');
    await takeScreenshot(page, 'console_backfill');
    expect(world.account.all(BACKFILL.type)).toHaveLength(before);

    await page
      .locator('main')
      .getByRole('button', { name: /^Start: send what shipped/ })
      .click();
    await isSaid('The backfill was started.');
    anEventThatWaits(world.account);
    world.account.advance(16 * 60);
    await open('Send past shipments');
    await takeScreenshot(page, 'console_backfill_progress');
    for (const [action, sentence] of [
      ['backfill_pause', 'The backfill is paused.'],
      ['backfill_resume', 'The backfill goes on'],
      ['backfill_cancel', 'The backfill was ended.'],
    ] as const) {
      await page.getByLabel('What to do').selectOption(action);
      await button('Go').click();
      await isSaid(sentence);
    }
    await page.getByRole('table', { name: 'Other backfills' }).waitFor();
  });

  it('markup in a row stays text, in the browser’s own eyes', async () => {
    world.account.seed(PACKAGE.type, {
      fields: {
        [PACKAGE.account]: world.account.options.accountId,
        [PACKAGE.fulfillment]: 1,
        [PACKAGE.number]: MARKUP,
        [PACKAGE.params]: JSON.stringify({ said: MARKUP }),
        [PACKAGE.slug]: MARKUP,
        [PACKAGE.state]: 'Needs attention',
        [PACKAGE.reason]: 'refused',
        [PACKAGE.holding]: 'nothing',
        [PACKAGE.answerCode]: 4008,
      },
    });
    await open('Needs attention');
    await browser.page.getByRole('link', { name: 'Show 4008' }).click();

    await isSaid(MARKUP);
    expect(await browser.page.locator('main script, main img').count()).toBe(0);
  });

  it('with the keyboard alone everything is reached in the order that is read, named and seen', async () => {
    const { page } = browser;
    const customer = world.account.get('itemfulfillment', sample.fulfillments.get('one') ?? 0)?.fields['entity'];
    const id = sample.fulfillments.get('one');
    const addresses = [
      ...['setup', 'connection', 'overview', 'attention', 'backfill', 'carriers', 'find'].map((name) => `page=${name}`),
      'page=attention&reason=before_start',
      `page=fulfillment&fulfillment=${id}`,
      `page=find&customer=${String(customer)}`,
      `page=erase&customer=${String(customer)}`,
      'page=backfill&first=2026-09-01&last=2026-09-30',
    ];
    const start = page.url();
    for (const address of addresses) {
      await page.goto(`${start}&${address}`);
      const expected = await page.evaluate<number>(FOCUSABLE);
      for (let at = 0; at < expected; at += 1) {
        await page.keyboard.press('Tab');
        expect({ address, at, ...(await page.evaluate<object>(FOCUSED)) }).toEqual({
          address,
          at,
          index: at,
          isNamed: true,
          isSeen: true,
        });
      }
    }
  });

  it('two administrators: a form of one is refused from the other, and a stop from an old page is obeyed', async () => {
    const { page } = browser;
    const other = await browser.another();
    await other.goto(server.url);
    await other.getByLabel('Signed in as').selectOption('Second administrator');
    await other.getByRole('button', { name: 'Change' }).click();
    await open('Connection');
    const token = await page.locator('input[name=custpage_token]').inputValue();
    const own = await other.locator('input[name=custpage_token]').inputValue();
    expect(own).not.toBe(token);

    await page.getByLabel('What to do').selectOption('preview');
    await page
      .locator('input[name=custpage_token]')
      .evaluate((field, value) => field.setAttribute('value', value), own);
    await button('Go').click();
    await isSaid('this form was not made by your session');

    await open('Connection');
    await page.getByLabel('What to do').selectOption('stop');
    await button('Go').click();
    await isSaid('Sending is stopped. A call that was under way');
    await other.locator('main').getByRole('button', { name: 'Stop sending now' }).click();
    await other.getByText('Sending is stopped. A call that was under way').waitFor();

    await button('Go').click();
    await isSaid('Nothing was changed: choose first what to do');
    await open('Connection');
    await page.getByLabel('What to do').selectOption('resume_all');
    await other.getByLabel('What to do').selectOption('resume_from_today');
    await button('Go').click();
    await isSaid('Sending goes on within the next quarter of an hour.');
    await other.locator('main').getByRole('button', { name: 'Go' }).click();
    await other.getByText('somebody else changed the record in the meantime').waitFor();
    await other.context().close();
  });

  it('everything that can be filled in has a name, and every table a caption', async () => {
    for (const name of [
      'Set-up',
      'Connection',
      'Overview',
      'Needs attention',
      'Send past shipments',
      'Re-apply carrier mapping',
      'Find a shipment',
    ]) {
      await open(name);
      const nameless = await browser.page.evaluate<string[]>(NAMELESS);
      expect(nameless).toEqual([]);
    }
  });
});
