/** Under a stream of hints something is asked for anew at most this often, milliseconds. */
import { useEffect, useEffectEvent, useRef } from 'react';

const AT_MOST_EVERY_MS = 2_000;

/** @returns calls `act` a while later, once for all calls until then */
export function useSoon(act: () => void): () => void {
  const call = useEffectEvent(act);
  const waiting = useRef<number | undefined>(undefined);
  const due = useRef(false);
  useEffect(() => {
    waiting.current = window.setInterval(() => {
      if (!due.current) return;
      due.current = false;
      call();
    }, AT_MOST_EVERY_MS);
    return () => window.clearInterval(waiting.current);
  }, []);
  return () => {
    due.current = true;
  };
}
