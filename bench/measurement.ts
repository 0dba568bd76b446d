/** How measurements run: what they start and make is taken away when they end, fail, or are interrupted. */
import { startServers } from '../test/support/global-setup.js';

/** Takes away what was started or made. */
type CleanUp = () => Promise<unknown>;

/** Has something taken away when all is over; what was named last goes first. */
export type Later = (cleanUp: CleanUp) => void;

/** @returns false where it does not pass, so that the process ends with 1 */
type Measurement = (later: Later) => Promise<boolean> | Promise<void>;

/** Runs a measurement to its end, or to SIGINT or SIGTERM. */
export async function runMeasurement(measure: Measurement): Promise<void> {
  const cleanUps: CleanUp[] = [];
  let cleaning: Promise<void> | undefined;
  const cleanAll = () => {
    cleaning ??= (async () => {
      for (const cleanUp of cleanUps.toReversed()) await attempt(cleanUp);
    })();
    return cleaning;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void cleanAll().then(() => process.exit(1)));
  try {
    // What is started after an interruption goes at once.
    const passes = await measure((cleanUp) => void (cleaning ? attempt(cleanUp) : cleanUps.push(cleanUp)));
    if (passes === false) process.exitCode = 1;
  } catch (error) {
    // After an interruption it fails because what it needs was taken away.
    if (!cleaning) throw error;
  } finally {
    await cleanAll();
  }
}

/** That one of them fails keeps none of the others. */
async function attempt(cleanUp: CleanUp): Promise<void> {
  try {
    await cleanUp();
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
}

/** The same with the servers of tests. */
export function runWithServers(measure: Measurement): Promise<void> {
  return runMeasurement(async (later) => {
    later(await startServers());
    return (await measure(later)) !== false;
  });
}

/** A line with the seconds since the process began. */
export function say(what: string): void {
  console.log(`${String(Math.round(performance.now() / 1_000)).padStart(4)} s  ${what}`);
}
