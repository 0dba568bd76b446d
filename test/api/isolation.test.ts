import {
  buildClientSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { newToken } from '../../src/api/auth/token.js';
import { type IdKind, kindOfId } from '../../src/domain/ids.js';
import { newId } from '../../src/platform/new-id.js';
import { addBusiness, addPerson, addSlack, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { addDispute } from '../support/disputes.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { post, send } from '../support/producers.js';
import { eventually, type Program, startProgram } from '../support/program.js';
import { signIn } from '../support/sessions.js';
import { SLACK_APP } from '../support/slack-app.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

interface Tenant {
  businessId: string;
  client: GraphqlClient;
  /** One of everything that has an id and stands in a list. */
  ids: string[];
  /** A key beside the one of the client, and a browser that it signed in: they stand in no list of everything. */
  apart: string[];
}

/** One place where a client can hand over an id, found in the schema: new ones are tested without a word here. */
interface EntryPoint {
  field: GraphQLField<unknown, unknown>;
  kind: 'query' | 'mutation';
  path: string[];
}

let database: TestDatabase;
let program: Program;
let slack: HttpStandIn;
let schema: GraphQLSchema;
let ours: Tenant;
let theirs: Tenant;

beforeAll(async () => {
  [database, slack] = await Promise.all([createDatabase(), startHttpStandIn()]);
  const chatApps = { SLACK: { ...SLACK_APP, baseUrl: slack.url } };
  program = await startProgram(database, { worker: true, config: { chatApps } });
  [ours, theirs] = [await addTenant('Ours'), await addTenant('Theirs')];
  schema = buildClientSchema((await ours.client.ask(getIntrospectionQuery())).data);
});

afterAll(async () => {
  await program?.stop();
  await slack?.stop();
  await database?.drop();
});

async function addTenant(name: string): Promise<Tenant> {
  const { dataSource } = database;
  const businessId = await addBusiness(dataSource, { name });
  const client = await GraphqlClient.of(program, businessId);
  await program.credentials.addKey(businessId, 'spare', 'VIEWER', newToken());
  const [spare] = await dataSource.query(`SELECT id FROM api_keys WHERE business_id = $1 AND name = 'spare'`, [
    businessId,
  ]);
  const person = await addPerson(dataSource, businessId, { name, email: `${name}@team.example` });
  const slackId = await addSlack(dataSource, businessId, `${slack.url}/${name}`);
  const source = { ...(await addSource(dataSource, businessId, 'DODO')), kind: 'DODO' as const };
  await post(program, source.id, '{}', {});
  const answer = await send(program, source, {
    type: 'payment.failed',
    data: { payment_id: `pay_${name}`, customer: { name } },
  });
  const { id } = answer.body;
  const query = `query ($id: ID!) { event(id: $id) { status deliveries { edges { node { id } } } } notifications { edges { node { id } } } rejectedRequests { edges { node { id } } } }`;
  const seen = await eventually('a whole tenant', async () => {
    const data = await client.get(query, { id });
    return data.event.status === 'PROCESSED' && data.rejectedRequests.edges.length > 0 && data;
  });
  const dispute = await addDispute(dataSource, businessId, { externalId: `dp_${name}` });
  await signIn(program, { key: client.key });
  const { signIns } = await client.get('{ signIns { id } }');
  const listed = [seen.event.deliveries, seen.notifications, seen.rejectedRequests].flatMap((list) =>
    list.edges.map((edge: Data) => edge.node.id),
  );
  return {
    businessId,
    client,
    apart: [spare.id, ...signIns.map((one: Data) => one.id)],
    ids: [businessId, ...Object.values(person), slackId, source.id, id, dispute.id, ...listed],
  };
}

function entryPoints(): EntryPoint[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const;
  return roots.flatMap(([kind, root]) =>
    Object.values(root?.getFields() ?? {}).flatMap((field) =>
      field.args.flatMap(idPaths).map((path) => ({ field, kind, path })),
    ),
  );
}

function idPaths(input: GraphQLArgument | GraphQLInputField): string[][] {
  const type = getNamedType(input.type);
  if (type.name === 'ID') return [[input.name]];
  if (!isInputObjectType(type)) return [];
  return Object.values(type.getFields()).flatMap((inner) => idPaths(inner).map((path) => [input.name, ...path]));
}

/** The least that the argument or field needs, and the id where the path says; null: not in here. */
function inputOf({ name, type }: { name: string; type: GraphQLInputType }, path: string[] | null, id: string): unknown {
  const inner = getNullableType(type);
  if (isListType(inner)) return [inputOf({ name, type: inner.ofType }, path, id)];
  if (path?.length === 0) return id;
  // Only a MEMBER key names a person.
  if (inner.toString() === 'ApiAccess') return 'MEMBER';
  // The one that is connected by a button.
  if (name === 'channel') return 'SLACK';
  if (isEnumType(inner)) return inner.getValues()[0]?.name;
  if (!isInputObjectType(inner))
    return name === 'address' ? `${newId('event')}@team.example` : SAMPLE_VALUES[inner.toString()];
  const wanted = Object.values(inner.getFields()).filter(
    (field) => isRequiredInputField(field) || field.name === path?.[0],
  );
  return Object.fromEntries(
    wanted.map((field) => [field.name, inputOf(field, field.name === path?.[0] ? path.slice(1) : null, id)]),
  );
}

const SAMPLE_VALUES: Record<string, unknown> = {
  ID: newId('event'),
  String: 'payment.failed',
  Boolean: true,
  Int: 1,
  Float: 1,
  JSON: {},
  DateTime: '2026-11-06T07:45:13.122Z',
};

function callOf({ field, kind, path }: EntryPoint, id: string) {
  const args = field.args.filter((arg) => isRequiredArgument(arg) || arg.name === path[0]);
  const variables = Object.fromEntries(
    args.map((arg) => [arg.name, inputOf(arg, arg.name === path[0] ? path.slice(1) : null, id)]),
  );
  const declared = args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const handed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  return { query: `${kind} (${declared}) { ${field.name}(${handed}) ${selectionOf(field)} }`, variables };
}

/** Enough to tell something from nothing. */
function selectionOf(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (!('getFields' in type)) return '';
  return isObjectType(type) && type.getFields().edges ? '{ edges { cursor } }' : '{ __typename }';
}

const entryPointName = ({ kind, field, path }: EntryPoint) => `${kind} ${field.name}(${path.join('.')})`;

/** The answer with the id taken out, so that answers about different ids can be compared. */
async function answerTo(client: GraphqlClient, entryPoint: EntryPoint, id: string): Promise<string> {
  const { query, variables } = callOf(entryPoint, id);
  const { status, data, errors } = await client.ask(query, variables);
  return JSON.stringify({ status, data, errors }).replaceAll(id, '<id>');
}

/** What is answered about an id that nobody has: asked once for each kind of id. */
function answersToUnknown(client: GraphqlClient, entryPoint: EntryPoint): (id: string) => Promise<string> {
  const answers = new Map<IdKind, Promise<string>>();
  return (id) => {
    const kind = kindOfId(id) as IdKind;
    const answer = answers.get(kind) ?? answerTo(client, entryPoint, newId(kind));
    answers.set(kind, answer);
    return answer;
  };
}

async function rowsOf(businessId: string): Promise<unknown> {
  const tables = [
    'businesses',
    'recipients',
    'destinations',
    'preferences',
    'sources',
    'events',
    'deliveries',
    'notifications',
    'rejected_requests',
    'disputes',
    'reminders',
    'used_links',
    'sign_ins',
  ];
  const rows = tables.map((table) =>
    database.dataSource.query(
      `SELECT t::text FROM ${table} t WHERE ${table === 'businesses' ? 'id' : 'business_id'} = $1 ORDER BY 1`,
      [businessId],
    ),
  );
  return Promise.all(rows);
}

/** Thousands of requests, one after the other. */
const PATIENCE_MS = 180_000;

describe('another business', () => {
  it(
    'is behind every argument that takes an id as if it were not there',
    async () => {
      expect(entryPoints().length).toBeGreaterThanOrEqual(10);
      const before = await rowsOf(theirs.businessId);
      for (const entryPoint of entryPoints()) {
        const unknown = answersToUnknown(ours.client, entryPoint);
        for (const id of [...theirs.ids, ...theirs.apart]) {
          const answers = [entryPointName(entryPoint), await answerTo(ours.client, entryPoint, id)];
          expect(answers).toEqual([entryPointName(entryPoint), await unknown(id)]);
        }
      }
      expect(await rowsOf(theirs.businessId)).toEqual(before);
    },
    PATIENCE_MS,
  );

  it('is in no list', async () => {
    const query = `{ recipients { edges { node { id name destinations { id recipient { id } } } } } destinations { edges { node { id label recipient { id } } } }
      events { edges { node { id summary payload source { id } deliveries { edges { node { id } } } } } } deliveries { edges { node { id event { id } destination { id } } } }
      notifications { edges { node { id title event { id } } } } sources { id rejected { edges { node { id } } } } rejectedRequests { edges { node { id source { id } } } } business { id name } disputes { edges { node { id evidencePack { json } timeline { text } } } } moneyAtRisk { open } }`;
    const [own, other] = [JSON.stringify(await ours.client.get(query)), JSON.stringify(await theirs.client.get(query))];
    for (const id of theirs.ids) expect([own.includes(id), other.includes(id)]).toEqual([false, true]);
    expect([own.includes('Theirs'), other.includes('Theirs')]).toEqual([false, true]);
  });

  it(
    'finds its own behind each of these arguments, or this test would prove nothing',
    async () => {
      // What removes things comes last. To end what is over is no error: that a browser is signed out, its list says.
      const telling = entryPoints().filter(({ field }) => field.name !== 'endSignIn');
      for (const id of theirs.apart)
        await theirs.client.ask('mutation ($id: ID!) { endSignIn(input: { id: $id }) { __typename } }', { id });
      expect(await theirs.client.get('{ signIns { id } }')).toEqual({ signIns: [] });
      const sorted = telling.sort(
        (a, b) => Number(/^(remove|revoke)/.test(a.field.name)) - Number(/^(remove|revoke)/.test(b.field.name)),
      );
      for (const entryPoint of sorted) {
        const unknown = answersToUnknown(theirs.client, entryPoint);
        const differ: string[] = [];
        for (const id of [...theirs.ids, ...theirs.apart])
          if ((await answerTo(theirs.client, entryPoint, id)) !== (await unknown(id))) differ.push(id);
        expect([entryPointName(entryPoint), differ]).toEqual([
          entryPointName(entryPoint),
          expect.arrayContaining([expect.any(String)]),
        ]);
      }
    },
    PATIENCE_MS,
  );
});
