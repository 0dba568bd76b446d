/** The pages of `pages.ts` that are there. */
import type { ComponentType } from 'react';
import { chunk } from './chunk.js';
import { PAGES, type PageEntry } from './pages.js';

const FOUND = import.meta.glob<{ default: ComponentType }>('./pages/*/Page.tsx');

const loaderOf = ({ name }: PageEntry) => FOUND[`./pages/${name}/Page.tsx`];

export const BUILT: readonly PageEntry[] = PAGES.filter(loaderOf);

export function loadPage(page: PageEntry): Promise<{ default: ComponentType }> {
  const load = loaderOf(page);
  if (!load) throw new Error(`There is no page ${page.name}.`);
  return chunk(load);
}
