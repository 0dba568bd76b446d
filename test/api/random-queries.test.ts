// Whatever anybody asks is answered, or refused before it is executed by a sentence that says why: queries made by chance from the
// schema. RANDOM_QUERIES says how many; `npm run bench:queries` sets their price against their time.
import { createDatabase, type TestDatabase } from '../support/database.js';
import { addFilledBusiness } from '../support/filled-business.js';
import { GraphqlClient } from '../support/graphql.js';
import { type Program, startProgram } from '../support/program.js';
import { searchQueries } from '../support/query-search.js';
import { type KnownValues, knownValuesOf } from '../support/random-queries.js';

const COUNT = Number(process.env.RANDOM_QUERIES ?? 300);

let database: TestDatabase;
let program: Program;
let client: GraphqlClient;
let known: KnownValues;

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
  const business = await addFilledBusiness(database.dataSource, 4);
  client = await GraphqlClient.of(program, business.businessId);
  known = await knownValuesOf(database.dataSource, business);
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

it(
  `${COUNT} queries made by chance are answered, or refused with a reason`,
  async () => {
    const asked = await searchQueries(program, client, known, { count: COUNT });
    // A generator that is always refused, or never, would prove nothing.
    for (const wanted of ['answered', 'told', 'refused'])
      expect(asked.filter(({ outcome }) => outcome === wanted).length).toBeGreaterThan(COUNT / 100);
  },
  60_000 + COUNT * 1_000,
);
