/** Businesses that ask for much at once: each gets its own, whoever's slice of the event loop ended last. */
import { firstIdAt } from '../../src/domain/ids.js';
import { businessFixture } from '../support/business-fixture.js';
import { addBusiness, addSource } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';

const BUSINESSES = 4;
const EVENTS = 100;
const ROUNDS = 5;

const asked = businessFixture();
const QUERY = `{ events(first: ${EVENTS}) { edges { node { source { id } summary } } } }`;

const NOW = Date.now();

/** A business with as many events as a page holds, and its client. @param place of the business: no two have an event of the same moment */
async function addFilled(place: number): Promise<{ client: GraphqlClient; sourceId: string }> {
  const { dataSource } = asked;
  const businessId = await addBusiness(dataSource);
  const { id: sourceId } = await addSource(dataSource, businessId, 'DODO');
  const ids = Array.from({ length: EVENTS }, (_, at) => firstIdAt('event', NOW - at * 1_000 - place));
  await dataSource.query(
    `INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, test, facts, status)
     SELECT id, $1, $2, id, 'payment.succeeded', now(), now(), false, '{"amount":"100","currency":"USD"}', 'PROCESSED' FROM unnest($3::text[]) AS t(id)`,
    [businessId, sourceId, ids],
  );
  return { client: await GraphqlClient.of(asked.program, businessId), sourceId };
}

it('reads nothing of a batch with the rights of another', async () => {
  const businesses = await Promise.all(Array.from({ length: BUSINESSES }, (_, place) => addFilled(place)));
  for (let round = 0; round < ROUNDS; round++) {
    const answers = await Promise.all(businesses.map(({ client }) => client.ask(QUERY)));
    for (const [at, { data, errors }] of answers.entries()) {
      expect(errors).toEqual([]);
      const sources = data.events.edges.map(({ node }: Data) => node.source.id);
      expect(sources).toEqual(Array.from({ length: EVENTS }, () => businesses[at]?.sourceId));
    }
  }
});
