// What an operator changes of what is there: the business, a source, an endpoint. Each with its line in the audit trail.
import { addBusiness, addPerson, addSlack, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { eventually, type Program, postSigned, startProgram } from '../support/program.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

let database: TestDatabase;
let program: Program;
let slack: HttpStandIn;
let businessId: string;
let client: GraphqlClient;

beforeAll(async () => {
  [database, slack] = await Promise.all([createDatabase(), startHttpStandIn()]);
  program = await startProgram(database, { worker: true });
  businessId = await addBusiness(database.dataSource);
  client = await GraphqlClient.of(program, businessId);
});

afterAll(async () => {
  await program?.stop();
  await slack?.stop();
  await database?.drop();
});

/** What the trail says of a subject, newest first. */
async function trailOf(subject: string): Promise<Data[]> {
  const query =
    'query ($subject: String) { auditLog(filter: { subject: $subject }) { edges { node { action before after } } } }';
  return (await client.get(query, { subject })).auditLog.edges.map((edge: Data) => edge.node);
}

describe('updateBusiness', () => {
  const UPDATE =
    'mutation ($input: UpdateBusinessInput!) { updateBusiness(input: $input) { business { name locale timeZone } } }';

  it('changes what is given and keeps the rest', async () => {
    const first = await client.get(UPDATE, { input: { name: ' Acme ', locale: 'DE-ch', timeZone: 'europe/berlin' } });
    expect(first.updateBusiness.business).toEqual({ name: 'Acme', locale: 'de-CH', timeZone: 'Europe/Berlin' });
    const second = await client.get(UPDATE, { input: { locale: 'fr', name: null } });
    expect(second.updateBusiness.business).toEqual({ name: 'Acme', locale: 'fr', timeZone: 'Europe/Berlin' });
    expect((await client.get('{ business { name locale } }')).business).toEqual({ name: 'Acme', locale: 'fr' });
    const [newest] = await trailOf(businessId);
    expect(newest).toEqual({ action: 'updateBusiness', before: { locale: 'de-CH' }, after: { locale: 'fr' } });
  });

  it.each([
    ['name', ' '],
    ['locale', 'not a tag'],
    ['timeZone', 'Mars/Olympus'],
  ])('refuses a wrong %s', async (field, value) => {
    const { extensions } = await client.fail(UPDATE, { input: { [field]: value } });
    expect(extensions).toEqual({ code: 'BAD_USER_INPUT', field });
  });

  it('writes nothing where nothing changed', async () => {
    const before = (await trailOf(businessId)).length;
    await client.get(UPDATE, { input: { locale: 'fr' } });
    expect(await trailOf(businessId)).toHaveLength(before);
  });
});

describe('removeSource', () => {
  it('stops its URL in every process and keeps its events', async () => {
    const other = await startProgram(database);
    try {
      const source = { ...(await addSource(database.dataSource, businessId, 'GENERIC')), kind: 'GENERIC' as const };
      const body = { type: 'payment.failed', data: { payment_id: 'pay_kept' } };
      const sent = await postSigned(program, source, body);
      expect([sent.status, (await postSigned(other, source, body)).status]).toEqual([202, 202]);

      const remove = 'mutation ($input: NodeInput!) { removeSource(input: $input) { id } }';
      const { removeSource } = await client.get(remove, { input: { id: source.id } });
      expect(removeSource).toEqual({ id: source.id });

      expect((await postSigned(program, source, body)).status).toBe(404);
      // The other process remembers a source for some seconds.
      await eventually('404 everywhere', async () => (await postSigned(other, source, body)).status === 404);
      const { event, sources } = await client.get(
        'query ($id: ID!) { event(id: $id) { type source { id } } sources { id } }',
        { id: sent.body.id },
      );
      expect(event).toEqual({ type: 'payment.failed', source: { id: source.id } });
      expect(sources.map((one: Data) => one.id)).not.toContain(source.id);
      const [newest] = await trailOf(source.id);
      expect(newest).toEqual({ action: 'removeSource', before: { kind: 'GENERIC', name: 'GENERIC' }, after: null });
      expect((await client.fail(remove, { input: { id: source.id } })).extensions.code).toBe('NOT_FOUND');
    } finally {
      await other.stop();
    }
  });
});

describe('updateEndpoint', () => {
  const UPDATE = `mutation ($input: UpdateEndpointInput!) { updateEndpoint(input: $input) { destination {
    label ... on EndpointDestination { url transformation } } } }`;
  const CODE = 'function handler(webhook) { webhook.payload = { text: "mine" }; return webhook; }';

  it('sends to the new address with the new code from then on, and keeps what is left out', async () => {
    // What tests before sent would go to it too.
    await eventually('all events before to end', async () => {
      const [{ open }] = await database.dataSource.query(
        `SELECT count(*)::int AS open FROM events WHERE business_id = $1 AND status NOT IN ('PROCESSED', 'FAILED')`,
        [businessId],
      );
      return open === 0;
    });
    const id = await addSlack(database.dataSource, businessId, `${slack.url}/old`);
    const url = `${slack.url}/services/new-secret`;
    const first = await client.get(UPDATE, { input: { id, url, transformation: CODE } });
    expect(first.updateEndpoint.destination).toEqual({
      label: '#payments',
      url: `${slack.url}/…cret`,
      transformation: CODE,
    });
    const source = { ...(await addSource(database.dataSource, businessId, 'GENERIC')), kind: 'GENERIC' as const };
    await postSigned(program, source, { type: 'payment.failed', data: {} });
    const request = await eventually('a message', async () => slack.requests.at(-1));
    expect([request.path, request.body]).toEqual(['/services/new-secret', '{"text":"mine"}']);

    const second = await client.get(UPDATE, { input: { id, label: 'Team', transformation: null } });
    expect(second.updateEndpoint.destination).toEqual({
      label: 'Team',
      url: `${slack.url}/…cret`,
      transformation: null,
    });
    const [newest, older] = await trailOf(id);
    expect(newest).toEqual({
      action: 'updateEndpoint',
      before: { label: '#payments', transformation: CODE },
      after: { label: 'Team', transformation: null },
    });
    expect(older.after).toMatchObject({ transformation: CODE, urlHint: `${slack.url}/…cret` });
    expect(JSON.stringify(older)).not.toContain('new-secret');
  });

  it('checks as for a new one', async () => {
    const id = await addSlack(database.dataSource, businessId, `${slack.url}/checked`);
    const codes = async (input: object) => (await client.fail(UPDATE, { input: { id, ...input } })).extensions;
    expect(await codes({ url: 'http://169.254.169.254/latest' })).toEqual({ code: 'BAD_USER_INPUT', field: 'url' });
    expect(await codes({ label: ' ' })).toEqual({ code: 'BAD_USER_INPUT', field: 'label' });
    expect(await codes({ secret: 'x' })).toEqual({ code: 'BAD_USER_INPUT', field: 'secret' });
    expect(await codes({ transformation: 'x'.repeat(70_000) })).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'transformation',
    });
  });

  it('is for endpoints only', async () => {
    const { emailId } = await addPerson(database.dataSource, businessId);
    const { extensions } = await client.fail(UPDATE, { input: { id: emailId, label: 'x' } });
    expect(extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'id' });
  });
});
