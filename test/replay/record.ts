/**
 * Records test/replay/histories anew, one file per case, on a real dev server: `node dist/test/replay/record.js`.
 * By hand, and only after a change of `notify` that is meant to leave running ones behind: a history that no longer
 * replays says that runs in flight will break.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { Activities } from '../../activities/index.js';
import type { DisputeInput, HoldInput } from '../../src/domain/run-inputs.js';
import { startTemporal } from '../../src/local/temporal.js';
import { Metrics } from '../../src/platform/telemetry/metrics.js';
import { WORKFLOW_BUNDLE } from '../../src/temporal/bundle.js';
import { registerSearchAttributes } from '../../src/temporal/search-attributes.js';
import { RunStarter, workflowIdOf } from '../../src/temporal/starter.js';
import type { dispute } from '../../workflows/dispute.workflow.js';
import type { hold } from '../../workflows/hold.workflow.js';
import { type History, quietTemporal } from '../support/temporal.js';
import {
  CASES,
  DISPUTE_CASES,
  type DisputeCase,
  HOLD_CASES,
  type HoldCase,
  holdOf,
  madeUpId,
  type ReplayCase,
} from './cases.js';
import { historyToJson } from './history-json.js';

export const HISTORIES = fileURLToPath(new URL('../../../test/replay/histories/', import.meta.url));

type Stated = Partial<Activities>;

/** A worker whose activities answer as the case says. */
async function workerOf(connection: NativeConnection, name: string, activities: Stated) {
  const names = { namespace: 'default', taskQueue: `record-${name}` };
  const workflowBundle = { codePath: WORKFLOW_BUNDLE };
  // The default identity would name this machine.
  const worker = await Worker.create({ ...names, connection, workflowBundle, activities, identity: 'recorder' });
  return { worker, names, client: new Client({ connection, identity: 'recorder' }) };
}

async function record(connection: NativeConnection, name: string, replayCase: ReplayCase) {
  const { eventIds, chunks, deliver, atOnce, holds, disputes } = replayCase;
  const { worker, names, client } = await workerOf(connection, name, {
    plan: async () => ({
      planned: eventIds.length,
      chunks,
      ...(atOnce ? { atOnce: true } : {}),
      ...(holds ? { holds } : {}),
      ...(disputes ? { disputes } : {}),
    }),
    deliver,
    deliverAtOnce: async () => atOnce ?? [],
    giveUp: async () => undefined,
    startHolds: async () => undefined,
    lookAtDisputes: async () => undefined,
  });
  const rows = eventIds.map((id) => ({ id, ...ABOUT }));
  return worker.runUntil(async () => {
    const outcome = await new RunStarter(client, { ...names, eager: true, metrics: new Metrics() }).startNotify(rows);
    if (outcome.kind !== 'eager') throw new Error(`${name} was not started eagerly: ${JSON.stringify(outcome)}`);
    const handle = client.workflow.getHandle(workflowIdOf(rows));
    await handle.result();
    return handle.fetchHistory();
  });
}

async function recordHold(connection: NativeConnection, name: string, { released }: HoldCase) {
  const answers = [...released];
  const { worker, names, client } = await workerOf(connection, name, {
    release: async () => {
      const answer = answers.shift() ?? [];
      // There is more: it comes while this is under way, as a late plan tells it.
      if (answers.length > 0) await client.workflow.getHandle(name).signal('more');
      return answer;
    },
    deliver: async ({ chunk }) => ({ sent: chunk.count }),
  });
  const options = { taskQueue: names.taskQueue, workflowId: name, args: [holdOf(1)] as [HoldInput] };
  return worker.runUntil(async () => {
    const handle = await client.workflow.start<typeof hold>('hold', options);
    await handle.result();
    return handle.fetchHistory();
  });
}

async function recordDispute(connection: NativeConnection, name: string, { advance, update }: DisputeCase) {
  const answers = [...advance];
  let looked: () => void = () => undefined;
  const firstLook = new Promise<void>((resolve) => (looked = resolve));
  const { worker, names, client } = await workerOf(connection, name, {
    advanceLadder: async () => {
      looked();
      return answers.shift() ?? null;
    },
    respond: async () => ({ done: true, state: 'ACKNOWLEDGED', by: 'Ada', at: null }),
  });
  const options = { taskQueue: names.taskQueue, workflowId: name, args: [{ disputeId: name }] as [DisputeInput] };
  return worker.runUntil(async () => {
    const handle = await client.workflow.start<typeof dispute>('dispute', options);
    await firstLook;
    if (update) await handle.executeUpdate(update, { args: [{ actor: 'Ada' }] });
    await handle.result();
    return handle.fetchHistory();
  });
}

const ABOUT = { businessId: madeUpId('business', 1), eventType: 'payment.succeeded', entityId: 'pay_1' };

/** Stack traces hold paths of this machine, and no replay reads them. */
function withoutPaths(json: object): string {
  return `${JSON.stringify(json, (key, value) => (key === 'stackTrace' ? undefined : value), 1)}\n`;
}

async function recordAll(): Promise<void> {
  quietTemporal();
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-record-'));
  const server = await startTemporal({ dataDir: folder, uiPort: null });
  const connection = await NativeConnection.connect({ address: server.address });
  await registerSearchAttributes(connection, 'default');
  const write = async (name: string, history: History) => {
    await writeFile(join(HISTORIES, `${name}.json`), withoutPaths(historyToJson(history)));
    console.log(`${name}: ${history.events?.length} events`);
  };
  for (const [name, replayCase] of Object.entries(CASES)) await write(name, await record(connection, name, replayCase));
  for (const [name, holdCase] of Object.entries(HOLD_CASES))
    await write(name, await recordHold(connection, name, holdCase));
  for (const [name, disputeCase] of Object.entries(DISPUTE_CASES))
    await write(name, await recordDispute(connection, name, disputeCase));
  await connection.close();
  await server.stop();
  await rm(folder, { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await recordAll();
