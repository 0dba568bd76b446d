// A page that is open while a new build is deployed: parts of it that were not loaded yet are gone from the server.
import { expect, type Page, type Route, test } from '@playwright/test';

const PART = /\/assets\/events-[^/]*\.js$/;
const OWN = /\/assets\/index-[^/]*\.js$/;

/** As if the server had other files by now, until the page is loaded anew. */
async function replaceBuild(page: Page): Promise<void> {
  const gone = (route: Route) => route.fulfill({ status: 404, contentType: 'text/plain', body: 'gone' });
  await page.route(PART, gone);
  await page.route(OWN, (route) => (route.request().method() === 'HEAD' ? gone(route) : route.continue()));
  page.once('domcontentloaded', () => void page.unroute(PART));
}

test('it loads itself anew and says so; where the server is not reached, it can be tried again', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await replaceBuild(page);
  await page.getByRole('link', { name: 'Events', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Events' })).toBeVisible();
  await expect(page.getByText('A new version of Tocsin was there')).toBeVisible();
  await page.unroute(OWN);
  await page.route(/\/assets\/audit-[^/]*\.js$/, (route) => route.abort());
  await page.getByRole('link', { name: 'Audit log' }).click();
  const again = page.getByRole('button', { name: 'Try again' });
  await expect(again).toBeVisible();
  await page.unrouteAll();
  await again.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible();
});
