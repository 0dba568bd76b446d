// Ports of the embedded servers, on 127.0.0.1 only.
import { connect, createServer } from 'node:net';

/** True if we could listen on this port of 127.0.0.1 now. */
export function isPortFree(port: number): Promise<boolean> {
  return listen(port).then(
    () => true,
    () => false,
  );
}

/** A port of 127.0.0.1 that nobody listens on now: the wanted one if it is free, else one that the system picks. */
export function freePort(wanted?: number): Promise<number> {
  return wanted === undefined ? listen(0) : listen(wanted).catch(() => listen(0));
}

/** True if somebody answers on this port of 127.0.0.1; unlike `isPortFree` it can't get in the way of who wants to listen. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function listen(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
