/** Carriers that note all that they take: a mail server and an endpoint, which do with each message what a judge says. */
import type { ServerResponse } from 'node:http';
import type { DataSource } from 'typeorm';
import { EndpointDestination } from '../src/core/planning/destination.entity.js';
import { rotated } from '../src/domain/rotation.js';
import { newId } from '../src/platform/new-id.js';
import { newStandardSecret } from '../src/platform/signatures/standard-webhooks.js';
import { BOX } from '../test/support/database.js';
import {
  HANG_UP,
  type ScriptedMail,
  type ScriptedSmtp,
  SILENT,
  startScriptedSmtp,
} from '../test/support/scripted-smtp.js';
import { type HttpStandIn, type StandInRequest, startHttpStandIn } from '../test/support/stand-ins.js';
import type { Received } from './ledger-check.js';
import { noteReceived } from './ledger-logs.js';

/**
 * What becomes of a message. `refuses`: HTTP 503, SMTP 450. `limits`: HTTP 429 and a time, SMTP 421. `hangs up`: the connection is
 * reset, and nothing was taken. The last two have taken it, and say so by nothing, or by a reset.
 */
export type Fate =
  | { does: 'takes' }
  | { does: 'refuses' }
  | { does: 'limits'; seconds: number }
  | { does: 'hangs up' }
  | { does: 'takes and is silent' }
  | { does: 'takes and hangs up' };

/** Of this program at the mail server. */
export const MAIL_LOGIN = { user: 'qzx.mailbox.user', password: 'qzxMailboxPassword8842' };

type Message = Omit<Received, 'at'>;

/** The fact of each kind that a body speaks of. */
const ID_FIELDS = ['dispute_id', 'refund_id', 'payout_id', 'payment_id'] as const;

export class Carriers {
  judge: (message: Message) => Fate = () => ({ does: 'takes' });

  private constructor(
    private readonly logs: string,
    private readonly smtp: ScriptedSmtp,
    private readonly endpoint: HttpStandIn,
  ) {}

  /** @param logs the folder in which `received.jsonl` comes to be */
  static async start(logs: string): Promise<Carriers> {
    const [smtp, endpoint] = await Promise.all([startScriptedSmtp(), startHttpStandIn()]);
    const carriers = new Carriers(logs, smtp, endpoint);
    smtp.asksForLogin = true;
    smtp.judge = (mail) => carriers.mailed(mail);
    endpoint.answer = (request, response) => carriers.posted(request, response);
    return carriers;
  }

  /** With the login that the server asks for. */
  get smtpUrl(): string {
    const url = new URL(this.smtp.url);
    [url.username, url.password] = [MAIL_LOGIN.user, MAIL_LOGIN.password];
    return url.toString();
  }

  get endpointUrl(): string {
    return `${this.endpoint.url}/hook`;
  }

  async stop(): Promise<void> {
    await Promise.all([this.smtp.stop(), this.endpoint.stop()]);
  }

  private mailed({ to: [to = ''], raw }: ScriptedMail): string | undefined {
    const [, key = ''] = /^Message-ID: (.*)$/im.exec(raw) ?? [];
    const [, eventId = null] = /^X-Tocsin-Event: (\S+)/im.exec(raw) ?? [];
    // Nothing is asked of them but these.
    this.smtp.mails.length = 0;
    this.smtp.reached.length = 0;
    switch (this.decide({ channel: 'EMAIL', key: key.trim(), to, eventId, fact: null }).does) {
      case 'takes':
        return undefined;
      case 'refuses':
        return `450 4.2.0 busy for ${MAIL_LOGIN.user} with ${MAIL_LOGIN.password}`;
      case 'limits':
        return '421 4.7.0 too many';
      case 'takes and is silent':
        return SILENT;
      default:
        return HANG_UP;
    }
  }

  private posted({ headers, body }: StandInRequest, response: ServerResponse): void {
    this.endpoint.requests.length = 0;
    const fact = factOf(JSON.parse(body));
    const message = { channel: 'WEBHOOK', key: String(headers['webhook-id']), to: 'shop', eventId: null, fact };
    const fate = this.decide(message);
    if (fate.does === 'takes') response.end('ok');
    if (fate.does === 'refuses') response.writeHead(503).end('busy');
    if (fate.does === 'limits') response.writeHead(429, { 'retry-after': String(fate.seconds) }).end('too many');
    if (fate.does === 'hangs up' || fate.does === 'takes and hangs up') response.socket?.resetAndDestroy();
  }

  private decide(message: Message): Fate {
    const fate = this.judge(message);
    if (fate.does.startsWith('takes')) void noteReceived(this.logs, message);
    return fate;
  }
}

/** `dispute.opened dp_1`; of our own notices, which name none of them, the whole. */
export function factOf(body: Record<string, unknown>): string {
  const data = body.data as Record<string, unknown> | undefined;
  const field = ID_FIELDS.find((name) => typeof data?.[name] === 'string');
  return field ? `${body.type} ${data?.[field]}` : JSON.stringify(body);
}

/** An endpoint of a business that takes all events. @param url where it listens */
export async function addEndpoint(dataSource: DataSource, businessId: string, url: string): Promise<void> {
  const id = newId('destination');
  const seal = (text: string) => BOX.seal(text, `destinations ${id}`);
  await dataSource.getRepository(EndpointDestination).insert({
    ...{ id, businessId, channel: 'WEBHOOK', label: 'shop', urlHint: 'http://…', takesAll: true },
    sealedUrl: seal(url),
    sealedSecrets: rotated([], seal(newStandardSecret()), Date.now()),
  });
}
