/** Slack: what it answers, and what merchants' transformations make of an event on its way there. */
import { readFileSync } from 'node:fs';
import type { ChannelReceipt, OutgoingDelivery } from '../../src/channels/channel.js';
import { slackMessageOf } from '../../src/channels/rendering/slack.js';
import { slack } from '../../src/channels/slack.js';
import { PermanentFailure, RetryLater } from '../../src/domain/failures.js';
import { systemTime } from '../../src/platform/clock.js';
import { OutboundGuard } from '../../src/platform/outbound/guard.js';
import { OutboundClient } from '../../src/platform/outbound/http.js';
import { Sandbox } from '../../src/platform/sandbox/sandbox.js';
import { outgoing } from '../support/deliveries.js';
import { failureText, inEnglish, readable } from '../support/reasons.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

const ROOT = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

interface Case {
  snippet: string;
  payload: string;
  eventType: string;
  result: { unchanged?: true; method?: string; payload?: unknown };
}
const published = (JSON.parse(read('test/fixtures/transformations/expected.json')) as { cases: Case[] }).cases.filter(
  ({ snippet }) => !snippet.startsWith('loops_'),
);

const sandbox = new Sandbox({ threads: 1 });
const http = new OutboundClient(new OutboundGuard(['127.0.0.1']));
let hook: HttpStandIn;
let elsewhere: HttpStandIn;
beforeAll(async () => {
  hook = await startHttpStandIn();
  elsewhere = await startHttpStandIn();
});
beforeEach(() => {
  hook.requests.length = 0;
  elsewhere.requests.length = 0;
  hook.answer = (_request, response) => response.end('ok');
});
afterAll(async () => {
  await sandbox.close();
  await hook.stop();
  await elsewhere.stop();
});

const BODY = { type: 'payment.failed', timestamp: '2026-11-04T06:10:19Z', data: { total_amount: 2890 } };
const SECRETS = { authorization: 'Bearer owner-secret', 'x-team': 'billing' };

function transformed(code: string, body: unknown = BODY): OutgoingDelivery {
  const delivery = outgoing(`${hook.url}/services/T0/B0/secret`, { headers: SECRETS });
  return {
    ...delivery,
    destination: { ...delivery.destination, transformation: code },
    event: { ...delivery.event, body: Buffer.from(JSON.stringify(body)) },
  };
}
const send = (delivery: OutgoingDelivery): Promise<ChannelReceipt> =>
  slack.send(delivery, { http, sandbox, mail: null, signal: new AbortController().signal, now: systemTime });
const failing = (delivery: OutgoingDelivery): Promise<unknown> =>
  send(delivery).then(
    (receipt) => ({ sent: receipt }),
    (error: unknown) => error,
  );
const bodies = (standIn: HttpStandIn) => standIn.requests.map((request) => JSON.parse(request.body) as unknown);
const ownRendering = (delivery: OutgoingDelivery) =>
  slackMessageOf(delivery.texts, { ...delivery, deliveryId: delivery.id });

describe('what Slack answers', () => {
  const answers = (code: number, body: string) => {
    hook.answer = (_request, response) => response.writeHead(code).end(body);
  };

  it.each([
    [404, 'no_service'],
    [404, 'no_active_hooks'],
    [404, 'channel_not_found'],
    [410, 'channel_is_archived'],
    [403, 'action_prohibited'],
    [403, 'invalid_token'],
    [403, 'team_disabled'],
  ])('%i %s ends it for good and says to make a new hook', async (code, body) => {
    answers(code, body);
    const error = await failing(outgoing(hook.url));
    expect(error).toEqual(expect.any(PermanentFailure));
    expect(failureText(error)).toBe(
      `Slack refused it: ${code} ${body}. This hook no longer works: make a new one in Slack and enter it here.`,
    );
    expect(error).toMatchObject({ details: { statusCode: code, destination: 'dead' } });
  });

  it.each([
    [400, 'invalid_payload'],
    [400, 'no_text'],
  ])('%i %s ends it for good and says what a message must have', async (code, body) => {
    answers(code, body);
    const error = await failing(outgoing(hook.url));
    expect(error).toEqual(expect.any(PermanentFailure));
    expect(failureText(error)).toBe(
      `Slack refused it: ${code} ${body}. The message is none that Slack knows: it needs “text”, “blocks” or “attachments”.`,
    );
    // The hook itself is well.
    expect((error as PermanentFailure).details).toEqual({ statusCode: code });
  });

  it('an answer without words still makes a sentence', async () => {
    answers(403, '');
    expect(failureText(await failing(outgoing(hook.url)))).toBe('Slack refused it: 403.');
  });

  it.each([
    [500, 'rollup_error'],
    [503, ''],
  ])('%i %s is tried again', async (code, body) => {
    answers(code, body);
    const error = await failing(outgoing(hook.url));
    expect(error).toEqual(expect.any(RetryLater));
    expect(error).toMatchObject({ afterMs: null, details: { statusCode: code } });
  });

  it('escapes what Slack would take for a command', async () => {
    const delivery = outgoing(hook.url);
    await send({ ...delivery, texts: { ...delivery.texts, title: '<!channel> & <http://evil|ok>' } });
    expect(hook.requests[0]?.body).toContain('*&lt;!channel&gt; &amp; &lt;http://evil|ok&gt;*');
  });
});

describe('the published transformations, as they are', () => {
  it('are there, with their cases', () => expect(published).toHaveLength(21));

  it.each(published)('$snippet on $payload', async ({ snippet, payload, result }) => {
    const code = read(`test/fixtures/transformations/${snippet}`);
    const delivery = transformed(code, JSON.parse(read(`src/domain/catalogue/samples/${payload}`)));
    const receipt = await send(delivery);
    if (result.unchanged) {
      expect(receipt).toMatchObject({ status: 'SKIPPED', statusCode: null });
      expect(receipt.detail?.code).toBe('TRANSFORMATION_UNTOUCHED');
      expect(hook.requests).toEqual([]);
    } else {
      expect(readable(receipt)).toEqual({ status: 'SENT', statusCode: 200, detail: 'ok' });
      expect(bodies(hook)).toEqual([result.payload]);
      expect(hook.requests[0]).toMatchObject({ method: 'POST', path: '/services/T0/B0/secret' });
    }
  });
});

describe('a transformation', () => {
  it('cancels by `cancel: true`, and nothing is sent', async () => {
    const receipt = await send(transformed('function handler(w) { w.cancel = true; return w; }'));
    expect(receipt).toMatchObject({ status: 'CANCELLED', statusCode: null });
    expect(hook.requests).toEqual([]);
  });

  it.each([
    ['throws', 'function handler(w) {\n  const a = 1;\n  throw new Error("no");\n}', /threw an error: Error: no$/, 3],
    ['never ends', 'function handler(w) { while (true) {} }', /ran longer than 50 ms/, null],
    ['can’t be read', 'function handler(w) {\n  return w', /cannot be read/, 2],
    ['returns nothing', 'function handler(w) {}', /returned nothing/, null],
    [
      'breaks JSON',
      'Object.prototype.toJSON = () => { throw new Error("no"); };\nfunction handler(w) { return { payload: {} }; }',
      /threw an error: Error: no$/,
      1,
    ],
  ])('that %s lets our own rendering go out, and is told with its line', async (_what, code, message, line) => {
    const delivery = transformed(code);
    const receipt = await send(delivery);
    expect(receipt).toMatchObject({ status: 'SENT', transformationFailure: { line } });
    expect(receipt.transformationFailure && inEnglish(receipt.transformationFailure.reason)).toMatch(message);
    expect(bodies(hook)).toEqual([ownRendering(delivery)]);
  });

  it('of an event whose body is no longer kept lets our own rendering go out', async () => {
    const delivery = transformed('function handler(w) { w.payload = { text: "hi" }; return w; }');
    const receipt = await send({ ...delivery, event: { ...delivery.event, body: null } });
    expect(receipt.transformationFailure?.reason.code).toBe('TRANSFORMATION_BODY_GONE');
    expect(bodies(hook)).toEqual([ownRendering(delivery)]);
  });

  it('gives the same bytes on every try, random numbers included', async () => {
    const delivery = transformed('function handler(w) { w.payload = { text: String(Math.random()) }; return w; }');
    await send(delivery);
    await send(delivery);
    await send(transformed(delivery.destination.transformation as string));
    const [first, second, other] = hook.requests.map((request) => request.body);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it('may set method, path and headers on the endpoint’s own host; the endpoint’s headers go along', async () => {
    const code = `function handler(w) { w.method = 'PUT'; w.url = '${hook.url}/other'; w.headers = { 'X-Team': 'mine' }; w.payload = { text: 'hi' }; return w; }`;
    await send(transformed(code));
    expect(hook.requests).toMatchObject([
      { method: 'PUT', path: '/other', headers: { authorization: 'Bearer owner-secret', 'x-team': 'mine' } },
    ]);
  });

  it('that turns to another host takes none of the endpoint’s headers there', async () => {
    const code = `function handler(w) { w.url = '${elsewhere.url}/x'; w.headers = { 'x-own': '1' }; w.payload = { text: 'hi' }; return w; }`;
    expect((await send(transformed(code))).status).toBe('SENT');
    expect(hook.requests).toEqual([]);
    expect(elsewhere.requests).toMatchObject([{ path: '/x', headers: { 'x-own': '1' } }]);
    expect(Object.keys(elsewhere.requests[0]?.headers ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/authorization|x-team/)]),
    );
  });

  it('does not see the endpoint’s headers', async () => {
    await send(transformed('function handler(w) { w.payload = { text: JSON.stringify(w.headers) }; return w; }'));
    expect(bodies(hook)).toEqual([{ text: '{}' }]);
  });

  it.each([
    ['http://10.0.0.1/x', /https/],
    ['https://10.0.0.1/x', /not public/],
    ['https://169.254.169.254/latest/meta-data', /not public/],
    ['https://[::1]/x', /not public/],
    ['https://0x7f.0.0.2/x', /not public/],
  ])(
    'that turns to %s is refused by the guard, and the chat gets our own words at its own address',
    async (url, reason) => {
      const code = `function handler(w) { w.url = '${url}'; w.payload = { text: 'hi' }; return w; }`;
      const delivery = transformed(code);
      const { status, transformationFailure } = await send(delivery);
      expect(status).toBe('SENT');
      expect(transformationFailure && inEnglish(transformationFailure.reason)).toMatch(reason);
      expect(bodies(hook)).toEqual([ownRendering(delivery)]);
    },
  );
});
