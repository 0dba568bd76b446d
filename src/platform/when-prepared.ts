/** A start that waits for a database which somebody else prepares: migrations are run by another process, and rights given by people. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { unavailabilityOf } from './database/database-errors.js';
import { EXIT, exitCodeOf, NotPrepared } from './exit-codes.js';
import type { Readiness } from './readiness.js';

const LOOK_EVERY_MS = 1_000;

/** Opens the database as soon as it is prepared. What it waits for is said once. @throws what waiting does not mend */
export async function whenPrepared<Opened>(
  open: () => Promise<Opened>,
  { log, readiness }: { log: Logger; readiness: Readiness },
): Promise<Opened> {
  let said: NotPrepared['lacks'] | null = null;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      const isAway = exitCodeOf(error) === EXIT.temporary || unavailabilityOf(error) !== null;
      // At the first look a server that is not there ends the process, as a wrong address does.
      if (!(error instanceof NotPrepared) && !(said !== null && isAway)) throw error;
      if (error instanceof NotPrepared) {
        if (error.lacks !== said)
          log.warn({ code: 'WAITS_FOR_DATABASE' }, `${error.message} It waits, and goes on by itself.`);
        said = error.lacks;
        readiness.waitsFor({ state: 'failed', detail: error.message });
      }
    }
    await sleep(LOOK_EVERY_MS);
  }
}
