// How much one operation may ask, over HTTP and over a socket alike.
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type ExecutionResult, execute, getIntrospectionQuery, parse } from 'graphql';
import { LIMITS } from '../../src/api/graphql/limits.js';
import { MOST_VALUES } from '../../src/api/graphql/variables.js';
import { addBusiness, createDatabase, type TestDatabase } from '../support/database.js';
import { type Data, GraphqlClient, type GraphqlError } from '../support/graphql.js';
import { Subscriber } from '../support/live.js';
import { type Program, startProgram } from '../support/program.js';

interface Answer {
  data?: Data;
  errors: GraphqlError[];
}
type Ask = (query: string, variables?: Record<string, unknown>) => Promise<Answer>;

let database: TestDatabase;
let program: Program;
let client: GraphqlClient;
let socket: Subscriber;
const ways: Record<string, Ask> = {
  HTTP: (query, variables) => client.ask(query, variables),
  WebSocket: (query, variables) =>
    new Promise((resolve) => {
      let answer: Answer = { errors: [] };
      socket.client.subscribe<Data>(
        { query, variables },
        {
          next: ({ data, errors = [] }: ExecutionResult<Data>) => {
            answer = { data, errors: errors as unknown as GraphqlError[] };
          },
          error: (errors) => resolve({ errors: Array.isArray(errors) ? (errors as GraphqlError[]) : [] }),
          complete: () => resolve(answer),
        },
      );
    }),
};

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
  client = await GraphqlClient.of(program, await addBusiness(database.dataSource));
  socket = new Subscriber(program, client.key);
});

afterAll(async () => {
  await socket?.close();
  await program?.stop();
  await database?.drop();
});

const times = (count: number, text: (at: number) => string) => Array.from({ length: count }, (_, at) => text(at));
/** One field in the other. */
const nest = (fields: readonly string[]): string =>
  fields.length === 0 ? '' : `{ ${fields[0]} ${nest(fields.slice(1))} }`;
/** So many levels below a person, with few rows. */
const belowPerson = (levels: number) =>
  nest(times(levels, (at) => (at === levels - 1 ? 'id' : at % 2 ? 'recipient' : 'destinations')));
const PERSON = '{ recipients(first: 1) { edges { node';
const deep = (levels: number) => `${PERSON} ${belowPerson(levels - 3)} } } }`;
const aliases = (count: number) =>
  `{ ${times(count, (at) => `a${at}: ${['serverTime', '__typename', 'business { id }', 'channels { label }'][at % 4]}`).join(' ')} }`;
const directives = (count: number) => `{ ${times(count, () => 'serverTime @include(if: true)').join(' ')} }`;
/** All around the list are 26. */
const tokens = (count: number) =>
  `{ testTransformation(input: { code: "x", eventType: "payment.failed", payload: { a: [${times(count - 26, () => '1').join(' ')}] } }) { ok } }`;
const ATTEMPTS =
  'query ($n: Int) { events(first: $n) { edges { node { deliveries(first: 200) { edges { node { attempts { number } } } } } } } }';

const searches = (count: number) =>
  `{ ${times(count, (at) => `s${at}: events(first: 1, filter: { query: "x${at}" }) { edges { node { id } } }`).join(' ')} }`;
/** All of them have some thousand texts. */
const templates = (count: number) =>
  `{ ${times(count, (at) => `t${at}: templates { locale subject body eventType { key name } }`).join(' ')} }`;
/** Each runs code a hundred times. */
const comparisons = (count: number) =>
  `{ ${times(count, (at) => `c${at}: compareTransformation(input: { destinationId: "x", code: "" }) { compared }`).join(' ')} }`;
const SCHEMA_IN_ITSELF = `{ ${times(3, (at) => `s${at}: __schema { types { fields { args { name } type { fields { args { name } type { name } } } } } }`).join(' ')} }`;
const named = (from: number, to: number) => times(to - from, (at) => `s${from + at}: serverTime`).join(' ');

const ADD_PERSON = 'mutation ($input: AddRecipientInput!) { addRecipient(input: $input) { recipient { id } } }';
const PERSON_INPUT = { name: 'Ada', email: 'ada@team.example' };
const namesOf = (count: number) => Object.fromEntries(times(count, (at) => `unknown${at}`).map((name) => [name, 1]));

const TOO_MUCH: [string, string, Record<string, unknown>, string][] = [
  ['depth', deep(LIMITS.depth + 1), {}, 'is 13 levels deep; at most 12'],
  [
    'depth in fragments',
    `${PERSON} { ...A } } } } fragment A on Recipient { ...B } fragment B on Recipient ${belowPerson(10)}`,
    {},
    'is 13 levels deep',
  ],
  ['aliases', aliases(LIMITS.aliases + 1), {}, 'has 31 aliases; at most 30'],
  [
    'aliases in fragments',
    `{ ${times(16, () => '...A').join(' ')} } fragment A on Query { a: serverTime b: serverTime }`,
    {},
    'has 32 aliases',
  ],
  ['directives', directives(LIMITS.directives + 1), {}, 'has 31 directives; at most 30'],
  ['tokens', tokens(LIMITS.tokens + 1), {}, 'more than 1000 tokens'],
  ['cost', ATTEMPTS, { n: 200 }, 'objects; at most 30,000'],
  ['cost by a default of a variable', ATTEMPTS.replace('$n: Int', '$n: Int = 200'), {}, 'objects; at most 30,000'],
  ['cost of searches', searches(10), {}, 'objects; at most 30,000'],
  ['cost of templates', templates(5), {}, 'objects; at most 30,000'],
  ['cost of comparisons', comparisons(4), {}, 'objects; at most 30,000'],
  ['cost of the schema', SCHEMA_IN_ITSELF, {}, 'objects; at most 30,000'],
  [
    'of one field',
    `{ events(first: 1) { edges { node { ${times(11, (at) => `p${at}: payload`).join(' ')} } } } }`,
    {},
    '11 times for the same field; at most 10',
  ],
  [
    'of one field in fragments',
    `{ ...A ...B } fragment A on Query { ${named(0, 6)} } fragment B on Query { ${named(6, 11)} }`,
    {},
    '11 times for the same field',
  ],
  [
    'of doubled fragments',
    `{ ...F0 } ${times(14, (at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`).join(' ')} fragment F14 on Query { business { id } }`,
    {},
    'too many fields to be measured',
  ],
];

describe.each(Object.keys(ways))('Over %s', (way) => {
  const ask: Ask = (query, variables) => (ways[way] as Ask)(query, variables);

  it.each(TOO_MUCH)(
    'too much %s is refused by a sentence that names the limit',
    async (_, query, variables, sentence) => {
      const { data, errors } = await ask(query, variables);
      expect(data ?? null).toBeNull();
      expect(errors.map((error) => error.extensions.code)).toEqual(['BAD_USER_INPUT']);
      expect(errors[0]?.message).toContain(sentence);
    },
  );

  it.each([
    ['depth', deep(LIMITS.depth), {}],
    ['aliases', aliases(LIMITS.aliases), {}],
    ['directives', directives(LIMITS.directives), {}],
    ['tokens', tokens(LIMITS.tokens), {}],
    ['cost', ATTEMPTS, { n: 16 }],
    ['cost of templates', templates(1), {}],
    [
      'what a page of the web app asks of people',
      '{ recipients(first: 200) { edges { node { id name destinations { id label preferences { enabled source eventType { key name } } } } } } }',
      {},
    ],
    [
      'what a page of the web app asks of events',
      '{ events(first: 50) { edges { node { id summary source { name } deliveries { edges { node { id channel attempts { number outcome } destination { label recipient { name } } } } } } } } }',
      {},
    ],
    [
      'the whole schema, as generators of clients ask it',
      getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }),
      {},
    ],
  ])('as much %s as is allowed is answered', async (_, query, variables) => {
    const { data, errors } = await ask(query, variables);
    expect(errors).toEqual([]);
    expect(data).toEqual(expect.any(Object));
  });

  it.each([
    [
      { ...PERSON_INPUT, nam: 'Ada' },
      'invalid value; Field "nam" is not defined by type "AddRecipientInput". Did you mean',
    ],
    [
      { ...PERSON_INPUT, roles: ['BOSS'] },
      'invalid value at "input.roles.0"; Value "BOSS" does not exist in "Role" enum',
    ],
    [{ ...PERSON_INPUT, name: 7 }, 'invalid value at "input.name"; String cannot represent'],
    [null, 'invalid value; Expected non-nullable type "AddRecipientInput!" not to be null'],
  ])('of variables that do not fit the first fault is told: %j', async (input, sentence) => {
    const { errors } = await ask(ADD_PERSON, { input });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(errors[0]?.message).toContain(sentence);
  });

  it('a query that is no valid GraphQL is told so', async () => {
    const codes = async (query: string) => (await ask(query)).errors.map((error) => error.extensions.code);
    expect(await codes('{')).toEqual(['GRAPHQL_PARSE_FAILED']);
    expect(await codes('{ nothing }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    // The schema in the schema in the schema: whoever has no key may ask it, and each level is all types again.
    const inItself = nest(['__schema', 'types', 'fields', 'type', 'fields', 'type', 'fields', 'type', 'name']);
    expect(await codes(inItself)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });
});

/** Messages by sockets are shorter. */
it.each<[string, string, Record<string, unknown>, string]>([
  ['text', `{ serverTime #${'x'.repeat(LIMITS.characters)}\n}`, {}, 'has 100,016 characters; at most 100,000'],
  ['items', ADD_PERSON, { ...PERSON_INPUT, roles: Array(MOST_VALUES).fill('OWNER') }, 'more than 10,000 values'],
  ['unknown names', ADD_PERSON, namesOf(MOST_VALUES), 'more than 10,000 values'],
  ['an object for a text', ADD_PERSON, { ...PERSON_INPUT, name: namesOf(MOST_VALUES) }, 'more than 10,000 values'],
  // Each of them would be a sentence that quotes all of them.
  [
    'unknown names, one by one',
    ADD_PERSON,
    { ...PERSON_INPUT, ...namesOf(MOST_VALUES / 2) },
    'Field "unknown0" is not',
  ],
])(
  'A request with too much %s is answered by one short sentence, to strangers, too',
  async (_, query, input, sentence) => {
    for (const asks of [client, new GraphqlClient(program.url, null)]) {
      const { status, errors } = await asks.ask(query, { input });
      expect([status, errors.map(({ extensions }) => extensions.code)]).toEqual([400, ['BAD_USER_INPUT']]);
      expect(errors[0]?.message).toContain(sentence);
      expect(JSON.stringify(errors).length).toBeLessThan(1_000);
    }
  },
);

it('The schema is told while others are served', async () => {
  let turns = 0;
  let goesOn = true;
  const turn = () => {
    turns++;
    if (goesOn) setImmediate(turn);
  };
  const { schema } = program.api.app.get(GraphQLSchemaHost);
  setImmediate(turn);
  await execute({ schema, document: parse(getIntrospectionQuery()), contextValue: {} });
  goesOn = false;
  expect(turns).toBeGreaterThan(0);
});

it('A subscription that is too deep is refused, and the socket goes on', async () => {
  const { errors } = await (ways.WebSocket as Ask)(
    `subscription { eventUpdated { deliveries(first: 1) { edges { node { destination { recipient ${belowPerson(8)} } } } } } }`,
  );
  expect(errors[0]?.message).toMatch(/levels deep/);
  expect((await (ways.WebSocket as Ask)('{ serverTime }')).errors).toEqual([]);
});

it('A subscription over HTTP is refused, and told where it goes', async () => {
  const { errors } = await client.ask('subscription { eventUpdated { id } }');
  expect(errors).toMatchObject([
    { message: expect.stringMatching(/WebSocket/), extensions: { code: 'BAD_USER_INPUT' } },
  ]);
});

it('Several operations in one request are refused', async () => {
  const one = { query: '{ serverTime }' };
  const answer = await client.post(JSON.stringify([one, one]));
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('batching');
});

it('A body that no webhook could have is refused unread', async () => {
  const query = '{ serverTime }';
  const status = async (kib: number) =>
    (await client.post(JSON.stringify({ query, variables: { text: 'x'.repeat(kib * 1024) } }))).status;
  expect([await status(1_080), await status(1_100)]).toEqual([200, 413]);
});

it('What is refused before it begins is a fault of who asks, over HTTP too', async () => {
  const statuses = TOO_MUCH.map(
    async ([, query, variables]) => (await client.post(JSON.stringify({ query, variables }))).status,
  );
  expect(await Promise.all(statuses)).toEqual(TOO_MUCH.map(() => 400));
});
