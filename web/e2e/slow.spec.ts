// What stands there while answers are on their way, which a fast machine never shows: sound by axe, said to who does not see it, and nothing
// jumps when the answers come. What is pressed twice meanwhile is done once.
import { expect, type Page, test } from '@playwright/test';
import { Answers } from './answers.js';
import { findings, WIDE, WIDTHS } from './axe.js';
import { APP_PAGES, nameOf } from './pages.js';
import { close, LAYER, see } from './see.js';
import { saying } from './words.js';

/** Of what moves without being touched, as browsers count it. */
const MOST_MOVED = 0.02;

/** Keeps what moved, and where. */
function watchMoves(): void {
  const moves: string[] = [];
  Reflect.set(globalThis, 'moves', moves);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput, sources } = entry as PerformanceEntry & LayoutShift;
      if (!hadRecentInput)
        moves.push(`${value.toFixed(4)} ${sources.map(({ node }) => node?.textContent?.slice(0, 40)).join(' | ')}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

interface LayoutShift {
  value: number;
  hadRecentInput: boolean;
  sources: readonly { node: Node | null }[];
}

const forget = (page: Page) => page.evaluate(() => Reflect.get(globalThis, 'moves').splice(0));

/** What moved too much since. */
async function moved(page: Page): Promise<string[]> {
  const moves: string[] = await page.evaluate(() => Reflect.get(globalThis, 'moves'));
  return moves.reduce((sum, move) => sum + Number.parseFloat(move), 0) > MOST_MOVED ? moves : [];
}

const arrived = (page: Page) => expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);

test.describe.configure({ mode: 'parallel' });

for (const seen of APP_PAGES)
  test(`${nameOf(seen)}, and its dialogs, on a slow server`, async ({ page }) => {
    const answers = await Answers.of(page);
    await page.addInitScript(watchMoves);
    for (const width of seen.first ? [] : WIDTHS) {
      await page.setViewportSize({ width, height: 844 });
      // Who looks is known.
      answers.hold(/^(?!Shell$)/);
      await page.goto(seen.path);
      await expect(page.getByRole('status').filter({ hasText: 'Loading' }).first()).toBeAttached();
      // Skeletons are the same at each width.
      if (width === WIDE) expect(await findings(page, 'html')).toEqual([]);
      await forget(page);
      answers.pass();
      await arrived(page);
      expect([width, await moved(page)]).toEqual([width, []]);
    }
    for (const { says, at } of seen.opens ?? []) {
      if (at || typeof says !== 'string') continue;
      await see(page, seen);
      answers.hold();
      await saying(page, says, 'en').click();
      if ((await page.locator(LAYER).count()) > 0) expect([says, await findings(page, LAYER)]).toEqual([says, []]);
      answers.pass();
      await expect(page.locator(LAYER).last()).toBeVisible();
      await arrived(page);
      await close(page);
    }
  });
