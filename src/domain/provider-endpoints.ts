/** The webhook endpoints of an account at a payment provider, against what the catalogue needs of them. */

/** As the provider's API has it. */
export interface ProviderEndpoint {
  id: string;
  url: string;
  /** False: the provider sends nothing to it. */
  enabled: boolean;
  /** The provider's names of the events that it sends; null: all. */
  eventTypes: readonly string[] | null;
  /** It sends what happens in accounts that are connected to this one, and nothing of this one (Stripe Connect). */
  connected: boolean;
  /** The source that it was made for by us; null: somebody made it by hand. */
  madeFor: string | null;
}

export interface EndpointCheck {
  /** Whether any endpoint leads to the source. */
  found: boolean;
  enabled: boolean;
  /** The provider's names of what the catalogue needs and the provider will not send. */
  missingEventTypes: string[];
}

/** Those that lead to this URL; one of the account's own where there is any, else those of connected accounts. */
export function endpointsAt(url: string, all: readonly ProviderEndpoint[]): ProviderEndpoint[] {
  const here = all.filter((endpoint) => sameUrl(endpoint.url, url));
  const own = here.filter(({ connected }) => !connected);
  return own.length > 0 ? own : here;
}

/** What the endpoints at a source's URL send together. */
export function checkEndpoints(here: readonly ProviderEndpoint[], needed: readonly string[]): EndpointCheck {
  const live = here.filter(({ enabled }) => enabled);
  const missing = needed.filter((type) => !live.some((endpoint) => sends(endpoint, type)));
  return { found: here.length > 0, enabled: live.length > 0, missingEventTypes: missing };
}

export interface ConnectionPlan {
  /** The endpoint that stays; null: one is made. */
  keep: ProviderEndpoint | null;
  /** What it has to send from now on; null: it does already. */
  eventTypes: readonly string[] | null;
  /** Ids of those that end once the other one works. */
  remove: string[];
}

/**
 * How a source gets its endpoint. `secretOf`: whether its secret is there, or can be asked for. Of several at its URL only those
 * that we made end, and those whose secret nobody has; what somebody chose by hand beyond the catalogue stays chosen.
 */
export function planConnection(
  sourceId: string,
  here: readonly ProviderEndpoint[],
  needed: readonly string[],
  secretOf: (endpoint: ProviderEndpoint) => boolean,
): ConnectionPlan {
  const own = here.filter(({ connected }) => !connected);
  const usable = own.filter(secretOf);
  const keep = usable.find(({ madeFor }) => madeFor === sourceId) ?? usable[0] ?? null;
  const others = own.filter((endpoint) => endpoint !== keep);
  const remove = others.filter((one) => one.madeFor === sourceId || !secretOf(one)).map(({ id }) => id);
  if (!keep) return { keep, eventTypes: needed, remove };
  const wanted = keep.madeFor === sourceId ? needed : union(keep.eventTypes, needed);
  return { keep, eventTypes: keep.enabled && sameTypes(keep.eventTypes, wanted) ? null : (wanted ?? needed), remove };
}

const sends = ({ eventTypes }: ProviderEndpoint, type: string) => eventTypes === null || eventTypes.includes(type);

/** Null: all. */
function union(chosen: readonly string[] | null, needed: readonly string[]): readonly string[] | null {
  return chosen && [...chosen, ...needed.filter((type) => !chosen.includes(type))];
}

function sameTypes(one: readonly string[] | null, other: readonly string[] | null): boolean {
  if (one === null || other === null) return one === other;
  return one.length === other.length && one.every((type) => other.includes(type));
}

/** A host is the same in any case, and a slash at the end leads to the same source. */
function sameUrl(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && plainUrl(one) === plainUrl(other);
}

function plainUrl(text: string): string {
  const { origin, pathname } = new URL(text);
  return origin + pathname.replace(/\/+$/, '');
}
