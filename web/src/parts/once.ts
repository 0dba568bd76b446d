/** An act that is not begun anew while it goes on. */
import { useRef, useState } from 'react';

/** @returns `run`, which does nothing while an earlier call of it goes on, and whether one does */
export function useOnce<Arguments extends unknown[]>(act: (...args: Arguments) => Promise<unknown>) {
  const [busy, setBusy] = useState(false);
  const going = useRef(false);
  const run = async (...args: Arguments): Promise<void> => {
    if (going.current) return;
    going.current = true;
    setBusy(true);
    try {
      await act(...args);
    } finally {
      going.current = false;
      setBusy(false);
    }
  };
  return { busy, run };
}
