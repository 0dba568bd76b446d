import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { newId } from '../../src/platform/new-id.js';
import { RunStarter } from '../../src/temporal/starter.js';
it('x', async () => {
  const [host, port] = (process.env.TEST_TEMPORAL_ADDRESS as string).split(':');
  let mute = false;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const other = connect(Number(port), host);
    for (const one of [socket, other]) { sockets.add(one); one.on('error', () => undefined); }
    socket.on('data', (d) => { if (!mute) other.write(d); });
    other.on('data', (d) => { if (!mute) socket.write(d); });
    socket.on('close', () => other.destroy());
  });
  await new Promise<void>((r) => server.listen(0, '127.0.0.1', r));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connection = await NativeConnection.connect({ address });
  const client = new Client({ connection });
  const starter = new RunStarter(client, { namespace: 'default', taskQueue: 'nobody-x', eager: false });
  const ev = () => [{ id: newId('event'), businessId: newId('business'), eventType: 'payment.failed', entityId: null }];
  let t = Date.now();
  process.stderr.write(`${JSON.stringify(await starter.startNotify(ev()))} ${Date.now() - t}\n`);
  mute = true; t = Date.now();
  process.stderr.write(`${JSON.stringify(await starter.startNotify(ev()))} ${Date.now() - t}\n`);
  t = Date.now();
  process.stderr.write(`${await Promise.race([NativeConnection.connect({ address }).then(() => 'connected', String), new Promise((r) => setTimeout(() => r('STILL WAITING'), 30_000))])} ${Date.now() - t}\n`);
  for (const s of sockets) s.destroy();
  server.close();
  await connection.close().catch(() => undefined);
}, 90_000);
