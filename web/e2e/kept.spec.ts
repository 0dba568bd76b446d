// What somebody typed is not lost without a word: by the browser's Back, a reload, Escape, a click beside a dialog, or another choice on the page.
import { expect, type Page, test } from '@playwright/test';

const dialog = (page: Page) => page.getByRole('dialog');

test('a dialog in which somebody typed stays through Back and a click beside it, and a reload asks', async ({
  page,
}) => {
  await page.goto('/disputes');
  await page.getByRole('navigation').getByRole('link', { name: 'Team' }).click();
  await page.getByRole('button', { name: 'Add a person' }).click();
  const name = dialog(page).getByLabel('Name');
  await name.fill('Half a name');
  await page.goBack();
  await expect(page.getByRole('alert').first()).toContainText('not kept yet');
  await expect(name).toHaveValue('Half a name');
  await expect(page).toHaveURL(/\/team$/);
  await page.mouse.click(5, 5);
  await expect(name).toHaveValue('Half a name');
  // The palette would lead away from it.
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  await expect(page.getByText('not kept yet')).toHaveCount(1);
  await expect(name).toHaveValue('Half a name');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  const asked = page.waitForEvent('dialog');
  const reloaded = page.evaluate(() => location.reload()).catch(() => undefined);
  const question = await asked;
  expect(question.type()).toBe('beforeunload');
  await question.dismiss();
  await reloaded;
  await expect(name).toHaveValue('Half a name');
  // What is empty again, or left by an act of one's own, is no loss.
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog(page)).toHaveCount(0);
  await page.goBack();
  await expect(page).toHaveURL(/\/disputes$/);
});

test('a dialog in which nobody typed goes with its page', async ({ page }) => {
  await page.goto('/disputes');
  await page.getByRole('navigation').getByRole('link', { name: 'Team' }).click();
  await page.getByRole('button', { name: 'Add a person' }).click();
  await dialog(page).getByLabel('Name').fill('x');
  await dialog(page).getByLabel('Name').fill('');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.goBack();
  await expect(page).toHaveURL(/\/disputes$/);
  await expect(dialog(page)).toHaveCount(0);
});

test('a key that is shown once is not lost by Back, nor by Escape', async ({ page }) => {
  await page.goto('/events');
  await page.getByRole('navigation').getByRole('link', { name: 'API keys' }).click();
  await page.getByRole('button', { name: 'Create a key' }).click();
  await dialog(page).getByLabel('Name').fill(`Kept ${Date.now()}`);
  await dialog(page).getByRole('button', { name: 'Create a key' }).click();
  const token = (await dialog(page).locator('pre').textContent()) ?? '';
  expect(token).toMatch(/^toc_/);
  await page.goBack();
  await expect(page.getByRole('alert').first()).toContainText('not kept yet');
  await page.mouse.click(5, 5);
  await page.keyboard.press('Escape');
  await expect(dialog(page).locator('pre')).toHaveText(token);
  await dialog(page).getByRole('button', { name: 'I have kept it' }).click();
  await page.goBack();
  await expect(page).toHaveURL(/\/events$/);
});

test('words of one’s own stay where another event, language or tab is chosen by mistake', async ({ page }) => {
  await page.goto('/settings/templates?event=payment.failed');
  const text = page.getByRole('region', { name: 'Words' }).getByLabel('Text');
  await text.fill('Not saved yet.');
  await page.getByRole('tab', { name: 'Brand' }).click();
  await expect(dialog(page)).toContainText('not saved yet');
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('combobox', { name: 'Language' }).click();
  await page.getByRole('option', { name: 'Deutsch' }).click();
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(text).toHaveValue('Not saved yet.');
  await page.getByRole('tab', { name: 'Brand' }).click();
  await dialog(page).getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('region', { name: 'In your e-mails' })).toBeVisible();
});

test('settings that are not saved ask who goes to another page', async ({ page }) => {
  const leaving = async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Review' }).click();
    await expect(dialog(page)).toContainText('not saved yet');
    await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  };
  await page.goto('/settings/business');
  const settings = page.getByRole('region', { name: 'Name, language and clock' });
  const before = await settings.getByLabel('Name').inputValue();
  await settings.getByLabel('Name').fill('Another name');
  await leaving();
  await expect(settings.getByLabel('Name')).toHaveValue('Another name');
  await settings.getByLabel('Name').fill(before);
  await page.getByRole('navigation').getByRole('link', { name: 'Customer e-mails' }).click();
  const words = page.getByRole('textbox', { name: 'Text (Markdown)' });
  await words.fill('Open the app.');
  await page.getByRole('combobox', { name: 'Language' }).last().selectOption('Deutsch');
  await expect(words).not.toHaveValue('Open the app.');
  await page.getByRole('combobox', { name: 'Language' }).last().selectOption('English');
  await expect(words).toHaveValue('Open the app.');
  await page.getByRole('textbox', { name: 'Product' }).fill('pdt_1');
  await expect(words).toHaveValue('Open the app.');
  await leaving();
});

test('the settings of an integration ask who goes to another tab', async ({ page }) => {
  await page.goto('/integrations');
  await page
    .getByRole('link', { name: /#payments/ })
    .first()
    .click();
  await page.getByRole('tab', { name: 'Settings' }).click();
  const form = page.getByRole('form', { name: 'Settings' });
  const before = await form.getByLabel('Name').inputValue();
  await form.getByLabel('Name').fill('#half');
  await page.getByRole('tab', { name: 'Events' }).click();
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(form.getByLabel('Name')).toHaveValue('#half');
  await form.getByLabel('Name').fill(before);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved')).toBeVisible();
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect(dialog(page)).toHaveCount(0);
});

test('one time of two is no quiet: the other one is asked for', async ({ page }) => {
  await page.goto('/team');
  await page.getByRole('link', { name: /Samir Okafor/ }).click();
  await page.getByRole('button', { name: 'Edit' }).click();
  await dialog(page).getByLabel('Quiet from').fill('22:00');
  await expect(dialog(page)).toContainText('Both times are needed, or none.');
  await expect(dialog(page).getByRole('button', { name: 'Save' })).toBeDisabled();
});
