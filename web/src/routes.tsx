/** Every page of `pages.ts` that has a folder, loaded when it is first gone to. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { BUILT, loadPage } from './built.js';
import { ChunkMissing } from './chunk.js';
import { Fault } from './parts/Fault.js';
import { Loading } from './parts/Loading.js';
import { NotFound } from './shell/NotFound.js';
import { Shell } from './shell/Shell.js';
import { t } from './words/t.js';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) =>
    error instanceof ChunkMissing ? (
      <Fault sentence={t('fault.network')} code="NETWORK" retry={() => void ChunkMissing.retry()} />
    ) : (
      <Fault sentence={t('fault.page')} code={String(error)} retry={reset} />
    ),
});

/** What stands in the address after `?`, as text; each page says what it takes of it (parts/filters.ts). */
type SearchTexts = Record<string, string | undefined>;

const textsOf = (search: Record<string, unknown>): SearchTexts =>
  Object.fromEntries(Object.entries(search).map(([key, value]) => [key, String(value)]));

const routes = BUILT.map((page) =>
  createRoute({
    getParentRoute: () => root,
    path: page.path,
    validateSearch: textsOf,
    component: lazyRouteComponent(() => loadPage(page), 'default'),
  }),
);

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPreload: 'intent',
  // On a slow network, in place of the page before.
  defaultPendingComponent: () => <Loading rows={4} height={64} />,
  defaultPendingMs: 300,
  defaultPendingMinMs: 0,
  scrollRestoration: true,
  // Plain texts: `?status=FAILED`, never JSON.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const texts = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
    const text = new URLSearchParams(texts.map(([key, value]) => [key, String(value)])).toString();
    return text && `?${text}`;
  },
});
