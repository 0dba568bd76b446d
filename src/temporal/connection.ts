/** The worker's connection to Temporal. TLS and an API key come by Temporal's own settings (connect-settings.ts). */
import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection } from '@temporalio/worker';
import { CONNECT_LIMIT_MS } from '../platform/connect-limit.js';
import { EXIT, FatalError } from '../platform/exit-codes.js';
import { temporalConnectSettings } from './connect-settings.js';
import { connectingFault } from './tls-look.js';

/**
 * The SDK itself waits for ever for a server that takes the connection and never answers.
 * @throws a FatalError with the way out where nothing listens, or where nothing answers within `limitMs`.
 */
export async function connectToTemporal(address: string, limitMs = CONNECT_LIMIT_MS): Promise<NativeConnection> {
  const settings = temporalConnectSettings();
  const connecting = NativeConnection.connect({ ...settings, address, grpcCompression: { codec: 'none' } });
  const waiting = new AbortController();
  const late = sleep(limitMs, null, { signal: waiting.signal }).catch(() => null);
  const connection = await Promise.race([connecting, late])
    .catch(async (error: unknown) => {
      throw await connectingFault(error, { address, namespace: '' }, !settings.tls);
    })
    .finally(() => waiting.abort());
  if (connection) return connection;
  connecting.then(
    (unwanted) => unwanted.close(),
    () => undefined,
  );
  throw new FatalError(
    `Temporal at ${address} cannot be reached now: it does not answer within ${limitMs / 1_000} s. If it never comes, look at TEMPORAL_ADDRESS.`,
    EXIT.temporary,
  );
}
