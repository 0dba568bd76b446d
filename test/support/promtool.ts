/** Prometheus' own check of what is made for it. */
import { spawnSync } from 'node:child_process';

const isThere = spawnSync('promtool', ['--version']).error === undefined;
if (!isThere && process.env.REQUIRE_PROMTOOL)
  throw new Error('REQUIRE_PROMTOOL is set, and there is no promtool: apt-get install prometheus');

/** `it`, or a loud skip where there is no promtool. */
export const itWithPromtool = isThere ? it : it.skip;
if (!isThere)
  console.warn('SKIPPED: what promtool says. Install it: apt-get install --no-install-recommends prometheus');

/** What it complains of; nothing where all is well. */
export function promtool(args: readonly string[], { input = '', cwd }: { input?: string; cwd?: string } = {}): string {
  const { status, stdout, stderr } = spawnSync('promtool', args, { input, cwd, encoding: 'utf8' });
  return status === 0 ? '' : `exit ${status}: ${stdout}${stderr}`;
}
