// A Temporal that takes connections and never answers holds up nobody: neither the relay nor the start of a worker.
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Client } from '@temporalio/client';
import { newId } from '../../src/platform/new-id.js';
import { Metrics } from '../../src/platform/telemetry/metrics.js';
import { connectToTemporal } from '../../src/temporal/connection.js';
import { RunStarter } from '../../src/temporal/starter.js';

let server: Server;
let address: string;
let silent: boolean;
const sockets = new Set<Socket>();

/** Stands before the Temporal of the tests, and passes nothing on while it is silent. */
beforeEach(async () => {
  silent = false;
  const [host, port] = (process.env.TEST_TEMPORAL_ADDRESS as string).split(':');
  server = createServer((client) => {
    const temporal = connect(Number(port), host);
    for (const socket of [client, temporal]) sockets.add(socket.on('error', () => undefined));
    client.on('data', (bytes) => silent || temporal.write(bytes)).on('close', () => temporal.destroy());
    temporal.on('data', (bytes) => silent || client.write(bytes)).on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await new Promise((resolve) => server.close(resolve));
});

it('a start of a run is given up, and counts as Temporal being away', async () => {
  const connection = await connectToTemporal(address);
  const taskQueue = `nobody-${newId('event')}`;
  const starter = new RunStarter(new Client({ connection }), {
    namespace: 'default',
    taskQueue,
    eager: false,
    metrics: new Metrics(),
  });
  const start = () =>
    starter.startNotify([
      { id: newId('event'), businessId: newId('business'), eventType: 'payment.failed', entityId: null },
    ]);
  expect(await start()).toEqual({ kind: 'started' });
  silent = true;
  expect(await start()).toMatchObject({ kind: 'away' });
  await connection.close();
}, 20_000);

it('a connection is given up, with the setting to look at', async () => {
  silent = true;
  await expect(connectToTemporal(address, 500)).rejects.toThrow(
    `Temporal at ${address} cannot be reached now: it does not answer within 0.5 s. If it never comes, look at TEMPORAL_ADDRESS`,
  );
});
