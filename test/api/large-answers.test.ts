// What asks much is answered as what asks little is: its lists are completed a level at a time, kept written, and sent in pieces.
import { Utf8Text } from '../../src/api/graphql/answer-text.js';
import { businessFixture } from '../support/business-fixture.js';
import { addFilledBusiness } from '../support/filled-business.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { countStatements } from '../support/statements.js';

const asked = businessFixture();
const EVERY = 16;
/** Names that a careless copy of an object would lose, or take for its own. */
const NODE = `id to __proto__: channel toJSON: status destination { label recipient { name } }
  attempts { number at outcome statusCode detail } event { summary amount { minorUnits currency } deliveries(first: 4) { edges { node { id attempts { number } } } } }`;
const pageOf = (first: number, after: string | null) =>
  `deliveries(first: ${first}, after: ${JSON.stringify(after)}) { pageInfo { endCursor hasNextPage } edges { cursor node { ${NODE} } } }`;

let client: GraphqlClient;

beforeAll(async () => {
  const business = await addFilledBusiness(asked.dataSource, EVERY);
  await asked.dataSource.query(`UPDATE recipients SET name = name || ' – 😀' WHERE business_id = $1`, [
    business.businessId,
  ]);
  client = await GraphqlClient.of(asked.program, business.businessId);
}, 60_000);

/** By pages that are not large. */
async function inSmallPages(count: number): Promise<Data[]> {
  const edges: Data[] = [];
  let after: string | null = null;
  while (edges.length < count) {
    const { deliveries }: Data = await client.get(`{ ${pageOf(2, after)} }`);
    edges.push(...deliveries.edges);
    after = deliveries.pageInfo.endCursor;
  }
  return edges;
}

it('the same, field by field', async () => {
  const count = 4 * EVERY;
  const text = await (await client.post(JSON.stringify({ query: `{ ${pageOf(count, null)} }` }))).text();
  const { edges } = JSON.parse(text).data.deliveries;
  expect(text.length).toBeGreaterThan(100_000);
  expect(edges).toHaveLength(count);
  expect(Math.max(...edges.map(({ node }: Data) => node.attempts.length))).toBe(EVERY);
  expect(Object.keys(edges[0].node)).toContain('__proto__');
  expect(edges).toEqual(await inSmallPages(count));
});

it('in no more statements where a field is asked for again', async () => {
  const ask = async (aliases: number) => {
    const query = Array.from({ length: aliases }, (_, at) => `a${at}: ${pageOf(4 * EVERY, null)}`).join(' ');
    const since = await countStatements(asked.dataSource, ['set_config', 'last_used_at', 'SELECT k.id, k.business_id']);
    const { errors, data } = await client.ask(`{ ${query} }`);
    expect(errors).toEqual([]);
    expect(Object.keys(data)).toHaveLength(aliases);
    return (await since()).total;
  };
  const once = await ask(1);
  // The page of each alias is a statement of its own; what is below it is known already.
  expect(await ask(6)).toBe(once + 5);
});

it('in pieces that are large enough, and hold all of it', () => {
  const texts = Array.from({ length: 100 }, (_, at) => `${at}`.padEnd(5_000, '–😀'));
  const written = new Utf8Text();
  for (const text of [...texts, 'the end']) written.add(text);
  const pieces = written.end();
  expect(pieces).toHaveLength(8);
  expect(Buffer.concat(pieces).toString()).toBe(`${texts.join('')}the end`);
  expect(new Utf8Text().end()).toEqual([]);
});
