/**
 * Gives Temporal back what it must know, from PostgreSQL, after its data were lost or PostgreSQL was restored to an earlier moment.
 * Workers heal all of it by themselves, thing by thing when it is late (relay.ts); this does it at once, before anything is
 * late, and says what it found. Nothing here is another way to do it: events go back to the relay, ladders are started as the
 * relay starts late ones, and a run walks the plan that is recorded. As often as wanted.
 */
import type { Client } from '@temporalio/client';
import { REQUEUE } from '../core/ingest/relay.statements.js';
import { askProviders, type ProvidersAsked } from '../core/maintenance/ask-providers.js';
import {
  COUNT_REBUILDABLE,
  FIND_MAYBE_SENT,
  FIND_OPEN_LADDERS,
  FIND_UNFINISHED_EVENTS,
  FIND_UNSURE_DELIVERIES,
  MARK_MAYBE_SENT,
  type RebuildCounts,
  type UnsureDelivery,
} from '../core/maintenance/rebuild.statements.js';
import { runStatement } from '../platform/database/statement.js';
import { EXIT, FatalError } from '../platform/exit-codes.js';
import { Metrics } from '../platform/telemetry/metrics.js';
import { requeueLost } from './lost-runs.js';
import { makeSchedules, SCHEDULES, scheduleIdOf } from './schedules.js';
import { findSearchAttributes, registerSearchAttributes } from './search-attributes.js';
import { RunStarter } from './starter.js';

type AskDeps = Parameters<typeof askProviders>[0];

export interface RebuildDeps extends AskDeps {
  client: Client;
  temporal: { namespace: string; taskQueue: string };
}

/** No worker is in this process, that could begin a run at once; and nobody reads what it counts. */
const starterOf = ({ client, temporal }: RebuildDeps) =>
  new RunStarter(client, { ...temporal, eager: false, metrics: new Metrics() });

export interface RebuildOptions {
  /** Only looks. */
  dryRun: boolean;
  /** Also where runs are open. */
  force: boolean;
  /** The moment to which PostgreSQL was restored; null: it was not. */
  restoredTo: Date | null;
}

/** What is wanted in Temporal, and what is there in the end. */
interface Compared {
  wanted: number;
  there: number;
}

export interface Rebuilt {
  /** As PostgreSQL had it before. */
  counts: RebuildCounts;
  /** Runs that were open before. */
  openRuns: number;
  /** Given back to the relay. */
  requeued: number;
  attributes: Compared;
  schedules: Compared;
  /** Runs of disputes whose ladder moves on. */
  ladders: Compared;
  providers: ProvidersAsked;
  /** Deliveries of which only their carrier knows whether they went out. */
  unsure: UnsureDelivery[];
}

const PIECE = 500;
const PARALLEL_STARTS = 12;

/** @throws a FatalError where runs are open and nobody forces it, and Temporal's own error where the namespace is not there. */
export async function rebuild(deps: RebuildDeps, options: RebuildOptions): Promise<Rebuilt> {
  const { dataSource, client, temporal } = deps;
  // Where there is no such namespace, this says so; a count would say that nothing runs.
  await client.workflowService.describeNamespace({ namespace: temporal.namespace });
  const openRuns = await countOpenRuns(deps);
  if (openRuns > 0 && !options.force && !options.dryRun) throw runsOpen(openRuns, temporal.namespace);
  const [counts] = await runStatement(dataSource, COUNT_REBUILDABLE, {});
  if (!options.dryRun) {
    await registerSearchAttributes(client.connection, temporal.namespace);
    await makeSchedules(client, temporal.taskQueue, true);
    // Before anything can go out.
    if (options.restoredTo) await runStatement(dataSource, MARK_MAYBE_SENT, { restoredTo: options.restoredTo });
  }
  // Before the ladders, so that none of them reminds of what was answered meanwhile.
  const providers = await askProviders(deps, options);
  const ladders = await openLadders(deps);
  if (!options.dryRun) await startLadders(deps, ladders);
  const requeued = options.dryRun ? 0 : await requeueUnfinished(deps, openRuns > 0);
  return {
    counts: counts as RebuildCounts,
    openRuns,
    requeued,
    providers,
    attributes: await findSearchAttributes(client.connection, temporal.namespace),
    schedules: { wanted: SCHEDULES.length, there: await countSchedules(deps) },
    ladders: { wanted: ladders.length, there: (await starterOf(deps).findRunning(ladders.map(({ id }) => id))).size },
    unsure: await unsureDeliveries(dataSource, options),
  };
}

/** Of this installation; schedules and maintenance are nothing that could be lost. */
async function countOpenRuns({ client, temporal: { taskQueue } }: RebuildDeps): Promise<number> {
  const types = "WorkflowType IN ('notify', 'hold', 'dispute')";
  const query = `TaskQueue = '${taskQueue}' AND ExecutionStatus = 'Running' AND ${types}`;
  return (await client.workflow.count(query)).count;
}

function runsOpen(count: number, namespace: string): FatalError {
  const runs = count === 1 ? '1 run is' : `${count} runs are`;
  return new FatalError(
    `${runs} open in the namespace "${namespace}", so Temporal has not lost its state. Stop the workers and give Temporal an empty ` +
      'namespace first; or say --force: what runs goes on, and only what has no run is started.',
    EXIT.failed,
  );
}

async function openLadders({ dataSource }: RebuildDeps) {
  return inPieces((piece) => runStatement(dataSource, FIND_OPEN_LADDERS, piece));
}

/** Each looks at once: what it should have said meanwhile becomes one reminder, and then it waits for its next moment. */
async function startLadders(deps: RebuildDeps, ladders: Awaited<ReturnType<typeof openLadders>>): Promise<void> {
  const starter = starterOf(deps);
  const left = [...ladders];
  const lane = async () => {
    for (let dispute = left.pop(); dispute; dispute = left.pop()) {
      const outcome = await starter.startDispute(dispute);
      if (outcome.kind === 'away' || outcome.kind === 'refused')
        throw new FatalError(
          `Temporal did not start the run of ${dispute.id}: ${outcome.reason}. Rebuild again.`,
          EXIT.temporary,
        );
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_STARTS }, lane));
}

async function requeueUnfinished(deps: RebuildDeps, someRun: boolean): Promise<number> {
  const [{ dataSource }, starter] = [deps, starterOf(deps)];
  const events = await inPieces(async (piece) => {
    const found = await runStatement(dataSource, FIND_UNFINISHED_EVENTS, piece);
    if (someRun) {
      const gone = new Set(await requeueLost({ dataSource, starter }, found));
      return found.map((event) => ({ ...event, requeued: gone.has(event.id) }));
    }
    await runStatement(dataSource, REQUEUE, { ids: found.map(({ id }) => id) });
    return found.map((event) => ({ ...event, requeued: true }));
  });
  return events.filter(({ requeued }) => requeued).length;
}

async function inPieces<Row extends { id: string }>(
  find: (piece: { after: string; atMost: number }) => Promise<Row[]>,
): Promise<Row[]> {
  const all: Row[] = [];
  for (;;) {
    const rows = await find({ after: all.at(-1)?.id ?? '', atMost: PIECE });
    all.push(...rows);
    if (rows.length < PIECE) return all;
  }
}

async function countSchedules({ client, temporal: { taskQueue } }: RebuildDeps): Promise<number> {
  const there = await Promise.all(
    SCHEDULES.map(({ name }) =>
      client.schedule
        .getHandle(scheduleIdOf(name, taskQueue))
        .describe()
        .then(
          () => 1,
          () => 0,
        ),
    ),
  );
  return there.reduce((sum: number, one) => sum + one, 0);
}

async function unsureDeliveries(
  dataSource: RebuildDeps['dataSource'],
  { dryRun, restoredTo }: RebuildOptions,
): Promise<UnsureDelivery[]> {
  const unsure = await runStatement(dataSource, FIND_UNSURE_DELIVERIES, {});
  if (!dryRun || !restoredTo) return unsure;
  return [...unsure, ...(await runStatement(dataSource, FIND_MAYBE_SENT, { restoredTo }))];
}
