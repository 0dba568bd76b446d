/**
 * What the things that customers bought are called: bodies of payment providers name them by ids, their APIs know the names.
 * Asked with the key of the source where it has one, and remembered in this process. An e-mail never waits long for a name
 * and never fails for one: what has no name is not shown.
 */
import type { Logger } from 'pino';
import {
  type CustomerDetails,
  keyOfRef,
  type NamedItem,
  type ProductRef,
  withNames,
} from '../../domain/customer-details.js';
import type { SecretBox } from '../../platform/secrets/secret-box.js';
import { findSourceKind, hasProviderApi, type ProviderUrls, SOURCE_KINDS } from '../../sources/index.js';
import { type ProviderApi, ProviderFault } from '../../sources/provider-api.js';
import { keyContext } from '../maintenance/reconcile.js';

/** The source whose event it is. */
export interface NamingSource {
  id: string;
  kind: string;
  /** Null: it has none, and nobody is asked. */
  sealedApiKey: string | null;
}

interface NamesDeps {
  box: SecretBox;
  urls: ProviderUrls;
  now: () => Date;
  log: Logger;
}

/** Of one call. All that a mail needs is asked at once; only of an invoice there are two calls, one after the other. */
const ASK_MS = 3_000;
const [HOUR_MS, DAY_MS] = [3_600_000, 24 * 3_600_000];
/** A source whose provider did not answer, or refused its key, is not asked again for this long. */
const REST_MS = 60_000;
/** A cart has few things; a body that lists thousands must not become thousands of calls. */
const ASK_AT_MOST = 10;
/** Names of all sources together, so that they cannot fill the memory. */
const REMEMBER_AT_MOST = 10_000;

export class ProductNames {
  private readonly known = new Map<string, { until: number; items: Promise<NamedItem[]> }>();
  /** By source: until when it is left alone. */
  private readonly resting = new Map<string, number>();

  constructor(private readonly deps: NamesDeps) {}

  /** The details with the names that are known or that the provider says. Never rejects. */
  async named(details: CustomerDetails, source: NamingSource): Promise<CustomerDetails> {
    const refs = details.items.flatMap(({ name, ref }) => (name === null && ref ? [ref] : [])).slice(0, ASK_AT_MOST);
    if (refs.length === 0 || source.sealedApiKey === null) return details;
    const found = await Promise.all(refs.map(async (ref) => [keyOfRef(ref), await this.namesOf(ref, source)] as const));
    return withNames(details, new Map(found));
  }

  private async namesOf(ref: ProductRef, source: NamingSource): Promise<NamedItem[]> {
    const key = `${source.id} ${keyOfRef(ref)}`;
    const now = this.deps.now().getTime();
    const remembered = this.known.get(key);
    if (remembered && remembered.until > now) return remembered.items;
    if ((this.resting.get(source.id) ?? 0) > now) return [];
    if (this.known.size >= REMEMBER_AT_MOST) this.known.clear();
    // Who needs the same name meanwhile waits for the same answer.
    const asked = this.ask(ref, source);
    const items = asked.then((answer) => answer ?? []);
    this.known.set(key, { until: now + DAY_MS, items });
    const answer = await asked;
    if (answer === null) this.known.delete(key);
    else if (answer.length === 0) this.known.set(key, { until: now + HOUR_MS, items });
    return items;
  }

  /** Null where there was no answer: to be asked again. None where the provider knows no name. */
  private async ask(ref: ProductRef, source: NamingSource): Promise<NamedItem[] | null> {
    try {
      return (await this.open(source)?.namesOf(ref)) ?? [];
    } catch (error) {
      if (error instanceof ProviderFault && error.status === 404) return [];
      this.rest(source.id);
      const status = error instanceof ProviderFault ? error.status : undefined;
      const seen = { code: 'PRODUCT_NAME_UNKNOWN', sourceId: source.id, kind: source.kind, status };
      this.deps.log.warn(seen, 'a payment provider did not say what a product is called: the mail goes out without');
      return null;
    }
  }

  private open({ id, kind, sealedApiKey }: NamingSource): ProviderApi | null {
    const known = findSourceKind(kind);
    if (known === null || sealedApiKey === null || !hasProviderApi(known)) return null;
    const key = this.deps.box.open(sealedApiKey, keyContext(id));
    return SOURCE_KINDS[known].api.open(key, this.deps.urls[known], ASK_MS);
  }

  private rest(sourceId: string): void {
    if (this.resting.size >= REMEMBER_AT_MOST) this.resting.clear();
    this.resting.set(sourceId, this.deps.now().getTime() + REST_MS);
  }
}
