// Cases 13, 14 and 15: requests that standards allow and that were refused, and one that is refused everywhere.
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { isObjectType } from 'graphql';
import WebSocket from 'ws';
import { Recipient } from '../../src/core/planning/recipient.entity.js';
import { readEnvironment } from '../../src/platform/config.js';
import { addBusiness, addPerson, addSlack, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { addEvent, planned } from '../support/deliveries.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { post as postTo, signedHeaders, type TestSource } from '../support/producers.js';
import { eventually, type Program, startProgram } from '../support/program.js';
import { caseOf } from './case.js';

const ADMIN_UI = 'https://admin.studio.example';
const QUESTION = JSON.stringify({ query: '{ business { name } }' });
const BODY = JSON.stringify({ type: 'payout.paid', data: {} });

let database: TestDatabase;
let program: Program;
let client: GraphqlClient;
let businessId: string;
let source: TestSource;

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database, { config: { corsOrigins: [ADMIN_UI] } });
  businessId = await addBusiness(database.dataSource);
  client = await GraphqlClient.of(program, businessId);
  source = { ...(await addSource(database.dataSource, businessId, 'GENERIC')), kind: 'GENERIC' };
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

async function ask(headers: Record<string, string>, path = '/graphql') {
  const answer = await fetch(`${program.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: QUESTION,
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as { data?: object | null } };
}

const NAMED = { data: { business: { name: expect.any(String) } } };

describe('the scheme of an API key is a token without case', () => {
  it.each(['bearer ', 'BEARER ', 'Bearer  ', 'bEaReR   '])('%j', async (scheme) => {
    expect((await ask({ authorization: `${scheme}${client.key}` })).body).toEqual(NAMED);
  });

  it.each(['bearer', 'basic ', 'bearerx '])('but %j is another scheme', async (scheme) => {
    expect((await ask({ authorization: `${scheme}${client.key}` })).body.data ?? null).toBeNull();
  });
});

describe('a slash too many', () => {
  async function post(path: string) {
    const headers = signedHeaders(source, BODY);
    return (await fetch(`${program.url}${path}`, { method: 'POST', headers, body: BODY })).status;
  }

  it.each([
    ['at the end', (id: string) => `/webhooks/${id}/`],
    ['at the beginning', (id: string) => `//webhooks/${id}`],
    ['in the middle', (id: string) => `/webhooks//${id}`],
  ])('%s is taken of a webhook', async (_, path) => {
    expect(await post(path(source.id))).toBe(202);
  });

  it.each(['/graphql/', '//graphql', '/%67raphql', '//graphql//'])('%s is the API', async (path) => {
    expect((await ask({ authorization: `Bearer ${client.key}` }, path)).body).toEqual(NAMED);
  });

  it('is the address of receipts, too', async () => {
    const answer = await fetch(`${program.url}/webhooks/sendgrid/nobody/`, { method: 'POST', body: '[]' });
    expect(await answer.json()).toEqual({ error: expect.stringContaining('SENDGRID_WEBHOOK_KEYS') });
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('%s is refused and listed, as GET is', async (method) => {
    const answer = await fetch(`${program.url}/webhooks/${source.id}`, {
      method,
      body: method === 'DELETE' ? null : BODY,
    });
    expect(answer.status).toBe(404);
    const listed = () => client.get('{ sources { id rejected { edges { node { statusCode } } } } }');
    await eventually('the refusal', async () =>
      (await listed()).sources.some(
        (one: { id: string; rejected: { edges: object[] } }) => one.id === source.id && one.rejected.edges.length > 0,
      ),
    );
  });

  it.each(['identity', 'IDENTITY', ''])('Content-Encoding %j is none', async (encoding) => {
    const headers = { ...signedHeaders(source, BODY), 'content-encoding': encoding };
    expect((await postTo(program, source.id, BODY, headers)).status).toBe(202);
  });
});

describe('a page of nothing', () => {
  const CASE = caseOf<{ query: string }>('15-first-zero');
  const EMPTY = { totalCount: null, pageInfo: { hasNextPage: expect.any(Boolean) } };

  it('is empty, and no error', async () => {
    expect(await client.get(CASE.query)).toEqual({ events: EMPTY });
  });

  it.each(['notifications', 'disputes'])('of %s', async (list) => {
    const query = `{ ${list}(first: 0) { edges { cursor } totalCount pageInfo { hasNextPage endCursor } } }`;
    expect(await client.get(query)).toEqual({
      [list]: { edges: [], totalCount: null, pageInfo: { hasNextPage: false, endCursor: null } },
    });
  });

  it('of less than nothing is refused', async () => {
    expect((await client.fail('{ events(first: -1) { totalCount } }')).extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a cursor that is none', () => {
  /** Every field of the schema with `after`, as a question that leads there. */
  const LISTS: Record<string, (after: string) => string> = {
    'Query.auditLog': (after) => `{ auditLog(${after}) { totalCount } }`,
    'Query.deliveries': (after) => `{ deliveries(${after}) { totalCount } }`,
    'Query.destinations': (after) => `{ destinations(${after}) { totalCount } }`,
    'Query.disputes': (after) => `{ disputes(${after}) { totalCount } }`,
    'Query.events': (after) => `{ events(${after}) { totalCount } }`,
    'Query.notifications': (after) => `{ notifications(${after}) { totalCount } }`,
    'Query.recipients': (after) => `{ recipients(${after}) { totalCount } }`,
    'Query.rejectedRequests': (after) => `{ rejectedRequests(${after}) { totalCount } }`,
    'Event.deliveries': (after) => `{ events(first: 1) { edges { node { deliveries(${after}) { totalCount } } } } }`,
    'Source.rejected': (after) => `{ sources { rejected(${after}) { totalCount } } }`,
    'EndpointDestination.recentFailures': (after) =>
      `{ destinations { edges { node { ... on EndpointDestination { recentFailures(${after}) { totalCount } } } } } }`,
  };

  it('is looked for in every list that there is', () => {
    const { schema } = program.api.app.get(GraphQLSchemaHost);
    const lists = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type)
        ? Object.values(type.getFields())
            .filter(({ args }) => args.some(({ name }) => name === 'after'))
            .map(({ name }) => `${type.name}.${name}`)
        : [],
    );
    expect(lists.sort()).toEqual(Object.keys(LISTS).sort());
  });

  beforeAll(async () => {
    await addSlack(database.dataSource, businessId, 'https://hooks.slack.example/2');
    await addEvent(database.dataSource, businessId);
  });

  describe.each(Object.entries(LISTS))('%s', (_, query) => {
    it.each(['', '0', 'page 2', 'evt_1', 'ntf_00000000000000000000000000', '1.dsp_1'])('refuses %j', async (text) => {
      const { message, extensions } = await client.fail(query(`after: ${JSON.stringify(text)}`));
      expect([message, extensions]).toEqual([
        `“${text}” is no cursor of this list; take endCursor of the page before, or leave “after” out to begin.`,
        expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'after' }),
      ]);
    });

    it('begins without one', async () => {
      await client.get(query('after: null'));
    });
  });
});

describe('whose it is', () => {
  it('a notification and a delivery say', async () => {
    const { dataSource } = database;
    const { recipientId } = await addPerson(dataSource, businessId);
    const eventId = await addEvent(dataSource, businessId);
    await planned(dataSource, [eventId]);
    const ask = `query ($id: ID!) {
      notifications(first: 1) { edges { node { recipient { id } } } }
      event(id: $id) { deliveries { edges { node { channel recipient { id } } } } } }`;
    for (const removed of [false, true]) {
      if (removed) await dataSource.getRepository(Recipient).update({ id: recipientId }, { removedAt: new Date() });
      const { notifications, event } = await client.get(ask, { id: eventId });
      expect(notifications.edges).toEqual([{ node: { recipient: { id: recipientId } } }]);
      const whose = event.deliveries.edges.map(({ node }: Data) => [node.channel, node.recipient?.id ?? null]);
      expect(whose.sort()).toEqual([
        ['EMAIL', recipientId],
        ['IN_APP', recipientId],
        ['SLACK', null],
      ]);
    }
  });
});

describe('an admin UI on another origin', () => {
  const preflight = (origin: string) =>
    fetch(`${program.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
  const bearer = () => ({ authorization: `Bearer ${client.key}` });

  it('is let in by its preflight, without cookies', async () => {
    const { status, headers } = await preflight(ADMIN_UI);
    expect([
      status,
      headers.get('access-control-allow-origin'),
      headers.get('access-control-allow-credentials'),
    ]).toEqual([204, ADMIN_UI, null]);
    expect(headers.get('access-control-allow-headers')).toContain('authorization');
    const { body, headers: answered } = await ask({ ...bearer(), origin: ADMIN_UI });
    expect([body, answered.get('access-control-allow-origin')]).toEqual([NAMED, ADMIN_UI]);
  });

  it.each(['https://evil.example', 'null', 'http://admin.studio.example', 'https://admin.studio.example.evil.example'])(
    '%s is not',
    async (origin) => {
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
      expect((await ask({ ...bearer(), origin })).headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  it('has no use for a cookie', async () => {
    const answer = await ask({ cookie: 'tocsin=anything', origin: ADMIN_UI });
    expect(answer.body).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  /** The close code, or what the first answer says. */
  function connect(origin: string | undefined, payload: object = bearer()): Promise<string> {
    const socket = new WebSocket(`${program.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      ...(origin && { origin }),
    });
    return new Promise((resolve, reject) => {
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
      socket.on('message', (data) => {
        resolve(JSON.parse(String(data)).type);
        socket.close();
      });
      socket.on('close', (code) => resolve(String(code)));
      socket.on('error', reject);
    });
  }

  it.each([
    ['an origin of the list', ADMIN_UI, 'connection_ack'],
    ['no browser', undefined, 'connection_ack'],
    ['another origin', 'https://evil.example', '4403'],
    ['a page that hides where it is', 'null', '4403'],
  ])('a socket of %s', async (_, origin, said) => {
    expect(await connect(origin)).toBe(said);
  });

  it.each(['Authorization', 'AUTHORIZATION'])('a socket names its key as a header is named: %s', async (name) => {
    expect(await connect(undefined, { [name]: `bearer ${client.key}` })).toBe('connection_ack');
    expect(await connect(undefined, { [name]: 'Bearer toc_no', authorization: `Bearer ${client.key}` })).toBe(
      'connection_ack',
    );
    expect(await connect(undefined, { [`${name} `]: `Bearer ${client.key}` })).toBe('4401');
  });
});

it('an address that is written in another way has the same limits', async () => {
  const ways = ['//graphql', '/%67raphql', '/graphql//'];
  const statuses = [];
  for (let n = 0; n < 150; n++) statuses.push((await ask({}, ways[n % ways.length])).status);
  expect(statuses.at(-1)).toBe(429);
  expect((await ask({ authorization: `Bearer ${client.key}` }, '/%67raphql')).body).toEqual(NAMED);
});

describe('CORS_ORIGINS', () => {
  it('is a list of origins as browsers write them', () => {
    const { CORS_ORIGINS } = readEnvironment({ CORS_ORIGINS: 'https://A.example/, http://localhost:5173' });
    expect(CORS_ORIGINS).toEqual(['https://a.example', 'http://localhost:5173']);
  });

  it.each(['*', 'null', 'a.example', 'https://a.example/admin', 'file:///x', 'https://*.a.example'])(
    'refuses %s',
    (text) => {
      expect(() => readEnvironment({ CORS_ORIGINS: text })).toThrow('is no origin');
    },
  );
});
