/**
 * E-mail by SendGrid, `POST /v3/mail/send`: 202 means that the mail is queued; delivery receipts report the rest
 * (src/api/rest/delivery-receipts.route.ts). It knows no idempotency key. Limits and codes:
 * https://www.twilio.com/docs/sendgrid/api-reference/mail-send
 */
import { PermanentFailure, RetryLater } from '../../domain/failures.js';
import { makeReason } from '../../domain/reasons.js';
import { loadLate } from '../../platform/load-late.js';
import type { OutboundResponse } from '../../platform/outbound/http.js';
import type { MailCarrier } from '../../platform/outbound/mail-access.js';
import type { ChannelReceipt } from '../channel.js';
import { answerExcerpt, post, wholeAnswer } from '../post.js';
import { escapeHtml } from '../rendering/html.js';
import { type Carried, checkMailHeaders, type MailMessage, type Refused } from './mail-message.js';

type SendGrid = MailCarrier & { carrierName: 'sendgrid' };
const carrier = 'SENDGRID';

type Payload = ReturnType<typeof sendgridPayload>;

/** The wait if somebody must repair a setting first. */
const AFTER_MENDING_MS = 10 * 60_000;
/** How long to wait for the delivery receipt of a mail whose response was lost. */
const RECEIPT_MS = 2 * 60_000;
const [SHORTEST_MS, LONGEST_MS] = [1_000, 30 * 60_000];
/** Of one request. A chunk of a plan has a tenth of it. */
const MOST_PEOPLE = 1_000;

export function carryBySendGrid(carrier: SendGrid, message: MailMessage, signal: AbortSignal): Promise<Carried> {
  return carried(carrier, sendgridPayload([message]), signal);
}

/**
 * One request for mails of one event that differ only in the address; `place` stands for it in them. Null: they cannot be
 * sent in one request.
 */
export async function carryAllBySendGrid(
  carrier: SendGrid,
  messages: readonly MailMessage[],
  place: string,
  signal: AbortSignal,
): Promise<Carried | null> {
  const addresses = new Set(messages.map(({ to }) => to.toLowerCase()));
  // SendGrid accepts an address once per request; one that HTML must escape would differ between the two parts of the mail.
  const fit = addresses.size === messages.length && messages.every(({ to }) => escapeHtml(to) === to);
  if (!fit || messages.length > MOST_PEOPLE) return null;
  try {
    messages.forEach(checkMailHeaders);
  } catch {
    return null;
  }
  return carried(carrier, sendgridPayload(messages, place), signal);
}

function sendgridPayload(messages: readonly MailMessage[], place?: string) {
  const { from, replyTo, subject, html, text } = messages[0] as MailMessage;
  const off = { enable: false };
  return {
    from: { name: plainName(from.name), email: from.address },
    ...(replyTo ? { replyTo } : {}),
    subject,
    text,
    html,
    personalizations: messages.map(({ id, to, headers }) => ({
      to: { email: to },
      headers,
      // SendGrid stores these and shows them to its users: the id of the delivery, and nothing else.
      customArgs: { delivery_id: id },
      ...(place ? { substitutions: { [place.slice(2, -2)]: to }, substitutionWrappers: ['{{', '}}'] } : {}),
    })),
    // Tracking would replace our links by links to SendGrid, and its footer would unsubscribe from everything.
    trackingSettings: { clickTracking: off, openTracking: off, subscriptionTracking: off },
  };
}

/** SendGrid takes no Unicode in `from`, and neither `;` nor `,` in names. */
function plainName(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^\x20-\x7e]|[;,"<>]/g, ' ');
  return plain.replace(/\s+/g, ' ').trim();
}

/** What we use of the vendor's packages, whose own types name neither what they export nor what a built request holds. */
interface VendorClient {
  createRequest(request: object): { headers: Record<string, string>; data: unknown };
  request(request: object): Promise<unknown[]>;
}

interface VendorService {
  setClient(client: VendorClient): void;
  send(payload: Payload): Promise<unknown>;
}

/** The vendor's code builds the request; our guarded client sends it, within 15 s and without redirects. */
async function carried(carrier: SendGrid, payload: Payload, signal: AbortSignal): Promise<Carried> {
  const { Client }: { Client: new () => VendorClient } = loadLate('@sendgrid/client');
  const { MailService }: { MailService: new () => VendorService } = loadLate('@sendgrid/mail');
  const client = new Client();
  const answers: OutboundResponse[] = [];
  client.request = async (request) => {
    const built = client.createRequest(request);
    // Not `setApiKey`, which writes to the console if a key looks unusual.
    const headers = { ...built.headers, Authorization: `Bearer ${carrier.apiKey.reveal()}` };
    const url = `${carrier.baseUrl}/v3/mail/send`;
    const body = JSON.stringify(built.data);
    answers.push(await post({ method: 'POST', url, headers, body }, { ...carrier, signal }));
    return [];
  };
  const service = new MailService();
  service.setClient(client);
  try {
    await service.send(payload);
  } catch (error) {
    return unanswered(error, carrier);
  }
  const [answer] = answers;
  return answer ? carriedBySendgrid(answer) : unanswered(new Error('it sent nothing'), carrier);
}

function unanswered(error: unknown, { receipts }: SendGrid): Refused {
  if (error instanceof PermanentFailure) return { failure: error, next: true };
  if (!(error instanceof RetryLater)) {
    const { message } = error as Error;
    return { failure: new PermanentFailure(makeReason('MAIL_UNBUILDABLE', { error: message })), next: true };
  }
  const lost = error.details.maybeDelivered ?? false;
  const reason = makeReason(lost ? 'CARRIER_SILENT' : 'CARRIER_UNREACHABLE', { carrier, why: error.reason });
  return { failure: new RetryLater(reason, lost && receipts ? RECEIPT_MS : null, error.details), next: !lost };
}

/** Another carrier would refuse these as well: the mail or the address is wrong. */
const ABOUT_THE_MAIL = [400, 413];
const NOT_NOW = [408, 500, 502, 503, 504];

function carriedBySendgrid(answer: OutboundResponse): Carried {
  const { status: statusCode } = answer;
  if (statusCode >= 200 && statusCode < 300) return { receipt: sendgridReceipt(answer) };
  const details = { statusCode };
  const whole = { answer: wholeAnswer(answer) };
  if (statusCode === 429)
    return {
      failure: new RetryLater(makeReason('CARRIER_BUSY', { carrier, answer: null }), resetMs(answer), details),
      next: true,
    };
  if (NOT_NOW.includes(statusCode) || statusCode > 500)
    return { failure: new RetryLater(makeReason('CARRIER_TROUBLE', { carrier, ...whole }), null, details), next: true };
  if (statusCode === 401 || statusCode === 403) {
    const reason = makeReason('SENDGRID_KEY_REFUSED', whole);
    return { failure: new RetryLater(reason, AFTER_MENDING_MS, { ...details, channel: 'paused' }), next: true };
  }
  const reason =
    statusCode === 451
      ? makeReason('SENDGRID_OTHER_REGION', whole)
      : makeReason('CARRIER_REFUSED', { carrier, ...whole });
  return { failure: new PermanentFailure(reason, details), next: !ABOUT_THE_MAIL.includes(statusCode) };
}

function sendgridReceipt(answer: OutboundResponse): ChannelReceipt {
  const id = (answer.headers['x-message-id'] ?? answerExcerpt(answer)).slice(0, 180);
  return { status: 'SENT', statusCode: answer.status, detail: makeReason('CARRIER_QUEUED', { carrier, id }) };
}

/** `X-RateLimit-Reset` (Unix seconds) as a wait in milliseconds, 1 s … 30 min; SendGrid sends no Retry-After. */
function resetMs(answer: OutboundResponse): number | null {
  const at = Number(answer.headers['x-ratelimit-reset'] ?? Number.NaN) * 1_000;
  return Number.isFinite(at) ? Math.min(LONGEST_MS, Math.max(SHORTEST_MS, at - answer.endedAt)) : null;
}
