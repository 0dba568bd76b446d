/** The real activities on the time-skipping server: what stands in Temporal and in the ledger after 27 hours in vain. */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { SMTPServer } from 'smtp-server';
import { createActivities } from '../../activities/index.js';
import { Bulkheads } from '../../src/core/delivery/bulkheads.js';
import { CarrierBreakers } from '../../src/core/delivery/carrier-breakers.js';
import { DestinationRemovals } from '../../src/core/delivery/destination-removals.js';
import { Inbox } from '../../src/core/ingest/inbox.js';
import { createLog } from '../../src/platform/log.js';
import { OutboundGuard } from '../../src/platform/outbound/guard.js';
import { OutboundClient } from '../../src/platform/outbound/http.js';
import { smtpCarrier } from '../../src/platform/outbound/mail-access.js';
import { Sandbox } from '../../src/platform/sandbox/sandbox.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
import { Metrics } from '../../src/platform/telemetry/metrics.js';
import { WORKFLOW_BUNDLE } from '../../src/temporal/bundle.js';
import { RunStarter } from '../../src/temporal/starter.js';
import type { notify } from '../../workflows/notify.workflow.js';
import {
  addBusiness,
  addPerson,
  addSource,
  createDatabase,
  ENCRYPTION_KEYS,
  type TestDatabase,
} from '../support/database.js';
import { webhookOf } from '../support/events.js';
import { readable } from '../support/reasons.js';
import { quietTemporal, readableText, startSkippingTemporal } from '../support/temporal.js';

const INSTALL_MS = 300_000;
const MANY_MS = 120_000;

let env: TestWorkflowEnvironment;
let database: TestDatabase;
let provider: SMTPServer;
let sandbox: Sandbox;
let refusals = 0;

beforeAll(async () => {
  quietTemporal();
  env = await startSkippingTemporal();
  database = await createDatabase();
  sandbox = new Sandbox();
  provider = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo({ address }, _session, done) {
      refusals += 1;
      done(Object.assign(new Error(`the mailbox of <${address}> is full`), { responseCode: 452 }));
    },
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', () => resolve()));
}, INSTALL_MS);

afterAll(async () => {
  await new Promise<void>((resolve) => provider.close(() => resolve()));
  await sandbox.close();
  await env?.teardown();
  await database?.drop();
});

/** Runs `notify` for this event with the real activities. */
async function runReal(eventId: string): Promise<string> {
  const { port } = provider.server.address() as AddressInfo;
  const mail = { carriers: [smtpCarrier(`smtp://127.0.0.1:${port}`)], from: 'Tocsin <tocsin@test.example>' };
  const http = new OutboundClient(new OutboundGuard([]));
  const context = { http, mail, sandbox };
  const taskQueue = `given-up-${randomBytes(6).toString('hex')}`;
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue,
    workflowBundle: { codePath: WORKFLOW_BUNDLE },
    activities: createActivities({
      dataSource: database.dataSource,
      box: new SecretBox(ENCRYPTION_KEYS),
      bulkheads: new Bulkheads(() => new Date()),
      carriers: new CarrierBreakers(),
      context,
      publicUrl: 'http://tocsin.test',
      providers: { STRIPE: 'http://127.0.0.1:1', DODO: 'http://127.0.0.1:1' },
      productNames: { named: async (details) => details },
      customerAddresses: { of: async ({ address }) => ({ address: address ?? '' }) },
      payloadDays: 90,
      publish: () => undefined,
      sent: () => undefined,
      log: createLog('silent'),
      metrics: new Metrics(),
      removals: new DestinationRemovals(),
      stopping: new AbortController().signal,
      now: () => new Date(),
      random: Math.random,
      runs: new RunStarter(env.client, { namespace: 'default', taskQueue, eager: false, metrics: new Metrics() }),
    }),
  });
  return worker.runUntil(async () => {
    const start = { args: [{ eventIds: [eventId] }] as [{ eventIds: string[] }], taskQueue, workflowId: eventId };
    const handle = await env.client.workflow.start<typeof notify>('notify', start);
    expect(await handle.result()).toEqual({ planned: 1, sent: 0, notSent: 1 });
    return readableText(await handle.fetchHistory());
  });
}

describe('A mailbox that is full for 27 hours', () => {
  it(
    'ends as FAILED with its reason in the ledger, and no personal datum stands in Temporal',
    async () => {
      const { dataSource } = database;
      const businessId = await addBusiness(dataSource);
      await addPerson(dataSource, businessId, { name: 'Ada', email: 'ada@team.example' });
      const source = await addSource(dataSource, businessId, 'DODO');
      const inbox = new Inbox(dataSource, { hasRoom: () => false, nudge: () => undefined });
      const webhook = await webhookOf('payment.failed', businessId, source.id);
      const { id } = await inbox.add(webhook);

      const kept = await runReal(id);

      expect(refusals).toBeGreaterThan(50);
      const [delivery] = await dataSource.query(
        `SELECT status, reason, tries FROM deliveries WHERE event_id = $1 AND channel = 'EMAIL'`,
        [id],
      );
      expect(readable(delivery)).toMatchObject({
        status: 'FAILED',
        reason: expect.stringContaining('full'),
        tries: refusals,
      });
      expect(await dataSource.query('SELECT status, open_deliveries FROM events WHERE id = $1', [id])).toEqual([
        { status: 'PROCESSED', open_deliveries: 0 },
      ]);
      // The whole history was read: its input, and the failure of the last try.
      expect(kept).toContain(id);
      expect(kept).toContain('1 not sent yet (452)');
      const { customerEmail, customerName, amount } = webhook.event.facts;
      for (const personal of [customerEmail, customerName, amount, 'team.example', 'Ada', 'mailbox']) {
        expect(kept).not.toMatch(new RegExp(`\\b${personal}\\b`));
      }
    },
    MANY_MS,
  );
});
