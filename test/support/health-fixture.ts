/** What tests of the health of destinations begin with: a Slack endpoint on a loopback server, its failures, and the team's notices. */
import type { ApplicationFailure } from '@temporalio/common';
import type { DataSource } from 'typeorm';
import type { PlanResult } from '../../src/core/planning/plan-events.js';
import type { Chunk } from '../../src/domain/planning/chunks.js';
import { addBusiness, addSlack, createDatabase, type TestDatabase } from './database.js';
import { addEvent, openSender, planned, type Sender } from './deliveries.js';
import { type Data } from './graphql.js';
import { readable, textReason } from './reasons.js';
import { type ScriptedSmtp, startScriptedSmtp } from './scripted-smtp.js';
import { type HttpStandIn, startHttpStandIn } from './stand-ins.js';

/** Read the fields within a test or a hook: they are set before the first test. */
export interface HealthFixture {
  dataSource: DataSource;
  hook: HttpStandIn;
  smtp: ScriptedSmtp;
  sender: Sender;
  sql(text: string, values?: unknown[]): Promise<Data[]>;
  /** What the hook answers from now on. */
  says(code: number, body: string): void;
  /** Another business with one Slack endpoint, which is the hook. */
  slackOf(): Promise<SlackEndpoint>;
  /** A stretch of failures that began so many hours ago, as tries of the last days would have left it. */
  failing(businessId: string, destinationId: string, hours: number, changes?: object): Promise<unknown>;
  /** What the team was told, in order, without the notices of coverage. */
  noticesOf(businessId: string): Promise<Notice[]>;
}

interface SlackEndpoint {
  businessId: string;
  destinationId: string;
  /** Events that are planned; `input` is their first chunk. */
  happen(
    count?: number,
    type?: string,
  ): Promise<{ eventIds: string[]; plan: PlanResult; input: { eventIds: string[]; chunk: Chunk } }>;
  /** Its row of `destination_health`; undefined where nothing fails. */
  health(): Promise<Data | undefined>;
  destination(): Promise<Data>;
}

interface Notice {
  type: string;
  about: string;
  reason: string;
  ends: string | null;
  subject: string;
}

/** Registers the hooks. */
export function healthFixture(): HealthFixture {
  let database: TestDatabase;
  const bench = {
    sql: (text, values = []) => bench.dataSource.query(text, values),
    says: (code, body) => {
      bench.hook.answer = (_request, response) => response.writeHead(code).end(body);
    },
    slackOf: () => slackOf(bench),
    failing: (...stretch) => failing(bench, ...stretch),
    noticesOf: (businessId) => noticesOf(bench, businessId),
  } as HealthFixture;
  beforeAll(async () => {
    [database, bench.hook, bench.smtp] = await Promise.all([createDatabase(), startHttpStandIn(), startScriptedSmtp()]);
    bench.dataSource = database.dataSource;
    bench.sender = openSender(bench.dataSource, bench.smtp.url);
  });
  beforeEach(() => {
    bench.hook.requests.length = 0;
    bench.smtp.script = {};
  });
  afterAll(async () => {
    await bench.sender?.close();
    await Promise.all([bench.hook?.stop(), bench.smtp?.stop()]);
    await database?.drop();
  });
  return bench;
}

/** @throws where it does not fail. */
export const failureOf = (sending: Promise<unknown>): Promise<ApplicationFailure> =>
  sending.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: ApplicationFailure) => error,
  );

async function slackOf({ dataSource, hook, sql }: HealthFixture): Promise<SlackEndpoint> {
  const businessId = await addBusiness(dataSource);
  const destinationId = await addSlack(dataSource, businessId, `${hook.url}/${businessId}`);
  const happen = async (count = 1, type = 'payment.failed') => {
    const eventIds = await Promise.all(Array.from({ length: count }, () => addEvent(dataSource, businessId, { type })));
    const plan = await planned(dataSource, eventIds);
    return { eventIds, plan, input: { eventIds, chunk: plan.chunks[0] as Chunk } };
  };
  const health = async () =>
    readable((await sql('SELECT * FROM destination_health WHERE destination_id = $1', [destinationId]))[0]);
  const destination = async () =>
    readable((await sql('SELECT * FROM destinations WHERE id = $1', [destinationId]))[0] as Data);
  return { businessId, destinationId, happen, health, destination };
}

function failing(
  { sql }: HealthFixture,
  businessId: string,
  destinationId: string,
  hours: number,
  changes: object = {},
) {
  const at = Date.now();
  const row = {
    failures: 50,
    since: new Date(at - hours * 3_600_000),
    lastAt: new Date(at - 60_000),
    probeAt: new Date(at - 1_000),
    noticeRaised: true,
    endsAt: null as Date | null,
    ...changes,
  };
  return sql(
    `INSERT INTO destination_health (destination_id, business_id, failures, since, last_at, probe_at, notice_raised, ends_at, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      destinationId,
      businessId,
      row.failures,
      row.since,
      row.lastAt,
      row.probeAt,
      row.noticeRaised,
      row.endsAt,
      textReason('503'),
    ],
  );
}

const noticesOf = async ({ dataSource }: HealthFixture, businessId: string): Promise<Notice[]> => {
  const rows = await dataSource.query(
    `SELECT type, facts->'about'->>0 AS about, facts->'why' AS reason, facts->>'endsAt' AS ends, entity_id AS subject
     FROM events WHERE business_id = $1 AND type LIKE 'tocsin.%' AND type NOT LIKE 'tocsin.coverage%' ORDER BY id`,
    [businessId],
  );
  return readable(rows);
};
