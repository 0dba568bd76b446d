/** The browser of this machine. */
import { execFileSync } from 'node:child_process';

/**
 * Its program; null where there is none: what needs it is skipped, and says so.
 * @throws where REQUIRE_BROWSER says that it has to be there
 */
export function findChromium(): string | null {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  // The shell is the same without a window's own parts, which take a third of the time of the browser tests.
  for (const name of ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'])
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim();
    } catch {
      // Not this one.
    }
  if (process.env.REQUIRE_BROWSER === '1')
    throw new Error('There is no Chromium: set CHROMIUM_PATH, or install the package chromium.');
  return null;
}
