/** For what the stream has no hints of, such as settings that a colleague changes: asked for anew while somebody looks. */
import { useEffect, useEffectEvent } from 'react';

const FRESH_MS = 10_000;

/** Calls `ask` every 10 s while the window is looked at; not behind an open dialog, which was opened for what stands there. */
export function useFresh(ask: () => void): void {
  const call = useEffectEvent(() => {
    if (document.visibilityState === 'visible' && !document.querySelector('[role=dialog]')) ask();
  });
  useEffect(() => {
    const timer = window.setInterval(() => call(), FRESH_MS);
    return () => window.clearInterval(timer);
  }, []);
}
