/** Registry 2: where events can come from. A new kind is one file and one line here. */
import { dodo } from './dodo/webhook.js';
import { generic } from './generic.js';
import type { ProviderApiKind } from './provider-api.js';
import type { RecordToShow, SourceKindEntry } from './source-kind.js';
import { stripe } from './stripe/webhook.js';
import { tocsin } from './tocsin.js';

export const SOURCE_KINDS = { DODO: dodo, STRIPE: stripe, GENERIC: generic, TOCSIN: tocsin } as const satisfies Record<
  string,
  SourceKindEntry
>;

export type SourceKind = keyof typeof SOURCE_KINDS;

/** The kinds whose payment provider has an API that we ask. */
export type ReconciledKind = {
  [Kind in SourceKind]: (typeof SOURCE_KINDS)[Kind] extends { api: ProviderApiKind } ? Kind : never;
}[SourceKind];

/** Where each API lies, without a slash at the end. */
export type ProviderUrls = Readonly<Record<ReconciledKind, string>>;

export const hasProviderApi = (kind: SourceKind): kind is ReconciledKind => 'api' in SOURCE_KINDS[kind];

/** See `recordUrl` of a kind; null also where the source, and with it its kind, is gone. */
export function providerUrl(kind: string | null, record: RecordToShow): string | null {
  return (kind && Object.hasOwn(SOURCE_KINDS, kind) && sourceKindOf(kind as SourceKind).recordUrl?.(record)) || null;
}

/** What a kind of source can do, whichever it is. */
export const sourceKindOf = (kind: SourceKind): SourceKindEntry => SOURCE_KINDS[kind];
