// Cases 12 and 19: a chat gets our message where it refuses that of the user's code, and no event type that nobody has words for.
import type { OutgoingHttpHeaders } from 'node:http';
import { addSource } from '../support/database.js';
import { eventRow, ledgerOf } from '../support/deliveries.js';
import type { Data } from '../support/graphql.js';
import { eventually, postSigned } from '../support/program.js';
import { transformationFixture } from '../support/transformation-fixture.js';
import { caseOf } from './case.js';

const asked = transformationFixture();

/** As Slack and Discord answer a text that is too long for them. */
function refusing(tooLong: (message: Data) => boolean, refusal: string, headers: OutgoingHttpHeaders = {}): void {
  asked.server.answer = ({ body }, response) => {
    if (tooLong(JSON.parse(body))) response.writeHead(400, headers).end(refusal);
    else response.writeHead(200, headers).end('{"id":"1290000000000000001"}');
  };
}
const makes = (payload: string) => `function handler(webhook) { webhook.payload = ${payload}; return webhook; }`;

async function sentThrough(id: string): Promise<Data[]> {
  const before = asked.server.requests.length;
  const eventId = await asked.sendPayment();
  expect(await ledgerOf(asked.dataSource, eventId)).toMatchObject([{ status: 'SENT' }]);
  const posts = asked.server.requests.slice(before).map(({ body }) => JSON.parse(body));
  expect(posts).toHaveLength(2);
  const { recentFailures } = await asked.nodeOf(id);
  expect(recentFailures.edges).toMatchObject([{ node: { event: { id: eventId } } }]);
  return [posts[1], recentFailures.edges[0].node];
}

describe('a message that the chat refuses', () => {
  const { transformation } = caseOf<{ transformation: string }>('12-chat-refuses-what-the-code-made');
  const longBlocks = ({ blocks }: Data) => blocks?.some(({ text }: Data) => text.text.length > 3_000);

  it('of Slack: ours goes out, and the slip is listed in its words', async () => {
    refusing(longBlocks, 'invalid_blocks');
    const id = await asked.add({ transformation });
    const [sent, slip] = await sentThrough(id);
    expect(sent?.text).toMatch(/^\*.*failed/);
    expect(slip?.message).toContain('400 invalid_blocks');
  });

  it('of Discord, above 2,000 characters', async () => {
    const json = { 'content-type': 'application/json' };
    refusing(({ content = '' }) => content.length > 2_000, '{"code":50035,"message":"Invalid Form Body"}', json);
    const id = await asked.add({ channel: 'DISCORD', transformation: makes("{ content: 'x'.repeat(2500) }") });
    const [sent, slip] = await sentThrough(id);
    expect(sent?.embeds[0].title).toMatch(/failed/);
    expect(slip?.message).toContain('Invalid Form Body');
  });

  it('of Slack with blocks that are no blocks', async () => {
    refusing(({ blocks }) => blocks === 'none', 'invalid_blocks_format');
    const id = await asked.add({ transformation: makes("{ blocks: 'none' }") });
    expect((await sentThrough(id))[1]?.message).toContain('invalid_blocks_format');
  });
});

describe('one bought subscription at Stripe', () => {
  const { send: WEBHOOKS = [] } = caseOf('19-chat-gets-unknown-types');

  /** The types of which an endpoint was sent something. */
  async function bought(endpoint: object): Promise<string[]> {
    asked.server.answer = (_, response) => response.writeHead(200).end('ok');
    const destinationId = await asked.add({ eventTypes: null, transformation: null, ...endpoint });
    const source = { ...(await addSource(asked.dataSource, asked.businessId, 'STRIPE')), kind: 'STRIPE' as const };
    const ids: string[] = [];
    for (const body of WEBHOOKS) ids.push((await postSigned(asked.program, source, body)).body.id);
    for (const id of ids)
      await eventually('its end', async () => (await eventRow(asked.dataSource, id)).status === 'PROCESSED');
    const rows: { type: string }[] = await asked.dataSource.query(
      `SELECT e.type FROM deliveries d JOIN events e ON e.id = d.event_id
       WHERE d.destination_id = $1 AND d.event_id = ANY($2) AND d.status = 'SENT' ORDER BY e.id`,
      [destinationId, ids],
    );
    return rows.map(({ type }) => type);
  }

  /** What the catalogue has words for. */
  const known = async () => {
    const { eventTypes } = await asked.client.get('{ eventTypes { key } }');
    return eventTypes.map(({ key }: Data) => key) as string[];
  };

  it('is no row of posts in a chat that chose nothing', async () => {
    expect(WEBHOOKS).toHaveLength(14);
    const [types, words] = [await bought({ channel: 'SLACK' }), await known()];
    expect(types.filter((type) => !words.includes(type))).toEqual([]);
    expect(types.length).toBeLessThanOrEqual(2);
  });

  it.each([{ channel: 'SLACK', unknownTypes: true }, { channel: 'WEBHOOK' }])('comes whole to %j', async (endpoint) => {
    const [types, words] = [await bought(endpoint), await known()];
    expect(types.filter((type) => !words.includes(type)).length).toBeGreaterThan(9);
  });
});
