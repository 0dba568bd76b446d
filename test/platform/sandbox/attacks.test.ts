/** Code that means harm, or does it by accident: each run ends soon, says why, and leaves the next one unharmed. */
import { RunningTime } from '../../../src/platform/sandbox/running-time.js';
import { Sandbox, type TransformationInput } from '../../../src/platform/sandbox/sandbox.js';
import { type ResultInEnglish, resultInEnglish } from '../../support/reasons.js';

const TIME = 'Your handler ran longer than 50 ms and was stopped.';
const MEMORY = 'Your handler needed more than 64 MiB of memory and was stopped.';
const DEPTH = 'Your handler called itself too deeply and was stopped.';
const NEST = 'let a = []; for (let i = 0; i < 1e3; i++) a = [a];';
const STOPPED = new RegExp(`^(${TIME}|${MEMORY})$`.replaceAll('.', '\\.'));

const sandbox = new Sandbox({ threads: 1 });
/** Memory and time are limits side by side: which is met first depends on the machine, unless time is no matter. */
const patient = new Sandbox({ threads: 1, limits: { softMs: 60_000, hardMs: 60_000 } });
let rssBefore = 0;
beforeAll(async () => {
  await run(body(''));
  await patient.run(jobOf(body('')));
  rssBefore = process.memoryUsage().rss;
});
afterAll(() => Promise.all([sandbox.close(), patient.close()]));

const jobOf = (code: string, payload: unknown = { a: 1 }): TransformationInput => ({
  code,
  webhook: { method: 'POST', url: 'https://a.example/', payload, eventType: 'x', headers: {} },
});
const run = async (code: string, payload?: unknown): Promise<ResultInEnglish> =>
  resultInEnglish(await sandbox.run(jobOf(code, payload)));
const body = (statements: string) => `function handler(webhook) {\n${statements}\nreturn webhook;\n}`;

async function survives(code: string, error: string | RegExp): Promise<void> {
  const running = new RunningTime();
  const got = await run(code);
  expect(running.runMs()).toBeLessThan(1_500);
  expect(got).toMatchObject({ ok: false, unchanged: false, cancelled: false, payload: null });
  expect(got.error).toEqual(typeof error === 'string' ? error : expect.stringMatching(error));
  expect(await run(body(''))).toMatchObject({ ok: true, unchanged: true });
  expect(process.memoryUsage().rss - rssBefore).toBeLessThan(200e6);
}

describe('time', () => {
  it.each([
    ['an endless loop', body('for (;;) {}')],
    ['an endless loop before the handler', 'for (;;) {}'],
    ['an endless loop in a catch-all', body('for (;;) try { for (;;); } catch {}')],
    ['an endless asynchronous loop', 'async function handler() { for (;;) await 0 }'],
    [
      'an interrupt caught as a rejection',
      'const spin = async () => { for (;;); }; async function handler(w) { try { await spin() } catch {} return w }',
    ],
    ['a regular expression that tracks back', body('/^(a+)+$/.test("a".repeat(50) + "b")')],
    ['a flood of promises', body('const f = () => Promise.resolve().then(() => { f(); return f() }); return f()')],
    ['a built-in that never asks: join', body('new Array(1e9) + ""')],
    ['a built-in that never asks: indexOf', body('Array.prototype.indexOf.call({ length: 2 ** 32 - 1 }, 9)')],
    ['an endless toJSON', body('webhook.payload = { toJSON() { for (;;); } }')],
    ['an endless getter in what is returned', body('return { get payload() { for (;;); } }')],
    ['an endless getter in what is thrown', body('throw { get a() { for (;;); } }')],
    [
      'an endless message of what is thrown',
      body('throw Object.defineProperty(Error(), "message", { get() { for (;;); } })'),
    ],
  ])('%s', (_, code) => survives(code, TIME));
});

describe('memory', () => {
  describe.each([
    ['a growing array', body('const a = []; for (;;) a.push("x".repeat(1e6 + a.length))')],
    ['"x".repeat', body('let s = "x"; for (;;) s = s.repeat(2)')],
    ['array buffers', body('const a = []; for (;;) a.push(new ArrayBuffer(4e6))')],
    ['one array buffer', body('new ArrayBuffer(2e9)')],
    ['many small objects', body('const a = []; for (;;) a.push([1, 2, 3, 4])')],
    ['objects in promise jobs', 'const a = []; async function handler() { for (;;) { a.push({ a: [1] }); await 0 } }'],
  ])('%s', (_, code) => {
    it('is stopped by memory where time is no matter', async () => {
      expect(resultInEnglish(await patient.run(jobOf(code)))).toMatchObject({ ok: false, error: MEMORY });
    });

    it('is stopped by whichever limit it meets first', () => survives(code, STOPPED));
  });

  it.each([
    [
      'memory that is given back by force',
      body('for (;;) try { const a = []; for (;;) a.push(new Array(1e5).fill(a)) } catch {}'),
      STOPPED,
    ],
    ['a huge BigInt', body('let n = 2n; for (;;) n = n * n'), /BigInt is too large|was stopped/],
    ['a huge error', body('throw new Error("x".repeat(5e7))'), /^Your code threw|was stopped\.$/],
    ['a huge output', body('webhook.payload = "x".repeat(3e5)'), /^Your handler returned more than 256 KB/],
    ['a huge output of letters that take three bytes', body('webhook.payload = "€".repeat(1e5)'), /more than 256 KB/],
  ])('%s', (_, code, error) => survives(code, error));

  it('refuses code and events that are too large or too deep', async () => {
    expect((await run(`//${'x'.repeat(3e5)}`)).error).toBe('Your code is larger than 256 KB.');
    expect((await run(body(''), 'x'.repeat(3e5))).error).toMatch(/^This event is larger than 256 KB/);
    const deep: unknown = JSON.parse('['.repeat(1e5) + ']'.repeat(1e5));
    expect((await run(body(''), deep)).error).toMatch(/^This event has more than 200 levels/);
  });
});

describe('depth', () => {
  it.each([
    ['recursion', body('const f = () => f() + 1; f()'), DEPTH],
    ['recursion through sort', body('const f = () => [1, 2].sort(f); f()'), DEPTH],
    ['recursion through a getter', body('const o = { get a() { return this.a } }; o.a'), DEPTH],
    ['deep JSON', body('JSON.parse("[".repeat(2e5))'), DEPTH],
    [
      'deep output',
      body('let o = {}; for (let i = 0; i < 1e3; i++) o = { o }; webhook.payload = o'),
      /more than 200 levels/,
    ],
    ['a deep method', body(`${NEST} webhook.method = a`), /more than 200 levels/],
    ['a deep cancel', body(`${NEST} webhook.cancel = a`), /more than 200 levels/],
    ['deep code', '('.repeat(2e5), DEPTH],
    ['a deep regular expression', body(`new RegExp("(?:".repeat(2e4) + ")".repeat(2e4))`), DEPTH],
  ])('%s', (_, code, error) => survives(code, error));
});

describe('the way out', () => {
  it.each(['process', 'require', 'fetch', 'module', 'Buffer', 'WebAssembly', 'std', 'os', 'setTimeout', 'Worker'])(
    'has no %s',
    (name) => survives(body(`${name}.x`), `Your code threw an error: ReferenceError: '${name}' is not defined`),
  );

  it.each([
    'globalThis.constructor.constructor("return process")()',
    '(function () {}).constructor("return this.process.env")().x',
    'console.log.constructor("return process")()',
    'money.constructor.constructor("return require")()("fs")',
    'Intl.NumberFormat.constructor("return process.mainModule")()',
    'eval("process")',
  ])('a constructor leads nowhere: %s', (code) => survives(body(code), /is not defined|of undefined/));

  it.each(['await import("fs")', 'await import("node:worker_threads")', 'await import("./handler.js")'])('%s', (code) =>
    survives(`async function handler() { ${code} }`, /could not load module/),
  );

  it('keeps nothing between runs', async () => {
    await run(`globalThis.kept = 1; Object.prototype.kept = 1; JSON.parse = Array.prototype.map = null; ${body('')}`);
    const got = await run(body('webhook.payload = [typeof kept, typeof ({}).kept, typeof JSON.parse]'));
    expect(got.payload).toEqual(['undefined', 'undefined', 'function']);
  });

  it('pollutes no prototype outside', async () => {
    const dirty = `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`;
    const code = body(`Object.prototype.polluted = 1; Array.prototype.polluted = 1;
      webhook.payload = JSON.parse('${dirty}'); webhook.headers = JSON.parse('${dirty}'); console.log(JSON.parse('${dirty}'))`);
    const got = await run(code);
    expect(JSON.stringify(got.payload)).toBe(dirty);
    expect(Object.hasOwn(got.payload as object, '__proto__')).toBe(true);
    expect(got.headers).toBeNull();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(([] as unknown as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('lies about nothing but its own run', async () => {
    const got = await run(`JSON.stringify = () => '{"kind":"object","cancel":true}'; ${body('webhook.payload = 1')}`);
    expect(got).toMatchObject({ ok: true, cancelled: false, payload: 1 });
  });

  it('passes only short plain requests to Intl', async () => {
    const long = body('new Intl.NumberFormat("en", { a: "x".repeat(1e5) })');
    await survives(long, /RangeError: The value, locales and options are too long to format/);
    const dirty = body('(1).toLocaleString("en", JSON.parse(\'{"__proto__":{"style":"percent"}}\'))');
    expect(await run(dirty)).toMatchObject({ ok: true });
  });
});
