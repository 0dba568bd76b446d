/** Asks the payment providers, at once and to the end, for what no webhook told: after events were lost with a database. */
import { firstIdAt } from '../../domain/ids.js';
import { runStatement } from '../../platform/database/statement.js';
import { type AskedSource, COUNT_FOUND_SINCE, FIND_ASKED_SOURCES } from './rebuild.statements.js';
import { reconcileAll } from './walk.js';

type AskDeps = Parameters<typeof reconcileAll>[0];

/** Of one source, each round takes up to twenty pages: beyond that, the hourly reconciliation goes on where this stopped. */
const MOST_ROUNDS = 50;

export interface ProvidersAsked {
  sources: AskedSource[];
  /** Events that came of it. */
  found: { type: string; count: number }[];
}

/** What is known is left out. Faults of a provider stand on its source. @param dryRun asks nobody. */
export async function askProviders(deps: AskDeps, { dryRun }: { dryRun: boolean }): Promise<ProvidersAsked> {
  const { dataSource, now } = deps;
  const firstId = firstIdAt('event', now().getTime());
  const look = () => runStatement(dataSource, FIND_ASKED_SOURCES, {});
  let sources = await look();
  if (dryRun || !sources.some(({ hasKey }) => hasKey)) return { sources, found: [] };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const at = now().getTime();
    let after: string | null = null;
    do after = await reconcileAll(deps, { after, at });
    while (after !== null);
    sources = await look();
    if (!sources.some(({ underway, problem }) => underway && !problem)) break;
  }
  return { sources, found: await runStatement(dataSource, COUNT_FOUND_SINCE, { firstId }) };
}
