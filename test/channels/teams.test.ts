/** Microsoft Teams: a card within its limit, and what Workflows and old connectors answer. */
import { teams } from '../../src/channels/teams.js';
import { PermanentFailure, RetryLater } from '../../src/domain/failures.js';
import { outgoing } from '../support/deliveries.js';
import { bodiesOf, transformed, triesOf } from '../support/hooks.js';
import { failureText } from '../support/reasons.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

const { send, failing, close } = triesOf(teams);
let workflow: HttpStandIn;
beforeAll(async () => {
  workflow = await startHttpStandIn();
});
beforeEach(() => {
  workflow.requests.length = 0;
  answers(202);
});
afterAll(async () => {
  await close();
  await workflow.stop();
});

const to = () => `${workflow.url}/workflows/abc/triggers/manual/paths/invoke?sig=secret`;
function answers(code: number, body = ''): void {
  workflow.answer = (_request, response) => response.writeHead(code).end(body);
}
interface CardMessage {
  attachments: [{ content: { body: { inlines: { text: string }[] }[] } }];
}
/** The card’s words, in their order. */
const wordsOfCard = (at = 0) =>
  (bodiesOf(workflow)[at] as unknown as CardMessage).attachments[0].content.body.map(({ inlines }) =>
    inlines.map(({ text }) => text).join(''),
  );

it('a card says what happened and opens the event; 202 is taken', async () => {
  const sent = outgoing(to());
  expect(await send(sent)).toEqual({ status: 'SENT', statusCode: 202, detail: null });
  expect(bodiesOf(workflow)).toMatchObject([
    {
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            type: 'AdaptiveCard',
            actions: [{ type: 'Action.OpenUrl', title: 'Open in Tocsin', url: sent.link }],
          },
        },
      ],
    },
  ]);
  const words = wordsOfCard();
  expect(words[0]).toBe(sent.texts.title);
  expect(words).toContain('Amount: $28.90');
  expect(words.at(-1)).toBe(`Test & Sons · ${sent.id}`);
});

it('text of a payload stands only where Teams reads no markdown', async () => {
  const { texts, ...sent } = outgoing(to());
  const hostile = '<at>all</at> [x](http://evil) **b**';
  const rows = [{ key: 'reason' as const, label: hostile, value: hostile }];
  await send({ ...sent, businessName: hostile, texts: { ...texts, title: hostile, body: hostile, rows } });
  const holders: unknown[] = [];
  JSON.parse(workflow.requests[0]?.body ?? '', (_key, value) => {
    if (typeof value === 'object' && value && Object.values(value).some((text) => `${text}`.includes('evil')))
      if (!Array.isArray(value)) holders.push(value.type);
    return value;
  });
  expect(new Set(holders)).toEqual(new Set(['TextRun']));
});

it('stays below the 28 KB that Teams takes, however long and many the texts are', async () => {
  const { texts, ...sent } = outgoing(to());
  const long = '支'.repeat(20_000);
  for (const count of [1, 25, 60]) {
    const rows = Array.from({ length: count }, () => ({ key: 'reason' as const, label: long, value: long }));
    await send({ ...sent, businessName: long, texts: { ...texts, title: long, body: long, action: long, rows } });
  }
  for (const { body } of workflow.requests) expect(Buffer.byteLength(body)).toBeLessThan(28 * 1_024);
});

it('a transformation makes the whole message; a broken one lets our own card go out, and is listed', async () => {
  await send(transformed(to(), 'function handler(w) { w.payload = { type: "message", text: "hi" }; return w; }'));
  expect(bodiesOf(workflow)).toEqual([{ type: 'message', text: 'hi' }]);
  const receipt = await send(transformed(to(), 'function handler(w) { throw new Error("no"); }'));
  expect(receipt).toMatchObject({ status: 'SENT', transformationFailure: { line: 1 } });
  expect(wordsOfCard(1)[0]).toMatch(/\S/);
});

it.each([
  [404, '{"error":{"code":"WorkflowNotFound"}}'],
  [410, 'gone'],
])('%i %s ends the webhook and says to make a new workflow', async (code, body) => {
  answers(code, body);
  const error = await failing(outgoing(to()));
  expect(error).toEqual(expect.any(PermanentFailure));
  expect(error).toMatchObject({ details: { statusCode: code, destination: 'dead' } });
  expect(failureText(error)).toMatch(/make a new one in Teams/);
});

it('an old connector that says 200 and means 429 or 400 is not believed', async () => {
  const says = (code: number) =>
    answers(
      200,
      `Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error ${code} with ContextId x`,
    );
  says(429);
  const slow = await failing(outgoing(to()));
  expect(slow).toEqual(expect.any(RetryLater));
  expect(slow).toMatchObject({ details: { statusCode: 429 } });
  says(400);
  const refused = await failing(outgoing(to()));
  expect(refused).toEqual(expect.any(PermanentFailure));
  expect(refused).toMatchObject({ details: { statusCode: 400 } });
  answers(200, '1');
  expect(await send(outgoing(to()))).toMatchObject({ status: 'SENT', statusCode: 200 });
});
