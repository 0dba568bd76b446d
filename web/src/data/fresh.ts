/** For what the stream has no hints of, such as settings that a colleague changes: asked for anew while somebody looks. */
import { useEffect, useEffectEvent } from 'react';

const FRESH_MS = 10_000;

/** Calls `ask` when the window is looked at again, and every 10 s while it is; not behind an open dialog, which was opened for what stands there. */
export function useFresh(ask: () => void): void {
  const call = useEffectEvent(() => {
    if (document.visibilityState === 'visible' && !document.querySelector('[role=dialog]')) ask();
  });
  useEffect(() => {
    const again = () => call();
    const timer = window.setInterval(again, FRESH_MS);
    document.addEventListener('visibilitychange', again);
    window.addEventListener('focus', again);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', again);
      window.removeEventListener('focus', again);
    };
  }, []);
}
