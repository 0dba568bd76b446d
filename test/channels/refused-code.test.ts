/** A chat that refuses what the user's code made gets our own message instead, and the slip is listed in the provider's words. */
import type { Channel } from '../../src/channels/channel.js';
import { discord } from '../../src/channels/discord.js';
import { slack } from '../../src/channels/slack.js';
import { teams } from '../../src/channels/teams.js';
import { PermanentFailure, RetryLater } from '../../src/domain/failures.js';
import { bodiesOf, transformed, triesOf } from '../support/hooks.js';
import { failureText, inEnglish } from '../support/reasons.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

let hook: HttpStandIn;
beforeAll(async () => {
  hook = await startHttpStandIn();
});
beforeEach(() => {
  hook.requests.length = 0;
});
afterAll(() => hook.stop());

const makes = (payload: string) => `function handler(webhook) { webhook.payload = ${payload}; return webhook; }`;

interface Answer {
  code: number;
  body: string;
}

interface Refused {
  channel: Channel;
  code: string;
  /** By what the provider refuses a message; null: it takes it. */
  refuses(message: Record<string, unknown>): Answer | null;
  takes: Answer;
}

// As each of them answers a message that is too long or of another shape.
const CHATS: Refused[] = [
  {
    channel: slack,
    code: makes("{ blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Dispute '.padEnd(3500, 'x') } }] }"),
    refuses: ({ blocks }) =>
      JSON.stringify(blocks ?? '').length > 3_000 ? { code: 400, body: 'invalid_blocks' } : null,
    takes: { code: 200, body: 'ok' },
  },
  {
    channel: discord,
    code: makes("{ content: 'Dispute '.padEnd(2500, 'x') }"),
    refuses: ({ content = '' }) =>
      String(content).length > 2_000 ? { code: 400, body: '{"code":50035,"message":"Invalid Form Body"}' } : null,
    takes: { code: 200, body: '{"id":"1290000000000000001"}' },
  },
  {
    channel: teams,
    code: makes("{ text: 'Dispute '.padEnd(30000, 'x') }"),
    // An old connector says so behind a 200.
    refuses: ({ text = '' }) =>
      String(text).length > 28_000 ? { code: 200, body: 'Microsoft Teams endpoint returned HTTP error 413' } : null,
    takes: { code: 202, body: '' },
  },
];

const words = (answer: Answer) => answer.body.slice(0, 20);

describe.each(CHATS)('$channel.channel', ({ channel, code, refuses, takes }) => {
  const { send, failing, close } = triesOf(channel);
  afterAll(close);

  const answerBy = (choose: (message: Record<string, unknown>) => Answer) => {
    hook.answer = (request, response) => {
      const { code: status, body } = choose(JSON.parse(request.body));
      response.writeHead(status).end(body);
    };
  };

  it('gets our own message once, the code is at fault, and the refused call stays in the ledger', async () => {
    let refused: Answer | null = null;
    answerBy((message) => {
      const refusal = refuses(message);
      refused ??= refusal;
      return refusal ?? takes;
    });
    const receipt = await send(transformed(`${hook.url}/hook`, code));
    expect(receipt).toMatchObject({
      status: 'SENT',
      statusCode: takes.code,
      transformationFailure: { line: null, poison: true },
      earlier: [{ statusCode: expect.any(Number), paused: false }],
    });
    expect(receipt.transformationFailure && inEnglish(receipt.transformationFailure.reason)).toMatch(
      /^What your code made was not taken\. [\w ]+ refused it: 4\d\d /,
    );
    expect(receipt.transformationFailure && inEnglish(receipt.transformationFailure.reason)).toContain(
      words(refused as unknown as Answer),
    );
    expect(hook.requests).toHaveLength(2);
    await send(transformed(`${hook.url}/hook`, 'function handler() { throw new Error("no"); }'));
    const [, instead, ofCodeThatThrows] = bodiesOf(hook);
    expect(Object.keys(instead ?? {})).toEqual(Object.keys(ofCodeThatThrows ?? {}));
  });

  it.each([
    ['turns it to our own network', "webhook.url = 'http://10.0.0.1/x'"],
    ['turns it to a port that nobody allows', "webhook.url = 'https://hooks.example:22/x'"],
  ])('gets our own message where the code %s', async (_, change) => {
    answerBy(() => takes);
    const turned = `function handler(webhook) { ${change}; webhook.payload = { text: 'x' }; return webhook; }`;
    const receipt = await send(transformed(`${hook.url}/hook`, turned));
    expect(receipt).toMatchObject({
      status: 'SENT',
      transformationFailure: { poison: true },
      earlier: [{ statusCode: null }],
    });
    expect(hook.requests).toHaveLength(1);
    expect(bodiesOf(hook)[0]).not.toEqual({ text: 'x' });
  });

  it('gets the message of code that sets what frames it: those headers are left out', async () => {
    answerBy(() => takes);
    const headers = "{ 'Content-Length': '3', host: 'x', 'Transfer-Encoding': 'chunked', 'x-mine': 'y' }";
    const framed = `function handler(webhook) { webhook.headers = ${headers}; webhook.payload = { text: 'hi' }; return webhook; }`;
    expect(await send(transformed(`${hook.url}/hook`, framed))).toMatchObject({ status: 'SENT' });
    expect(bodiesOf(hook)).toMatchObject([{ text: 'hi' }]);
    expect(hook.requests[0]?.headers).toMatchObject({
      'x-mine': 'y',
      'content-length': expect.not.stringMatching(/^3$/),
    });
  });

  it('that refuses our own message as well fails with both, which is no proof against the code', async () => {
    answerBy(() => ({ code: 400, body: 'invalid_payload' }));
    const error = await failing(transformed(`${hook.url}/hook`, code));
    expect(error).toEqual(expect.any(PermanentFailure));
    expect(failureText(error)).toMatch(/refused it: 400 invalid_payload/);
    expect(error).toMatchObject({
      details: { transformationFailure: { poison: false }, earlier: [{ statusCode: 400 }] },
    });
    expect(hook.requests).toHaveLength(2);
  });

  it('that is busy when ours comes is tried again, and nothing is listed yet', async () => {
    answerBy((message) => refuses(message) ?? { code: 503, body: 'later' });
    const error = await failing(transformed(`${hook.url}/hook`, code));
    expect(error).toEqual(expect.any(RetryLater));
    expect(error).toMatchObject({ details: { statusCode: 503, earlier: [{ paused: false }] } });
    expect((error as RetryLater).details.transformationFailure).toBeUndefined();
  });

  it.each([401, 403, 404, 410, 429, 500])(
    'that answers %i is not asked twice: it says nothing of the message',
    async (status) => {
      answerBy(() => ({ code: status, body: 'no' }));
      const error = await failing(transformed(`${hook.url}/hook`, code));
      expect(error).toBeInstanceOf(Error);
      expect((error as PermanentFailure).details.transformationFailure).toBeUndefined();
      expect(hook.requests).toHaveLength(1);
    },
  );

  it('that refuses our own message where there is no code is asked once', async () => {
    answerBy(() => ({ code: 400, body: 'invalid_payload' }));
    const { destination, ...delivery } = transformed(`${hook.url}/hook`, code);
    const error = await failing({ ...delivery, destination: { ...destination, transformation: null } });
    expect(error).toEqual(expect.any(PermanentFailure));
    expect(hook.requests).toHaveLength(1);
  });
});

it.each([
  ['Slack', slack, 404, 'no_service'],
  ['Slack with a 400', slack, 400, 'invalid_token'],
  ['Discord', discord, 404, '{"code":10015,"message":"Unknown Webhook"}'],
  ['Teams', teams, 404, '{"error":{"code":"WorkflowNotFound"}}'],
])('%s: a hook that is gone gets nothing more', async (_name, channel, status, body) => {
  const { failing, close } = triesOf(channel);
  hook.answer = (_request, response) => response.writeHead(status).end(body);
  const error = await failing(transformed(`${hook.url}/hook`, makes("{ text: 'hi' }")));
  expect(error).toMatchObject({ details: { statusCode: status, destination: 'dead' } });
  expect(hook.requests).toHaveLength(1);
  await close();
});
