/** Whatever comes back from the sandbox is judged: a result with a sentence or a payload that can be sent, never an error of ours. */
import fc from 'fast-check';
import type { TransformationResult } from '../../../src/platform/sandbox/handler-run.js';
import { judgeRun } from '../../../src/platform/sandbox/outcome.js';
import { Sandbox } from '../../../src/platform/sandbox/sandbox.js';
import { inEnglish, resultInEnglish } from '../../support/reasons.js';
import { faultsOf, programs, WEBHOOK, WORLDS } from '../../support/sandbox-programs.js';

const sandbox = new Sandbox({ threads: 1 });
afterAll(() => sandbox.close());

const run = (code: string): Promise<TransformationResult> => sandbox.run({ code, webhook: WEBHOOK, seed: 'same' });
const expectJudged = (result: TransformationResult) => expect(faultsOf(result)).toEqual([]);

it.each(WORLDS)('a handler that returns the event after %s', async (world) => {
  expectJudged(await run(`${world}\nfunction handler(webhook) { webhook.payload = { text: "hi" }; return webhook; }`));
  expectJudged(await run(`function handler(webhook) { ${world}\nreturn webhook; }`));
  expectJudged(await run(`function handler(webhook) { ${world}\nthrow new Error("e"); }`));
});

/** A share of what `npm run fuzz` does. */
it('programs made of anything', async () => {
  await fc.assert(
    fc.asyncProperty(programs, async (code) => expectJudged(await run(code))),
    { numRuns: 200, seed: 20_261_128 },
  );
  expect(await run('function handler(webhook) { return webhook; }')).toMatchObject({ ok: true, unchanged: true });
}, 120_000);

it.each(['null', '5', '[]', '{}', '{"kind":5}', 'no JSON', '', '"object"'])(
  'a report of %j, which only code that broke its sandbox could make',
  (output) => {
    const job = { code: '', webhook: '', exact: [], mark: 'm', now: 0, seed: 1, softLimitMs: 50 };
    const report = { output, failure: null, console: [], consoleDropped: 0, durationMs: 1 };
    const result = judgeRun(WEBHOOK, job, report);
    expectJudged(result);
    expect(resultInEnglish(result).error).toBe('Your handler broke the sandbox that it ran in and was stopped.');
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

describe('what a handler sets as headers', () => {
  const sent = async (changes: string) => {
    const { method, headers, error, warnings } = await run(
      `function handler(webhook) { webhook.payload = {}; ${changes}; return webhook; }`,
    );
    return error ? error.code : [method, headers, warnings.map(({ code }) => code)];
  };

  it('may be a count, a yes or a Map', async () => {
    const headers = { 'x-count': '3', 'x-ok': 'true' };
    expect(await sent(`webhook.headers = { 'x-count': 3, 'x-ok': true }`)).toEqual(['POST', headers, []]);
    expect(await sent(`webhook.headers = new Map([['x-count', 3], ['x-ok', true]])`)).toEqual(['POST', headers, []]);
    expect(await sent(`webhook.headers = { 'x-ok': true, 'x-none': null, 'x-list': [1] }`)).toEqual([
      'POST',
      { 'x-ok': 'true' },
      ['HEADERS_UNSENDABLE'],
    ]);
  });
});
