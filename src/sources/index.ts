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

export const RECONCILED_KINDS: readonly ReconciledKind[] = (Object.keys(SOURCE_KINDS) as SourceKind[]).filter(
  hasProviderApi,
);

/** The kind that a row names; null where there is none such, or the source is gone and with it its kind. */
export const findSourceKind = (name: string | null): SourceKind | null =>
  name !== null && Object.hasOwn(SOURCE_KINDS, name) ? (name as SourceKind) : null;

/** See `recordUrl` of a kind. */
export function providerUrl(kindName: string | null, record: RecordToShow): string | null {
  const kind = findSourceKind(kindName);
  return (kind && sourceKindOf(kind).recordUrl?.(record)) ?? null;
}

/** What a kind of source can do, whichever it is. */
export const sourceKindOf = (kind: SourceKind): SourceKindEntry => SOURCE_KINDS[kind];
