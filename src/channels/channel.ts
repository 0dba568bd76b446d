/** The interface of a channel: one file implements it, one line in the registry adds it. */
import type { BrandChoices } from '../domain/brand.js';
import type { Facts } from '../domain/facts.js';
import type { CarrierName, EarlierRefusal, TransformationFailure } from '../domain/failures.js';
import type { RetryClass } from '../domain/planning/chunks.js';
import type { Reason } from '../domain/reasons.js';
import type { FieldType } from '../domain/vocabulary.js';
import type { Formatter } from '../i18n/formatter.js';
import type { ChatApp } from '../platform/config.js';
import type { OutboundClient } from '../platform/outbound/http.js';
import type { MailAccess } from '../platform/outbound/mail-access.js';
import type { PushAccess } from '../platform/outbound/push-access.js';
import type { Sandbox } from '../platform/sandbox/sandbox.js';
import type { Action } from './rendering/layout.js';
import type { Mail } from './rendering/mail.js';
import type { EventTexts } from './rendering/texts.js';
import type { Starter } from './starters.js';

/** One field of the form that adds a destination, labelled by `channel.<channel>.field.<key>.label` (and `.help`) in src/i18n; clients draw it, and `secret` values are never shown again. */
export interface FieldInfo {
  key: string;
  type: FieldType;
  required: boolean;
  secret: boolean;
  pattern?: string;
  /** The options of a SELECT. */
  options?: readonly string[];
}

/** The secret that an endpoint is signed with, or that opens the API behind it. */
interface EndpointSecret {
  /** Why it cannot be used; null if it can. */
  check(secret: string): Reason | null;
  /** Makes a new one; absent if only who runs the endpoint makes them, and the user must enter one. */
  make?(): string;
}

/** How people connect it by a button: OAuth 2 with an app of ours there, which gives the address to send to. */
export interface ChannelConnection {
  /** What an operator sets for it. */
  settings: readonly string[];
  /** Where a browser goes to, and comes back to `redirectUrl` with `code` and `state`. */
  authorizeUrl(app: ChatApp, asked: { redirectUrl: string; state: string }): string;
  /**
   * What the code is worth: the address, and where it leads. A reason where it is worth nothing.
   * @throws OutboundRefused, OutboundTimeout, OutboundFailed
   */
  exchange(
    app: ChatApp,
    given: { redirectUrl: string; code: string },
    http: OutboundClient,
  ): Promise<Connected | Reason>;
}

/** The address to send to, and what the chat says of it. */
export interface Connected {
  url: string;
  room: string;
  team: string | null;
  manageUrl: string | null;
}

/** The addresses of a carrier: people copy pages, and hooks of others, from a chat. */
export interface HookAddresses {
  /** All hosts of the carrier. */
  host: RegExp;
  /** Whether an address there takes messages. */
  takes(url: URL): boolean;
  /** Whether it starts a workflow of theirs, which takes what that asks for. */
  startsWorkflow?(url: URL): boolean;
  /** How one begins that takes messages, for people. */
  beginning: string;
}

/** Its label and description are `channel.<channel>.label`, `.inSentence` (amid a text) and `.description` in src/i18n. */
export interface Channel {
  channel: string;
  /** It reaches a recipient, not an endpoint. */
  personal: boolean;
  /** It interrupts a recipient (e-mail, push). Quiet hours hold such channels, and test mode is silent on them. */
  rings: boolean;
  /** It sends the event itself and no text of ours: templates have no effect. */
  carriesEvent?: true;
  /** Its destinations are devices of people, which register themselves (`registerDevice`); it has no form. */
  devices?: true;
  fields: readonly FieldInfo[];
  /** Where an endpoint goes whose owner names no URL; absent where only the owner knows it. */
  standardUrl?: string;
  /** Which addresses of its carrier take messages; absent where any address may. */
  hooks?: HookAddresses;
  /** How an endpoint's secret is checked, and made if the user enters none; absent if the channel has no secret. */
  secret?: EndpointSecret;
  /** It sends the provider's body unless a transformation changes it. */
  sendsBody?: boolean;
  /** Absent where an address can only be entered. */
  connection?: ChannelConnection;
  /** Example transformations; absent if the channel has no transformations. */
  starters?: readonly Starter[];
  /** A chat: in a storm, messages are gathered into one (src/domain/health/health.ts). */
  gathers?: true;
  retry: RetryClass;
  /** Who carries what goes to this address: one circuit breaker for each. Absent: endpoints, which have their own. */
  carrier?(to: string): string;
  /** What that carrier is; absent where only the call itself shows it, or where there is none. */
  carrierName?(carrier: string | null): CarrierName;
  /** How many sends of one chunk run at once. */
  parallel: number;
  /** Null for in-app: the plan writes the notification itself. */
  send: ((delivery: OutgoingDelivery, context: ChannelContext) => Promise<ChannelReceipt>) | null;
  /** One call for several recipients; absent if the channel has none. */
  batchSend?: BatchSend;
}

/** How deliveries of one event go out in one call. */
interface BatchSend {
  /** Whether the configured carriers can do it. */
  possible(context: Pick<ChannelContext, 'mail'>): boolean;
  /**
   * The deliveries are of one event, with the same text except for the address. @returns the result for each of them; null:
   * none was sent, and they must be sent one by one. Never throws.
   */
  send(deliveries: readonly OutgoingDelivery[], context: ChannelContext): Promise<ChannelReceipt | Error | null>;
}

/** One delivery, ready to be sent. Its id is the idempotency key, always. */
export interface OutgoingDelivery {
  id: string;
  /** Address, URL, or a device's token or subscription. */
  to: string;
  /** An endpoint's own headers. */
  headers: Record<string, string>;
  /** The valid secrets of an endpoint, the current one first. */
  secrets: readonly string[];
  /** `transformationOff`: the code failed so often that it no longer runs. */
  destination: { id: string; label: string; transformation: string | null; transformationOff?: boolean };
  event: { id: string; type: string; facts: Facts; test: boolean; body: Buffer | null };
  businessName: string;
  /** Absent: ours. */
  brand?: BrandChoices;
  /** In the reader's locale and zone; it made the texts. */
  formatter: Formatter;
  /** Where the event can be seen. */
  link: string;
  /** Links with which this reader can act without a login; absent if there are none. */
  actions?: readonly Action[];
  texts: EventTexts;
  /** A rendered e-mail, used in place of one made of these texts: a digest, or a customer's e-mail. */
  mail?: Mail;
  /** Replaces the name in MAIL_FROM: the name that the business chose, or its own name in a customer's e-mail. */
  senderName?: string;
  /** One-click unsubscribe link; absent if mails like this one cannot be unsubscribed. */
  unsubscribeUrl?: string;
  /** Where its reader sees and changes what comes to this address; absent where it is none of the team's e-mail addresses. */
  preferencesUrl?: string;
}

export interface ChannelContext {
  http: OutboundClient;
  /** Null where no carrier of mail is set. */
  mail: MailAccess | null;
  /** Absent where no carrier of push is set. */
  push?: PushAccess;
  sandbox: Sandbox;
  /** Aborted where the call itself is to be broken off. */
  signal: AbortSignal;
  /** Aborted where the process is asked to stop: who only waits for a turn leaves, and a call that is under way goes on. */
  stopping?: AbortSignal;
  now: () => Date;
}

/** The result of a successful send. SKIPPED and CANCELLED: the transformation decided to send nothing. */
export interface ChannelReceipt {
  status: 'SENT' | 'SKIPPED' | 'CANCELLED';
  statusCode: number | null;
  /** For the operator: the carrier's own id or words, or why it was not sent. */
  detail: Reason | null;
  /** The user's code failed, and our own rendering was sent. */
  transformationFailure?: TransformationFailure;
  /** Carriers that refused it earlier in the same attempt. */
  earlier?: readonly EarlierRefusal[];
  /** Who took it, where the channel has several. */
  carrierName?: CarrierName;
}
