/** The pages of `pages.ts` that are there. */
import type { ComponentType } from 'react';
import { PAGES, type PageEntry } from './pages.js';

const FOUND = import.meta.glob<{ default: ComponentType }>('./pages/*/Page.tsx');

export const loaderOf = ({ name }: PageEntry) => FOUND[`./pages/${name}/Page.tsx`];

export const BUILT: readonly PageEntry[] = PAGES.filter(loaderOf);
