/** What a channel is: one file that implements this, and one line in the registry. */
import type { Transporter } from 'nodemailer';
import type { Mail } from '../../src/content/mail.js';
import type { EventTexts, Reader } from '../../src/content/texts.js';
import type { RetryClass } from '../../src/domain/chunks.js';
import type { Facts } from '../../src/domain/facts.js';
import type { TransformationFailure } from '../../src/domain/failures.js';
import type { OutboundClient } from '../../src/outbound/http.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';

export type FieldType = 'TEXT' | 'SECRET' | 'URL' | 'SELECT' | 'BOOLEAN' | 'KEY_VALUES' | 'EVENT_TYPES' | 'CODE';

/** One field of the form that adds a destination; clients draw it, `secret` ones are masked ever after. */
export interface FieldInfo {
  key: string;
  label: string;
  help?: string;
  type: FieldType;
  required: boolean;
  secret: boolean;
  pattern?: string;
}

export interface Channel {
  channel: string;
  label: string;
  description: string;
  /** It reaches a person of the team, rather than an endpoint. */
  personal: boolean;
  /** It rings at a person (e-mail, push), rather than lies in a list or goes to an endpoint. */
  rings: boolean;
  fields: readonly FieldInfo[];
  retry: RetryClass;
  /** How many sends of one chunk run at once. */
  parallel: number;
  /** Null where the plan itself delivers, as one row among its own: the in-app inbox. */
  send: ((delivery: OutgoingDelivery, context: ChannelContext) => Promise<ChannelReceipt>) | null;
}

/** One delivery, ready to be sent. Its id is the idempotency key, always. */
export interface OutgoingDelivery {
  id: string;
  /** The address or URL. */
  to: string;
  /** An endpoint's own headers. */
  headers: Record<string, string>;
  destination: { id: string; label: string; transformation: string | null };
  event: { id: string; type: string; facts: Facts; test: boolean; body: Buffer | null };
  businessName: string;
  reader: Reader;
  /** Where the event can be seen. */
  link: string;
  texts: EventTexts;
  /** An e-mail that is ready, in place of the one that these texts make: a digest. */
  mail?: Mail;
}

export interface ChannelContext {
  http: OutboundClient;
  /** Null where no mail provider is set. */
  mail: { transport: Transporter; from: string } | null;
  sandbox: Sandbox;
  signal: AbortSignal;
}

/** What the provider said. SKIPPED and CANCELLED come from a transformation that left the event alone. */
export interface ChannelReceipt {
  status: 'SENT' | 'SKIPPED' | 'CANCELLED';
  statusCode: number | null;
  /** For the operator: the provider's own id or words. */
  detail: string | null;
  /** The user's code broke; the delivery went on without it. */
  transformationFailure?: TransformationFailure;
}
