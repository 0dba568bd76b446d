/** The app begins: words first, and the first question is on its way before anything is drawn. */
import './styles.js';
import './shell/install.js';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { sayIfNew } from './chunk.js';
import { client } from './data/client.js';
import { session } from './data/session.js';
import { complain } from './parts/saved.js';
import { router } from './routes.js';
import { ShellDocument } from './shell/shell.generated.js';
import { theme } from './theme.js';
import { loadWords } from './words/t.js';

/** Styles that are made at run time carry it (the policy of src/api/pages/app.route.ts). */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// What keeps the page still behind a dialog (get-nonce, by way of the components) looks for it there.
Object.assign(globalThis, { __webpack_nonce__: nonce });

async function begin(root: HTMLElement): Promise<void> {
  await Promise.all([loadWords(document.documentElement.lang), session.followLink()]);
  const shell = client.query(ShellDocument, {}).toPromise();
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
        <Provider value={client}>
          {/* Above dialogs (200), below menus (300): who opens one at the foot of the window wants to read it. */}
          <Notifications position="bottom-right" limit={3} zIndex={250} />
          <RouterProvider router={router} />
        </Provider>
      </MantineProvider>
    </StrictMode>,
  );
  sayIfNew();
  const refusal = session.refusal();
  if (refusal !== null && (await shell).data) complain(refusal);
}

const root = document.getElementById('root');
if (root) void begin(root);
