/** The sandbox's threads: order, sameness of retries, zones, closing. */
import { execFileSync } from 'node:child_process';
import { NoPlaceFree } from '../../../src/platform/fair-share.js';
import { Sandbox, type TransformationInput } from '../../../src/platform/sandbox/sandbox.js';

const MODULE = new URL('../../../src/platform/sandbox/sandbox.js', import.meta.url).href;
const job = (expression: string, more: Partial<TransformationInput> = {}): TransformationInput => ({
  code: `function handler(webhook) { webhook.payload = ${expression}; return webhook }`,
  webhook: { method: 'POST', url: 'https://a.example/', payload: {}, eventType: 'x', headers: {} },
  ...more,
});

/** The payload of a run in a Node process of its own. */
function inProcess(expression: string, options: string[], env: Record<string, string>): unknown {
  const script = `const { Sandbox } = await import(${JSON.stringify(MODULE)});
    const sandbox = new Sandbox();
    const { payload } = await sandbox.run(${JSON.stringify(job(expression))});
    console.log(JSON.stringify(payload));
    await sandbox.close();`;
  const all = [...options, '--input-type=module', '-e', script];
  return JSON.parse(execFileSync(process.execPath, all, { env, encoding: 'utf8' }));
}

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox({ threads: 1 });
});
afterEach(() => sandbox.close());

it('gives the same bytes for the same delivery, others for another', async () => {
  const code = '[Date.now(), new Date(), Date(), Math.random(), Math.random(), typeof performance]';
  const first = await sandbox.run(job(code, { now: 1_793_772_619_000, seed: 'dlv_1' }));
  const second = await sandbox.run(job(code, { now: 1_793_772_619_000, seed: 'dlv_1' }));
  const other = await sandbox.run(job(code, { now: 1_793_772_619_000, seed: 'dlv_2' }));
  const [now, iso, , random, again, performance] = first.payload as unknown[];
  expect([now, iso, performance]).toEqual([1_793_772_619_000, '2026-11-04T06:10:19.000Z', 'undefined']);
  expect(second.payload).toEqual(first.payload);
  expect(random).not.toBe(again);
  expect((other.payload as unknown[])[3]).not.toBe(random);
});

it('shows the real time unless told another', async () => {
  const before = Date.now();
  const { payload } = await sandbox.run(job('Date.now()'));
  expect(payload).toBeGreaterThanOrEqual(before);
  expect(payload).toBeLessThanOrEqual(Date.now());
});

it('serves runs in the order in which they came, past one that is killed', async () => {
  const ended: number[] = [];
  const codes = ['1', 'new Array(1e9) + ""', '3', '(() => { for (;;); })()', '5'];
  const results = await Promise.all(
    codes.map(async (code, index) => {
      const result = await sandbox.run(job(code));
      ended.push(index);
      return result.ok;
    }),
  );
  expect(ended).toEqual([0, 1, 2, 3, 4]);
  expect(results).toEqual([true, false, true, false, true]);
});

describe('shared by businesses', () => {
  const endless = job('(() => { for (;;); })()');
  const reasonOf = (error: unknown) => (error instanceof NoPlaceFree ? error.reason.code : error);

  it('one that asks for thirty endless runs waits behind itself: the run of another comes after one of them', async () => {
    const shared = new Sandbox({ threads: 1, queueing: { waitingPerBusiness: 6, waitMs: 60_000 } });
    const ended: string[] = [];
    const flood = Array.from({ length: 30 }, () =>
      shared.run(endless, 'flood').then(
        () => ended.push('flood'),
        (error) => reasonOf(error),
      ),
    );
    const other = shared.run(job('1'), 'other').then(() => ended.push('other'));
    await other;
    expect(ended).toEqual(['flood', 'other']);
    const refused = (await Promise.all(flood)).filter((reason) => reason === 'SANDBOX_BUSY');
    // One runs and six wait.
    expect(refused).toHaveLength(23);
    await shared.close();
  });

  it('who waits too long is told so, and the next one is served', async () => {
    const shared = new Sandbox({ threads: 1, queueing: { waitingPerBusiness: 6, waitMs: 20 } });
    await shared.run(job('1'), 'one');
    const long = shared.run(endless, 'one');
    expect(reasonOf(await shared.run(job('1'), 'two').catch((error) => error))).toBe('SANDBOX_BUSY');
    expect((await long).error?.code).toBe('HANDLER_TOO_SLOW');
    expect((await shared.run(job('1'), 'two')).ok).toBe(true);
    await shared.close();
  });
});

it('runs as many at once as it has threads', async () => {
  const two = new Sandbox({ threads: 2 });
  const ended: string[] = [];
  const run = (name: string, code: string) => two.run(job(code)).then(() => ended.push(name));
  await Promise.all([run('long', 'new Array(1e9) + ""'), run('short', '1')]);
  expect(ended).toEqual(['short', 'long']);
  await two.close();
});

it('rejects what is under way or waits when it is closed, and leaves no thread behind', async () => {
  const settled = Promise.allSettled(['new Array(1e9) + ""', '2', '3'].map((code) => sandbox.run(job(code))));
  await new Promise((resolve) => setTimeout(resolve, 300));
  await sandbox.close();
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await expect(sandbox.run(job('1'))).rejects.toThrow('The sandbox is closed');
});

it('closes in the very moment of a start', async () => {
  const run = sandbox.run(job('1'));
  const refused = expect(run).rejects.toThrow('The sandbox is closed');
  await sandbox.close();
  await refused;
});

it.each(['Asia/Tokyo', 'America/New_York'])('speaks UTC on a machine in %s', (TZ) => {
  const expression =
    '[new Date(0).getHours(), new Date(0).toLocaleString(), new Date(1970, 0, 1).getTime(), String(new Date(0))]';
  expect(inProcess(expression, [], { TZ })).toEqual([
    0,
    '1/1/1970, 12:00:00 AM',
    0,
    'Thu Jan 01 1970 00:00:00 GMT+0000',
  ]);
});

it('takes nothing into its threads that the parent preloads', () => {
  const preload = 'import { isMainThread } from "node:worker_threads"; if (!isMainThread) throw Error("preloaded")';
  expect(inProcess('1', ['--import', `data:text/javascript,${encodeURIComponent(preload)}`], {})).toBe(1);
});

it('refuses to be without threads', () => {
  expect(() => new Sandbox({ threads: 0 })).toThrow('at least one thread');
});
