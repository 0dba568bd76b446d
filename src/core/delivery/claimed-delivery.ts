import type { ActivationInstructions } from '../../domain/activation-instructions.js';
import type { BrandChoices } from '../../domain/brand.js';
import type { Facts } from '../../domain/facts.js';
import type { Health } from '../../domain/health/health.js';
import type { Digest } from '../../domain/planning/digest.js';
import type { KeptSecret } from '../../domain/rotation.js';
import type { StoredBody } from '../ingest/event-body.js';
import type { Overrides } from '../planning/event-texts.js';

/** One row of `CLAIM`. */
export interface ClaimedDelivery {
  id: string;
  businessId: string;
  audience: 'TEAM' | 'CUSTOMER';
  /** Null for customers, who have none. */
  destinationId: string | null;
  tries: number;
  interruptedAt: Date | null;
  eventId: string;
  type: string;
  facts: Facts;
  test: boolean;
  /** What the event is about, by the provider's id. */
  entityId: string | null;
  occurredAt: Date;
  /** Null where nobody needs it, or where it is no longer kept. */
  body: StoredBody | null;
  /** It was erased after somebody asked for it to go out again. */
  erased: boolean;
  /** Null where the source is gone. */
  sourceKind: string | null;
  sourceId: string;
  /** Of customers' deliveries only: who can be asked for names of products and the address. Null where the source has none, or was removed. */
  sealedApiKey: string | null;
  label: string | null;
  /** Null of endpoints, and of a customer whose address is to be asked. */
  address: string | null;
  /** Of an endpoint its URL, of a device its token. */
  sealedTo: string | null;
  sealedHeaders: string | null;
  /** Null for customers. */
  sealedSecrets: KeptSecret[] | null;
  transformation: string | null;
  /** The code no longer runs. */
  transformationOff: boolean | null;
  /** Runs of it that failed in a row. */
  transformationFailures: number | null;
  reachable: boolean;
  /** The event that answered the dispute which this reminds of. */
  disputeEndedBy: string | null;
  locale: string;
  timeZone: string;
  businessName: string;
  brand: BrandChoices;
  /** Null where the business wrote none for this event type, channel and audience. */
  overrides: Overrides | null;
  /** Of a customer's license key only; null where there are none for its product. */
  instructions: ActivationInstructions[] | null;
  recordedAt: Date;
  dueAt: Date | null;
  digest: Digest | null;
  /** Null: nothing speaks against the endpoint. */
  health: HealthRow | null;
}

/** As PostgreSQL's JSON has it. */
export type HealthRow = {
  [key in keyof NonNullable<Health>]: NonNullable<Health>[key] extends Date
    ? string
    : NonNullable<Health>[key] extends Date | null
      ? string | null
      : NonNullable<Health>[key];
};
