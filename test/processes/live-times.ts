// How soon a page at one process shows what happened at another.
import { writeFileSync } from 'node:fs';

/** When a process said that it was ready, epoch milliseconds. @param output all that it wrote */
export function readySince(output: string): number {
  const line = output.split('\n').find((one) => one.includes('"READY"'));
  return Date.parse(JSON.parse(line ?? '').time);
}

/** Milliseconds: from a post to its item in a page at the other process, and from a process's return to the right badge. */
interface LiveTimes {
  live: number;
  healed: number;
}

/** `npm run bench:web` holds them to a second and to three, on a machine that does nothing else. */
export function tellTimes(times: LiveTimes): void {
  process.stdout.write(`  seen live after ${times.live} ms, whole again after ${times.healed} ms\n`);
  if (process.env.LIVE_TIMES) writeFileSync(process.env.LIVE_TIMES, JSON.stringify(times));
  expect(times.live).toBeLessThan(20_000);
  expect(times.healed).toBeLessThan(30_000);
}
