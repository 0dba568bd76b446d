/**
 * A live log that never moves a row under its reader: it shows what was there at one moment, and what came since waits behind a
 * count. Each step of the browser's history keeps its moment, so that going back finds the list as it was left.
 */
import { useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { serverNow } from '../now.js';

const moments = new Map<string, number>();

/** @returns until when rows are shown, ISO 8601, and how to move that moment to now */
export function useWindow(): [until: string, renew: () => void] {
  const step = useRouterState({ select: ({ location }) => location.state.__TSR_key ?? location.href });
  const [, redraw] = useState(0);
  const known = moments.get(step) ?? serverNow();
  moments.set(step, known);
  const renew = () => {
    moments.set(step, serverNow());
    redraw((count) => count + 1);
  };
  return [new Date(known).toISOString(), renew];
}
