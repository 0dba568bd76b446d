/** What merchants' handlers may count on: the published handlers verbatim, then the rulings one by one. */
import { readFileSync } from 'node:fs';
import { Sandbox, type TransformationInput } from '../../../src/platform/sandbox/sandbox.js';
import { type ResultInEnglish, resultInEnglish } from '../../support/reasons.js';

const ROOT = new URL('../../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const URL_IN = 'https://hooks.slack.example/services/T0/B0/x';
const SENT = { type: 'payment.succeeded', timestamp: '2026-11-04T06:10:19.123456Z', data: { amount: 2890 } };

interface Case {
  snippet: string;
  payload: string;
  eventType: string;
  inputUrl: string;
  result: { unchanged?: true; method?: string; url?: string; payload?: unknown };
}
const { cases } = JSON.parse(read('test/fixtures/transformations/expected.json')) as { cases: Case[] };

const sandbox = new Sandbox();
afterAll(() => sandbox.close());

const run = async (code: string, more: Partial<TransformationInput> = {}, webhook = {}): Promise<ResultInEnglish> =>
  resultInEnglish(
    await sandbox.run({
      code,
      webhook: { method: 'POST', url: URL_IN, payload: SENT, eventType: SENT.type, headers: {}, ...webhook },
      ...more,
    }),
  );
const change = (statements: string, more?: Partial<TransformationInput>) =>
  run(`function handler(webhook) {\n${statements}\nreturn webhook;\n}`, more);
/** The value of an expression inside. */
const inside = async (expression: string, more?: Partial<TransformationInput>) => {
  const result = await change(`webhook.payload = { value: ${expression} };`, more);
  return result.error ?? (result.payload as { value: unknown }).value;
};

describe('the published handlers', () => {
  it('are all there', () => expect(cases.length).toBe(25));

  it.each(cases)('$snippet on $payload', async ({ snippet, payload, eventType, inputUrl, result }) => {
    const body: unknown = JSON.parse(read(`src/domain/catalogue/samples/${payload}`));
    const code = read(`test/fixtures/transformations/${snippet}`);
    const got = await run(code, {}, { url: inputUrl, payload: body, eventType });
    const unchanged = result.unchanged === true;
    expect(got).toMatchObject({ ok: true, unchanged, cancelled: false, error: null, line: null, warnings: [] });
    const expected = unchanged ? { method: 'POST', url: inputUrl, payload: body } : result;
    expect({ method: got.method, url: got.url, payload: got.payload }).toEqual(expected);
  });

  it('say the reason of a failed payment, or Unknown', async () => {
    const code = read('test/fixtures/transformations/payment_notifs.js');
    for (const error_message of [null, undefined, '']) {
      const data = { total_amount: 100, customer: { email: 'a@example.com' }, error_message };
      const got = await run(code, {}, { eventType: 'payment.failed', payload: { data } });
      expect((got.payload as { text: string }).text).toMatch(/Reason: Unknown$/);
    }
  });

  it('fail with a line where the customer is missing', async () => {
    const code = read('test/fixtures/transformations/payment_notifs.js');
    const got = await run(code, {}, { payload: { data: { total_amount: 100 } } });
    expect(got).toMatchObject({ ok: false, payload: null, line: 5 });
    expect(got.error).toBe("Your code threw an error: TypeError: cannot read property 'email' of undefined");
  });
});

describe('the rulings', () => {
  it.each(['POST', 'PUT', 'PATCH'])('method may be %s', async (method) => {
    expect(await change(`webhook.method = '${method}';`)).toMatchObject({ ok: true, method });
  });
  it.each(['GET', 'DELETE', 'post', ''])('method may not be "%s"', async (method) => {
    const got = await change(`webhook.method = '${method}';`);
    expect(got.error).toBe(`Your handler set method to "${method}"; it can be POST, PUT or PATCH.`);
  });

  it('awaits an async handler', async () => {
    const got = await run('async function handler(w) { await null; w.payload = { a: 1 }; return w }');
    expect(got).toMatchObject({ ok: true, payload: { a: 1 } });
  });
  it('awaits a payload that is still being made', async () => {
    const code = 'const made = async () => ({ a: 1 }); function handler(w) { w.payload = made(); return w }';
    expect(await run(code)).toMatchObject({ ok: true, payload: { a: 1 } });
    const failed =
      'const made = async () => { throw new Error("no") }; function handler(w) { w.payload = made(); return w }';
    expect((await run(failed)).error).toBe('Your code threw an error: Error: no');
  });
  it('says that a promise never settles, and has no timers', async () => {
    const got = await run('const handler = () => new Promise(() => {});');
    expect(got.error).toBe(
      'Your handler waits for a promise that never settles: there are no timers and no network here.',
    );
    expect(await inside('typeof setTimeout + typeof setInterval + typeof queueMicrotask')).not.toMatch(/function/);
  });

  it.each([
    'export default function handler(w) { return w }',
    'export const handler = (w) => w;',
    'module.exports = (w) => w;',
    'const hand1er = (w) => w;',
    'const handler = 5;',
    '',
  ])('asks for a declared handler: %s', async (code) => {
    expect((await run(code)).error).toMatch(/Declare `function handler\(webhook\)`/);
  });
  it.each([
    'const handler = (webhook) => webhook;',
    'var handler = function (webhook) { return webhook }',
    '\uFEFFfunction handler(webhook) {\r\n  return webhook;\r\n}\r\n',
    'let handler = async (webhook) => webhook',
  ])('takes %j', async (code) => {
    expect(await run(code)).toMatchObject({ ok: true, unchanged: true });
  });

  it('cancels by true alone', async () => {
    const nothing = { url: null, method: null, headers: null, payload: null };
    expect(await change('webhook.cancel = true;')).toMatchObject({ ok: true, cancelled: true, ...nothing });
    expect(await run('const handler = () => ({ cancel: true })')).toMatchObject({ ok: true, cancelled: true });
    expect(await change('webhook.cancel = false;')).toMatchObject({ unchanged: true, cancelled: false, warnings: [] });
    for (const value of ['"true"', '1', 'null', '{}']) {
      const got = await change(`webhook.cancel = ${value};`);
      expect(got).toMatchObject({ ok: true, cancelled: false, url: URL_IN });
      expect(got.warnings).toEqual([expect.stringContaining('only `true` cancels')]);
    }
  });

  it.each([
    ['', 'nothing'],
    ['null', 'null'],
    ['"sent"', 'a string'],
    ['[webhook]', 'an array'],
    ['() => webhook', 'a function'],
  ])('refuses a handler that returns %s', async (value, told) => {
    const { ok, error } = await run(`function handler(webhook) { return ${value} }`);
    expect(ok).toBe(false);
    expect(error).toBe(`Your handler returned ${told} where the webhook was expected: end it with \`return webhook\`.`);
  });
  it('refuses an object without payload', async () => {
    expect((await run('const handler = () => ({ text: "Hi" })')).error).toMatch(/without `payload`/);
  });
  it('fills in url and method of a new object', async () => {
    const got = await run('const handler = () => ({ payload: [1] })');
    expect(got).toMatchObject({ ok: true, unchanged: false, url: URL_IN, method: 'POST', payload: [1] });
  });
  it('ignores changes to eventType', async () => {
    expect(await change('webhook.eventType = "other";')).toMatchObject({ ok: true, unchanged: true });
  });

  it('takes an http address and nothing else', async () => {
    expect(await change('webhook.url = "https://b.example/x";')).toMatchObject({ url: 'https://b.example/x' });
    for (const url of ['"ftp://b.example"', '"/relative"', '5', '""', '"javascript:1"'])
      expect((await change(`webhook.url = ${url};`)).error).toMatch(/is no http or https address/);
  });
  it('reads headers as own texts and names those that it drops', async () => {
    const got = await change(`webhook.headers = JSON.parse('{"__proto__":"x","X-A":"1","X-B":[2],"a b":"x"}');
      webhook.headers['X-C'] = 'a\\r\\nX-D: b';`);
    expect(got.headers).toEqual({ 'X-A': '1' });
    expect(got.warnings).toEqual([expect.stringMatching(/"__proto__", "X-B", "a b", "X-C"\.$/)]);
    expect((await change('')).headers).toBeNull();
    expect((await change('webhook.headers = "x";')).warnings).toHaveLength(1);
  });

  it('tells the line of a syntax error and of a thrown one', async () => {
    expect(await run('\n\n  ]')).toMatchObject({ line: 3, error: expect.stringMatching(/^Your code cannot be read/) });
    expect(await run('const handler = (w) => {\r\n  w.a.b.c;\r\n}')).toMatchObject({ line: 2 });
    expect(await run('import fs from "fs";')).toMatchObject({ error: expect.stringMatching(/^Your code imports/) });
    expect(await change('throw "plain"')).toMatchObject({ line: null, error: 'Your code threw an error: plain' });
    const { error } = await change('throw new Error("x".repeat(9000))');
    expect([error?.length, error?.slice(-2)]).toEqual([466, 'x…']);
  });
  it('keeps what is printed, within bounds', async () => {
    const got = await change('console.log("a", 1, { b: [2] }, null, undefined); console.error(new TypeError("no"));');
    expect(got.console).toEqual(['a 1 {"b":[2]} null undefined', 'TypeError: no']);
    const more = await change(
      'const a = Object.create(null); a.a = a; console.log(a); console.table([1]); console.time("x"); console.assert(false, "y"); console.assert(true);',
    );
    expect([more.ok, more.console]).toEqual([true, ['[object]', '[1]', 'Assertion failed y']]);
    const flood = await change('for (let i = 0; i < 150; i++) console.info("x".repeat(2000));');
    expect(flood.console).toHaveLength(100);
    expect(flood.console[0]).toHaveLength(1000);
    expect(flood.warnings).toEqual(['Only the first 100 console lines were kept.']);
  });
});

describe('dates, numbers and money', () => {
  it.each([
    ['new Date(webhook.payload.timestamp).toLocaleString()', '11/4/2026, 6:10:19 AM'],
    ['new Date(webhook.payload.timestamp).toLocaleDateString()', '11/4/2026'],
    ['new Date(webhook.payload.timestamp).toLocaleTimeString("en-US", { timeStyle: "short" })', '6:10 AM'],
    ['new Date(webhook.payload.timestamp).toLocaleDateString("de", { month: "long", day: "numeric" })', '4. November'],
    ['new Date(0).toLocaleString("en-GB", { timeZone: "Asia/Tokyo" })', '01/01/1970, 09:00:00'],
    ['[new Date(null).toLocaleDateString(), new Date(undefined).toLocaleString()]', ['1/1/1970', 'Invalid Date']],
    ['Intl.DateTimeFormat("en", { dateStyle: "medium" }).format(new Date(0))', 'Jan 1, 1970'],
    ['[new Date(0).getHours(), new Date(0).getTimezoneOffset()]', [0, 0]],
    [
      '[(1234.5).toLocaleString(), (1234.5).toLocaleString("de"), [1e3].toLocaleString()]',
      ['1,234.5', '1.234,5', '1,000'],
    ],
    ['12345678901234567890n.toLocaleString()', '12,345,678,901,234,567,890'],
    ['[1, 2].map(new Intl.NumberFormat("en", { style: "currency", currency: "EUR" }).format)', ['€1.00', '€2.00']],
    ['["z", "ä", "a", "B"].sort((a, b) => a.localeCompare(b, "de"))', ['a', 'ä', 'B', 'z']],
    ['["z", "ä", "a"].sort((a, b) => a.localeCompare(b, "sv"))', ['a', 'z', 'ä']],
    ['["a", "B", "a10", "a9"].sort((a, b) => a.localeCompare(b))', ['a', 'a10', 'a9', 'B']],
    [
      '["a10", "a9"].sort(new Intl.Collator("en", { numeric: true }).compare).concat("É".localeCompare("e", "fr", { sensitivity: "base" }))',
      ['a9', 'a10', 0],
    ],
    ['new Intl.PluralRules("pl").select(3)', 'few'],
    ['new Intl.ListFormat("de").format(["A", "B", "C"])', 'A, B und C'],
    ['new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(-1, "day")', 'yesterday'],
    ['new Intl.DisplayNames("fr", { type: "region" }).of("DE")', 'Allemagne'],
    ['new Intl.DateTimeFormat("en").resolvedOptions().timeZone', 'UTC'],
    [
      'new Intl.NumberFormat("de", { style: "currency", currency: "EUR" }).formatToParts(1).find((p) => p.type === "currency").value',
      '€',
    ],
    [
      'new Intl.DateTimeFormat("en", { timeZone: "Asia/Tokyo", weekday: "short" }).formatToParts(new Date(0))[0].value',
      'Thu',
    ],
    ['money(2890, "USD") + money("2890", "JPY") + money(12345, "KWD", "en-US").slice(-6)', '$28.90¥2,89012.345'],
    ['money("90071992547409931", "USD")', '$900,719,925,474,099.31'],
    ['[mask("4242424242424242"), mask("ABCDEF", 2), mask("abc"), mask(null)]', ['••••4242', '••••EF', '••••', '••••']],
  ])('%s', async (expression, value) => {
    expect(await inside(expression)).toEqual(value);
  });

  it.each([
    'new Intl.NumberFormat("not_a_locale!")',
    '"a".localeCompare("b", "not_a_locale!")',
    'new Intl.RelativeTimeFormat("en").format(1, "moons")',
    'new Date(0).toLocaleString("en", { timeZone: "Moon/Base" })',
    'Intl.DateTimeFormat("en").format(new Date(NaN))',
    'money(12.5, "USD")',
    'money(2 ** 60, "USD")',
    'money("1e3", "USD")',
  ])('throws a RangeError inside: %s', async (expression) => {
    expect(
      await inside(`(() => { try { return ${expression} } catch (e) { return e instanceof RangeError } })()`),
    ).toBe(true);
  });
});
