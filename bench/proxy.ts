/** A load balancer as small as it can be: round robin among those whose `/readyz` says yes; connections are passed on as they are. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Target {
  /** Where it listens. */
  port: number;
  /** Where its `/readyz` is. */
  operationsPort: number;
}

/** As seldom as a careful load balancer asks. */
const LOOK_EVERY_MS = 1_000;

export async function startProxy(targets: readonly Target[]): Promise<{ url: string; close(): Promise<void> }> {
  const ready = new Set(targets);
  const silent = new Set<Target>();
  const sockets = new Set<Socket>();
  let turn = 0;
  const look = async (target: Target) => {
    const url = `http://127.0.0.1:${target.operationsPort}/readyz`;
    const ok = await fetch(url, { signal: AbortSignal.timeout(LOOK_EVERY_MS) }).then(
      (answer) => answer.ok,
      () => null,
    );
    // One look without an answer may be a busy machine.
    const isOut = ok === false || (ok === null && silent.has(target));
    if (ok === null) silent.add(target);
    else silent.delete(target);
    if (ok) ready.add(target);
    else if (isOut) ready.delete(target);
  };
  const looking = setInterval(() => void targets.forEach((target) => void look(target)), LOOK_EVERY_MS);
  const server = createServer((client) => {
    const able = [...ready];
    const target = able[turn++ % Math.max(able.length, 1)];
    if (!target) return void client.destroy();
    const behind = connect(target.port, '127.0.0.1');
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    clearInterval(looking);
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
