// `npm run shots`: pictures of every page for docs/pages, light and dark, as somebody sees them some minutes after `npm start`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type Page, test } from '@playwright/test';
import { nameOf, PAGES } from './pages.js';
import { see } from './see.js';

const FOLDER = fileURLToPath(new URL('../../docs/pages/', import.meta.url));
const VIEWPORT = { width: 1280, height: 800 };
/** What is below is more of the same. */
const MOST_HEIGHT = 1_300;
const QUALITY = 0.78;
/** Code is tried when nobody has typed for a while. */
const SETTLED_MS = 1_800;
/** After the samples. */
const LATER_MS = 4 * 60_000;

/** The clock stands: whatever happened is as long ago in every picture. */
async function stopClock(page: Page, at: Date): Promise<void> {
  await page.clock.setFixedTime(at);
  await page.route('**/graphql', async (route) => {
    const answer = await route.fetch();
    const body = await answer.text();
    const told = body.replace(/"serverTime":"[^"]+"/, `"serverTime":"${at.toISOString()}"`);
    await route.fulfill({ response: answer, body: told });
  });
}

/** A WebP is a third of a PNG; the browser makes both. */
async function toWebp(browser: Browser, png: Buffer): Promise<Buffer> {
  const page = await browser.newPage();
  const base64 = await page.evaluate(
    async ([picture, quality]) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width: bitmap.width, height: bitmap.height });
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
      return canvas.toDataURL('image/webp', quality).split(',')[1] ?? '';
    },
    [png.toString('base64'), QUALITY] as const,
  );
  await page.close();
  return Buffer.from(base64, 'base64');
}

mkdirSync(FOLDER, { recursive: true });
const at = new Date(Date.now() + LATER_MS);

for (const seen of PAGES)
  test(nameOf(seen), async ({ page, browser }) => {
    await page.setViewportSize(VIEWPORT);
    await stopClock(page, at);
    await see(page, seen);
    await page.waitForTimeout(SETTLED_MS);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ ...VIEWPORT, height: Math.min(Math.max(height, VIEWPORT.height), MOST_HEIGHT) });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const png = await page.screenshot({ animations: 'disabled' });
      writeFileSync(`${FOLDER}${nameOf(seen)}-${colorScheme}.webp`, await toWebp(browser, png));
    }
    await page.unrouteAll({ behavior: 'wait' });
  });
