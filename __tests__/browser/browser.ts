/** A real browser for the tests, where this machine has one. */

import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

const PLACES: readonly string[] = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const executablePath = PLACES.find((place) => existsSync(place)) ?? null;

/** Null = there is one. */
export const WHY_SKIPPED =
  executablePath === null ? `there is no browser on this machine (looked for ${PLACES.join(', ')})` : null;

export interface Browser {
  readonly page: Page;
  /** Signed in as somebody else, in a session of its own. */
  another(): Promise<Page>;
  /** What went wrong on any page so far: errors of scripts, dialogs, and requests to anybody else. */
  readonly complaints: string[];
  close(): Promise<void>;
}

export async function openBrowser(url: string): Promise<Browser> {
  if (executablePath === null) throw new Error('Skip the test where there is no browser.');
  const profile = mkdtempSync(path.join(tmpdir(), 'aftership_browser_'));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: [...FLAGS],
    viewport: { width: 1100, height: 800 },
  });
  // Shorter than the time of a test, so that what is missing is named, and long enough for a busy machine.
  context.setDefaultTimeout(100_000);
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  const watch = (watched: Page): void => {
    watched.on('pageerror', (error) => complaints.push(`script error: ${error.message}`));
    watched.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    watched.on('request', (request) => {
      if (!request.url().startsWith(`${url}/`)) complaints.push(`request to ${request.url()}`);
    });
  };
  watch(page);
  return {
    page,
    another: async () => {
      const owner = context.browser();
      if (owner === null) throw new Error('The browser gives no second session.');
      const other = await (await owner.newContext()).newPage();
      watch(other);
      return other;
    },
    complaints,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** For docs/images, which holds copies of these. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  const folder = path.join(__dirname, '../../build/browser');
  mkdirSync(folder, { recursive: true });
  await page.locator('main').screenshot({ path: path.join(folder, `${name}.png`) });
}
