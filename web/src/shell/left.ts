/** What stands around every page stays where somebody goes to another one, by the browser's Back, too; what is open in it does not. */
import { useLocation } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';

/** @param close is called on each page, once. */
export function useLeft(close: () => void): void {
  const { pathname } = useLocation();
  const call = useEffectEvent(close);
  // biome-ignore lint/correctness/useExhaustiveDependencies: somebody went to another page
  useEffect(() => call(), [pathname]);
}
