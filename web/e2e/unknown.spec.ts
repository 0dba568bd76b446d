// An address that leads to nothing, or to what is not for who looks: it says so, and leads on.
import { expect, type Page, test } from '@playwright/test';

const NO_ID = '01zzzzzzzzzzzzzzzzzzzzzzzz';

const PLACES = [
  { path: `/events/evt_${NO_ID}`, says: 'There is no such event for you', by: 'Events', to: /\/events$/ },
  { path: '/events/nonsense', says: 'There is no such event for you', by: 'Events', to: /\/events$/ },
  { path: `/disputes/dsp_${NO_ID}`, says: 'There is no such dispute', by: 'Disputes', to: /\/disputes$/ },
  { path: `/integrations/dst_${NO_ID}`, says: 'There is no such endpoint', by: 'Integrations', to: /\/integrations$/ },
  { path: `/team/rcp_${NO_ID}`, says: 'Nobody is here', by: 'Team', to: /\/team$/ },
  { path: '/settings/nothing', says: 'There is no such page', by: 'To the overview', to: /\/$/ },
];

const main = (page: Page) => page.getByRole('main');

async function leadsOn(page: Page, { path, says, by, to }: (typeof PLACES)[number]): Promise<void> {
  await page.goto(path);
  await expect(main(page).getByRole('heading', { name: says })).toBeVisible();
  await main(page).getByRole('link', { name: by, exact: true }).click();
  await expect(page).toHaveURL(to);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

test('a page of what is not there leads to those that are', async ({ page }) => {
  for (const place of PLACES) await leadsOn(page, place);
});

test('what a list is asked for and does not know is nothing, with the way back to all', async ({ page }) => {
  for (const path of [`/deliveries?event=evt_${NO_ID}`, `/events?query=${NO_ID}`]) {
    await page.goto(path);
    await main(page).getByRole('button', { name: 'Clear filters' }).first().click();
    await expect(page).not.toHaveURL(/\?/);
    await expect(page.locator('.log a.row').first()).toBeVisible();
  }
});
