/** What the local run caught, as a person looks at it: in tabs of their own, which bring what is new by themselves. */
import type { Locator, Page } from '@playwright/test';

async function openTab(page: Page, path: string): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto(path);
  return tab;
}

/** The mails that came; `to` and `about` narrow them. */
export async function openMailbox(page: Page): Promise<(to: string, about: RegExp) => Locator> {
  const tab = await openTab(page, '/dev/mailbox');
  return (to, about) => tab.getByRole('listitem').filter({ hasText: to }).filter({ hasText: about });
}

/** What came to phones or to Slack that has these words in it. */
export async function openPosts(page: Page, path: '/dev/push' | '/dev/slack'): Promise<(words: RegExp) => Locator> {
  const tab = await openTab(page, path);
  return (words) => tab.getByRole('article').filter({ hasText: words });
}
