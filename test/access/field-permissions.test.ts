// The @Access of every root field against keys of all four accesses, over HTTP; and what a member may touch.
import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { newToken } from '../../src/api/auth/token.js';
import { schemaText } from '../../src/api/print-schema.js';
import { type AccessRule, accessOf, isOwned, visibilityOf } from '../../src/core/schema/access.js';
import { ACCESSES, type ApiAccess } from '../../src/core/schema/enums.js';
import { newId } from '../../src/platform/new-id.js';
import {
  addBusiness,
  addPerson,
  addSource,
  createDatabase,
  type TestDatabase,
  type TestPerson,
} from '../support/database.js';
import { GraphqlClient } from '../support/graphql.js';
import { type Program, startProgram } from '../support/program.js';
import { type SmtpStandIn, startSmtpStandIn } from '../support/stand-ins.js';

let schema: GraphQLSchema;
let database: TestDatabase;
let program: Program;
let smtp: SmtpStandIn;
let businessId: string;
let ada: TestPerson;
let bob: TestPerson;
const clients = {} as Record<ApiAccess, GraphqlClient>;
/** By the name of the root field. */
let rules: Record<string, AccessRule | undefined>;

beforeAll(async () => {
  schema = buildSchema(await schemaText());
  database = await createDatabase();
  smtp = await startSmtpStandIn();
  program = await startProgram(database, { smtpUrl: smtp.url });
  const running = rootFieldsOf(program.api.app.get(GraphQLSchemaHost).schema);
  rules = Object.fromEntries(running.map(({ field }) => [field.name, accessOf(field)]));
  businessId = await addBusiness(database.dataSource);
  ada = await addPerson(database.dataSource, businessId);
  bob = await addPerson(database.dataSource, businessId, { name: 'Bob', email: 'bob@team.example' });
  const admin = await GraphqlClient.of(program, businessId);
  for (const access of ACCESSES) {
    clients[access] = await admin.withKey(access, access === 'MEMBER' ? ada.recipientId : null);
  }
});

afterAll(async () => {
  await program?.stop();
  await smtp?.stop();
  await database?.drop();
});

const CREATE = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { token } }';

type Root = { operation: string; field: GraphQLField<unknown, unknown> };

const rootFields = () => rootFieldsOf(schema);

function rootFieldsOf(schema: GraphQLSchema): Root[] {
  const fields = (operation: string, type: ReturnType<GraphQLSchema['getQueryType']>) =>
    Object.values(type?.getFields() ?? {}).map((field) => ({ operation, field }));
  return [
    ...fields('query', schema.getQueryType()),
    ...fields('mutation', schema.getMutationType()),
    ...fields('subscription', schema.getSubscriptionType()),
  ];
}

/** The shortest question that is valid: required arguments only, with values that exist nowhere. */
function questionOf({ operation, field }: Root): string {
  const required = field.args.filter((arg) => isNonNullType(arg.type));
  const args = required.map((arg: GraphQLArgument) => `${arg.name}: ${sampleOf(arg.type)}`).join(', ');
  const leaf = isLeafType(getNamedType(field.type));
  return `${operation} { ${field.name}${args && `(${args})`}${leaf ? '' : ' { __typename }'} }`;
}

function sampleOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return sampleOf(type.ofType);
  if (isListType(type)) return `[${sampleOf(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return `{ ${required.map((field) => `${field.name}: ${sampleOf(field.type)}`).join(', ')} }`;
  }
  const values: Record<string, string> = {
    Boolean: 'true',
    DateTime: '"2026-01-01T00:00:00Z"',
    Float: '1',
    ID: `"${newId('destination')}"`,
    Int: '1',
    JSON: '{}',
  };
  return values[type.name] ?? '"nothing.known"';
}

const mayAsk = (access: ApiAccess) => (name: string) => rules[name]?.accesses.includes(access);

describe('the access of root fields', () => {
  it('is said at each of them', () => {
    const names = rootFields().map(({ field }) => field.name);
    expect(names.length).toBeGreaterThan(25);
    expect(names.filter((name) => !rules[name])).toEqual([]);
    expect(names.sort()).toEqual(Object.keys(rules).sort());
  });

  it('opens everything to ADMIN', () => {
    expect(Object.keys(rules).filter((name) => !mayAsk('ADMIN')(name))).toEqual([]);
  });

  /** They end where the one who asks is signed in, and nobody else. */
  const OWN_SIGN_INS = ['endOtherSignIns', 'endSignIn'];

  it('lets VIEWER change nothing but where they are signed in, and see neither keys nor the trail', () => {
    const viewer = rootFields().filter(({ field }) => mayAsk('VIEWER')(field.name));
    const changes = viewer.filter(({ operation }) => operation === 'mutation').map(({ field }) => field.name);
    expect(changes.sort()).toEqual(OWN_SIGN_INS);
    expect(rules.apiKeys?.accesses).toEqual(['ADMIN']);
    expect(rules.auditLog?.accesses).toEqual(['ADMIN']);
  });

  it('lets PRODUCER ask these fields and no others', () => {
    const fields = Object.keys(rules).filter(mayAsk('PRODUCER'));
    const asked = ['event', 'eventTypes', 'events', 'samplePayload', 'serverTime', 'viewer'];
    expect(fields.sort()).toEqual([...asked, 'publishEvent', 'sendSampleEvent'].sort());
  });

  it('lets MEMBER change only what is checked to be their own', () => {
    const changes = rootFields().filter(
      ({ operation, field }) => operation === 'mutation' && mayAsk('MEMBER')(field.name),
    );
    const unchecked = changes.map(({ field }) => field.name).filter((name) => !rules[name]?.scope);
    // They name nothing of others: the inbox and the browsers are those of the key.
    expect(unchecked.sort()).toEqual([...OWN_SIGN_INS, 'markAllRead']);
  });

  it('names an argument that is there, where a member’s must be their own', () => {
    for (const { field } of rootFields()) {
      const [first, ...rest] = rules[field.name]?.scope?.argument.split('.') ?? [];
      if (!first) continue;
      const type = field.args.find(({ name }) => name === first)?.type;
      const input = type && getNamedType(type);
      const names = isInputObjectType(input) ? Object.keys(input.getFields()) : [];
      expect([field.name, names]).toEqual([field.name, expect.arrayContaining(rest)]);
      expect(rest).toHaveLength(1);
    }
  });

  it.each(ACCESSES)('is what the API does for %s', async (access) => {
    const asked = rootFields().filter(({ operation }) => operation !== 'subscription');
    const seen: Record<string, boolean> = {};
    for (const root of asked) {
      const { errors } = await clients[access].ask(questionOf(root));
      const codes = errors.map((error) => error.extensions.code);
      expect([root.field.name, ...codes.filter((code) => /VALIDATION|PARSE|UNAUTHENTICATED/.test(code))]).toEqual([
        root.field.name,
      ]);
      seen[root.field.name] = !codes.includes('FORBIDDEN');
    }
    const table = asked.map(({ field }) => [field.name, mayAsk(access)(field.name)]);
    expect(seen).toEqual(Object.fromEntries(table));
  });
});

describe('the visibility of objects', () => {
  const objects = () =>
    Object.values(program.api.app.get(GraphQLSchemaHost).schema.getTypeMap()).filter(
      (type): type is GraphQLObjectType =>
        isObjectType(type) && !isIntrospectionType(type) && !['Query', 'Mutation', 'Subscription'].includes(type.name),
    );

  it('is said at each type', () => {
    expect(objects().length).toBeGreaterThan(50);
    expect(objects().filter((type) => !visibilityOf(type))).toEqual([]);
  });

  it('names fields that are there', () => {
    for (const type of objects()) {
      const { VIEWER, MEMBER, PRODUCER } = visibilityOf(type) ?? {};
      const lists = [MEMBER, PRODUCER].flatMap((one) => (isOwned(one) ? [one.own, one.others ?? []] : [one ?? []]));
      const named = [...lists, typeof VIEWER === 'object' ? VIEWER.allBut : []].flatMap((one) =>
        one === 'ALL' ? [] : one,
      );
      expect([type.name, named.filter((field) => !type.getFields()[field])]).toEqual([type.name, []]);
    }
  });
});

describe('a member', () => {
  const PREFER = 'mutation ($input: SetPreferenceInput!) { setPreference(input: $input) { destination { id } } }';
  const choice = (destinationId: string) => ({ input: { destinationId, eventType: 'payment.failed', enabled: true } });

  it('changes an own preference', async () => {
    const { setPreference } = await clients.MEMBER.get(PREFER, choice(ada.emailId));
    expect(setPreference.destination.id).toBe(ada.emailId);
  });

  it('is answered where what it does not see is left out', async () => {
    const prefer = `mutation ($input: SetPreferenceInput!, $whole: Boolean!) {
      setPreference(input: $input) { ...Changed destination { id } } }
      fragment Changed on DestinationPayload { coverage @include(if: $whole) { message } secret @skip(if: true) }`;
    await clients.MEMBER.get(prefer, { ...choice(ada.emailId), whole: false });
    const { extensions } = await clients.MEMBER.fail(prefer, { ...choice(ada.emailId), whole: true });
    expect(extensions.code).toBe('FORBIDDEN');
  });

  it('is told of a colleague’s what one is told of what is not there', async () => {
    const colleague = await clients.MEMBER.fail(PREFER, choice(bob.emailId));
    const nowhere = newId('destination');
    const nothing = await clients.MEMBER.fail(PREFER, choice(nowhere));
    expect(colleague.extensions).toEqual({ code: 'NOT_FOUND' });
    expect(colleague.message).toBe(nothing.message.replace(nowhere, bob.emailId));
  });

  it('adds an address to nobody else, and to themselves by saying so', async () => {
    const add = 'mutation ($input: AddEmailInput!) { addEmail(input: $input) { destination { id } } }';
    const address = 'second@team.example';
    const silent = await clients.MEMBER.fail(add, { input: { address } });
    expect(silent.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'recipientId' });
    const other = await clients.MEMBER.fail(add, { input: { address, recipientId: bob.recipientId } });
    expect(other.extensions.code).toBe('NOT_FOUND');
    await clients.MEMBER.get(add, { input: { address, recipientId: ada.recipientId } });
  });

  it('reads themselves by id, and neither a colleague nor a source', async () => {
    const source = await addSource(database.dataSource, businessId, 'DODO');
    const ids = [ada.emailId, ada.recipientId, bob.emailId, bob.recipientId, source.id];
    const read = (client: GraphqlClient) =>
      Promise.all(
        ids.map(async (id) => (await client.get('query ($id: ID!) { node(id: $id) { id } }', { id })).node?.id),
      );
    expect(await read(clients.MEMBER)).toEqual([ada.emailId, ada.recipientId, undefined, undefined, undefined]);
    expect(await read(clients.VIEWER)).toEqual(ids);
  });

  it('is the person of its key', async () => {
    const { viewer } = await clients.MEMBER.get('{ viewer { access recipient { id } } }');
    expect(viewer).toEqual({ access: 'MEMBER', recipient: { id: ada.recipientId } });
    expect((await clients.ADMIN.get('{ viewer { recipient { id } } }')).viewer.recipient).toBeNull();
  });
});

describe('a producer', () => {
  const PUBLISH = (edges: string) =>
    `mutation { publishEvent(input: { type: "payment.failed", externalId: "p-1", data: {} }) { event { ${edges} } } }`;

  it.each(['deliveries { edges { node { id } } }', '... on Event { source { id } }', '...Edges'])(
    'gets no further than its event: %s',
    async (edges) => {
      const fragment = edges === '...Edges' ? ' fragment Edges on Event { source { rejected { totalCount } } }' : '';
      const { extensions } = await clients.PRODUCER.fail(PUBLISH(edges) + fragment);
      expect(extensions.code).toBe('FORBIDDEN');
    },
  );

  it('gets its event', async () => {
    const { publishEvent } = await clients.PRODUCER.get(PUBLISH('id type amount { currency } eventType { key }'));
    expect(publishEvent.event).toMatchObject({ type: 'payment.failed', eventType: { key: 'payment.failed' } });
  });
});

describe('a key that is bound to somebody', () => {
  it('ends with the person', async () => {
    const token = newToken();
    const carl = await addPerson(database.dataSource, businessId, { name: 'Carl', email: 'carl@team.example' });
    const input = { name: 'Carl', access: 'MEMBER', recipientId: carl.recipientId };
    const made = await clients.ADMIN.get(CREATE, { input });
    await database.dataSource.query('UPDATE recipients SET removed_at = now() WHERE id = $1', [carl.recipientId]);
    const { extensions } = await new GraphqlClient(program.url, made.createApiKey.token).fail('{ serverTime }');
    const unknown = await new GraphqlClient(program.url, token).fail('{ serverTime }');
    expect([extensions.code, unknown.extensions.code]).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
  });
});
