// A dispute from its mail, from the board, on a phone: whose it is, whom the ladder tells, what became of telling it.
import { expect, type Page, test } from '@playwright/test';
import { openMailbox } from './local-run.js';
import { disputeOpens, happens, newAmount } from './webhooks.js';

/** The link of a mail; a mail program opens it in a tab of its own. */
async function openLink(mail: Page): Promise<Page> {
  const opened = mail.waitForEvent('popup');
  await mail.frameLocator('iframe').getByRole('link', { name: 'Take it, or say that it is answered' }).click();
  return opened;
}

test('a dispute is taken from its mail, and answered in the app that the mail leads to', async ({ page }) => {
  const { minor, text } = newAmount();
  const mails = await openMailbox(page);
  await disputeOpens(minor);
  const mail = mails('support@larkspur.example', text);
  const tab = mail.page();
  await mail.getByRole('link').click();
  const answer = await openLink(tab);
  await answer.getByRole('button', { name: 'I’ll take it' }).click();
  await answer.getByRole('link', { name: 'All about this dispute, in Tocsin' }).click();
  await expect(answer.getByRole('heading', { level: 1 })).toContainText(text);
  await expect(answer.getByText('Taken by Samir Okafor')).toBeVisible();
  await expect(answer.getByText(/Taken is not answered/)).toBeVisible();
  await answer.getByRole('button', { name: 'Mark as answered' }).click();
  await answer.getByRole('dialog').getByRole('button', { name: 'Mark as answered' }).click();
  await expect(answer.getByText(/^Answered by/)).toBeVisible();
  // The next one who opens the same mail is told.
  const later = await openLink(tab);
  await expect(later.getByRole('button', { name: 'I’ll take it' })).toHaveCount(0);
  await expect(later.getByRole('main')).toContainText(/answer/i);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, colorScheme: 'dark' });

  test('a dispute that comes in is seen at the bell and taken by the thumb', async ({ page }) => {
    const { minor, text } = newAmount();
    await page.goto('/disputes');
    await expect(page.getByRole('heading', { level: 1, name: 'Disputes' })).toBeVisible();
    await disputeOpens(minor);
    await page.getByRole('button', { name: /^Notifications/ }).tap();
    await page.getByRole('button', { name: text }).first().tap();
    await page.getByRole('link', { name: /^Part of a dispute/ }).tap();
    const take = page.getByRole('button', { name: 'Take it' });
    const box = await take.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(24);
    await take.tap();
    await expect(page.getByText(/^Taken by/)).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
});

test('a dispute is taken from the board, and marked as answered once the answer is filed', async ({ page }) => {
  const { minor, text } = newAmount();
  await disputeOpens(minor);
  await page.goto('/disputes');
  const card = page.getByRole('region', { name: 'Needs an answer' }).getByRole('article').filter({ hasText: text });
  await expect(card.getByRole('timer')).toContainText(/\d+ (day|h|min)/);
  await card.getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(text);
  const ladder = page.getByRole('region', { name: 'Who is reminded, and when' });
  await expect(ladder).toContainText('if nobody answers meanwhile');
  await expect(ladder).toContainText('Deadline');
  const timeline = page.getByRole('region', { name: 'What happened' });
  await timeline.locator('summary', { hasText: 'Not told' }).click();
  await expect(timeline.locator('details li').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open to print' })).toHaveAttribute('href', /\/evidence\//);
  await page.getByRole('button', { name: 'Take it' }).click();
  await expect(page.getByText(/^Taken by/)).toBeVisible();
  await page.getByRole('button', { name: 'Mark as answered' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Mark as answered' }).click();
  await expect(page.getByText(/^Answered by/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Mark as answered' })).toHaveCount(0);
});

test('the question whether it is answered stays while a colleague takes it', async ({ page, context }) => {
  const { minor, text } = newAmount();
  await page.goto('/disputes');
  await disputeOpens(minor);
  const card = (name: string, tab = page) =>
    tab.getByRole('region', { name }).getByRole('article').filter({ hasText: text });
  await card('Needs an answer').getByRole('button', { name: 'Mark as answered' }).click();
  const other = await context.newPage();
  await other.goto('/disputes');
  await card('Needs an answer', other).getByRole('button', { name: 'Take it' }).click();
  await expect(page.getByRole('region', { name: 'Taken', includeHidden: true })).toContainText(text);
  await page.getByRole('dialog').getByRole('button', { name: 'Mark as answered' }).click();
  await expect(card('Answered')).toBeVisible();
});

test('that no deadline is stated is another thing than that no answer is possible', async ({ page }) => {
  await page.goto('/disputes');
  for (const [due_by, says] of [
    [undefined, 'The provider does not say until when to answer'],
    [null, 'No answer is possible'],
  ] as const) {
    const { minor, text } = newAmount();
    const own = { id: `du_${crypto.randomUUID()}`, amount: minor, created: Math.floor(Date.now() / 1_000) };
    await happens('stripe.charge.dispute.created', { ...own, evidence_details: { due_by, submission_count: 0 } });
    const card = page.getByRole('region', { name: 'Needs an answer' }).getByRole('article').filter({ hasText: text });
    await expect(card).toContainText(says);
    await card.getByRole('link').first().click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(text);
    await page.goBack();
  }
});

test('a filter stands in the address', async ({ page }) => {
  await page.goto('/disputes?reason=nothing');
  await expect(page.getByRole('heading', { name: 'No dispute matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(page).toHaveURL(/\/disputes$/);
  await expect(page.getByRole('article').first()).toBeVisible();
});

test('how it went is seen month by month, with the money, and grows as disputes come in', async ({ page }) => {
  await page.goto('/disputes');
  await page.getByRole('radiogroup', { name: 'View' }).getByText('By month').click();
  await expect(page).toHaveURL(/view=months/);
  const chart = page.getByRole('region', { name: 'Disputes by the month in which they were opened' });
  await expect(chart.getByRole('row')).toHaveCount(13);
  const count = async () => Number(/\d+/.exec((await chart.getByText(/\d+ disputes?$/).textContent()) ?? '')?.[0]);
  const before = await count();
  expect(before).toBeGreaterThan(0);
  const newest = page.locator('.rows > li').first();
  await expect(newest).toContainText(/Opened\s*\d+\s· \D*\d/);
  await expect(newest).toContainText('Lost without an answer');
  await disputeOpens(12_345);
  await expect.poll(count).toBeGreaterThan(before);
  await page.getByRole('radiogroup', { name: 'View' }).getByText('Board').click();
  await expect(page).toHaveURL(/\/disputes$/);
  await expect(page.getByRole('region', { name: 'Needs an answer' })).toBeVisible();
});
