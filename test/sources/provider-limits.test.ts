// The SDKs of the payment providers keep to our limits: one request for each call, and an end of it whatever the provider does.

import { SOURCE_KINDS } from '../../src/sources/index.js';
import { ProviderFault } from '../../src/sources/provider-api.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

const KINDS = { STRIPE: 'rk_test_1', DODO: 'a-key' } as const;
const LIMIT_MS = 300;

let provider: HttpStandIn;
let drips: NodeJS.Timeout[];

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
});
