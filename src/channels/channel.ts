/** What a channel is: one file that implements this, and one line in the registry. */

import type { BrandChoices } from '../domain/brand.js';
import type { Facts } from '../domain/facts.js';
import type { EarlierRefusal, TransformationFailure } from '../domain/failures.js';
import type { RetryClass } from '../domain/planning/chunks.js';
import type { Reason } from '../domain/reasons.js';
import type { FieldType } from '../domain/vocabulary.js';
import type { Formatter } from '../i18n/formatter.js';
import type { OutboundClient } from '../platform/outbound/http.js';
import type { MailAccess } from '../platform/outbound/mail-access.js';
import type { PushAccess } from '../platform/outbound/push-access.js';
import type { Sandbox } from '../platform/sandbox/sandbox.js';
import type { Action, Mail } from './rendering/mail.js';
import type { EventTexts } from './rendering/texts.js';
import type { Starter } from './starters.js';

/** One field of the form that adds a destination, labelled by `channel.<channel>.field.<key>.label` (and `.help`) in src/i18n; clients draw it, `secret` ones are masked ever after. */
export interface FieldInfo {
  key: string;
  type: FieldType;
  required: boolean;
  secret: boolean;
  pattern?: string;
  /** What a SELECT chooses from. */
  options?: readonly string[];
}

/** The secret that an endpoint is signed with, or that opens the API behind it. */
interface EndpointSecret {
  /** Why it cannot be used, as a sentence; null where it is fine. */
  check(secret: string): string | null;
  /** A fresh one; absent where only the provider makes them, so that the user must bring one. */
  make?(): string;
}

/** Its label and description are `channel.<channel>.label`, `.inSentence` (amid a text) and `.description` in src/i18n. */
export interface Channel {
  channel: string;
  /** It reaches a person of the team, rather than an endpoint. */
  personal: boolean;
  /** It rings at a person (e-mail, push), rather than lies in a list or goes to an endpoint. */
  rings: boolean;
  /** It carries the event itself and no words of ours: templates change nothing there. */
  carriesEvent?: true;
  fields: readonly FieldInfo[];
  /** How an endpoint's own secret is judged, and made where the user brings none; absent where it has none. */
  secret?: EndpointSecret;
  /** It sends the provider's own body on where no transformation changes it. */
  sendsBody?: boolean;
  /** Code to begin with, where it takes a transformation. */
  starters?: readonly Starter[];
  /** A chat: where there are too many messages for people to read, they are gathered into one (src/domain/health/health.ts). */
  gathers?: true;
  retry: RetryClass;
  /** How many sends of one chunk run at once. */
  parallel: number;
  /** Null where the plan itself delivers, as one row among its own: the in-app inbox. */
  send: ((delivery: OutgoingDelivery, context: ChannelContext) => Promise<ChannelReceipt>) | null;
  /** One call for several people; absent where there is no such thing. */
  batchSend?: BatchSend;
}

/** How deliveries of one event go out in one call. */
interface BatchSend {
  /** Whether that is so with the providers that are set up. */
  possible(context: Pick<ChannelContext, 'mail'>): boolean;
  /**
   * All of one event and in the same words but for the address. What became of each of them, or null: none was sent, and
   * they have to go one by one. Never throws.
   */
  send(deliveries: readonly OutgoingDelivery[], context: ChannelContext): Promise<ChannelReceipt | Error | null>;
}

/** One delivery, ready to be sent. Its id is the idempotency key, always. */
export interface OutgoingDelivery {
  id: string;
  /** The address or URL; of a device, its token or subscription. */
  to: string;
  /** An endpoint's own headers. */
  headers: Record<string, string>;
  /** An endpoint's own secrets that hold now, the current one first. */
  secrets: readonly string[];
  /** `transformationOff`: the code failed so often that it no longer runs. */
  destination: { id: string; label: string; transformation: string | null; transformationOff?: boolean };
  event: { id: string; type: string; facts: Facts; test: boolean; body: Buffer | null };
  businessName: string;
  /** Absent: ours. */
  brand?: BrandChoices;
  /** Of its reader; the texts are made by it. */
  formatter: Formatter;
  /** Where the event can be seen. */
  link: string;
  /** What its reader can do at once, by links that are theirs alone; absent where there is nothing. */
  actions?: readonly Action[];
  texts: EventTexts;
  /** An e-mail that is ready, in place of the one that these texts make: a digest. */
  mail?: Mail;
  /** In place of the name in MAIL_FROM: the one that the business chose; its own, where it is its customer's mail. */
  senderName?: string;
  /** Where one click ends mails like this one to this address; absent where they cannot be ended so. */
  unsubscribeUrl?: string;
}

export interface ChannelContext {
  http: OutboundClient;
  /** Null where no mail provider is set. */
  mail: MailAccess | null;
  /** Absent where no provider of push is set. */
  push?: PushAccess;
  sandbox: Sandbox;
  signal: AbortSignal;
  now: () => Date;
}

/** What the provider said. SKIPPED and CANCELLED come from a transformation that left the event alone. */
export interface ChannelReceipt {
  status: 'SENT' | 'SKIPPED' | 'CANCELLED';
  statusCode: number | null;
  /** For the operator: the provider's own id or words, or why it was not sent. */
  detail: Reason | null;
  /** The user's code broke; the delivery went on without it. */
  transformationFailure?: TransformationFailure;
  /** Providers that refused it before, in the same try. */
  earlier?: readonly EarlierRefusal[];
}
