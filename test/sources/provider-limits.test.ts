// The SDKs of the payment providers keep to our limits: one request for each call, and an end of it whatever the provider does.
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { ProviderFault } from '../../src/sources/provider-api.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

const KINDS = { STRIPE: 'rk_test_1', DODO: 'a-key' } as const;
const LIMIT_MS = 300;

let provider: HttpStandIn;
let drips: NodeJS.Timeout[];

// The first call of an SDK loads much of it: on a busy machine that alone takes longer than the limit of the tests.
beforeAll(async () => {
  const first = await startHttpStandIn();
  first.answer = (_request, response) => response.writeHead(500).end('{}');
  for (const kind of Object.keys(KINDS) as (keyof typeof KINDS)[]) {
    const api = SOURCE_KINDS[kind].api.open(KINDS[kind], first.url);
    await expect(api.page('disputes', { from: new Date(0), cursor: null, at: new Date() })).rejects.toThrow();
  }
  await first.stop();
});
beforeEach(async () => {
  [provider, drips] = [await startHttpStandIn(), []];
});
afterEach(async () => {
  for (const drip of drips) clearInterval(drip);
  await provider.stop();
});

const ANSWERS: Record<string, HttpStandIn['answer']> = {
  'never answers': () => undefined,
  'drips its answer': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"data": [');
    drips.push(setInterval(() => response.write(' '), 20));
  },
  'is in trouble': (_request, response) => response.writeHead(500).end('{}'),
  'asks to be asked later': (_request, response) => response.writeHead(429, { 'retry-after': '1' }).end('{}'),
  'sends us elsewhere': (_request, response) => response.writeHead(302, { location: '/elsewhere' }).end(),
};

describe.each(Object.keys(KINDS) as (keyof typeof KINDS)[])('%s', (kind) => {
  it.each(Object.keys(ANSWERS))(
    'that %s is asked once, and given up',
    async (answer) => {
      provider.answer = ANSWERS[answer] as HttpStandIn['answer'];
      const api = SOURCE_KINDS[kind].api.open(KINDS[kind], provider.url, LIMIT_MS);
      const asked = api.page('disputes', { from: new Date(0), cursor: null, at: new Date() });
      await expect(asked).rejects.toBeInstanceOf(ProviderFault);
      expect(provider.requests).toHaveLength(1);
    },
    5_000,
  );

  it.each(Object.keys(ANSWERS))(
    'that %s when it is to list, make, change or remove an endpoint is asked once, and given up',
    async (answer) => {
      provider.answer = ANSWERS[answer] as HttpStandIn['answer'];
      const endpoints = SOURCE_KINDS[kind].endpoints.open(KINDS[kind], provider.url, LIMIT_MS);
      const wish = { url: 'https://t.example/webhooks/src_1', sourceId: 'src_1', eventTypes: ['payout.failed'] };
      const calls = [
        () => endpoints.list(() => new Date()),
        () => endpoints.make(wish),
        () => endpoints.adjust('ep_1', wish.eventTypes),
        () => endpoints.remove('ep_1'),
      ];
      for (const call of calls) await expect(call()).rejects.toBeInstanceOf(ProviderFault);
      expect(provider.requests).toHaveLength(calls.length);
    },
    10_000,
  );

  it('whose list of endpoints has no end, or goes round, is not followed for ever', async () => {
    let pages = 0;
    provider.answer = (_request, response) => {
      pages += 1;
      const data = [{ id: `ep_${pages}`, url: 'https://o.example', enabled_events: ['*'], metadata: {} }];
      const page = { data, has_more: true, iterator: String(pages), done: false };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page));
    };
    // Two thousand calls, of which none may be given up because this machine is busy.
    const endpoints = SOURCE_KINDS[kind].endpoints.open(KINDS[kind], provider.url);
    // Each look at the clock is a second later.
    let seconds = 0;
    const clock = () => {
      seconds += 1;
      return new Date(seconds * 1_000);
    };
    await expect(endpoints.list(clock)).rejects.toBeInstanceOf(ProviderFault);
    expect(pages).toBeLessThan(25);
    await expect(endpoints.list(() => new Date(0))).rejects.toMatchObject({ reason: { code: 'ENDPOINTS_TOO_MANY' } });
    provider.answer = (_request, response) => {
      const data = [{ id: 'ep_same', url: 'https://o.example', enabled_events: ['*'], metadata: {} }];
      const page = { data, has_more: true, iterator: 'same', done: false };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page));
    };
    expect(await endpoints.list(() => new Date(0))).toHaveLength(2);
  });
});
