/**
 * One run per dispute and stage: it owns the time of the deadline ladder, and nothing else. Each look (src/core/disputes/ladder.ts)
 * reads all facts anew and does what is due; then the run waits for the next moment, or for a signal that there is news.
 * It ends where the dispute is answered or ended, where its deadline has passed, and where it has none.
 */
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.js';
import type { Climbed } from '../src/domain/disputes/ladder-status.js';
import type { DisputeInput, RespondInput } from '../src/domain/run-inputs.js';
import { ledger } from './activity-proxies.js';
import { SEARCH_ATTRIBUTES } from './messages.js';

/** Who was first, and whether it was this one; null where there is no such dispute. */
type Answer = Awaited<ReturnType<Activities['answer']>>;

/** An answer that somebody asked the run to give. */
interface Asked extends RespondInput {
  how: 'ACKNOWLEDGE' | 'RESPOND';
  /** Absent until it was given. */
  answer?: Answer;
}

const look = defineSignal('look');
const state = defineQuery<Climbed | null>('state');
const acknowledge = defineUpdate<Answer, [RespondInput]>('acknowledge');
const respond = defineUpdate<Answer, [RespondInput]>('respond');

const HOUR_MS = 3_600_000;

/** Where the ladder stood at its end; null where there is no such dispute. */
export async function dispute(input: DisputeInput): Promise<Climbed | null> {
  let told = 0;
  let standing: Climbed | null = null;
  const asked: Asked[] = [];
  const answer =
    (how: Asked['how']) =>
    async ({ actor }: RespondInput) => {
      const one: Asked = { actor, how };
      asked.push(one);
      told++;
      await condition(() => one.answer !== undefined);
      return one.answer ?? null;
    };
  setHandler(look, () => void told++);
  setHandler(state, () => standing);
  setHandler(acknowledge, answer('ACKNOWLEDGE'), { validator: checkActor });
  setHandler(respond, answer('RESPOND'), { validator: checkActor });
  for (;;) {
    const seen = told;
    const before: Climbed | null = standing;
    // One after the other, here: two local activities at once may come back in another order when they are replayed.
    for (const one of asked.splice(0))
      one.answer = await ledger.answer({ ...input, actor: one.actor, how: one.how, now: Date.now() });
    standing = await ledger.climb({ ...input, now: Date.now() });
    if (standing) show(standing, before);
    const until: number | null = standing?.until ?? null;
    if (until !== null) await condition(() => told > seen, Math.max(1, until - Date.now()));
    const idle = told === seen && allHandlersFinished();
    if (until === null && idle) return standing;
    // All that is known stands in PostgreSQL: the next run begins with a look.
    if (idle && workflowInfo().continueAsNewSuggested) await continueAsNew<typeof dispute>(input);
  }
}

function checkActor({ actor }: RespondInput): void {
  if (typeof actor !== 'string' || actor.trim() === '') throw new Error('Say who answers: {"actor": "Ada"}');
}

/** For the operator, in Temporal's own pages and searches. */
function show(standing: Climbed, before: Climbed | null): void {
  setCurrentDetails(detailsOf(standing));
  if (before?.state !== standing.state || before?.deadline !== standing.deadline) {
    upsertSearchAttributes([
      { key: SEARCH_ATTRIBUTES.disputeState, value: standing.state },
      { key: SEARCH_ATTRIBUTES.deadline, value: standing.deadline === null ? null : new Date(standing.deadline) },
    ]);
  }
}

function detailsOf({ state, level, until, next, asks, deadline, estimated }: Climbed): string {
  const due = deadline === null ? 'no deadline' : `deadline ${iso(deadline)}${estimated ? ' (estimated)' : ''}`;
  const standing = `${state}, level ${level}, ${due}`;
  if (until === null || deadline === null) return `${standing}: nothing more to wait for`;
  if (next === 'DEADLINE') return `${standing}: waits for the deadline`;
  const rung = `T-${Math.round((deadline - until) / HOUR_MS)} h rung`;
  const asked = asks ? ` for ${asks.roles.join(', ')} (level ${asks.level})` : '';
  return `${standing}: waits for the ${rung}${asked} at ${iso(until)}`;
}

const iso = (at: number) => new Date(at).toISOString();
