/** Whose API can be swept, by the kind of source. A new one is one file and one line here. */

import { dodoProvider } from './dodo/api.js';
import type { SourceKind } from './index.js';
import type { Provider } from './provider-api.js';
import { stripeProvider } from './stripe/api.js';

export const PROVIDERS = { DODO: dodoProvider, STRIPE: stripeProvider } as const satisfies Partial<
  Record<SourceKind, Provider>
>;

export type ReconciledKind = keyof typeof PROVIDERS;

/** Where each API lies, without a slash at the end. */
export type ProviderUrls = Readonly<Record<ReconciledKind, string>>;

export const hasProviderApi = (kind: SourceKind): kind is ReconciledKind => Object.hasOwn(PROVIDERS, kind);
