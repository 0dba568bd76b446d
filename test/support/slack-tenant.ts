/** A business whose events go to one Slack stand-in, asked through GraphQL. */
import { addBusiness, addSlack, addSource, type TestDatabase } from './database.js';
import { type Data, GraphqlClient } from './graphql.js';
import { eventually, type Program, postSigned } from './program.js';
import type { HttpStandIn } from './stand-ins.js';

export interface SlackTenant {
  businessId: string;
  client: GraphqlClient;
  slackId: string;
  /** Where its messages arrive at the stand-in. */
  path: string;
  /** Posts an event and waits for its end; gives its id. */
  happen(type?: string, data?: object): Promise<string>;
}

export async function addSlackTenant(
  { dataSource }: TestDatabase,
  program: Program,
  slack: HttpStandIn,
): Promise<SlackTenant> {
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
