/** What every kind of inbound source implements; `index.ts` lists them. */
import type { CustomerDetails } from '../domain/customer-details.js';
import type { NormalisedEvent } from '../domain/facts.js';
import type { SignedRequest, Verdict } from '../platform/signatures/signed-request.js';

/** Its messages are `sourceKind.<kind>.label` and `.help` (how to connect it) in src/i18n. */
export interface SourceKindEntry {
  kind: string;
  /** Tocsin writes these events itself: nobody makes such a source, and no webhook to it is accepted. */
  own?: true;
  /** A fresh secret of the form that this kind uses. */
  newSecret(): string;
  /** Why the secret cannot be used, as a sentence; null where it is fine. */
  checkSecret(secret: string): string | null;
  /** Any of the secrets will do: while one is rotated the previous stays valid. Never throws, whatever was sent. */
  verify(request: SignedRequest, secrets: readonly string[], now: Date): Verdict;
  /** The provider's id of the event, by which repetitions are recognised; null where there is none that can be stored. */
  externalId(request: SignedRequest, body: Record<string, unknown>): string | null;
  /** The event in our words. Never throws: a field that is missing or of another type is a null fact. */
  normalise(body: Record<string, unknown>, externalId: string, receivedAt: Date): NormalisedEvent;
  /** What the customer's own e-mail says beside the facts. Never throws, as `normalise`. */
  customerDetails(body: Record<string, unknown>): CustomerDetails;
  /** Headers that make `body` a genuine request, for our own samples and tests. Throws a RangeError on an unusable secret. */
  sign(request: { id: string; body: Buffer; secret: string; now: Date }): Record<string, string>;
  /** Whose sample bodies of the catalogue this kind understands. */
  sampleProvider: 'dodo' | 'stripe' | 'tocsin';
}
