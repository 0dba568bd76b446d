// As away.spec.ts, where it is worst: on the narrowest phone, in the longest words. What is said of a network that is cut, a proxy, a server
// that is busy is in the reader's language and fits; and what somebody wrote is there after an act in vain.
import { devices, expect, type Page, test } from '@playwright/test';
import { Answers, type Instead } from './answers.js';
import { misfits } from './fits.js';
import { APP_PAGES, nameOf } from './pages.js';
import { saying } from './words.js';

const { defaultBrowserType: _, ...phone } = devices['Galaxy S5'];
test.use({ ...phone, viewport: { width: 360, height: 740 }, locale: 'de-DE' });

const KINDS: readonly Instead[] = ['proxy', 'cut', 'upstream'];
const kindOf = (index: number): Instead => KINDS[index % KINDS.length] ?? 'cut';

const again = (page: Page) => page.getByRole('button', { name: 'Erneut versuchen' });

/** All say it in the same way: every third of them. */
const SOME = APP_PAGES.filter(({ first }) => !first).filter((_, index) => index % 3 === 0);

test('pages that get no answer fit, and say so in the reader’s language', async ({ page }) => {
  const answers = await Answers.of(page);
  const faults: string[] = [];
  for (const [index, seen] of SOME.entries()) {
    answers.give(kindOf(index), /^(?!Shell$)/);
    await page.goto(seen.path);
    await expect(page.getByRole('main').getByRole('alert').first()).toContainText(
      'Der Server ist gerade nicht erreichbar',
    );
    const lines = await misfits(page);
    faults.push(...lines.map((line) => `${nameOf(seen)}: ${line}`));
    answers.pass();
  }
  await again(page).first().click();
  await expect(again(page)).toHaveCount(0);
  expect(faults).toEqual([]);
});

/** What is filled in, and sent by a button of these words. */
const ACTS = [
  { path: '/team', opens: 'web.team.add', field: 'Name', act: 'web.team.add' },
  { path: '/settings/keys', opens: 'web.keys.make', field: 'Name', act: 'web.keys.make' },
  { path: '/settings/business', opens: null, field: 'Name', act: 'web.save' },
  { path: '/settings/templates?event=payment.failed', opens: null, field: 'Text', act: 'web.save' },
] as const;

test('an act in vain: a sentence that fits, and what was written stays', async ({ page }) => {
  const answers = await Answers.of(page);
  for (const [index, { path, opens, field, act }] of ACTS.entries()) {
    await page.goto(path);
    if (opens) await saying(page, opens, 'de').click();
    const within = opens ? page.getByRole('dialog') : page.getByRole('main');
    const written = within.getByRole('textbox', { name: field, exact: true }).first();
    await written.fill('Ein Wort, das bleibt');
    answers.give(kindOf(index));
    await saying(within, act, 'de').click();
    await expect(within.getByRole('alert').filter({ hasText: 'wohl nicht ausgeführt' })).toBeVisible();
    expect([path, await misfits(page)]).toEqual([path, []]);
    await expect(written).toHaveValue('Ein Wort, das bleibt');
    answers.pass();
    await written.fill('');
  }
});
