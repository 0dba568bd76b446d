/** Whatever comes back from the sandbox is judged: a result with a sentence or a payload that can be sent, never an error of ours. */
import fc from 'fast-check';
import { writeExactly } from '../../../src/platform/json/exact-json.js';
import { judgeRun } from '../../../src/platform/sandbox/outcome.js';
import { Sandbox } from '../../../src/platform/sandbox/sandbox.js';
import { inEnglish, type ResultInEnglish, resultInEnglish } from '../../support/reasons.js';

const sandbox = new Sandbox({ threads: 1 });
afterAll(() => sandbox.close());

const WEBHOOK = { method: 'POST', url: 'https://a.example/', payload: { a: 1 }, eventType: 'x', headers: {} };
const run = async (code: string): Promise<ResultInEnglish> =>
  resultInEnglish(await sandbox.run({ code, webhook: WEBHOOK, seed: 'same' }));

/** What those who call the sandbox rely on. */
function expectJudged(result: ResultInEnglish): void {
  expect(result.ok).toBe(result.error === null);
  expect(result.fault).toBe(result.ok ? null : 'code');
  if (result.error !== null) expect(result.error).toMatch(/^Your .{10,500}$/s);
  const sent = result.ok && !result.cancelled;
  expect([typeof result.url, typeof result.method]).toEqual(sent ? ['string', 'string'] : ['object', 'object']);
  if (!sent) expect(result.payload).toBeNull();
  expect(typeof writeExactly(result.payload)).toBe('string');
  for (const value of Object.values(result.headers ?? {})) expect(typeof value).toBe('string');
}

/** What code can make of the world that it runs in. */
const WORLDS = [
  'Object.prototype.toJSON = () => null;',
  'Object.prototype.toJSON = () => undefined;',
  'Object.prototype.toJSON = function () { return [this]; };',
  'Object.prototype.toJSON = () => { throw new Error("no"); };',
  'Array.prototype.toJSON = () => 1n;',
  'String.prototype.toJSON = () => null;',
  'Error.prototype.toJSON = () => null;',
  'BigInt.prototype.toJSON = () => ({});',
  'delete BigInt.prototype.toJSON;',
  'JSON.stringify = () => "null"; JSON.parse = () => null;',
  'Object.prototype.kind = "array";',
  'Object.prototype.payload = 5;',
  'Object.prototype.cancel = true;',
  'Object.defineProperty(Object.prototype, "kind", { set() { throw 1; } });',
  'Array.isArray = () => true;',
  'Object.assign = () => null; Object.create = () => null;',
  'Promise.prototype.then = () => null;',
  'Promise = null;',
  'String = () => "x"; Number = () => 0;',
  'Function.prototype.call = () => null; Function.prototype.apply = () => null;',
  'Error = function () {}; TypeError = Error;',
  'Object.defineProperty(Error, Symbol.hasInstance, { value: () => true });',
  'Array.prototype[Symbol.iterator] = null;',
  'globalThis.handler = 5;',
  'Object.freeze(Object.prototype);',
];

/** What a handler can return or throw. */
const VALUES = [
  ...[
    'null',
    'undefined',
    '1',
    '-0',
    'NaN',
    '5n',
    '-(2n ** 70n)',
    '"text"',
    '"\\ud800"',
    'true',
    'Symbol("s")',
    '() => 1',
  ],
  ...['[]', '[1]', '{}', 'new Date(NaN)', 'new Date(0)', 'new Map([[1, 2]])', 'new Uint8Array(3)', 'Object(1n)'],
  ...['Object.create(null)', 'new Error("e")', 'Promise.reject(null)', 'Promise.resolve({ payload: 1 })'],
  ...[
    'new Proxy({}, { get() { throw 1; } })',
    'new Proxy({}, { ownKeys: () => ["a", "a"] })',
    '{ toJSON: () => undefined }',
  ],
  ...['{ get a() { throw null; } }', '{ then(resolve) { resolve({ payload: {} }); } }', '{ __proto__: null, a: 1 }'],
  ...['JSON.parse(\'{"__proto__":{"a":1}}\')', '(() => { const a = {}; a.a = a; return a; })()', 'globalThis'],
];

const worlds = fc.subarray(WORLDS, { maxLength: 3 });
const value: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'value' },
    fc.constantFrom(...VALUES),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc
      .array(fc.tuple(fc.constantFrom('a', '"__proto__"', 'toJSON', 'payload', 'url'), tie('value')), { maxLength: 3 })
      .map((entries) => `{ ${entries.map(([key, item]) => `${key}: ${item}`).join(', ')} }`),
  ),
})).value;
const FIELDS = ['method', 'url', 'headers', 'payload', 'cancel', 'eventType', 'kind', 'toJSON'];
const ending = fc.oneof(
  value.map((item) => `return ${item};`),
  value.map((item) => `throw ${item};`),
  fc.tuple(fc.constantFrom(...FIELDS), value).map(([field, item]) => `webhook.${field} = ${item}; return webhook;`),
  fc
    .tuple(fc.constantFrom(...FIELDS), value)
    .map(([field, item]) => `return { ...webhook, get ${field}() { return ${item}; } };`),
);

it.each(WORLDS)('a handler that returns the event after %s', async (world) => {
  expectJudged(await run(`${world}\nfunction handler(webhook) { webhook.payload = { text: "hi" }; return webhook; }`));
  expectJudged(await run(`function handler(webhook) { ${world}\nreturn webhook; }`));
  expectJudged(await run(`function handler(webhook) { ${world}\nthrow new Error("e"); }`));
});

it('a handler that returns or throws anything, in any world', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, fc.boolean(), ending, async (world, inside, end) => {
      const before = inside ? '' : world.join('\n');
      const code = `${before}\nfunction handler(webhook) { ${inside ? world.join('\n') : ''}\n${end}\n}`;
      expectJudged(await run(code));
    }),
    { numRuns: 150 },
  );
  expect(await run('function handler(webhook) { return webhook; }')).toMatchObject({ ok: true, unchanged: true });
}, 120_000);

it.each(['null', '5', '[]', '{}', '{"kind":5}', 'no JSON', '', '"object"'])(
  'a report of %j, which only code that broke its sandbox could make',
  (output) => {
    const job = { code: '', webhook: '', exact: [], mark: 'm', now: 0, seed: 1, softLimitMs: 50 };
    const report = { output, failure: null, console: [], consoleDropped: 0, durationMs: 1 };
    const result = resultInEnglish(judgeRun(WEBHOOK, job, report));
    expectJudged(result);
    expect(result.error).toBe('Your handler broke the sandbox that it ran in and was stopped.');
  },
);

describe('code that is only read', () => {
  it.each([
    ['function handler(webhook) { return webhook; }'],
    ['const handler = async (webhook) => webhook?.payload ?? null'],
    ['\uFEFFfunction handler(webhook) {\r\n  return webhook;\r\n}\r\n'],
    ['nothing.at.all; function handler() { throw 1; }'],
    ['for (;;) {}'],
    [''],
  ])('can be: %j', async (code) => {
    expect(await sandbox.check(code)).toBeNull();
  });

  it.each([
    ['function handler(webhook) {\n  ]\n}', /^Your code cannot be read: SyntaxError: /, 2],
    ['function handler(webhook) {\n  return webhook;\n', /cannot be read/, 3],
    ['\n\nconst a = "unfinished', /cannot be read/, 3],
    ['const handler = (webhook) => {\n  await webhook;\n};', /cannot be read/, 2],
    ['export default function handler(webhook) { return webhook; }', /exports its handler/, 1],
    ['import fs from "fs";\nfunction handler(webhook) { return webhook; }', /imports a module/, 1],
    [`/*${'x'.repeat(300_000)}*/`, /larger than 256 KB/, null],
    ['['.repeat(100_000), /^Your .*(too deeply|cannot be read|memory)/, null],
  ])('cannot be, as case %# shows', async (code, error, line) => {
    const fault = await sandbox.check(code);
    expect(fault && inEnglish(fault.error)).toMatch(error);
    if (line !== null) expect(fault?.line).toBe(line);
    expect(await sandbox.check('')).toBeNull();
  });
});
