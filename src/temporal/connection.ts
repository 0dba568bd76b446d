/** The worker's connection to Temporal. TLS and an API key come by Temporal's own settings (`TEMPORAL_…`, envconfig). */
import { setTimeout as sleep } from 'node:timers/promises';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection } from '@temporalio/worker';
import { CONNECT_LIMIT_MS } from '../platform/connect-limit.js';
import { EXIT, FatalError } from '../platform/exit-codes.js';
import { temporalFault } from './temporal-faults.js';

/**
 * The SDK itself waits for ever for a server that takes the connection and never answers.
 * @throws a FatalError with the way out where nothing listens, or where nothing answers within `limitMs`.
 */
export async function connectToTemporal(address: string, limitMs = CONNECT_LIMIT_MS): Promise<NativeConnection> {
  const { connectionOptions } = loadClientConnectConfig();
  const connecting = NativeConnection.connect({ ...connectionOptions, address, grpcCompression: { codec: 'none' } });
  const waiting = new AbortController();
  const late = sleep(limitMs, null, { signal: waiting.signal }).catch(() => null);
  const connection = await Promise.race([connecting, late])
    .catch((error: unknown) => {
      throw temporalFault(error, { address, namespace: '' });
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
