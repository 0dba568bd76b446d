/** `npm run send` where there is nothing to send to; that it sends is seen in run.test.ts. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProcess } from '../support/processes.js';

const PROGRAM = fileURLToPath(new URL('../../src/tocsin.js', import.meta.url));
let folder = '';

async function send(...args: string[]): Promise<{ code: number | null; said: string }> {
  const { ended, output } = startProcess([PROGRAM, 'send', ...args], { cwd: folder, env: {} });
  const code = await ended;
  return { code, said: output() };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-send-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('npm run send', () => {
  it('lists with --help what can be sent, but for what Tocsin says itself', async () => {
    const { code, said } = await send('--help');
    expect(code).toBe(0);
    expect(said).toMatch(/^npm run send -- <event type>/);
    for (const type of ['payment.failed', 'subscription.update_payment_method']) expect(said).toContain(type);
    expect(said).not.toContain('tocsin.');
    expect(Math.max(...said.split('\n').map((line) => line.length))).toBeLessThan(130);
  });

  it('says what may have been meant', async () => {
    expect(await send('paymnt.failed')).toEqual({
      code: 64,
      said: 'There is no event type "paymnt.failed"; did you mean payment.failed?\n',
    });
    expect((await send('zzz')).said).toBe('There is no event type "zzz"; npm run send -- --help lists them.\n');
    expect((await send('--hlp')).said).toBe('There is no option --hlp; npm run send -- --help says what there is.\n');
  });

  it('says what is missing', async () => {
    expect((await send()).said).toMatch(/^Say which event: npm run send -- payment.failed\n/);
    for (const known of ['payment.failed', 'payment_intent.payment_failed'])
      expect(await send(known)).toEqual({
        code: 1,
        said: 'Nothing was started here yet: run "npm start" in another terminal first.\n',
      });
  });
});
