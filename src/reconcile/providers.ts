/** Whose API can be swept, by the kind of source. A new one is one file and one line here. */
import type { SourceKind } from '../ingest/sources/index.js';
import { dodoProvider } from './dodo.js';
import type { Provider } from './provider.js';
import { stripeProvider } from './stripe.js';

export const PROVIDERS = { DODO: dodoProvider, STRIPE: stripeProvider } as const satisfies Partial<
  Record<SourceKind, Provider>
>;

export type SweptKind = keyof typeof PROVIDERS;

/** Where each API lies, without a slash at the end. */
export type ProviderUrls = Readonly<Record<SweptKind, string>>;

export const isSwept = (kind: SourceKind): kind is SweptKind => Object.hasOwn(PROVIDERS, kind);
