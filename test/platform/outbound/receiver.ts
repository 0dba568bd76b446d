// Real servers on loopback for the outbound tests.
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';

const open: { server: Server; sockets: Set<Socket> }[] = [];

/** Starts `server` on a free port of 127.0.0.1 and answers the port; `closeReceivers` ends it. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ server, sockets });
  return (server.address() as AddressInfo).port;
}

/** An HTTP server; answers its port. */
export function receiver(answer: RequestListener): Promise<number> {
  return listen(createHttpServer(answer));
}

/** A bare TCP server, for what no HTTP server would do; answers its port. */
export function tcpReceiver(onConnection: (socket: Socket) => void): Promise<number> {
  return listen(createTcpServer(onConnection));
}

/** Lets all receivers read to the end and answers how many connections the client then still holds. */
export async function heldConnections(): Promise<number> {
  const held = () => open.flatMap(({ sockets }) => [...sockets]);
  for (let i = 0; i < 50 && held().length > 0; i++) {
    for (const socket of held()) socket.resume();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return held().length;
}

/** Ends all receivers; for `afterEach`. */
export async function closeReceivers(): Promise<void> {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}
