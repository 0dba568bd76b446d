// A root field that somebody forgot to guard is refused to everybody, while its neighbour with an @Access is not.
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import { newToken } from '../../src/api/auth/token.js';
import { ACCESSES, type ApiAccess } from '../../src/core/schema/enums.js';
import { addBusiness, createDatabase, type TestDatabase } from '../support/database.js';
import { GraphqlClient } from '../support/graphql.js';
import { type Program, startProgram } from '../support/program.js';

const ADD = 'mutation { addRecipient(input: { name: "Ada" }) { recipient { name } } }';

let database: TestDatabase;
let program: Program;
const clients = {} as Record<ApiAccess, GraphqlClient>;

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
  const businessId = await addBusiness(database.dataSource);
  for (const access of ACCESSES) {
    const token = newToken();
    await program.credentials.addKey(businessId, access, access, token);
    clients[access] = new GraphqlClient(program.url, token);
  }
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

const people = async () => (await database.dataSource.query('SELECT FROM recipients')).length;

describe('a root field without @Access', () => {
  /** As it is where nobody wrote one. */
  function forget(schema: GraphQLSchema): () => void {
    const fields = [schema.getQueryType()?.getFields().serverTime, schema.getMutationType()?.getFields().addRecipient];
    const undo = fields.map((field) => {
      if (!field) throw new Error('the schema has other fields');
      const { extensions } = field;
      field.extensions = { ...extensions, access: undefined };
      return () => Object.assign(field, { extensions });
    });
    return () => undo.forEach((restore) => void restore());
  }

  let restore: () => void;
  beforeAll(() => {
    restore = forget(program.api.app.get(GraphQLSchemaHost).schema);
  });
  afterAll(() => restore());

  it.each(ACCESSES)('is refused to %s, and does not run', async (access) => {
    const before = await people();
    for (const [question, name] of [
      ['{ serverTime }', 'serverTime'],
      [ADD, 'addRecipient'],
    ] as const) {
      const error = await clients[access].fail(question);
      expect(error.message).toBe(`A key with ${access} access may not ask ${name}; ask with an ADMIN key.`);
      expect(error.extensions.code).toBe('FORBIDDEN');
    }
    expect(await people()).toBe(before);
  });
});

describe('one with @Access', () => {
  it('runs for those whom it names, and for nobody else', async () => {
    const codes = await Promise.all(
      ACCESSES.map(async (access) => {
        const { data, errors } = await clients[access].ask(ADD);
        return [access, data?.addRecipient?.recipient.name ?? errors[0]?.extensions.code];
      }),
    );
    const expected = { ADMIN: 'Ada', VIEWER: 'FORBIDDEN', MEMBER: 'FORBIDDEN', PRODUCER: 'FORBIDDEN' };
    expect(Object.fromEntries(codes)).toEqual(expected);
    expect(await people()).toBeGreaterThan(0);
  });

  it('decides of what stands below it, too', async () => {
    const days = { business: { payloadDays: 90 } };
    await expect(clients.VIEWER.get('{ business { payloadDays } }')).resolves.toEqual(days);
    expect((await clients.PRODUCER.fail('{ business { payloadDays } }')).extensions.code).toBe('FORBIDDEN');
  });
});
