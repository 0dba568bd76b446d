/** Asks the payment providers, at once and to the end, for what no webhook told: after events were lost with a database. */
import { firstIdAt } from '../../domain/ids.js';
import { runStatement } from '../../platform/database/statement.js';
import { Inbox } from '../ingest/inbox.js';
import { type MissedWebhooks, takeMissedWebhooks } from './missed-webhooks.js';
import { type AskedSource, COUNT_FOUND_SINCE, FIND_ASKED_SOURCES } from './rebuild.statements.js';
import { reconcileAll } from './walk.js';

type AskDeps = Parameters<typeof reconcileAll>[0];

/** Of one source, each round takes up to twenty pages: beyond that, the hourly reconciliation goes on where this stopped. */
const MOST_ROUNDS = 50;

export interface ProvidersAsked {
  sources: AskedSource[];
  /** Events that came of it. */
  found: { type: string; count: number }[];
  /** Webhooks that were lost, of the sources whose provider lists them. */
  missed: MissedWebhooks[];
}

interface Question {
  /** Asks nobody. */
  dryRun: boolean;
  /** Since when webhooks may be lost; null: none are. */
  restoredTo: Date | null;
}

/** What is known is left out. Faults of a provider stand on its source. */
export async function askProviders(deps: AskDeps, { dryRun, restoredTo }: Question): Promise<ProvidersAsked> {
  const { dataSource, now } = deps;
  const firstId = firstIdAt('event', now().getTime());
  const look = () => runStatement(dataSource, FIND_ASKED_SOURCES, {});
  let sources = await look();
  if (dryRun || !sources.some(({ hasKey }) => hasKey)) return { sources, found: [], missed: [] };
  // First: what a provider lists as it sent it needs not be made up from its state.
  const inbox = new Inbox(dataSource, { hasRoom: () => false, nudge: () => undefined });
  const missed = restoredTo ? await takeMissedWebhooks({ ...deps, inbox }, restoredTo) : [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const at = now().getTime();
    let after: string | null = null;
    do after = await reconcileAll(deps, { after, at });
    while (after !== null);
    sources = await look();
    if (!sources.some(({ underway, problem }) => underway && !problem)) break;
  }
  return { sources, missed, found: await runStatement(dataSource, COUNT_FOUND_SINCE, { firstId }) };
}
