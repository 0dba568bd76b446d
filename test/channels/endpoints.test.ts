/** Endpoints with a secret through the whole program: set up by GraphQL, a provider's signed webhook in, ours out. */
import { Webhook } from 'standardwebhooks';
import { endpointFixture } from '../support/business-fixture.js';
import { addBusiness, addSource } from '../support/database.js';
import { eventRow, ledgerOf } from '../support/deliveries.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { eventually, postSigned } from '../support/program.js';
import { readableText } from '../support/temporal.js';

const asked = endpointFixture();

const ADD = `mutation ($input: AddEndpointInput!) { addEndpoint(input: $input) { secret destination { id channel
  ... on EndpointDestination { url disabledReason } } } }`;
const ROTATE = 'mutation ($input: NodeInput!) { rotateEndpointSecret(input: $input) { secret destination { id } } }';
const UPDATE =
  'mutation ($input: UpdateEndpointInput!) { updateEndpoint(input: $input) { secret destination { id } } }';

const add = async (input: object): Promise<{ id: string; secret: string | null }> => {
  // No other types, or it would hear of the gaps in coverage of this business as well.
  const usual = { label: 'Ours', url: `${asked.server.url}/hook`, eventTypes: ['payment.failed'] };
  const { addEndpoint } = await asked.client.get(ADD, { input: { ...usual, ...input } });
  return { id: addEndpoint.destination.id, secret: addEndpoint.secret };
};
const rowOf = async (id: string): Promise<string> =>
  (await asked.dataSource.query('SELECT d::text AS row FROM destinations d WHERE id = $1', [id]))[0].row;
const trailOf = async (id: string): Promise<Data[]> => {
  const query =
    'query ($subject: String) { auditLog(filter: { subject: $subject }) { edges { node { action before after } } } }';
  return (await asked.client.get(query, { subject: id })).auditLog.edges.map((edge: Data) => edge.node);
};
/** As a receiver checks it. @throws where it would refuse. */
const check = (secret: string | null, at = 0) =>
  new Webhook(secret ?? '').verify(
    asked.server.requests[at]?.body ?? '',
    asked.server.requests[at]?.headers as Record<string, string>,
  );

/** Not as `JSON.stringify` would write it: what goes out must be these bytes. */
const PAYMENT = `{ "type": "payment.failed",  "timestamp": "2026-11-04T06:10:19Z",
  "data": { "payment_id": "pay_1", "total_amount": 2890, "currency": "USD", "error_message": "insufficient funds",
    "customer": { "customer_id": "cus_1", "name": "Grace Hopper", "email": "grace@navy.example" } } }\n`;

async function failedPayment(): Promise<string> {
  const source = { ...(await addSource(asked.dataSource, asked.businessId, 'DODO')), kind: 'DODO' as const };
  const { status, body } = await postSigned(asked.program, source, PAYMENT);
  expect(status).toBe(202);
  await eventually('its end', async () => (await eventRow(asked.dataSource, body.id)).status === 'PROCESSED');
  return body.id;
}

describe('a webhook', () => {
  it('goes out with the bytes that came in, signed by the secret that was shown once', async () => {
    const { id, secret } = await add({ channel: 'WEBHOOK', headers: { 'x-team': 'billing' } });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/=]{44}$/);
    const eventId = await failedPayment();
    expect(asked.server.requests).toMatchObject([{ body: PAYMENT, headers: { 'x-team': 'billing' } }]);
    const [row] = await ledgerOf(asked.dataSource, eventId);
    expect(row).toMatchObject({ channel: 'WEBHOOK', status: 'SENT', attempts: [{ outcome: 'sent', statusCode: 200 }] });
    expect(asked.server.requests[0]?.headers['webhook-id']).toBe(row?.id);
    expect(() => check(secret)).not.toThrow();

    const kept = readableText((await asked.program.worker?.client.workflow.getHandle(eventId).fetchHistory()) ?? {});
    expect(kept).toContain(eventId);
    const shown = JSON.stringify(
      await asked.client.get('query ($id: ID!) { node(id: $id) { ... on EndpointDestination { id url label } } }', {
        id,
      }),
    );
    for (const text of [kept, shown, await rowOf(id), JSON.stringify(await trailOf(id))])
      expect(text).not.toContain(secret?.slice(6));
  });

  it('has both signatures while its secret is exchanged, and only the new one a day later', async () => {
    const { id, secret } = await add({ channel: 'WEBHOOK' });
    const { rotateEndpointSecret } = await asked.client.get(ROTATE, { input: { id } });
    expect(rotateEndpointSecret.destination.id).toBe(id);
    await failedPayment();
    for (const one of [secret, rotateEndpointSecret.secret]) expect(() => check(one)).not.toThrow();

    const ago = new Date(Date.now() - 1_000).toISOString();
    await asked.dataSource.query(
      `UPDATE destinations SET sealed_secrets = jsonb_set(sealed_secrets, '{1,until}', to_jsonb($2::text)) WHERE id = $1`,
      [id, ago],
    );
    await failedPayment();
    expect(() => check(rotateEndpointSecret.secret, 1)).not.toThrow();
    expect(() => check(secret, 1)).toThrow(/No matching signature/);

    const trail = await trailOf(id);
    expect(trail.map(({ action }) => action)).toEqual(['rotateEndpointSecret', 'addEndpoint']);
    expect(trail[0].after).toEqual({ label: 'Ours', earlierHoldsUntil: expect.any(String) });
    for (const text of [JSON.stringify(trail), await rowOf(id)])
      for (const one of [secret, rotateEndpointSecret.secret]) expect(text).not.toContain(one.slice(6));
  });

  it('keeps every secret where two are made at once', async () => {
    const { id, secret } = await add({ channel: 'WEBHOOK' });
    const made = await Promise.all([1, 2, 3].map(() => asked.client.get(ROTATE, { input: { id } })));
    await failedPayment();
    for (const one of [secret, ...made.map((each) => each.rotateEndpointSecret.secret)])
      expect(() => check(one)).not.toThrow();
  });

  it('is signed by a secret of the user’s, which is not repeated; updateEndpoint exchanges it', async () => {
    const [own, next] = [7, 8].map((byte) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`);
    const { id, secret } = await add({ channel: 'WEBHOOK', secret: ` ${own} ` });
    expect(secret).toBeNull();
    expect((await asked.client.get(UPDATE, { input: { id, secret: next } })).updateEndpoint.secret).toBeNull();
    await failedPayment();
    for (const one of [own, next]) expect(() => check(one as string)).not.toThrow();
    expect(JSON.stringify(await trailOf(id))).not.toContain(next?.slice(6));
  });

  it('is tried again under the same id after an answer that was lost, and a receiver takes it once', async () => {
    const taken = new Set<unknown>();
    asked.server.answer = ({ headers }, response) => {
      taken.add(headers['webhook-id']);
      if (asked.server.requests.length === 1) response.socket?.resetAndDestroy();
      else response.end('ok');
    };
    await add({ channel: 'WEBHOOK' });
    const eventId = await failedPayment();
    expect(asked.server.requests).toHaveLength(2);
    expect(taken.size).toBe(1);
    expect(await ledgerOf(asked.dataSource, eventId)).toMatchObject([
      { status: 'SENT', attempts: [{ outcome: 'retry' }, { outcome: 'sent' }] },
    ]);
  });
});

describe('Loops', () => {
  it('gets the customer of the event, and the key that stands nowhere to be read', async () => {
    const key = 'loops-key-0123456789';
    const { id, secret } = await add({ channel: 'LOOPS', secret: key, url: `${asked.server.url}/api/v1/events/send` });
    expect(secret).toBeNull();
    const eventId = await failedPayment();
    const [row] = await ledgerOf(asked.dataSource, eventId);
    expect(row).toMatchObject({ channel: 'LOOPS', status: 'SENT' });
    expect(asked.server.requests).toMatchObject([
      {
        path: '/api/v1/events/send',
        headers: { authorization: `Bearer ${key}`, 'idempotency-key': row?.id },
      },
    ]);
    expect(JSON.parse(asked.server.requests[0]?.body ?? '')).toMatchObject({
      email: 'grace@navy.example',
      eventName: 'payment_failed',
    });
    for (const text of [await rowOf(id), JSON.stringify(await trailOf(id))]) expect(text).not.toContain(key);

    await asked.client.get(UPDATE, { input: { id, secret: 'another-loops-key' } });
    await failedPayment();
    expect(asked.server.requests[1]?.headers.authorization).toBe('Bearer another-loops-key');
  });

  it('is at its own address where none is entered; a webhook has none', async () => {
    const input = {
      ...{ channel: 'LOOPS', label: 'Ours', url: '', secret: 'loops-key-0123456789' },
      eventTypes: ['payment.failed'],
    };
    const { addEndpoint } = await asked.client.get(ADD, { input });
    expect(await rowOf(addEndpoint.destination.id)).toContain('https://app.loops.so/');
    expect(await asked.client.fail(ADD, { input: { ...input, channel: 'WEBHOOK', secret: null } })).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', field: 'url' },
    });
    const { id } = addEndpoint.destination;
    await asked.client.get(UPDATE, { input: { id, url: `${asked.server.url}/hook` } });
    expect(await rowOf(id)).not.toContain('https://app.loops.so/');
    await asked.client.get(UPDATE, { input: { id, url: ' ' } });
    expect(await rowOf(id)).toContain('https://app.loops.so/');
    await asked.client.get(UPDATE, { input: { id, url: `${asked.server.url}/hook` } });
  });

  it('fails where the transformation breaks, and the slip is listed', async () => {
    const transformation = 'function handler(w) {\n  return w.nothing.at.all;\n}';
    const { id } = await add({ channel: 'LOOPS', secret: 'loops-key-0123456789', transformation });
    const eventId = await failedPayment();
    expect(asked.server.requests).toEqual([]);
    expect(await ledgerOf(asked.dataSource, eventId)).toMatchObject([
      { status: 'FAILED', reason: expect.stringMatching(/^The transformation failed: /) },
    ]);
    const failures = await asked.dataSource.query(
      'SELECT line FROM transformation_failures WHERE destination_id = $1',
      [id],
    );
    expect(failures).toEqual([{ line: 2 }]);
  });
});

describe('a secret', () => {
  it.each([
    ['WEBHOOK', 'whsec_tooshort', /must hold 24 to 64/],
    ['WEBHOOK', 'not base64!', /not whsec_ followed by base64/],
    ['LOOPS', 'two words of it', /no API key of Loops/],
    ['LOOPS', null, /Loops needs a secret: its API key/],
    ['LOOPS', '  ', /Loops needs a secret: its API key/],
    ['SLACK', 'whsec_x', /Slack takes no secret/],
  ])('of %s that is %p is refused', async (channel, secret, message) => {
    const input = { channel, secret, label: 'Ours', url: `${asked.server.url}/hook` };
    const error = await asked.client.fail(ADD, { input });
    expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'secret' });
    expect(error.message).toMatch(message);
  });

  it.each([
    ['LOOPS', { secret: 'loops-key-0123456789' }, /makes its secrets itself: enter a new one in its settings\.$/],
    ['SLACK', {}, /has no secret/],
  ])('of %s is not made by us', async (channel, more, message) => {
    const { id } = await add({ channel, ...more });
    const error = await asked.client.fail(ROTATE, { input: { id } });
    expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'id' });
    expect(error.message).toMatch(message);
  });

  it('of another business is not there', async () => {
    const { id } = await add({ channel: 'WEBHOOK' });
    const stranger = await GraphqlClient.of(asked.program, await addBusiness(asked.dataSource));
    expect((await stranger.fail(ROTATE, { input: { id } })).extensions.code).toBe('NOT_FOUND');
  });
});
