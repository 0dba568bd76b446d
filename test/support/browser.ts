/** The web app in the Chromium of this machine, as a person has it open. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from './chromium.js';
import { eventually } from './program.js';

/**
 * The program of the browser, where there is one and the web app is built below `programDir`; null: what needs it is skipped.
 * @throws where REQUIRE_BROWSER says that it has to be there
 */
export function browserProgram(programDir: string): string | null {
  const program = findChromium();
  if (existsSync(join(programDir, 'dist-web/served.json'))) return program;
  if (process.env.REQUIRE_BROWSER === '1') throw new Error('The web app is not built: npm run build:web');
  return null;
}

export interface OpenApp {
  page: Page;
  /** Waits until the bell says so. @returns since when it does, by the clock of the browser, which is this machine's: epoch milliseconds */
  unread(count: number): Promise<number>;
  close(): Promise<void>;
}

/** Keeps in the page when the bell first had each of its names. */
const WATCH_BELL = `
  window.bellSaid = {};
  new MutationObserver(() => {
    const name = document.querySelector('header button[aria-label*="unread"]')?.getAttribute('aria-label');
    if (name) window.bellSaid[name] ??= Date.now();
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-label'] });`;

/** Signs in by a key, as a person types it, and stays on the first page. */
export async function openApp(program: string, url: string, key: string): Promise<OpenApp> {
  const browser: Browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
  const page = await browser.newPage({ locale: 'en-GB' });
  page.setDefaultTimeout(90_000);
  await page.addInitScript(WATCH_BELL);
  await page.goto(url);
  await page.getByRole('dialog').getByLabel('API key').fill(key);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  const unread = async (count: number): Promise<number> => {
    const name = `Notifications, ${count === 0 ? 'none' : count} unread`;
    await eventually(`${count} unread`, () => page.getByRole('button', { name }).isVisible());
    return page.evaluate<number>(`window.bellSaid[${JSON.stringify(name)}]`);
  };
  return { page, unread, close: () => browser.close() };
}
