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
import { startTemporal } from '../../src/local/temporal.js';
import { WORKFLOW_BUNDLE } from '../../src/temporal/bundle.js';
import { RunStarter, workflowIdOf } from '../../src/temporal/run-starter.js';
import { quietTemporal } from '../support/temporal.js';
import { CASES, madeUpId, type ReplayCase } from './cases.js';
import { historyToJson } from './history-json.js';

export const HISTORIES = fileURLToPath(new URL('../../../test/replay/histories/', import.meta.url));

async function record(connection: NativeConnection, name: string, { eventIds, chunks, deliver }: ReplayCase) {
  const activities: Activities = {
    plan: async () => ({ planned: eventIds.length, chunks }),
    deliver,
    giveUp: async () => undefined,
    startHolds: async () => undefined,
    release: async () => [],
  };
  const names = { namespace: 'default', taskQueue: `record-${name}` };
  const workflowBundle = { codePath: WORKFLOW_BUNDLE };
  // The default identity would name this machine.
  const worker = await Worker.create({ ...names, connection, workflowBundle, activities, identity: 'recorder' });
  const client = new Client({ connection, identity: 'recorder' });
  const rows = eventIds.map((id) => ({ id, ...ABOUT }));
  return worker.runUntil(async () => {
    const outcome = await new RunStarter(client, { ...names, eager: true }).startNotify(rows);
    if (outcome.kind !== 'eager') throw new Error(`${name} was not started eagerly: ${JSON.stringify(outcome)}`);
    const handle = client.workflow.getHandle(workflowIdOf(rows));
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
  for (const [name, replayCase] of Object.entries(CASES)) {
    const history = await record(connection, name, replayCase);
    await writeFile(join(HISTORIES, `${name}.json`), withoutPaths(historyToJson(history)));
    console.log(`${name}: ${history.events?.length} events`);
  }
  await connection.close();
  await server.stop();
  await rm(folder, { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await recordAll();
