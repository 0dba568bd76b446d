/** What tests of the code of endpoints ask and send: endpoints with code, its changes, and payments that come to them. */
import { type EndpointFixture, endpointFixture } from './business-fixture.js';
import { addSource } from './database.js';
import { eventRow } from './deliveries.js';
import type { Data } from './graphql.js';
import { eventually, postSigned } from './program.js';

const SHOWN = `warnings destination { id ... on EndpointDestination { transformation transformationOffSince
  versions { number code live createdBy createdAt } recentFailures { edges { node { id at message line event { id } } } } } }`;
export const ADD = `mutation ($input: AddEndpointInput!) { addEndpoint(input: $input) { ${SHOWN} } }`;
export const UPDATE = `mutation ($input: UpdateEndpointInput!) { updateEndpoint(input: $input) { ${SHOWN} } }`;
export const ROLL_BACK = `mutation ($input: RollBackInput!) { rollBackTransformation(input: $input) { ${SHOWN} } }`;
const NODE = `query ($id: ID!) { node(id: $id) { ... on EndpointDestination { ${SHOWN.slice(SHOWN.indexOf('transformation'), -4)} } } }`;

export const says = (text: string) =>
  `function handler(webhook) { webhook.payload = { text: '${text}' }; return webhook; }`;
export const POISON = 'function handler(webhook) {\n  return webhook.nothing.at.all;\n}';

export interface TransformationFixture extends EndpointFixture {
  /** An endpoint, of Slack and for failed payments where the input does not say otherwise; gives its id. */
  add(input?: object): Promise<string>;
  nodeOf(id: string): Promise<Data>;
  /** Saves other code, or none; gives the answer. */
  change(id: string, transformation: string | null): Promise<Data>;
  /** Of one Dodo source, a body as text or the data of a failed payment; gives the id of the event, which has ended. */
  sendPayment(data?: object | string): Promise<string>;
}

/** Registers the hooks. */
export function transformationFixture(): TransformationFixture {
  const asked = endpointFixture();
  return Object.assign(asked, {
    add: async (input: object = {}) => {
      const usual = {
        channel: 'SLACK',
        label: 'Ours',
        url: `${asked.server.url}/hook`,
        eventTypes: ['payment.failed'],
      };
      return (await asked.client.get(ADD, { input: { ...usual, ...input } })).addEndpoint.destination.id;
    },
    nodeOf: async (id: string) => (await asked.client.get(NODE, { id })).node,
    change: async (id: string, transformation: string | null) =>
      (await asked.client.get(UPDATE, { input: { id, transformation } })).updateEndpoint,
    sendPayment: async (data: object | string = {}) => {
      const source = { ...(await addSource(asked.dataSource, asked.businessId, 'DODO')), kind: 'DODO' as const };
      const body = typeof data === 'string' ? data : { type: 'payment.failed', data: { payment_id: 'pay_1', ...data } };
      const { status, body: answer } = await postSigned(asked.program, source, body);
      expect(status).toBe(202);
      await eventually('its end', async () => (await eventRow(asked.dataSource, answer.id)).status === 'PROCESSED');
      return answer.id;
    },
  });
}
