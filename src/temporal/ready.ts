/** Waits until a Temporal server that was just started is ready. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';

const CONNECT_WAIT_MS = 60_000;
const POLL_MS = 50;

/** It is on this machine, whatever proxy HTTP_PROXY names. */
const onThisMachine = (address: string) => ({
  address,
  connectTimeout: CONNECT_WAIT_MS,
  channelArgs: { 'grpc.enable_http_proxy': 0 },
});

export interface Awaited {
  address: string;
  namespace: string;
  /** The search attributes that it must have. */
  names: readonly string[];
  signal: AbortSignal;
}

/** Whether the server at the address has this namespace; false also where none answers. */
export async function hasNamespace(address: string, namespace: string): Promise<boolean> {
  const connection = await Connection.connect(onThisMachine(address)).catch(() => null);
  try {
    await connection?.workflowService.describeNamespace({ namespace });
    return connection !== null;
  } catch {
    return false;
  } finally {
    await connection?.close();
  }
}

/** Resolves when the namespace has these search attributes, or when the signal aborts. */
export async function awaitSearchAttributes({ address, namespace, names, signal }: Awaited): Promise<void> {
  const connection = await Connection.connect(onThisMachine(address));
  try {
    while (!signal.aborted) {
      const known = await connection.operatorService.listSearchAttributes({ namespace }).then(
        ({ customAttributes }) => Object.keys(customAttributes),
        (): string[] => [],
      );
      if (names.every((name) => known.includes(name))) return;
      await sleep(POLL_MS);
    }
  } finally {
    await connection.close();
  }
}
