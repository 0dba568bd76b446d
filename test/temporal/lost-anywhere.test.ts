// The way of one event, cut between every two statements: its run is lost as well, and the truth comes about all the same.
import type { Client } from '@temporalio/client';
import { createDataSource } from '../../src/core/data-source.js';
import { type Cut, type CuttingProxy, startCuttingProxy } from '../support/cutting-proxy.js';
import {
  addBusiness,
  addPerson,
  addSlack,
  addSource,
  BOX,
  createDatabase,
  type TestDatabase,
} from '../support/database.js';
import { webhookOf } from '../support/events.js';
import { eventually, type Program, postSigned, startProgram } from '../support/program.js';
import { type HttpStandIn, type SmtpStandIn, startHttpStandIn, startSmtpStandIn } from '../support/stand-ins.js';

const LONG_MS = 900_000;
/** Statements that are asked by the clock, whatever happens to an event. */
const BY_THE_CLOCK = /^(relay\.(lease|resends|stuck|overdue-disputes|running|requeue|postpone)|SELECT 1|LISTEN)/;
const EMAIL_IN_APP_SLACK = ['EMAIL SENT', 'IN_APP DELIVERED', 'SLACK SENT'];

let database: TestDatabase;
let proxy: CuttingProxy;
let program: Program;
let proxied: TestDatabase;
let smtp: SmtpStandIn;
let slack: HttpStandIn;
let client: Client;

beforeAll(async () => {
  [database, smtp, slack] = await Promise.all([createDatabase(20), startSmtpStandIn(), startHttpStandIn()]);
  proxy = await startCuttingProxy(database.url);
  const dataSource = await createDataSource(proxy.url, 10, BOX).initialize();
  proxied = { url: proxy.url, dataSource, drop: () => dataSource.destroy() };
  program = await startProgram(proxied, {
    worker: true,
    smtpUrl: smtp.url,
    relay: { pollMs: 100, requeueMs: 300 },
    config: { lostAfter: { urgentSeconds: 1, otherSeconds: 1 } },
  });
  ({ client } = program.worker as { client: Client });
});

afterAll(async () => {
  await program?.stop();
  await proxied?.drop();
  await Promise.all([proxy?.stop(), smtp?.stop(), slack?.stop()]);
  await database?.drop();
});

interface Case {
  /** For who has to find out why the truth did not come about. */
  state(): Promise<string>;
  eventIds(): Promise<string[]>;
  disputes(): Promise<{ id: string; respondBy: Date | null; nextAt: Date | null }[]>;
  post(): Promise<void>;
  truth(): Promise<boolean>;
  /** Each message that went out; twice only where the ledger says that it may be so. */
  expectNoSilentDoubles(): Promise<void>;
}

/** A business of its own, and a dispute that its provider tells it of until it is taken. */
async function newCase(): Promise<Case> {
  const { dataSource } = database;
  const businessId = await addBusiness(dataSource);
  const { email } = { email: `${businessId.slice(4)}@team.example` };
  await addPerson(dataSource, businessId, { email });
  await addSlack(dataSource, businessId, `${slack.url}/${businessId}`);
  const source = { ...(await addSource(dataSource, businessId, 'DODO')), kind: 'DODO' as const };
  const { body, externalId } = await webhookOf('dispute.opened', businessId, source.id);
  const deliveries = (): Promise<{ channel: string; status: string; unclear: boolean }[]> =>
    dataSource.query('SELECT channel, status, unclear FROM deliveries WHERE business_id = $1 ORDER BY 1', [businessId]);
  const events = (): Promise<{ id: string; status: string }[]> =>
    dataSource.query('SELECT id, status FROM events WHERE business_id = $1', [businessId]);
  const disputes = () =>
    dataSource.query('SELECT id, respond_by AS "respondBy", next_at AS "nextAt" FROM disputes WHERE business_id = $1', [
      businessId,
    ]);
  return {
    eventIds: async () => (await events()).map(({ id }) => id),
    disputes,
    state: async () => {
      const inbox = dataSource.query('SELECT * FROM inbox WHERE business_id = $1', [businessId]);
      const rows = dataSource.query('SELECT * FROM deliveries WHERE business_id = $1', [businessId]);
      const all = { events: await events(), disputes: await disputes(), inbox: await inbox, deliveries: await rows };
      const open = await Promise.all([...all.events, ...all.disputes].map(async ({ id }) => [id, await isOpen(id)]));
      return JSON.stringify({ ...all, open }, (key, value) => (key === 'body' ? undefined : value));
    },
    post: async () => {
      await eventually('the acceptance', async () => {
        const answer = await postSigned(program, source, body.toString(), { externalId }).catch(() => null);
        return answer?.status === 202;
      });
    },
    truth: async () => {
      const [event, ...others] = await events();
      const [dispute, ...more] = await disputes();
      if (others.length + more.length > 0) throw new Error('one fact has become two');
      const states = (await deliveries()).map(({ channel, status }) => `${channel} ${status}`);
      const isTold = event?.status === 'PROCESSED' && states.join() === EMAIL_IN_APP_SLACK.join();
      const isLookedAt = dispute?.respondBy != null && (dispute.nextAt?.getTime() ?? 0) > Date.now();
      if (!isTold || !isLookedAt) return false;
      if (await isOpen(dispute.id)) return true;
      // Its run was lost when there was nothing to do before the first reminder: as if that were due.
      await dataSource.query(`UPDATE disputes SET next_at = now() - interval '5 seconds' WHERE id = $1`, [dispute.id]);
      return false;
    },
    expectNoSilentDoubles: async () => {
      const unclear = new Map((await deliveries()).map((row) => [row.channel, row.unclear]));
      const mails = smtp.mails.filter(({ to }) => to.includes(email)).length;
      const posts = slack.requests.filter(({ path }) => path.endsWith(businessId)).length;
      expect(Math.min(mails, posts)).toBeGreaterThanOrEqual(1);
      if (!unclear.get('EMAIL')) expect(mails).toBe(1);
      if (!unclear.get('SLACK')) expect(posts).toBe(1);
      const [{ count }] = await dataSource.query(
        'SELECT count(*)::integer AS count FROM notifications WHERE business_id = $1',
        [businessId],
      );
      expect(count).toBe(1);
    },
  };
}

async function isOpen(workflowId: string): Promise<boolean> {
  const run = await client.workflow
    .getHandle(workflowId)
    .describe()
    .catch(() => null);
  return run?.status.name === 'RUNNING';
}

/** As where Temporal loses all that it knows of it. */
async function loseRuns(workflowIds: string[]): Promise<void> {
  for (const id of workflowIds)
    await client.workflow
      .getHandle(id)
      .terminate('lost')
      .catch(() => undefined);
}

/** All of one event’s statements, each with how many of its kind came before. */
async function wayOfOne(): Promise<Omit<Cut, 'when'>[]> {
  const undisturbed = await newCase();
  void proxy.begin(null);
  await undisturbed.post();
  await eventually('the truth', undisturbed.truth);
  const heard = proxy.heard.filter((statement) => !BY_THE_CLOCK.test(statement));
  await undisturbed.expectNoSilentDoubles();
  return heard.map((statement, at) => ({
    statement,
    occurrence: heard.slice(0, at + 1).filter((one) => one === statement).length,
  }));
}

it(
  'whatever statement was the last one of a process, everybody is told and the deadline is watched',
  async () => {
    // A first one prepares what is prepared once.
    await wayOfOne();
    const way = await wayOfOne();
    const names = way.map(({ statement }) => statement);
    expect(names).toEqual(expect.arrayContaining(['inbox.insert', 'plan.take', 'disputes.upsert', 'plan.record']));
    expect(names).toEqual(
      expect.arrayContaining(['deliver.claim', 'deliver.settle', 'UPDATE disputes SET state', 'COMMIT']),
    );
    const cuts = way.flatMap((at): Cut[] => (['BEFORE', 'AFTER'] as const).map((when) => ({ ...at, when })));
    for (const cut of cuts) {
      const one = await newCase();
      const made = proxy.begin(cut);
      const posting = one.post();
      // A statement that this one had no need of: nothing was cut.
      const isCut = await Promise.race([
        made.then(() => true),
        posting.then(() => eventually('the truth', one.truth)).then(() => false),
      ]);
      if (isCut) {
        await loseRuns([...(await one.eventIds()), ...(await one.disputes()).map(({ id }) => id)]);
        proxy.mend();
      }
      await posting;
      await eventually(`the truth after a cut ${cut.when} ${cut.statement} (${cut.occurrence})`, one.truth).catch(
        async (error: Error) => {
          throw new Error(`${error.message}: ${await one.state()}`);
        },
      );
      await one.expectNoSilentDoubles();
    }
  },
  LONG_MS,
);
