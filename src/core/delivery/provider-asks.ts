/** The API of a payment provider as sending asks it: with the key of the source, shortly, and not at all while it is in trouble. */
import type { SecretBox } from '../../platform/secrets/secret-box.js';
import { findSourceKind, hasProviderApi, type ProviderUrls, SOURCE_KINDS } from '../../sources/index.js';
import type { ProviderApi } from '../../sources/provider-api.js';
import { contextOfApiKey } from '../sealing/contexts.js';

/** The source whose event it is. */
export interface AskedSource {
  id: string;
  kind: string;
  /** Null: it has none, and nobody is asked. */
  sealedApiKey: string | null;
}

export interface ProviderAsksDeps {
  box: SecretBox;
  urls: ProviderUrls;
  now: () => Date;
}

/** Of one call. A mail asks twice at most: for its address, then for all its names at once; an invoice's names are two calls. */
const ASK_MS = 3_000;
/** How long a source is left alone whose provider gave no answer. */
export const REST_MS = 60_000;
/** Sources, so that they cannot fill the memory. */
const REMEMBER_AT_MOST = 10_000;

export class ProviderAsks {
  /** By source: until when it is left alone. */
  private readonly resting = new Map<string, number>();

  constructor(private readonly deps: ProviderAsksDeps) {}

  /** Null where there is nobody to ask. @throws where the key cannot be opened */
  open({ id, kind, sealedApiKey }: AskedSource): ProviderApi | null {
    const known = findSourceKind(kind);
    if (known === null || sealedApiKey === null || !hasProviderApi(known)) return null;
    const key = this.deps.box.open(sealedApiKey, contextOfApiKey(id));
    return SOURCE_KINDS[known].api.open(key, this.deps.urls[known], ASK_MS);
  }

  isResting({ id }: AskedSource): boolean {
    return (this.resting.get(id) ?? 0) > this.deps.now().getTime();
  }

  rest({ id }: AskedSource): void {
    if (this.resting.size >= REMEMBER_AT_MOST) this.resting.clear();
    this.resting.set(id, this.deps.now().getTime() + REST_MS);
  }
}
