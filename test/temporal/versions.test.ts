// Worker Versioning against a real server: two builds side by side, and what `tocsin promote` and `tocsin replay` do.
import { randomBytes } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { Metrics } from '../../src/platform/telemetry/metrics.js';
import { replayRuns } from '../../src/temporal/replay.js';
import { promoteBuild, UnknownBuild } from '../../src/temporal/versions.js';
import { type RunningWorker, startWorker } from '../../src/temporal/worker.js';
import { sample } from '../sources/sample-bodies.js';
import { addBusiness, addPerson, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { send, type TestSource } from '../support/producers.js';
import { eventually, LOG, type Program, startProgram } from '../support/program.js';
import { type SmtpStandIn, startSmtpStandIn } from '../support/stand-ins.js';
import { startedRun } from '../support/temporal.js';

let database: TestDatabase;
let smtp: SmtpStandIn;
let api: Program;
let source: TestSource;
const workers: RunningWorker[] = [];
const [ONE, TWO] = ['1.0.0', '2.0.0'];

const promote = (client: Client, buildId: string, percentage: number | null = null) =>
  promoteBuild(client, { namespace: 'default', taskQueue: api.config.temporal.taskQueue, buildId, percentage });

async function worker(buildId: string): Promise<Client> {
  const config = { ...api.config, temporal: { ...api.config.temporal, buildId } };
  const started = await startWorker({
    config,
    dataSource: database.dataSource,
    log: LOG,
    metrics: new Metrics(),
    publish: async () => undefined,
  });
  workers.push(started);
  return started.client;
}

async function sent(externalId: string, type: string): Promise<string> {
  const body = sample(`dodo.${type}`);
  // As if it came to pass now: a dispute of long ago is over.
  body.timestamp = new Date().toISOString();
  body.data.created_at = body.timestamp;
  const answer = await send(api, source, body, { externalId });
  expect(answer.status).toBe(202);
  return answer.body.id;
}

/** By which build, and how, a run is kept. */
async function versionOf(client: Client, workflowId: string) {
  const { raw } = await (await startedRun(client, workflowId)).describe();
  const { behavior, deploymentVersion } = raw.workflowExecutionInfo?.versioningInfo ?? {};
  return { behavior, build: deploymentVersion?.buildId ?? null };
}

const processed = (id: string) =>
  eventually(`${id} to be processed`, async () => {
    const [row] = await database.dataSource.query('SELECT status FROM events WHERE id = $1', [id]);
    return row.status === 'PROCESSED';
  });

beforeAll(async () => {
  [database, smtp] = await Promise.all([createDatabase(), startSmtpStandIn()]);
  const businessId = await addBusiness(database.dataSource);
  await addPerson(database.dataSource, businessId);
  source = { ...(await addSource(database.dataSource, businessId, 'DODO')), kind: 'DODO' };
  api = await startProgram(database, { smtpUrl: smtp.url });
});

afterAll(async () => {
  await Promise.all(workers.map((one) => one.stop()));
  await api?.stop();
  await smtp?.stop();
  await database?.drop();
});

/** The numbers of Temporal's VersioningBehavior. */
const [PINNED, AUTO_UPGRADE] = [1, 2];

it('a build gets runs once it is promoted; runs of the one before it stay with it, but for disputes', async () => {
  const client = await worker(ONE);
  await eventually('the build to be known', () =>
    promote(client, ONE).then(
      () => true,
      () => false,
    ),
  );
  const first = await sent('pay_1', 'payment.failed');
  await processed(first);
  expect(await versionOf(client, first)).toEqual({ behavior: PINNED, build: ONE });
  const opened = await sent('pay_2', 'dispute.opened');
  await processed(opened);
  const [{ id: disputeId }] = await database.dataSource.query('SELECT id FROM disputes');
  const open = await eventually('the dispute’s first look', async () => {
    const version = await versionOf(client, disputeId);
    return version.build ? version : null;
  });
  expect(open).toEqual({ behavior: AUTO_UPGRADE, build: ONE });

  await worker(TWO);
  const second = await sent('pay_3', 'payment.failed');
  await processed(second);
  expect((await versionOf(client, second)).build).toBe(ONE);
  await eventually('the second build to be known', () =>
    promote(client, TWO, 0).then(
      () => true,
      () => false,
    ),
  );
  await promote(client, TWO);
  const third = await eventually('a run of the second build', async () => {
    const id = await sent(`pay_${randomBytes(4).toString('hex')}`, 'payment.failed');
    await processed(id);
    return (await versionOf(client, id)).build === TWO ? id : null;
  });
  expect(third).toBeTruthy();
  await client.workflow.getHandle(disputeId).signal('look');
  await eventually(
    'the dispute to go on with the second build',
    async () => (await versionOf(client, disputeId)).build === TWO,
  );

  await expect(promote(client, '3.0.0')).rejects.toThrow(UnknownBuild);
  const options = { taskQueue: api.config.temporal.taskQueue, since: new Date(0), most: 100 };
  const replayed = await eventually('all runs to be listed', async () => {
    const found = await replayRuns(client, options);
    return found.count >= 5 ? found : null;
  });
  expect(replayed.broken).toEqual([]);
  expect((await replayRuns(client, { ...options, most: 2 })).count).toBe(2);
});
