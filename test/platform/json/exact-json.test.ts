/** Integers beyond 2^53: exact in, exact out or an error that says so; never rounded. */
import { exactIntegersIn, parseExactly, writeAsText, writeExactly } from '../../../src/platform/json/exact-json.js';
import { Sandbox } from '../../../src/platform/sandbox/sandbox.js';
import { resultInEnglish } from '../../support/reasons.js';

describe('parsing', () => {
  it.each([
    ['{"a":9007199254740993}', { a: 9007199254740993n }],
    ['{"a":[1,{"b":-90071992547409931}]}', { a: [1, { b: -90071992547409931n }] }],
    ['[[],{},12345678901234567890,"x"]', [[], {}, 12345678901234567890n, 'x']],
    ['{"a":9007199254740991,"b":1e20,"c":0.1234567890123456}', { a: 9007199254740991, b: 1e20, c: 0.1234567890123456 }],
    ['{"9007199254740993":"9007199254740993"}', { '9007199254740993': '9007199254740993' }],
    ['{"a":9007199254740993,"a":1}', { a: 1 }],
    ['{"a":1,"a":9007199254740993}', { a: 9007199254740993n }],
    ['{"a":{"x":9007199254740993},"a":[2]}', { a: [2] }],
    ['{"\\u0061\\"":9007199254740993 , "b" : 2}', { 'a"': 9007199254740993n, b: 2 }],
    ['9007199254740993', 9007199254740993n],
  ])('%s', (text, value) => expect(parseExactly(text)).toEqual(value));

  it('puts nothing into a prototype', () => {
    const value = parseExactly('{"__proto__":{"polluted":9007199254740993}}') as object;
    expect(Object.hasOwn(value, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('agrees with JSON.parse but for such integers, and finds each of them', () => {
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    let planted = 0;
    const random = (depth: number): unknown => {
      const kind = next(depth > 4 ? 4 : 6);
      if (kind === 0) return '}],"1234567890123456789\\'.slice(next(10));
      if (kind === 1) return [null, true, -1.5e-7, 0, 2 ** 53 - 1][next(5)];
      if (kind === 2) {
        planted += 1;
        return BigInt(`9${String(1e15 + next(1e9))}${next(10)}`);
      }
      if (kind === 3) return next(1e9);
      const items = Array.from({ length: next(4) }, () => random(depth + 1));
      return kind === 4 ? items : Object.fromEntries(items.map((item, at) => [`k"${at}`, item]));
    };
    for (let round = 0; round < 3_000; round++) {
      planted = 0;
      const value = { root: random(0) };
      // As a provider writes it: bare digits.
      const text = JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? `@${inner}@` : inner)).replace(
        /"@(\d+)@"/g,
        '$1',
      );
      expect(parseExactly(text)).toEqual(value);
      expect(exactIntegersIn(value)).toHaveLength(planted);
      if (planted === 0) expect(writeAsText(value)).toBe(text);
    }
  });
});

describe('writing', () => {
  it.each([
    [{ a: 9007199254740993n, b: [-90071992547409931n, 5n] }, '{"a":9007199254740993,"b":[-90071992547409931,5]}'],
    [12345678901234567890n, '12345678901234567890'],
    [{ a: '9007199254740993', b: 1.5 }, '{"a":"9007199254740993","b":1.5}'],
  ])('%p', (value, text) => {
    expect(writeExactly(value)).toBe(text);
  });

  it('gives back every body as it was read', () => {
    for (const text of [
      '{"a":9007199254740993}',
      '[[],{},12345678901234567890,"x"]',
      '{"__proto__":{"b":-90071992547409931}}',
    ])
      expect(writeExactly(parseExactly(text))).toBe(text);
  });
});

describe('a handler', () => {
  const sandbox = new Sandbox({ threads: 1 });
  afterAll(() => sandbox.close());
  const EVENT =
    '{"type":"x","data":{"total_amount":90071992547409931,"currency":"USD","list":[1,12345678901234567890]}}';
  const run = async (statement: string, body = EVENT) =>
    resultInEnglish(
      await sandbox.run({
        code: `function handler(webhook) { const data = webhook.payload.data; ${statement}\nreturn webhook; }`,
        webhook: {
          method: 'POST',
          url: 'https://a.example/',
          payload: parseExactly(body),
          eventType: 'x',
          headers: {},
        },
      }),
    );

  it.each([
    ['money(data.total_amount, data.currency)', '$900,719,925,474,099.31'],
    ['String(data.total_amount)', '90071992547409931'],
    ['`${data.total_amount} ${data.list[1]}`', '90071992547409931 12345678901234567890'],
    ['data.total_amount.toLocaleString()', '90,071,992,547,409,931'],
    ['[typeof data.total_amount, data.total_amount > 100]', ['bigint', true]],
    ['data', { total_amount: 90071992547409931n, currency: 'USD', list: [1, 12345678901234567890n] }],
    ['data.total_amount + 1n', 90071992547409932n],
    ['-data.list[1]', -12345678901234567890n],
    // What a number holds exactly is one.
    ['[5n, -5n, BigInt(Number.MAX_SAFE_INTEGER)]', [5, -5, Number.MAX_SAFE_INTEGER]],
    ['{ toJSON() { return { of: 2n ** 60n } } }', { of: 2n ** 60n }],
    ['"90071992547409931"', '90071992547409931'],
    ['JSON.stringify(data.list)', '[1,"12345678901234567890"]'],
  ])('gets it exactly: %s', async (expression, value) => {
    const got = await run(`webhook.payload = { value: ${expression} };`);
    expect(got).toMatchObject({ ok: true, error: null, payload: { value } });
    expect(got.warnings).toEqual([
      expect.stringMatching(/^data\.total_amount, data\.list\.1 is beyond 2\^53 and comes as a BigInt/),
    ]);
  });

  it('that says itself what JSON of a BigInt is, is believed', async () => {
    const asText = await run(
      'BigInt.prototype.toJSON = function () { return `${this} cents` }; webhook.payload = [data.total_amount];',
    );
    expect(asText).toMatchObject({ ok: true, payload: ['90071992547409931 cents'] });
    const removed = await run('delete BigInt.prototype.toJSON; webhook.payload = [data.total_amount];');
    expect(removed).toMatchObject({ ok: true, payload: [90071992547409931n] });
  });

  it('that would round it fails, and is told what to do', async () => {
    for (const expression of [
      '(data.total_amount / 100).toFixed(2)',
      'data.total_amount * 0.01',
      'Math.round(data.total_amount)',
    ]) {
      const got = await run(`webhook.payload = { text: ${expression} };`);
      expect(got).toMatchObject({ ok: false, payload: null, fault: 'code', line: 1 });
      expect(got.error).toMatch(/TypeError.*bigint.*data\.total_amount.* is beyond 2\^53.*money\(\)/i);
    }
  });

  it('that leaves the event alone, leaves it unchanged', async () => {
    expect(await run('')).toMatchObject({ ok: true, unchanged: true });
  });

  it('hears nothing of it where there is none', async () => {
    expect((await run('', EVENT.replaceAll(/\d{5,}/g, '2890'))).warnings).toEqual([]);
  });

  it('gets nothing of digits without end', async () => {
    const endless = EVENT.replace('90071992547409931', '9'.repeat(200_000));
    const got = await run('webhook.payload = { a: data.total_amount };', endless);
    expect(got).toMatchObject({ ok: true, payload: { a: null } });
  });
});
