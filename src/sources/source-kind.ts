/** What every kind of inbound source implements; `index.ts` lists them. */
import type { CustomerDetails } from '../domain/customer-details.js';
import type { Facts, NormalisedEvent } from '../domain/facts.js';
import type { Reason } from '../domain/reasons.js';
import type { SignedRequest, Verdict } from '../platform/signatures/signed-request.js';
import type { ProviderApiKind } from './provider-api.js';
import type { ProviderEndpointsKind } from './provider-endpoints.js';

/** What a page at the provider could be about; `type` is a key of our catalogue. */
export interface RecordToShow {
  type: string;
  entityId: string | null;
  facts: Facts;
  test: boolean;
}

/** Its messages are `sourceKind.<kind>.label`, `.help` (how to connect it), `.secret` (what to do where the secret is wrong) and with `customerEmails` `.customerEmails` in src/i18n. */
export interface SourceKindEntry {
  kind: string;
  /** Tocsin writes these events itself: nobody makes such a source, and no webhook to it is accepted. */
  own?: true;
  /** The payment provider makes the signing secret of its endpoint: one of ours would never fit. */
  secretOfProvider?: true;
  /** A fresh secret of the form that this kind uses. */
  newSecret(): string;
  /** Why the secret cannot be used; null where it is fine. */
  checkSecret(secret: string): Reason | null;
  /** Any of the secrets will do: while one is rotated the previous stays valid. Never throws, whatever was sent. */
  verify(request: SignedRequest, secrets: readonly string[], now: Date): Verdict;
  /** The provider's id of the event, by which repetitions are recognised; null where there is none that can be stored. */
  externalId(request: SignedRequest, body: Record<string, unknown>): string | null;
  /** The event in our words. Never throws: a field that is missing or of another type is a null fact. */
  normalise(body: Record<string, unknown>, externalId: string, receivedAt: Date): NormalisedEvent;
  /** What the customer's own e-mail says beside the facts. Never throws, as `normalise`. */
  customerDetails(body: Record<string, unknown>): CustomerDetails;
  /** The page of the provider's dashboard that shows what the event is about; absent, or null, where none is known. */
  recordUrl?(record: RecordToShow): string | null;
  /** Headers that make `body` a genuine request, for our own samples and tests. Throws a RangeError on an unusable secret. */
  sign(request: { id: string; body: Buffer; secret: string; now: Date }): Record<string, string>;
  /** With what the names of its sample bodies in the catalogue begin: `stripe` for `stripe.payout.paid.json`. */
  samples: string;
  /** Where a body has what happened: `data`, `data.object`. */
  objectPath: string;
  /** Whether a body without signature, given to be simulated, is of this kind; the first kind of the registry that says so. */
  recognises(body: Record<string, unknown>): boolean;
  /** Sets a sample of its own to `now`, as a new event; `mark` makes its id unique. Returns the id that it is sent with. */
  renewSample(body: Record<string, unknown>, mark: string, now: Date): string;
  /** Its payment provider's API; absent where there is none to ask. */
  api?: ProviderApiKind;
  /** Event types of the catalogue of which its payment provider can write to customers itself: they would get two e-mails. */
  customerEmails?: readonly string[];
  /** The webhook endpoints of an account there; present with `api`. */
  endpoints?: ProviderEndpointsKind;
}
