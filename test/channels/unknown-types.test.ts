/** One bought subscription at Stripe makes fourteen webhooks, most of them steps that nobody has words for: who hears of them. */
import { addSource } from '../support/database.js';
import { eventRow, ledgerOf } from '../support/deliveries.js';
import { eventually, postSigned } from '../support/program.js';
import { transformationFixture } from '../support/transformation-fixture.js';

const asked = transformationFixture();
const { add } = asked;

// In the order in which Stripe sends them.
const UNKNOWN = [
  ...['customer.created', 'payment_method.attached', 'invoice.created', 'invoice.finalized', 'payment_intent.created'],
  ...['invoice.updated', 'checkout.session.completed', 'customer.updated', 'invoice_payment.paid'],
];

const FIELDS = { eventTypes: null, transformation: null };
const EXPLAIN = `query ($input: ExplainPreferenceInput!) { explainPreference(input: $input) { decision reason steps { rule outcome detail } } }`;

/** Posts events of these types to a Stripe source; gives their ids, once they are over. */
async function buy(types: readonly string[]): Promise<string[]> {
  const source = { ...(await addSource(asked.dataSource, asked.businessId, 'STRIPE')), kind: 'STRIPE' as const };
  const ids: string[] = [];
  for (const [at, type] of types.entries()) {
    const object = { id: `obj_${at}`, object: type.split('.')[0], customer: 'cus_19', amount: 4_900, currency: 'usd' };
    const body = {
      id: `evt_c19${at}`,
      object: 'event',
      created: 1_795_820_000 + at,
      livemode: true,
      type,
      data: { object },
    };
    const answer = await postSigned(asked.program, source, body);
    expect(answer.status).toBe(202);
    ids.push(answer.body.id);
  }
  for (const id of ids)
    await eventually('its end', async () => (await eventRow(asked.dataSource, id)).status === 'PROCESSED');
  return ids;
}

/** How many messages of these events the endpoint got: notices of ours may come beside them. */
async function sentTo(destinationId: string, eventIds: readonly string[]): Promise<number> {
  const sent = 'SELECT FROM deliveries WHERE destination_id = $1 AND event_id = ANY($2) AND status = $3';
  return (await asked.dataSource.query(sent, [destinationId, eventIds, 'SENT'])).length;
}

describe.each(['SLACK', 'DISCORD', 'TEAMS'])('a chat: %s', (channel) => {
  it('that takes all gets no type without words, and nothing of it stands in the ledger', async () => {
    await add({ ...FIELDS, channel });
    const ids = await buy([...UNKNOWN, 'payout.failed']);
    for (const id of ids.slice(0, -1)) expect(await ledgerOf(asked.dataSource, id)).toEqual([]);
    expect(await ledgerOf(asked.dataSource, ids.at(-1) as string)).toMatchObject([{ status: 'SENT' }]);
  });

  it('gets them where somebody chose them, with or without chosen types', async () => {
    const all = await add({ ...FIELDS, channel, unknownTypes: true });
    const chosen = await add({ channel, eventTypes: ['dispute.opened'], unknownTypes: true });
    const ids = await buy(['customer.created', 'payout.failed']);
    expect([await sentTo(all, ids), await sentTo(chosen, ids)]).toEqual([2, 1]);
  });
});

it('a webhook gets everything, as before, and has no such choice', async () => {
  const id = await add({ ...FIELDS, channel: 'WEBHOOK' });
  expect(await sentTo(id, await buy(UNKNOWN))).toBe(UNKNOWN.length);
  const input = { channel: 'WEBHOOK', label: 'Ours', url: `${asked.server.url}/x`, unknownTypes: true };
  const mutation = 'mutation ($input: AddEndpointInput!) { addEndpoint(input: $input) { destination { id } } }';
  const error = await asked.client.fail(mutation, { input });
  expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'unknownTypes' });
});

it('updateEndpoint switches them on and off, the trail says so, and explainPreference says why', async () => {
  const id = await add({ ...FIELDS });
  const ask = async () =>
    (await asked.client.get(EXPLAIN, { input: { destinationId: id, eventType: 'invoice.created' } })).explainPreference;
  const before = await ask();
  expect(before.decision).toBe('SKIP');
  expect(
    before.steps.map(({ rule, outcome, detail }: Record<string, string>) => `${rule} ${outcome} ${detail}`),
  ).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^EXPLICIT NO_SAY this chat takes every event type that the catalogue knows/),
      expect.stringMatching(/^CATALOGUE OFF the catalogue does not know this event type/),
    ]),
  );
  const update = `mutation ($input: UpdateEndpointInput!) { updateEndpoint(input: $input) { destination { ... on EndpointDestination { unknownTypes } } } }`;
  const { updateEndpoint } = await asked.client.get(update, { input: { id, unknownTypes: true } });
  expect(updateEndpoint.destination).toEqual({ unknownTypes: true });
  expect((await ask()).decision).toBe('SEND');
  await asked.client.get(update, { input: { id, label: 'Theirs' } });
  expect((await ask()).decision).toBe('SEND');
  await asked.client.get(update, { input: { id, unknownTypes: false } });
  expect((await ask()).decision).toBe('SKIP');
  const trail = 'query ($id: String) { auditLog(filter: { subject: $id }) { edges { node { action before after } } } }';
  const [{ node }] = (await asked.client.get(trail, { id })).auditLog.edges;
  expect(node).toEqual({ action: 'updateEndpoint', before: { takesUnknown: true }, after: { takesUnknown: false } });
});
