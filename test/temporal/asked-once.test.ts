// A connection that only asks is closed while its question has failed, and nothing of it is left: a question that the SDK repeated
// after the close would throw where nobody catches it, and end the process.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { TemporalInspection } from '../../src/temporal/inspection.js';
import { TemporalProbe } from '../../src/temporal/temporal-probe.js';
import { keptLog } from '../support/log.js';

/** Longer than the SDK waits before it asks again for the first time, and for the second. */
const REPEATED_MS = 800;
/** Shorter than that. */
const FAILED_MS = 60;

async function closedAfter(asked: Promise<unknown>, close: () => Promise<void>): Promise<void> {
  const settled = asked.catch((error: unknown) => error);
  await sleep(FAILED_MS);
  await close();
  await settled;
  await sleep(REPEATED_MS);
}

it('a probe whose Temporal is away is closed', async () => {
  const probe = new TemporalProbe({ address: '127.0.0.1:1', namespace: 'default' }, keptLog('warn').log);
  const asked = probe.answers();
  await closedAfter(asked, () => probe.close());
  expect(await asked).toBe(false);
});

it('a doctor is done while Temporal, which it had reached, goes away', async () => {
  const [host, port] = (process.env.TEST_TEMPORAL_ADDRESS as string).split(':');
  const sockets = new Set<Socket>();
  const between = createServer((near) => {
    const far = connect(Number(port), host);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(between.address() as AddressInfo).port}`;
  const inspection = await TemporalInspection.open({ address, namespace: 'default', taskQueue: 'nobody' });
  expect(await inspection.isServing()).toBe(true);
  const gone = new Promise((resolve) => between.close(resolve));
  for (const socket of sockets) socket.destroy();
  await gone;
  await closedAfter(inspection.isServing(), () => inspection.close());
  await expect(inspection.isServing()).rejects.toThrow();
});
