/** One clock for all that counts down: it ticks once a second while somebody looks, and goes by the server's time. */
import { useSyncExternalStore } from 'react';

let offset = 0;
let now = Date.now();
let ticking: number | undefined;
const listeners = new Set<() => void>();

/** `serverTime`: ISO 8601, as just answered. */
export function setServerTime(serverTime: string): void {
  offset = Date.parse(serverTime) - Date.now();
  tick();
}

/** Epoch milliseconds by the server's clock, for what is asked once. */
export const serverNow = (): number => Date.now() + offset;

function tick(): void {
  now = serverNow();
  for (const listener of listeners) listener();
}

function onTick(listener: () => void): () => void {
  listeners.add(listener);
  ticking ??= window.setInterval(tick, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(ticking);
    ticking = undefined;
  };
}

/** Epoch milliseconds, new every `everyMs`: what shows minutes need not be drawn each second. */
export function useNow(everyMs = 1_000): number {
  return useSyncExternalStore(onTick, () => Math.floor(now / everyMs) * everyMs);
}
