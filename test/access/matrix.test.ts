// Every field of every type by every path, for keys of each kind, over what is one's own and what is others': docs/access.md is what was seen.
import { readFileSync, writeFileSync } from 'node:fs';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type GraphQLSchema, isObjectType } from 'graphql';
import { type VisibilityRule, visibilityOf } from '../../src/core/schema/access.js';
import { ACCESSES, type ApiAccess } from '../../src/core/schema/enums.js';
import { accessPage } from '../support/access-page.js';
import { type Walked, type WalkNeeds, walk } from '../support/access-walk.js';
import { type AccessWorld, accessWorld, CANARIES } from '../support/access-world.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { type Program, startProgram } from '../support/program.js';

const PAGE = new URL('../../../docs/access.md', import.meta.url);
/** Some thousand questions for each kind of key. */
const PATIENCE_MS = 600_000;

let database: TestDatabase;
let program: Program;
let schema: GraphQLSchema;
let world: AccessWorld;
const walked = {} as Record<ApiAccess, Walked>;

const walkAs = (access: ApiAccess, part: Pick<WalkNeeds, 'only' | 'enough'> = {}) =>
  walk({
    schema,
    client: world.clients[access],
    args: world.args,
    ownerOf: (id) => world.ownerOf(access, id),
    ...part,
  });

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
  schema = program.api.app.get(GraphQLSchemaHost).schema;
  world = await accessWorld(program, database.dataSource);
  for (const access of ACCESSES) walked[access] = await walkAs(access);
}, PATIENCE_MS);

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

it('docs/access.md is what was seen: npm run access writes it', () => {
  const page = accessPage(schema, walked);
  if (process.env.UPDATE_ACCESS) writeFileSync(PAGE, page);
  expect(page).toBe(readFileSync(PAGE, 'utf8'));
});

it('ADMIN came to every type that a query leads to, and by many paths', () => {
  expect(walked.ADMIN.paths).toBeGreaterThan(200);
  const changes = /Payload$|^(Reconciled|TransformationDifference)$/;
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && !type.name.startsWith('__') && !changes.test(type.name),
  );
  const missed = types.filter(({ name }) => ![...walked.ADMIN.seen].some((seen) => seen.startsWith(`${name}.`)));
  expect(missed.map(({ name }) => name)).toEqual(['Mutation', 'Query', 'Subscription']);
});

describe('what must not be shown', () => {
  const shown = (access: ApiAccess) =>
    Object.entries(CANARIES).flatMap(([name, text]) => (walked[access].text.includes(text) ? [name] : []));
  const secrets = ['header'];
  const admin = Object.keys(CANARIES).filter((name) => !secrets.includes(name));

  it('is there for ADMIN, but for what is shown to nobody', () => {
    expect(shown('ADMIN')).toEqual(admin);
  });

  it('is hidden from VIEWER: code and license keys', () => {
    expect(shown('VIEWER')).toEqual(admin.filter((name) => !['code', 'licenceKey'].includes(name)));
  });

  it('is hidden from MEMBER: all but their own address', () => {
    expect(shown('MEMBER')).toEqual(['ownAddress']);
  });

  it('is hidden from PRODUCER: all of it', () => {
    expect(shown('PRODUCER')).toEqual([]);
  });
});

describe('a leak', () => {
  /** What is seen of the type that was not seen before, up to where the field is. */
  async function rowsWith(access: ApiAccess, type: string, leak: VisibilityRule, field: string): Promise<string[]> {
    const newIn = (seen: ReadonlySet<string>) =>
      [...seen].filter((one) => one.startsWith(`${type}.`) && !walked[access].seen.has(one));
    const object = schema.getType(type);
    const rule = isObjectType(object) ? visibilityOf(object) : undefined;
    if (!rule) throw new Error(`${type} says nothing of who sees it`);
    const before = { ...rule };
    Object.assign(rule, leak);
    try {
      const { seen } = await walkAs(access, { only: [type], enough: (found) => newIn(found).includes(field) });
      return newIn(seen);
    } finally {
      Object.assign(rule, before);
    }
  }

  it.each<[ApiAccess, string, VisibilityRule, string]>([
    ['VIEWER', 'EndpointDestination', { VIEWER: 'ALL' }, 'EndpointDestination.transformation OTHERS'],
    ['MEMBER', 'Event', { MEMBER: { whose: 'event', own: 'ALL' } }, 'Event.payload OWN'],
    ['MEMBER', 'Recipient', { MEMBER: 'ALL' }, 'Recipient.timeZone OTHERS'],
    ['PRODUCER', 'Event', { PRODUCER: { whose: 'publication', own: 'ALL' } }, 'Event.payload OWN'],
    ['PRODUCER', 'Event', { PRODUCER: 'ALL' }, 'Event.status OTHERS'],
  ])(
    'of %s at %s is seen',
    async (access, type, leak, field) => {
      expect(await rowsWith(access, type, leak, field)).toContain(field);
    },
    PATIENCE_MS,
  );
});
