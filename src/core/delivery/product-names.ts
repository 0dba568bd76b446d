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
import { ProviderFault } from '../../sources/provider-api.js';
import { type AskedSource, ProviderAsks, type ProviderAsksDeps } from './provider-asks.js';

interface NamesDeps extends ProviderAsksDeps {
  log: Logger;
}

const [HOUR_MS, DAY_MS] = [3_600_000, 24 * 3_600_000];
/** A cart has few things; a body that lists thousands must not become thousands of calls. */
const ASK_AT_MOST = 10;
/** Names of all sources together, so that they cannot fill the memory. */
const REMEMBER_AT_MOST = 10_000;

export class ProductNames {
  private readonly known = new Map<string, { until: number; items: Promise<NamedItem[]> }>();
  private readonly asks: ProviderAsks;

  constructor(private readonly deps: NamesDeps) {
    this.asks = new ProviderAsks(deps);
  }

  /** The details with the names that are known or that the provider says. Never rejects. */
  async named(details: CustomerDetails, source: AskedSource): Promise<CustomerDetails> {
    const refs = details.items.flatMap(({ name, ref }) => (name === null && ref ? [ref] : [])).slice(0, ASK_AT_MOST);
    if (refs.length === 0 || source.sealedApiKey === null) return details;
    const found = await Promise.all(refs.map(async (ref) => [keyOfRef(ref), await this.namesOf(ref, source)] as const));
    return withNames(details, new Map(found));
  }

  private async namesOf(ref: ProductRef, source: AskedSource): Promise<NamedItem[]> {
    const key = `${source.id} ${keyOfRef(ref)}`;
    const now = this.deps.now().getTime();
    const remembered = this.known.get(key);
    if (remembered && remembered.until > now) return remembered.items;
    if (this.asks.isResting(source)) return [];
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
  private async ask(ref: ProductRef, source: AskedSource): Promise<NamedItem[] | null> {
    try {
      return (await this.asks.open(source)?.namesOf(ref)) ?? [];
    } catch (error) {
      if (error instanceof ProviderFault && error.status === 404) return [];
      // It did not answer, or refused the key.
      this.asks.rest(source);
      const status = error instanceof ProviderFault ? error.status : undefined;
      const seen = { code: 'PRODUCT_NAME_UNKNOWN', sourceId: source.id, kind: source.kind, status };
      this.deps.log.warn(seen, 'a payment provider did not say what a product is called: the mail goes out without');
      return null;
    }
  }
}
