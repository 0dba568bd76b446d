// The page where its own files do not come: a sentence in the reader's language and a way to try again, instead of nothing.
import { expect, type Route, test } from '@playwright/test';

const HTML = '<html><body><h1>502 Bad Gateway</h1></body></html>';
const BREAKS: Record<string, (route: Route) => Promise<void>> = {
  'is cut off': (route) => route.abort('connectionreset'),
  'is blocked': (route) => route.abort('blockedbyclient'),
  'is a proxy’s 502': (route) => route.fulfill({ status: 502, contentType: 'text/html', body: HTML }),
  'is a proxy’s page as 200': (route) => route.fulfill({ status: 200, contentType: 'text/html', body: HTML }),
};
const FILES = {
  'the main script': /\/assets\/index-[^/]*\.js$/,
  'a part of it': /\/assets\/client-[^/]*\.js$/,
  'its stylesheet': /\/assets\/index-[^/]*\.css$/,
  'its words': /\/assets\/words-de-[^/]*\.js$/,
};

test.use({ locale: 'de-DE' });

for (const [name, file] of Object.entries(FILES))
  test(`${name} does not come: it says so, and one button tries again`, async ({ page }) => {
    const note = page.getByRole('alert');
    for (const [how, instead] of Object.entries(BREAKS)) {
      await page.route(file, instead);
      await page.goto('/team');
      await expect(note, how).toContainText('Tocsin konnte nicht geladen werden');
      await expect(page.getByRole('heading')).toHaveCount(0);
      await page.unrouteAll();
    }
    await note.getByRole('button', { name: 'Erneut versuchen' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible();
    await expect(page.getByText('konnte nicht geladen werden')).toHaveCount(0);
  });

test('scripts are switched off', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'fr-FR', baseURL });
  const page = await context.newPage();
  await page.goto('/');
  // What stands there is not found by its words.
  await expect(page.locator('noscript p')).toBeVisible();
  expect(await page.content()).toContain('Tocsin a besoin de JavaScript');
  await page.locator('noscript a').click();
  await expect(page.locator('noscript p')).toBeVisible();
  await expect(page.getByText('n’a pas pu être chargé')).toBeHidden();
  await context.close();
});

test('it is slow: it says so after a while, and goes on by itself', async ({ page }) => {
  let go = () => {};
  const late = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.clock.install();
  await page.route(FILES['its words'], async (route) => {
    await late;
    await route.continue();
  });
  await page.goto('/team', { waitUntil: 'commit' });
  await page.locator('.begins').waitFor();
  await page.clock.fastForward(31_000);
  await expect(page.getByRole('alert')).toContainText('konnte nicht geladen werden');
  go();
  await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible();
  await expect(page.getByText('konnte nicht geladen werden')).toHaveCount(0);
});
