/** The browser's offer to install the app; it comes once, early, and is kept for the page that has the button. */
import { useSyncExternalStore } from 'react';

interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

let offer: InstallOffer | null = null;
const listeners = new Set<() => void>();

function keepOffer(next: InstallOffer | null): void {
  offer = next;
  for (const listener of listeners) listener();
}

window.addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  keepOffer(event as InstallOffer);
});
window.addEventListener('appinstalled', () => keepOffer(null));

/** Null where the browser makes no offer: it cannot, or the app is installed. */
export function useInstallOffer(): (() => Promise<void>) | null {
  const there = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offer,
  );
  if (!there) return null;
  return async () => {
    await there.prompt();
    keepOffer(null);
  };
}
