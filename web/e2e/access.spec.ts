// No dead buttons: who may look only, and who may change their own things only, press all that they can press on every page, and
// nothing of it is what docs/access.md refuses them. What would change something is stopped on its way.
import { readFileSync } from 'node:fs';
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import { Kind, parse } from 'graphql';
import { APP_PAGES, nameOf, type PageToSee } from './pages.js';

const LEVELS = { VIEWER: 'Look, not change', MEMBER: 'What is one person’s own' } as const;
type Level = keyof typeof LEVELS;

const DOCUMENT = readFileSync(new URL('../../docs/access.md', import.meta.url), 'utf8');
/** Of the tables of queries and mutations: what somebody of this level is refused always. */
function refusedTo(level: Level): Set<string> {
  const rows =
    DOCUMENT.split('\n## Subscription')[0]
      ?.split('\n')
      .filter((line) => line.startsWith('| `')) ?? [];
  const refused = rows.flatMap((row) => {
    const [, fields = '', viewer = '', member = ''] = row.split('|').map((cell) => cell.trim());
    return (level === 'VIEWER' ? viewer : member) === '–'
      ? [...fields.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)
      : [];
  });
  return new Set(refused);
}

interface Asked {
  fields: string[];
  changes: boolean;
}

/** The fields that a request asks for, without those that its variables leave out, and whether they change something. */
function askedIn(body: string): Asked {
  const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
  const operation = parse(query).definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  const selections = operation?.selectionSet.selections ?? [];
  const fields = selections.flatMap((one) => {
    const condition = one.directives?.[0]?.arguments?.[0]?.value;
    if (condition?.kind === Kind.VARIABLE && variables?.[condition.name.value] === false) return [];
    return one.kind === Kind.FIELD ? [one.name.value] : [];
  });
  return { fields, changes: operation?.operation === 'mutation' };
}

/** As somebody of this level, with a key that an admin made for them. */
async function signIn(browser: Browser, admin: Page, level: Level): Promise<Page> {
  await admin.goto('/settings/keys');
  await admin.getByRole('button', { name: 'Create a key' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('Name').fill(`Looks around ${level} ${Date.now()}`);
  await dialog.getByRole('radio', { name: LEVELS[level] }).check();
  if (level === 'MEMBER') await dialog.getByLabel('Whose').selectOption({ label: 'Samir Okafor' });
  await dialog.getByRole('button', { name: 'Create a key' }).click();
  const token = (await dialog.locator('pre').textContent()) ?? '';
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('dialog').getByLabel('API key').fill(token);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  return page;
}

const LAYER = '[role=dialog]:visible, [role=menu]:visible';
const ABLE = [
  ...['button', '[role=switch]', '[role=menuitem]'].map((one) => `${one}:not(:disabled, [data-disabled]):visible`),
].join(', ');
/** What ends their own session, which everybody may; and what only closes. */
const NOT_TRIED = /^(Sign out|End all|Cancel|Close)/;
/** Rows have the same buttons: of those whose names begin alike. */
const OF_A_KIND = 2;
const ONLY_ADMINS = 'Only who may change everything can do this.';

/** The names of what can be pressed there, each with its place among all that can. */
async function controlsIn(within: Locator): Promise<{ name: string; index: number }[]> {
  const names = await within
    .locator(ABLE)
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') || one.textContent || ''));
  const kinds = new Map<string, number>();
  return names.flatMap((name, index) => {
    const kind = name.replace(/[:?@].*/s, '');
    const before = kinds.get(kind) ?? 0;
    kinds.set(kind, before + 1);
    return before < OF_A_KIND && !NOT_TRIED.test(name) ? [{ name, index }] : [];
  });
}

async function go(page: Page, { path, first }: PageToSee): Promise<void> {
  await page.goto(path);
  await expect(page.locator('#page').locator('h1, h2').first()).toBeVisible();
  await settle(page);
  const row = page.locator(first ?? 'none').first();
  if (!(await row.isVisible())) return;
  await row.click();
  await settle(page);
}

const settle = (page: Page) => expect(page.locator('[aria-hidden=true] .mantine-Skeleton-root')).toHaveCount(0);

/** One after the other; where an act was pressed last, its dialog stays until it is refused. */
async function close(page: Page): Promise<void> {
  await expect(async () => {
    if ((await page.locator(LAYER).count()) > 0) await page.keyboard.press('Escape');
    await expect(page.locator(LAYER)).toHaveCount(0, { timeout: 500 });
  }).toPass();
}

/** Presses all that can be pressed on a page, what unfolds by it, and what opens then. @param say what is pressed next */
async function pressAll(page: Page, seen: PageToSee, say: (name: string) => void): Promise<void> {
  await go(page, seen);
  const address = page.url();
  const main = page.locator('#page');
  const pressed = new Set<string>();
  for (;;) {
    const next = (await controlsIn(main)).find(({ name, index }) => !pressed.has(`${name} ${index}`));
    if (!next) return;
    pressed.add(`${next.name} ${next.index}`);
    say(next.name);
    await click(main, next.index);
    await settle(page);
    const layer = page.locator(LAYER).last();
    if (await layer.isVisible()) {
      await expect(layer).not.toContainText(ONLY_ADMINS);
      for (const { name, index } of await controlsIn(layer)) {
        say(`${next.name} > ${name}`);
        if (await layer.locator(ABLE).nth(index).isVisible()) await click(layer, index);
      }
      await close(page);
    }
    if (page.url() !== address) await go(page, seen);
  }
}

const click = (within: Locator, index: number) =>
  within
    .locator(ABLE)
    .nth(index)
    .evaluate((one: HTMLElement) => one.click());

/** What the page asked and may not. What would change something is stopped on its way. @param where what was pressed last */
async function watch(page: Page, level: Level, where: () => string): Promise<string[]> {
  const refused = refusedTo(level);
  const faults: string[] = [];
  await page.route('**/graphql', async (route) => {
    const { fields, changes } = askedIn(route.request().postData() ?? '');
    for (const field of fields) if (refused.has(field)) faults.push(`${where()}: ${field}`);
    if (changes)
      return route.fulfill({ json: { errors: [{ message: 'Stopped.', extensions: { code: 'INTERNAL' } }] } });
    const answer = await route.fetch();
    const body = await answer.text();
    if (body.includes('"FORBIDDEN"')) faults.push(`${where()}: ${fields} was refused`);
    return route.fulfill({ response: answer, body });
  });
  return faults;
}

test.describe.configure({ mode: 'parallel' });

for (const level of ['VIEWER', 'MEMBER'] as const)
  test(`${level} finds nothing to press that is refused`, async ({ page: admin, browser }) => {
    test.slow();
    const page = await signIn(browser, admin, level);
    let at = '';
    const faults = await watch(page, level, () => at);
    for (const seen of APP_PAGES)
      await pressAll(page, seen, (name) => {
        at = `${nameOf(seen)} > ${name}`;
      });
    // What is still under way counts as well, and an answer that is read while its page closes would be none.
    await page.unrouteAll({ behavior: 'wait' });
    expect(faults).toEqual([]);
    await page.context().close();
  });
