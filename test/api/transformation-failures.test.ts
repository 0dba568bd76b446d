// What becomes of an endpoint's code that keeps failing, through the whole program: the list, the switch, and the way back.
import { ledgerOf } from '../support/deliveries.js';
import type { Data } from '../support/graphql.js';
import { eventually } from '../support/program.js';
import { readable } from '../support/reasons.js';
import { POISON, ROLL_BACK, says, transformationFixture } from '../support/transformation-fixture.js';

const asked = transformationFixture();
const { add, nodeOf, change, sendPayment } = asked;

const BREAKS_AT_LOAD = 'const limits = null;\nconst most = limits.most;\nfunction handler(webhook) { return webhook; }';

describe('code that keeps failing', () => {
  const noticesOf = (): Promise<Data[]> =>
    asked.dataSource.query(
      `SELECT facts->'about' AS about, facts->'why' AS why, entity_id AS "entityId" FROM events
       WHERE business_id = $1 AND type = 'tocsin.transformation_disabled'`,
      [asked.businessId],
    );

  it('is listed with event and line, newest first', async () => {
    const id = await add({ transformation: POISON });
    const first = await sendPayment();
    await change(id, BREAKS_AT_LOAD);
    const second = await sendPayment();
    const { recentFailures } = await nodeOf(id);
    expect(recentFailures.edges.map((edge: Data) => edge.node)).toMatchObject([
      { event: { id: second }, line: 2, message: expect.stringMatching(/TypeError/) },
      { event: { id: first }, line: 2, message: expect.stringMatching(/TypeError/) },
    ]);
    // Each code has its own count.
    expect((await nodeOf(id)).transformationOffSince).toBeNull();
  });

  it('is switched off at the third time: Slack gets our words, the team is told once, and new code runs again', async () => {
    const id = await add({ transformation: POISON });
    for (let at = 0; at < 4; at++) await sendPayment();
    const off = await nodeOf(id);
    expect(off.transformationOffSince).not.toBeNull();
    // The fourth ran no code: its message went out in our words, and there was nothing to list.
    expect(off.recentFailures.edges).toHaveLength(3);
    expect(asked.server.requests).toHaveLength(4);
    for (const { body } of asked.server.requests) expect(JSON.parse(body).text).toBe('*Payment failed*');
    expect(readable(await noticesOf())).toEqual([
      { about: ['Ours'], why: expect.stringMatching(/TypeError/), entityId: id },
    ]);

    const mended = (await change(id, says('mended'))).destination;
    expect(mended.transformationOffSince).toBeNull();
    await sendPayment();
    expect(asked.server.requests.at(-1)?.body).toBe('{"text":"mended"}');

    await change(id, POISON);
    for (let at = 0; at < 3; at++) await sendPayment();
    expect((await nodeOf(id)).transformationOffSince).not.toBeNull();
    await asked.client.get(ROLL_BACK, { input: { destinationId: id, version: 2 } });
    await sendPayment();
    expect(asked.server.requests.at(-1)?.body).toBe('{"text":"mended"}');
    expect(await noticesOf()).toHaveLength(2);
  });

  it('counts where the chat refuses what it made: our words go out, the provider’s words are listed, the third time ends it', async () => {
    const id = await add({ transformation: says('too long') });
    asked.server.answer = (request, response) =>
      request.body.includes('too long') ? response.writeHead(400).end('invalid_blocks') : response.end('ok');
    const events: string[] = [];
    for (let at = 0; at < 4; at++) events.push(await sendPayment());
    const { recentFailures, transformationOffSince } = await nodeOf(id);
    expect(transformationOffSince).not.toBeNull();
    expect(recentFailures.edges).toHaveLength(3);
    expect(recentFailures.edges[2].node).toMatchObject({
      event: { id: events[0] },
      line: null,
      message: 'What your code made was not taken. Slack refused it: 400 invalid_blocks.',
    });
    const texts = asked.server.requests.map(({ body }) => JSON.parse(body).text);
    expect(texts).toEqual([...Array(3).fill(['too long', '*Payment failed*']).flat(), '*Payment failed*']);
    for (const eventId of events) expect(await ledgerOf(asked.dataSource, eventId)).toMatchObject([{ status: 'SENT' }]);
    expect(readable(await noticesOf())).toMatchObject([{ why: expect.stringMatching(/400 invalid_blocks/) }]);
  });

  it('goes on where a run between goes well', async () => {
    const sometimes =
      'function handler(webhook) { if (webhook.payload.data.bad) throw new Error("bad"); webhook.payload = { text: "good" }; return webhook; }';
    const id = await add({ transformation: sometimes });
    for (const bad of [true, true, false, true, true]) await sendPayment({ bad });
    expect((await nodeOf(id)).transformationOffSince).toBeNull();
    await sendPayment({ bad: true });
    expect((await nodeOf(id)).transformationOffSince).not.toBeNull();
  });

  it('lets a webhook fail and be listed, never go out in another shape; after a roll-back the retry is sent', async () => {
    const id = await add({ channel: 'WEBHOOK', transformation: says('good') });
    await change(id, POISON);
    for (let at = 0; at < 3; at++) await sendPayment();
    const eventId = await sendPayment();
    expect(asked.server.requests).toEqual([]);
    const [delivery] = await ledgerOf(asked.dataSource, eventId);
    expect(delivery).toMatchObject({
      status: 'FAILED',
      reason: expect.stringMatching(/switched off.*go back to an earlier version/),
    });
    expect((await nodeOf(id)).recentFailures.edges).toHaveLength(4);
    expect(await noticesOf()).toHaveLength(1);

    await asked.client.get(ROLL_BACK, { input: { destinationId: id, version: 1 } });
    await asked.client.get('mutation ($input: NodeInput!) { retryDelivery(input: $input) { delivery { id } } }', {
      input: { id: delivery?.id },
    });
    await eventually('the retry', async () => asked.server.requests.length === 1);
    expect(asked.server.requests[0]?.body).toBe('{"text":"good"}');
  });
});
