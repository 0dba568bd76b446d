// Whatever is asked of the objects of a list, it is asked in so many statements, however many objects there are: each field of
// each type that stands in a list, found in the schema, so that a new one is counted without a word here.
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLField, GraphQLSchema } from 'graphql';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { addFilledBusiness, type FilledBusiness } from '../support/filled-business.js';
import { GraphqlClient } from '../support/graphql.js';
import { type Program, startProgram } from '../support/program.js';
import { queryOf, type Step, selectionOf, stepsFrom, type TypeInLists, typesInLists } from '../support/schema-walk.js';
import { signIn } from '../support/sessions.js';
import { countStatements } from '../support/statements.js';

/** How many there are of everything. */
const [FEW, MANY] = [2, 6];
/** Not of what is asked: which business a connection is for, and whose key it is, which is looked up every few seconds. */
const BESIDE = ['set_config', 'last_used_at', 'SELECT k.id, k.business_id'];
/** A list in memory has its length in every business: what its objects ask is seen by its sum. */
const MOST_PER_FIELD = 6;

interface Asked {
  business: FilledBusiness;
  client: GraphqlClient;
}

let database: TestDatabase;
let program: Program;
let schema: GraphQLSchema;
let few: Asked;
let many: Asked;

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
  schema = program.api.app.get(GraphQLSchemaHost).schema;
  const asked = async (count: number): Promise<Asked> => {
    const business = await addFilledBusiness(database.dataSource, count);
    const client = await GraphqlClient.of(program, business.businessId);
    for (let browser = 0; browser < count; browser++) await signIn(program, client);
    return { business, client };
  };
  [few, many] = [await asked(FEW), await asked(MANY)];
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

interface Cost {
  statements: number;
  list: string;
  /** How many objects were asked. */
  objects: number;
}

async function costOf({ business, client }: Asked, path: readonly Step[], steps: readonly Step[]): Promise<Cost> {
  const inner = ['seen: __typename', ...steps.map((step) => selectionOf(step, business))].join(' ');
  const query = queryOf(path, inner, business);
  const since = await countStatements(database.dataSource, BESIDE);
  const answer = JSON.stringify(await client.get(query));
  const { total, list } = await since();
  return { statements: total, list, objects: answer.split('"seen":').length - 1 };
}

const nameOf = ({ on, field }: Step) => `${on.name}.${field.name}`;

/** What is wrong with these fields of the objects at the end of the path: what the process does beside it is not there twice. */
async function faultsOf(path: readonly Step[], steps: readonly Step[]): Promise<string[]> {
  const faults = await faultsSeen(path, steps);
  return faults.length > 0 ? faultsSeen(path, steps) : [];
}

async function faultsSeen(path: readonly Step[], steps: readonly Step[]): Promise<string[]> {
  const [one, other] = [await costOf(few, path, steps), await costOf(many, path, steps)];
  const where = path.map(nameOf).join(' > ');
  const most = (path.length + steps.length) * MOST_PER_FIELD;
  if (one.statements === other.statements && other.statements <= most) return [];
  const [first] = steps;
  if (steps.length === 1 && first)
    return [
      `${where} > ${nameOf(first)}: ${one.statements} statements for ${one.objects} objects, ${other.statements} for ${other.objects}\n${other.list}`,
    ];
  const each: string[] = [];
  for (const step of steps) each.push(...(await faultsOf(path, [step])));
  return each.length > 0
    ? each
    : [
        `${where}: ${one.statements} and ${other.statements} statements, of all fields together\n${one.list}\n\n${other.list}`,
      ];
}

/** The way by which there are several objects. */
async function pathTo({ type, paths }: TypeInLists): Promise<Step[]> {
  for (const path of paths) if ((await costOf(many, path, [])).objects > 1) return path;
  throw new Error(`the business that has everything has no two of ${type.name}: add them to addFilledBusiness`);
}

it('each field of each type in a list costs as many statements for many objects as for few', async () => {
  const types = typesInLists(schema);
  expect(types.length).toBeGreaterThan(40);
  const faults: string[] = [];
  for (const found of types) faults.push(...(await faultsOf(await pathTo(found), stepsFrom(schema, found.type))));
  expect(faults).toEqual([]);
});

it('a field that asks once for each object is found', async () => {
  const event = typesInLists(schema).find(({ type }) => type.name === 'Event') as TypeInLists;
  const { summary } = event.type.getFields() as { summary: GraphQLField<unknown, unknown> };
  const { resolve } = summary;
  summary.resolve = async () => {
    await database.dataSource.query('SELECT 1');
    return 'planted';
  };
  const faults = await faultsOf(await pathTo(event), stepsFrom(schema, event.type));
  summary.resolve = resolve;
  expect(faults).toEqual([expect.stringMatching(/Event\.summary: \d+ statements for 2 objects, \d+ for 6/)]);
});

it('a list whose objects take long is asked for together, too: at the root and below', async () => {
  const types = typesInLists(schema);
  for (const name of ['Source', 'Recipient', 'Event']) {
    const found = types.find(({ type }) => type.name === name) as TypeInLists;
    const { id } = found.type.getFields() as { id: GraphQLField<{ id: string }, unknown> };
    const { resolve } = id;
    id.resolve = ({ id: value }) => {
      for (const begun = performance.now(); performance.now() - begun < 5; );
      return value;
    };
    const faults = await faultsOf(await pathTo(found), stepsFrom(schema, found.type));
    id.resolve = resolve;
    expect(faults).toEqual([]);
  }
});
