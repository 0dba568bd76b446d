/** Loops: the merchants' own handlers as they are, our own event, and what Loops answers. */
import { readFileSync } from 'node:fs';
import { loops } from '../../src/channels/loops.js';
import { transform } from '../../src/channels/transformation.js';
import { NO_FACTS } from '../../src/domain/facts.js';
import { PermanentFailure, RetryLater } from '../../src/domain/failures.js';
import { makeReason } from '../../src/domain/reasons.js';
import { Sandbox } from '../../src/platform/sandbox/sandbox.js';
import { outgoing } from '../support/deliveries.js';
import { bodiesOf, transformed, triesOf } from '../support/hooks.js';
import { failureText, readable } from '../support/reasons.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

const ROOT = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

interface Case {
  snippet: string;
  payload: string;
  result: { unchanged?: true; url?: string; payload?: unknown };
}
const published = (JSON.parse(read('test/fixtures/transformations/expected.json')) as { cases: Case[] }).cases.filter(
  ({ snippet }) => snippet.startsWith('loops_'),
);

const { send, failing, close } = triesOf(loops);
const sandbox = new Sandbox({ threads: 1 });
let api: HttpStandIn;
let elsewhere: HttpStandIn;
beforeAll(async () => {
  [api, elsewhere] = await Promise.all([startHttpStandIn(), startHttpStandIn()]);
});
beforeEach(() => {
  api.requests.length = 0;
  elsewhere.requests.length = 0;
  api.answer = (_request, response) => response.end('{"success":true}');
});
afterAll(async () => {
  await close();
  await sandbox.close();
  await api.stop();
  await elsewhere.stop();
});

const KEY = 'loops-key-0123456789';
const to = () => `${api.url}/api/v1/events/send`;
const delivery = (changes = {}) => outgoing(to(), { secrets: [KEY, 'an-earlier-key'], ...changes });
const coded = (code: string, body?: unknown) => transformed(to(), code, { secrets: [KEY] }, body);
const answers = (code: number, body = '') => {
  api.answer = (_request, response) => response.writeHead(code).end(body);
};

describe('an event without a transformation', () => {
  it('names the customer, in words like those of the merchants’ handlers, with the key and the delivery’s id', async () => {
    const sent = delivery();
    expect(readable(await send(sent))).toEqual({ status: 'SENT', statusCode: 200, detail: '{"success":true}' });
    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/api/v1/events/send',
        headers: {
          authorization: `Bearer ${KEY}`,
          'idempotency-key': sent.id,
          'content-type': 'application/json',
        },
      },
    ]);
    expect(bodiesOf(api)).toEqual([
      {
        email: 'grace@navy.example',
        eventName: 'payment_failed',
        eventProperties: {
          event_id: sent.event.id,
          event_type: 'payment.failed',
          test_mode: false,
          customer_name: 'Grace',
          amount: '28.90',
          currency: 'USD',
          reason: 'insufficient funds',
          payment_id: 'pay_1',
        },
      },
    ]);
  });

  it('gives an amount the decimals of its currency', async () => {
    const sent = delivery();
    for (const [amount, currency] of [
      ['1980', 'JPY'],
      ['1980', 'KWD'],
    ]) {
      const facts = { ...sent.event.facts, amount: amount as string, currency: currency as string };
      await send({ ...sent, event: { ...sent.event, facts } });
    }
    expect(bodiesOf(api)).toMatchObject([
      { eventProperties: { amount: '1980' } },
      { eventProperties: { amount: '1.980' } },
    ]);
  });

  it('that names nobody is skipped, and says why', async () => {
    const sent = delivery();
    const receipt = await send({ ...sent, event: { ...sent.event, type: 'payout.failed', facts: NO_FACTS } });
    expect(receipt).toEqual({
      status: 'SKIPPED',
      statusCode: null,
      detail: makeReason('CUSTOMER_NOT_NAMED', { carrier: 'LOOPS' }),
    });
    expect(api.requests).toEqual([]);
  });

  it('without an API key is not sent, and says where to enter it', async () => {
    const error = await failing(delivery({ secrets: [] }));
    expect(error).toEqual(expect.any(PermanentFailure));
    expect(failureText(error)).toMatch(/API key: enter it in its settings/);
    expect(api.requests).toEqual([]);
  });
});

describe('the published transformations, as they are', () => {
  it('are there, with their cases', () => expect(published.length).toBeGreaterThanOrEqual(4));

  it.each(published)('$snippet on $payload', async ({ snippet, payload, result }) => {
    const sent = coded(
      read(`test/fixtures/transformations/${snippet}`),
      JSON.parse(read(`src/domain/catalogue/samples/${payload}`)),
    );
    if (result.unchanged) {
      expect(await send(sent)).toMatchObject({
        status: 'SKIPPED',
        detail: makeReason('TRANSFORMATION_UNTOUCHED', { carrier: 'LOOPS', takes: 'EVENT' }),
      });
    } else {
      // They turn to Loops itself, which no test calls: this is what would be sent there.
      const made = await transform(sent, sandbox, ['https://api.loops.so']);
      expect(made).toMatchObject({
        kind: 'request',
        request: { url: result.url, payload: result.payload, trusted: true },
      });
      expect(result.url).toBe('https://api.loops.so/v1/events/send');
    }
    expect(api.requests).toEqual([]);
  });
});

describe('a transformation', () => {
  const EVENT = '{ eventName: "x", email: "a@b.example" }';

  it('words the event; the key goes along, and the id of the delivery stays the key of idempotency', async () => {
    const sent = coded(
      `function handler(w) { w.headers = { 'Idempotency-Key': 'mine', 'x-own': '1' }; w.payload = ${EVENT}; return w; }`,
    );
    await send(sent);
    expect(bodiesOf(api)).toEqual([{ eventName: 'x', email: 'a@b.example' }]);
    expect(api.requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      'idempotency-key': sent.id,
      'x-own': '1',
    });
  });

  it('that turns to a host of somebody else takes no key there', async () => {
    await send(coded(`function handler(w) { w.url = '${elsewhere.url}/x'; w.payload = ${EVENT}; return w; }`));
    expect(elsewhere.requests).toHaveLength(1);
    expect(elsewhere.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(JSON.stringify(elsewhere.requests)).not.toContain(KEY);
  });

  it('that breaks sends nothing, and is listed with its line', async () => {
    const error = await failing(coded('function handler(w) {\n\n  throw new Error("no");\n}'));
    expect(error).toEqual(expect.any(PermanentFailure));
    expect((error as PermanentFailure).details).toMatchObject({ transformationFailure: { line: 3 } });
    expect(api.requests).toEqual([]);
  });

  it('that cancels sends nothing', async () => {
    expect(await send(coded('function handler(w) { w.cancel = true; return w; }'))).toMatchObject({
      status: 'CANCELLED',
    });
    expect(api.requests).toEqual([]);
  });
});

describe('what Loops answers', () => {
  it('a second try under the same key is a success: 409 says that the first one arrived', async () => {
    const seen = new Set<unknown>();
    let mails = 0;
    api.answer = ({ headers }, response) => {
      const key = headers['idempotency-key'];
      if (seen.has(key)) return response.writeHead(409).end('{"message":"Idempotency key has been used"}');
      seen.add(key);
      mails += 1;
      // It took the event, and its answer is lost.
      return response.socket?.resetAndDestroy();
    };
    const sent = delivery();
    expect(await failing(sent)).toEqual(expect.any(RetryLater));
    expect(await send(sent)).toMatchObject({
      status: 'SENT',
      statusCode: 409,
      detail: { code: 'CARRIER_HAD_IT' },
    });
    expect(mails).toBe(1);
  });

  it.each([400, 401, 404, 405])('%i ends it for good', async (code) => {
    answers(code, '{"success":false,"message":"no"}');
    const error = await failing(delivery());
    expect(error).toEqual(expect.any(PermanentFailure));
    expect((error as PermanentFailure).details).toEqual({ statusCode: code });
    expect(failureText(error)).toMatch(
      code === 401 ? /API key in its settings, then retry/ : /^Loops refused it: \d+ /,
    );
  });

  it.each([429, 500, 502, 503])('%i is tried again by the usual schedule', async (code) => {
    answers(code);
    const error = await failing(delivery());
    expect(error).toEqual(expect.any(RetryLater));
    expect(error).toMatchObject({ afterMs: null, details: { statusCode: code } });
  });
});
