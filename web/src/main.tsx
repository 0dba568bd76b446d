/** The app begins: words first, and the first question is on its way before anything is drawn. */
import './styles.js';
import './shell/install.js';
import { MantineProvider } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { type ComponentType, lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { sayIfNew } from './chunk.js';
import { client } from './data/client.js';
import { session } from './data/session.js';
import { sleep } from './data/sleep.js';
import { complain } from './parts/saved.js';
import { router } from './routes.js';
import { ShellDocument } from './shell/shell.generated.js';
import { theme } from './theme.js';
import { loadWords } from './words/t.js';

/** Styles that are made at run time carry it (the policy of src/api/pages/app.route.ts). */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// What keeps the page still behind a dialog (get-nonce, by way of the components) looks for it there.
Object.assign(globalThis, { __webpack_nonce__: nonce });

const [LATEST_MS, AGAIN_MS] = [2_000, 5_000];
// Safari has no other way.
const idle = () =>
  'requestIdleCallback' in window
    ? new Promise((resolve) => requestIdleCallback(resolve, { timeout: LATEST_MS }))
    : sleep(LATEST_MS / 2);

/** Not needed for the first page: what is said earlier waits. Where it does not come, it is asked for again. */
const Sayings = lazy(async () => {
  await idle();
  return loadSayings();
});

async function loadSayings(): Promise<{ default: ComponentType }> {
  try {
    return await import('./shell/Sayings.js');
  } catch {
    await sleep(AGAIN_MS);
    return loadSayings();
  }
}

async function begin(root: HTMLElement): Promise<void> {
  await Promise.all([loadWords(document.documentElement.lang), session.followLink()]);
  const shell = client.query(ShellDocument, {}).toPromise();
  // It was slow, and said that it does not come.
  document.getElementById('not-loaded')?.remove();
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
        <Provider value={client}>
          <Suspense>
            <Sayings />
          </Suspense>
          <RouterProvider router={router} />
        </Provider>
      </MantineProvider>
    </StrictMode>,
  );
  sayIfNew();
  const refusal = session.refusal();
  if (refusal !== null && (await shell).data) complain(refusal);
}

/** As its styles have it (`.begins`): without them it would be a heap of words, and says that it is not loaded. */
const hasStyles = ({ firstElementChild: name }: HTMLElement): boolean =>
  name === null || getComputedStyle(name).display === 'flex';

const root = document.getElementById('root');
if (root && !hasStyles(root)) throw new Error('The styles did not come.');
if (root) void begin(root);
