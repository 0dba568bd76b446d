// New code of an endpoint beside the old, over the last events, through the whole program.
import { addBusiness, addSource } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { postSigned } from '../support/program.js';
import { POISON, transformationFixture } from '../support/transformation-fixture.js';

const asked = transformationFixture();
const { add, nodeOf, sendPayment } = asked;

const COMPARE = `query ($input: CompareTransformationInput!) { compareTransformation(input: $input) {
  compared differing { event { id type } before { ok unchanged url payload error line } after { ok unchanged payload error line } } } }`;

describe('compareTransformation', () => {
  const compare = async (input: object): Promise<Data> =>
    (await asked.client.get(COMPARE, { input })).compareTransformation;
  const AMOUNT =
    'function handler(webhook) {\n  webhook.payload = { text: String(webhook.payload.data.total_amount) };\n  return webhook;\n}';

  it('shows what new code makes of the last events that the endpoint takes, and sends nothing', async () => {
    const id = await add({ transformation: AMOUNT });
    const [first, second] = [await sendPayment({ total_amount: 10 }), await sendPayment({ total_amount: 3000 })];
    const other = { ...(await addSource(asked.dataSource, asked.businessId, 'DODO')), kind: 'DODO' as const };
    await postSigned(asked.program, other, { type: 'payment.succeeded', data: { total_amount: 1 } });
    const sent = asked.server.requests.length;
    const code = AMOUNT.replace(
      'webhook.payload = {',
      'if (webhook.payload.data.total_amount > 99) webhook.payload.data.total_amount = "much";\n webhook.payload = {',
    );
    expect(await compare({ destinationId: id, code })).toEqual({
      compared: 2,
      differing: [
        {
          event: { id: second, type: 'payment.failed' },
          before: {
            ok: true,
            unchanged: false,
            url: `${asked.server.url}/…`,
            payload: { text: '3000' },
            error: null,
            line: null,
          },
          after: { ok: true, unchanged: false, payload: { text: 'much' }, error: null, line: null },
        },
      ],
    });
    expect(await compare({ destinationId: id, code: AMOUNT })).toEqual({ compared: 2, differing: [] });
    const broken = await compare({ destinationId: id, code: POISON, last: 1 });
    expect(broken).toMatchObject({
      compared: 1,
      differing: [{ event: { id: second }, after: { ok: false, line: 2 } }],
    });
    expect(broken.differing[0].event.id).not.toBe(first);
    expect(asked.server.requests).toHaveLength(sent);
    expect((await nodeOf(id)).recentFailures.edges).toEqual([]);
  });

  it('sets it beside the event itself where the endpoint has no code', async () => {
    const id = await add();
    await sendPayment({ total_amount: 10 });
    const { differing } = await compare({ destinationId: id, code: AMOUNT });
    expect(differing).toMatchObject([{ before: { unchanged: true }, after: { payload: { text: '10' } } }]);
  });

  it('keeps the URL secret, also from code that sends it', async () => {
    const id = await add({ url: `${asked.server.url}/services/T0/B0/very-secret` });
    await sendPayment();
    const code = 'const handler = (webhook) => ({ payload: { text: webhook.url } });';
    const answer = await compare({ destinationId: id, code });
    expect(answer.differing).toHaveLength(1);
    expect(JSON.stringify(answer)).not.toContain('very-secret');
  });

  it('ends at the first event whose code has to be stopped by force, and the API answers meanwhile', async () => {
    const id = await add();
    for (let at = 0; at < 3; at++) await sendPayment({ total_amount: at });
    const code =
      'function handler({ payload }) { if (payload.data.total_amount === 1) for (;;); return { payload: { text: "" } }; }';
    const comparing = compare({ destinationId: id, code });
    expect((await fetch(`${asked.program.url}/healthz`)).status).toBe(200);
    const { compared, differing } = await comparing;
    expect(compared).toBe(2);
    expect(differing).toMatchObject([
      { after: { error: null, payload: { text: '' } } },
      { after: { error: expect.stringMatching(/longer than 50 ms/) } },
    ]);
  });

  it('is for endpoints of one’s own business, and fifty events at most', async () => {
    const id = await add();
    const stranger = await GraphqlClient.of(asked.program, await addBusiness(asked.dataSource));
    const error = await stranger.fail(COMPARE, { input: { destinationId: id, code: AMOUNT } });
    expect(error.extensions.code).toBe('NOT_FOUND');
    const many = await asked.client.fail(COMPARE, { input: { destinationId: id, code: AMOUNT, last: 51 } });
    expect(many.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'last' });
    const producer = await asked.client.withKey('PRODUCER');
    expect((await producer.fail(COMPARE, { input: { destinationId: id, code: AMOUNT } })).extensions.code).toBe(
      'FORBIDDEN',
    );
  });
});
