/** Programs as nobody writes them, and as many do: from a grammar of ordinary and hostile pieces. And what may become of them. */
import fc from 'fast-check';
import { writeExactly } from '../../src/platform/json/exact-json.js';
import type { TransformationResult } from '../../src/platform/sandbox/handler-run.js';
import { resultInEnglish } from './reasons.js';

/** In this one nothing can be written to its end. */
const ENDLESS_WORLD = 'Object.prototype.toJSON = function () { return [this]; };';

/** What code can make of the world that it runs in. */
export const WORLDS = [
  ENDLESS_WORLD,
  'Object.prototype.toJSON = () => null;',
  'Object.prototype.toJSON = () => undefined;',
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

const world = fc.constantFrom(...WORLDS.filter((one) => one !== ENDLESS_WORLD));

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

const url = fc.constantFrom(
  ...[
    'webhook.url + "?a=1"',
    '"https://b.example/x"',
    '"http://127.0.0.1/"',
    '"file:///etc/passwd"',
    '"javascript:1"',
    '""',
  ],
  ...[
    '"https://"',
    '"https://b.example/" + "x".repeat(5000)',
    '"\\u0000"',
    'new URL("https://b.example")',
    'null',
    '7',
  ],
);
const method = fc.constantFrom(
  '"PUT"',
  '"PATCH"',
  '"POST"',
  '"DELETE"',
  '"post"',
  '"GET"',
  '"P\\r\\nX"',
  '5',
  '{}',
  '[]',
  'null',
);
const headers = fc.constantFrom(
  ...[
    '{ "x-a": "b" }',
    '{ "x a": "b" }',
    '{ a: "b\\r\\nc: d" }',
    '{ __proto__: null, a: "ü" }',
    '{ a: 1 }',
    '[]',
    '"x: y"',
  ],
  ...['{ ["__proto__"]: "x" }', 'Object.fromEntries(Array.from({ length: 500 }, (_, n) => ["h" + n, "v"]))'],
);
const cancel = fc.constantFrom('true', 'false', '"true"', '1', 'null', '{}', 'Object(true)', '5n', '[true]');
const long = fc.constantFrom(
  ...[
    '"x".repeat(300000)',
    '"\\ud83d".repeat(90000)',
    '"€".repeat(100000)',
    'Array(50000).fill(1)',
    '"x".repeat(255000)',
  ],
  ...['Object.fromEntries(Array.from({ length: 20000 }, (_, n) => [n, n]))', '10n ** 3000n', '[..."ab".repeat(9000)]'],
);
const deep = fc
  .tuple(fc.constantFrom('[a]', '({ a })', '({ a, toJSON() { return a; } })'), fc.constantFrom(150, 250, 3_000, 60_000))
  .map(([inner, times]) => `(() => { let a = 1; for (let n = 0; n < ${times}; n++) a = ${inner}; return a; })()`);
const never = fc.constantFrom(
  'new Promise(() => {})',
  'new Promise((r) => { globalThis.later = r; })',
  '{ then() {} }',
);

/** Any expression. */
const value: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'value' },
    { arbitrary: fc.constantFrom(...VALUES), weight: 12 },
    { arbitrary: url, weight: 1 },
    { arbitrary: long, weight: 1 },
    { arbitrary: deep, weight: 1 },
    { arbitrary: never, weight: 1 },
    { arbitrary: fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`), weight: 3 },
    {
      arbitrary: fc
        .array(
          fc.tuple(
            fc.constantFrom('a', '"__proto__"', 'toJSON', 'payload', 'url', '[Symbol.toPrimitive]'),
            tie('value'),
          ),
          {
            maxLength: 3,
          },
        )
        .map((entries) => `{ ${entries.map(([key, item]) => `${key}: ${item}`).join(', ')} }`),
      weight: 4,
    },
    { arbitrary: tie('value').map((item) => `new Proxy({}, { get: () => ${item}, ownKeys: () => ["a"] })`), weight: 1 },
    { arbitrary: tie('value').map((item) => `({ get a() { return ${item}; } })`), weight: 1 },
  ),
})).value;

const FIELDS = ['method', 'url', 'headers', 'payload', 'cancel', 'eventType', 'kind', 'toJSON'];
const assignment = fc.oneof(
  url.map((item) => `webhook.url = ${item};`),
  method.map((item) => `webhook.method = ${item};`),
  headers.map((item) => `webhook.headers = ${item};`),
  cancel.map((item) => `webhook.cancel = ${item};`),
  fc.tuple(fc.constantFrom(...FIELDS), value).map(([field, item]) => `webhook.${field} = ${item};`),
);
const ordinary = fc.constantFrom(
  'webhook.payload = { text: `Payment of ${webhook.payload.a}` };',
  'console.log(webhook, "seen");',
  'const { payload } = webhook; payload.more = payload.a + 1;',
  'webhook.payload = Object.entries(webhook.payload).map(([key, item]) => ({ key, item }));',
  'if (webhook.eventType !== "x") return webhook;',
  'webhook.payload = { at: new Date(0).toLocaleString("de-DE"), sum: money(1250, "EUR", "de-DE") };',
  'delete webhook.payload;',
  'for (let n = 0; n < 300; n++) console.log(n);',
);
const ending = fc.oneof(
  { arbitrary: fc.constant('return webhook;'), weight: 6 },
  { arbitrary: value.map((item) => `return ${item};`), weight: 3 },
  { arbitrary: value.map((item) => `throw ${item};`), weight: 2 },
  { arbitrary: never.map((item) => `return ${item};`), weight: 1 },
  {
    arbitrary: fc
      .tuple(fc.constantFrom(...FIELDS), value)
      .map(([field, item]) => `return { ...webhook, get ${field}() { return ${item}; } };`),
    weight: 2,
  },
);
/** What ends at a limit, each of which costs a thread and as much time as twenty others: few of them. */
const endless = fc.constantFrom(
  ENDLESS_WORLD,
  ...[
    'for (;;) {}',
    'while (true) { try { throw 1; } catch {} }',
    'const f = () => f() + 1; f();',
    'JSON.stringify(webhook, function f() { return f(); });',
  ],
  ...[
    'const all = []; for (;;) all.push("x".repeat(1e6) + all.length);',
    'const all = []; for (;;) all.push(new ArrayBuffer(4e6));',
  ],
  ...[
    '/^(a+)+$/.test("a".repeat(40) + "b");',
    'const again = () => Promise.resolve().then(again); await again();',
    'new Array(1e9) + "";',
  ],
);
const statement = fc.oneof(
  { arbitrary: ordinary, weight: 5 },
  { arbitrary: assignment, weight: 6 },
  { arbitrary: world, weight: 4 },
  { arbitrary: value.map((item) => `try { String(${item}); } catch (error) { webhook.payload = error; }`), weight: 1 },
);
const broken = fc.constantFrom(
  '',
  'function handler(',
  'export default handler',
  'import "fs"',
  'const handler = 5;',
  'throw null;',
  'return 1',
  '#!',
);

/** Whole programs. */
export const programs: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: broken, weight: 8 },
  {
    arbitrary: fc
      .tuple(fc.array(world, { maxLength: 2 }), fc.boolean(), fc.array(statement, { maxLength: 4 }), ending)
      .map(([worlds, waits, statements, end]) => bodyOf(worlds, waits, [...statements, end])),
    weight: 391,
  },
  {
    arbitrary: fc
      .tuple(fc.array(statement, { maxLength: 2 }), endless, ending)
      .map(([statements, stuck, end]) => bodyOf([], true, [...statements, stuck, end])),
    weight: 1,
  },
);

const bodyOf = (worlds: readonly string[], waits: boolean, statements: readonly string[]) =>
  `${worlds.join('\n')}\n${waits ? 'async ' : ''}function handler(webhook) {\n${statements.map((one) => `{ ${one} }`).join('\n')}\n}`;

export const WEBHOOK = { method: 'POST', url: 'https://a.example/', payload: { a: 1 }, eventType: 'x', headers: {} };

const ERRORS: readonly string[] = [
  ...['CODE_ERROR', 'CODE_EXPORTS', 'CODE_IMPORTS', 'CODE_UNREADABLE'],
  ...['HANDLER_BROKE_SANDBOX', 'HANDLER_MISSING', 'HANDLER_NEVER_SETTLES', 'HANDLER_RETURNED'],
  ...['HANDLER_TOO_BIG', 'HANDLER_TOO_RECURSIVE', 'HANDLER_TOO_SLOW'],
  ...['METHOD_UNSENDABLE', 'PAYLOAD_MISSING', 'RETURN_TOO_DEEP', 'RETURN_TOO_LARGE', 'URL_UNSENDABLE'],
];

/** The name of what became of a run; the code of its error, where it has one. */
export const outcomeOf = ({ error, cancelled, unchanged }: TransformationResult): string =>
  error?.code ?? (cancelled ? 'CANCELLED' : unchanged ? 'UNCHANGED' : 'CHANGED');

/** What is not as those who call the sandbox rely on; empty where all is. */
export function faultsOf(result: TransformationResult): string[] {
  const { ok, fault, error, url: to, method: by, payload, headers: sent, cancelled } = result;
  const is = (what: string, holds: boolean) => (holds ? [] : [what]);
  const goes = ok && !cancelled;
  return [
    ...is('ok exactly where there is no error', ok === (error === null)),
    ...is('the fault is the code’s', fault === (ok ? null : 'code')),
    ...is('the outcome has a name', error === null || ERRORS.includes(error.code)),
    ...is('the error is a sentence', error === null || /^Your .{10,500}$/s.test(resultInEnglish(result).error ?? '')),
    ...is(
      'url and method where it goes out',
      [to, by].every((one) => (typeof one === 'string') === goes),
    ),
    ...is('no payload where nothing goes out', goes || payload === null),
    ...is('a payload that can be written', typeof writeExactly(payload) === 'string'),
    ...is(
      'headers are texts',
      Object.values(sent ?? {}).every((one) => typeof one === 'string'),
    ),
  ];
}
