/** Businesses whose events go to one Slack stand-in, asked through GraphQL. */
import type { DataSource } from 'typeorm';
import { addBusiness, addSlack, addSource, createDatabase, type TestDatabase } from './database.js';
import { type Data, GraphqlClient } from './graphql.js';
import { eventually, type Program, postSigned, startProgram } from './program.js';
import { type HttpStandIn, type SmtpStandIn, startHttpStandIn, startSmtpStandIn } from './stand-ins.js';

/** The program with a worker; read it within a test or a hook. */
export interface SlackFixture {
  database: TestDatabase;
  dataSource: DataSource;
  slack: HttpStandIn;
  smtp: SmtpStandIn;
  /** A test that starts it anew puts it here. */
  program: Program;
  addTenant(): Promise<SlackTenant>;
  /** How many messages have come there so far. */
  sentTo(path: string): number;
}

/** Registers the hooks. */
export function slackFixture(): SlackFixture {
  const bench = {
    addTenant: () => addTenant(bench),
    sentTo: (path) => bench.slack.requests.filter((request) => request.path === path).length,
  } as SlackFixture;
  beforeAll(async () => {
    [bench.database, bench.slack, bench.smtp] = await Promise.all([
      createDatabase(),
      startHttpStandIn(),
      startSmtpStandIn(),
    ]);
    bench.dataSource = bench.database.dataSource;
    bench.program = await startProgram(bench.database, {
      worker: true,
      smtpUrl: bench.smtp.url,
      relay: { pollMs: 200, requeueMs: 3_600_000 },
    });
  });
  afterAll(async () => {
    await bench.program?.stop();
    await Promise.all([bench.slack?.stop(), bench.smtp?.stop()]);
    await bench.database?.drop();
  });
  return bench;
}

interface SlackTenant {
  businessId: string;
  client: GraphqlClient;
  slackId: string;
  /** Where its messages arrive at the stand-in. */
  path: string;
  /** Posts an event and waits for its end; gives its id. */
  happen(type?: string, data?: object): Promise<string>;
}

async function addTenant({ dataSource, program, slack }: SlackFixture): Promise<SlackTenant> {
  const businessId = await addBusiness(dataSource);
  const path = `/${businessId}`;
  const slackId = await addSlack(dataSource, businessId, slack.url + path);
  const client = await GraphqlClient.of(program, businessId);
  const source = { ...(await addSource(dataSource, businessId, 'GENERIC')), kind: 'GENERIC' as const };
  const happen = async (type = 'payment.failed', data: object = {}) => {
    const { body } = await postSigned(program, source, { type, data });
    await endedEvent(client, body.id);
    return body.id;
  };
  return { businessId, client, slackId, path, happen };
}

export const EVENT_WITH_LEDGER = `query ($id: ID!) { event(id: $id) { status
  timeline { kind actor text delivery { id } }
  deliveries { edges { node { id channel status reason attempts { number outcome } } } } } }`;

/** The event with its ledger, once it is over. */
export async function endedEvent(client: GraphqlClient, id: string): Promise<Data> {
  const event = await eventually('the end of an event', async () => {
    const { event } = await client.get(EVENT_WITH_LEDGER, { id });
    return event.status === 'PROCESSED' && event;
  });
  return { ...event, deliveries: event.deliveries.edges.map((edge: Data) => edge.node) };
}
