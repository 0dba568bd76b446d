/** Whether a port of 127.0.0.1 can be had. */
import { createServer } from 'node:net';

/**
 * True if we could listen on this port of 127.0.0.1 now.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export function isPortFree(port) {
  return listenOnce(port).then(
    () => true,
    () => false,
  );
}

/**
 * Listens for a moment; resolves with the port, which the system picks for 0.
 * @param {number} port
 * @returns {Promise<number>}
 */
export function listenOnce(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
