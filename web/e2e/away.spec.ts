// A network that is cut, a proxy that answers in the server's place, a server that is busy, a session that ends: one sentence and one
// button, nothing that was typed is lost, and nothing is done twice.
import { expect, type Page, test } from '@playwright/test';
import { Answers, type Instead } from './answers.js';
import { APP_PAGES, nameOf } from './pages.js';
import { close, LAYER, see } from './see.js';
import { happens } from './webhooks.js';
import { saying } from './words.js';

const { E2E_KEY = '' } = process.env;
const AWAY: readonly Instead[] = ['cut', 'busy', 'proxy', 'unavailable', 'upstream'];
const SAYS: Partial<Record<Instead, string>> = {
  busy: 'serves others first',
  unavailable: 'cannot be reached just now',
};

const dialog = (page: Page) => page.getByRole('dialog').last();
const again = (page: Page) => page.getByRole('button', { name: 'Try again' });

const healed = async (page: Page) => {
  await expect(again(page)).toHaveCount(0);
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
};

/** Pressed, unless what comes live has mended the page before. */
async function tryAgain(page: Page): Promise<void> {
  const button = again(page).first();
  await expect(async () => {
    if (await button.isVisible()) await button.click({ timeout: 2_000 });
    await healed(page);
  }).toPass();
}

test.describe.configure({ mode: 'parallel' });

for (const [index, seen] of APP_PAGES.entries()) {
  const instead = AWAY[index % AWAY.length] ?? 'cut';
  test(`${nameOf(seen)}, and what it asks in dialogs: ${instead}, and back by one button`, async ({ page }) => {
    const answers = await Answers.of(page);
    const says = SAYS[instead] ?? 'The server cannot be reached just now';
    if (!seen.first) {
      answers.give(instead, /^(?!Shell$)/);
      await page.goto(seen.path);
      await expect(page.getByRole('main').getByRole('alert').first()).toContainText(says);
      answers.pass();
      await tryAgain(page);
      await expect(page.getByRole('heading', { level: 1, name: seen.heading, exact: true })).toBeVisible();
    }
    for (const { says: opener, at } of seen.opens ?? []) {
      if (at || typeof opener !== 'string') continue;
      await see(page, seen);
      answers.give(instead);
      await saying(page, opener, 'en').click();
      await expect(page.locator(LAYER).or(page.getByRole('alert')).first()).toBeVisible();
      const asked = answers.asked.length > 0;
      if (asked) await expect(page.getByRole('alert').first()).toContainText(says);
      answers.pass();
      await tryAgain(page);
      if ((await page.locator(LAYER).count()) > 0) await close(page);
    }
  });
}

/** As somebody who comes back to the window, until `there`. */
async function look(page: Page, there: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await there();
  }).toPass();
}

test('what stands on a page, and what is typed there, stays where it is asked anew in vain', async ({ page }) => {
  const answers = await Answers.of(page);
  await page.clock.install();
  await page.goto('/settings/templates?event=payment.failed');
  const text = page.getByRole('region', { name: 'Words' }).getByLabel('Text');
  await text.fill('Not saved yet.');
  answers.give('proxy');
  await look(page, () => expect(again(page).first()).toBeVisible({ timeout: 1_500 }));
  await expect(text).toHaveValue('Not saved yet.');
  answers.pass();
  await tryAgain(page);
  await expect(text).toHaveValue('Not saved yet.');
  // By the page itself, every ten seconds.
  answers.give('cut');
  await page.clock.fastForward(11_000);
  await expect(again(page).first()).toBeVisible();
  await expect(text).toHaveValue('Not saved yet.');
});

test('what stands on a page stays where what comes live makes it ask in vain', async ({ page }) => {
  const answers = await Answers.of(page);
  await page.goto('/integrations');
  await page.getByRole('link', { name: /#subscriptions/ }).click();
  const heading = page.getByRole('heading', { level: 1, name: '#subscriptions' });
  await heading.evaluate((element) => element.setAttribute('data-before', ''));
  const asksByItself = async () => {
    await happens('stripe.payment_intent.payment_failed', { id: `pi_${crypto.randomUUID()}` });
    await expect.poll(() => answers.asked).toContain('Endpoint');
  };
  answers.give('busy', /^Endpoint$/);
  await asksByItself();
  answers.pass();
  await asksByItself();
  await expect(heading).toHaveAttribute('data-before');
});

test('what is not known yet is not said to be missing', async ({ page }) => {
  const answers = await Answers.of(page);
  await page.goto('/integrations');
  const row = page.getByRole('link', { name: /#subscriptions/ });
  await expect(row).toBeVisible();
  answers.hold(/^Endpoint$/);
  await row.click();
  await expect(page.getByRole('main').getByRole('status').filter({ hasText: 'Loading' }).first()).toBeAttached();
  await expect(page.getByText('There is no such endpoint')).toHaveCount(0);
  answers.pass();
  await expect(page.getByRole('heading', { level: 1, name: '#subscriptions' })).toBeVisible();
});

test('who looks is not known: the frame says so, and one button brings the page', async ({ page }) => {
  const answers = await Answers.of(page);
  answers.give('proxy');
  await page.goto('/team');
  await expect(page.getByRole('alert')).toHaveCount(1);
  answers.pass();
  await again(page).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible();
  await healed(page);
});

test('a session that ends over a half-filled dialog: signed in again, it is as it was, and Escape took nothing', async ({
  page,
}) => {
  const answers = await Answers.of(page);
  await page.goto('/team');
  await page.getByRole('button', { name: 'Add a person' }).click();
  const name = `Kept ${Date.now()}`;
  const act = dialog(page).getByRole('button', { name: 'Add a person' });
  await dialog(page).getByLabel('Name').fill(name);
  await page.keyboard.press('ArrowLeft');
  for (const instead of ['cut', 'proxy'] as const) {
    answers.give(instead);
    await act.click();
    await expect(dialog(page).getByRole('alert')).toContainText('so this was probably not done');
    await expect(dialog(page).getByLabel('Name')).toHaveValue(name);
  }
  answers.give('signedOut');
  await act.click();
  const signIn = page.getByRole('dialog', { name: 'Sign in to Tocsin' });
  await expect(signIn).toBeVisible();
  await page.keyboard.press('Escape');
  answers.pass();
  await signIn.getByLabel('API key').fill(E2E_KEY);
  await signIn.getByRole('button', { name: 'Sign in' }).click();
  await expect(signIn).toHaveCount(0);
  await expect(dialog(page).getByLabel('Name')).toHaveValue(name);
  // Where they wrote, before the last digit.
  await expect(dialog(page).getByLabel('Name')).toBeFocused();
  await page.keyboard.type('0');
  await expect(dialog(page).getByLabel('Name')).toHaveValue(name.replace(/(.)$/, '0$1'));
  await page.keyboard.press('Backspace');
  await act.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  // Somebody more is told of what others look at.
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await dialog(page).getByRole('button', { name: 'Remove' }).click();
  await expect(page).toHaveURL(/\/team$/);
});

test('signed in again in another tab, this one goes on by itself', async ({ page }) => {
  const answers = await Answers.of(page);
  await page.goto('/settings/business');
  const name = page.getByRole('region', { name: 'Name, language and clock' }).getByLabel('Name');
  const before = await name.inputValue();
  await name.fill('Half a name');
  answers.give('signedOut');
  const signIn = page.getByRole('dialog', { name: 'Sign in to Tocsin' });
  await look(page, () => expect(signIn).toBeVisible({ timeout: 1_500 }));
  answers.pass();
  await look(page, () => expect(signIn).toHaveCount(0, { timeout: 1_500 }));
  await expect(name).toHaveValue('Half a name');
  await name.fill(before);
});

test('what is pressed twice while it is saved is done once, and its dialog stays until it is', async ({ page }) => {
  const answers = await Answers.of(page);
  const once = async (act: () => Promise<void>) => {
    // What the page asks meanwhile comes.
    answers.hold(/^(CreateSignInLink|ChangePerson|Archive)$/);
    await act();
    await expect.poll(() => answers.changes).toHaveLength(1);
    answers.pass();
  };
  await page.goto('/team');
  await page.getByRole('link', { name: /Samir Okafor/ }).click();
  await once(() => page.getByRole('button', { name: 'Sign-in link' }).dblclick());
  await dialog(page).getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('button', { name: 'Edit' }).click();
  const name = dialog(page).getByLabel('Name');
  await once(async () => {
    await dialog(page).getByRole('button', { name: 'Save' }).dblclick();
    await name.press('Enter');
    await page.keyboard.press('Escape');
    await expect(dialog(page).getByRole('button', { name: 'Cancel' })).toBeDisabled();
  });
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goto('/inbox');
  await once(() =>
    page
      .getByRole('button', { name: /^Archive: / })
      .first()
      .dblclick(),
  );
  await page.getByRole('button', { name: 'Undo' }).click();
});
