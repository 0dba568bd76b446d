/** What happens in a restore drill: a business, its producer and its provider's API, and carriers that note all that they take. */
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { Business } from '../src/core/access/business.entity.js';
import { createDataSource } from '../src/core/data-source.js';
import { Source } from '../src/core/ingest/source.entity.js';
import { keyContext } from '../src/core/maintenance/reconcile.js';
import { EmailDestination, EndpointDestination } from '../src/core/planning/destination.entity.js';
import { Recipient } from '../src/core/planning/recipient.entity.js';
import { newId } from '../src/platform/new-id.js';
import { sample } from '../test/sources/sample-bodies.js';
import { addBusiness, addPerson, addSource, BOX } from '../test/support/database.js';
import { send, type TestSource } from '../test/support/producers.js';
import {
  DODO_KEY,
  dodoDispute,
  dodoPayout,
  type ProviderApis,
  startProviderApis,
} from '../test/support/provider-apis.js';
import { type HttpStandIn, startHttpStandIn } from '../test/support/stand-ins.js';
import type { Accepted, Received } from './ledger-check.js';

const MINUTE_MS = 60_000;
/** Of each dispute: a reminder every minute. */
const ANSWER_MINUTES = 20;
const DISPUTES = 12;

const POLICY = {
  remindBefore: Array.from({ length: ANSWER_MINUTES - 1 }, (_, at) => `PT${at + 1}M`),
  estimatedResponseTime: `PT${ANSWER_MINUTES}M`,
  levels: [{ roles: ['OWNER', 'SUPPORT'] as const, channels: ['EMAIL', 'IN_APP', 'WEBHOOK'] }],
};

/** The fact of each kind that a body speaks of. */
const ID_FIELDS = ['dispute_id', 'payout_id', 'payment_id'] as const;

export class DrillWorld {
  /** Carriers do not take what is for Dora, nor for the endpoint: it is on its way when the moment comes. */
  busy = false;
  private source: TestSource | null = null;
  private count = 0;

  private constructor(
    private readonly logs: string,
    private readonly smtp: SMTPServer,
    private readonly endpoint: HttpStandIn,
    private readonly provider: ProviderApis,
  ) {}

  static async start(logs: string): Promise<DrillWorld> {
    const [endpoint, provider] = await Promise.all([startHttpStandIn(), startProviderApis()]);
    const world: DrillWorld = new DrillWorld(
      logs,
      mailServer((...mail) => world.take(...mail)),
      endpoint,
      provider,
    );
    endpoint.answer = ({ headers, body }, response) => {
      response.statusCode = world.busy ? 503 : 200;
      if (!world.busy) void world.note(String(headers['webhook-id']), body);
      response.end();
    };
    await new Promise<void>((resolve) => world.smtp.listen(0, '127.0.0.1', () => resolve()));
    return world;
  }

  /** What the program must know of it. */
  get settings(): NodeJS.ProcessEnv {
    const { port } = this.smtp.server.address() as { port: number };
    return { SMTP_URL: `smtp://127.0.0.1:${port}`, DODO_BASE_URL: this.provider.urls.DODO };
  }

  /** @param quietUntil when Bea's quiet hours end, to the minute */
  async settle(databaseUrl: string, quietUntil: Date): Promise<void> {
    const dataSource = await createDataSource(databaseUrl, 2, BOX).initialize();
    try {
      await dataSource.runMigrations();
      const businessId = await addBusiness(dataSource, { escalationPolicy: POLICY } as Partial<Business>);
      await addPerson(dataSource, businessId, { name: 'Ada', email: 'ada@team.example', roles: ['OWNER'] });
      const dora = { name: 'Dora', email: 'dora@team.example', roles: ['SUPPORT'] as const };
      await addPerson(dataSource, businessId, { ...dora, roles: [...dora.roles] });
      const bea = await addPerson(dataSource, businessId, { name: 'Bea', email: 'bea@team.example', roles: ['SALES'] });
      const quiet = { quietStart: clockTime(new Date(Date.now() - 5 * MINUTE_MS)), quietEnd: clockTime(quietUntil) };
      await dataSource.getRepository(Recipient).update({ id: bea.recipientId }, quiet);
      const carl = await addPerson(dataSource, businessId, {
        name: 'Carl',
        email: 'carl@team.example',
        roles: ['SALES'],
      });
      await dataSource.getRepository(EmailDestination).update({ id: carl.emailId }, { digestEvery: 'HOURLY' });
      const id = newId('destination');
      const sealedUrl = BOX.seal(`${this.endpoint.url}/hook`, `destinations ${id}`);
      const shop = {
        id,
        businessId,
        channel: 'WEBHOOK',
        label: 'shop',
        sealedUrl,
        urlHint: 'http://…',
        takesAll: true,
      };
      await dataSource.getRepository(EndpointDestination).insert(shop);
      this.source = { ...(await addSource(dataSource, businessId, 'DODO')), kind: 'DODO' };
      const sealedApiKey = BOX.seal(DODO_KEY, keyContext(this.source.id));
      await dataSource.getRepository(Source).update({ id: this.source.id }, { sealedApiKey });
    } finally {
      await dataSource.destroy();
    }
  }

  /** Twelve disputes, each five seconds after the one before: in every five seconds one of them has a reminder. */
  async openDisputes(api: string): Promise<void> {
    for (let number = 0; number < DISPUTES; number++) {
      const openedAt = new Date(Date.now() - (number * MINUTE_MS) / DISPUTES);
      await this.dispute(api, `dp_${number}`, 'opened', openedAt);
    }
  }

  /** Payments that fail and payments that succeed, for the endpoint, quiet hours and the digest. */
  async trade(api: string): Promise<void> {
    await this.payment(api, 'payment.failed');
    await this.payment(api, 'payment.succeeded');
  }

  /** What the provider tells by webhooks, and its API tells whoever asks. */
  async newsOfProvider(api: string): Promise<void> {
    await this.dispute(api, 'dp_new', 'opened', new Date());
    await this.dispute(api, 'dp_0', 'won', new Date());
    const payout = dodoPayout('po_new', 'failed', 1);
    this.provider.dodo.payouts.unshift(payout);
    const body = sample('dodo.payout.failed');
    Object.assign(body, { timestamp: new Date().toISOString() });
    Object.assign(body.data, { payout_id: 'po_new', created_at: payout.created_at });
    await this.post(api, body, true);
  }

  private async dispute(api: string, id: string, status: string, createdAt: Date): Promise<void> {
    const created_at = createdAt.toISOString();
    const listed = this.provider.dodo.disputes.filter(({ dispute_id }) => dispute_id !== id);
    this.provider.dodo.disputes = [{ ...dodoDispute(id, status), created_at }, ...listed];
    const body = sample(`dodo.dispute.${status}`);
    Object.assign(body, { timestamp: new Date().toISOString() });
    Object.assign(body.data, { dispute_id: id, payment_id: `pay_${id}`, created_at });
    await this.post(api, body, true);
  }

  private async payment(api: string, type: string): Promise<void> {
    const body = sample(`dodo.${type}`);
    const now = new Date().toISOString();
    Object.assign(body, { timestamp: now });
    Object.assign(body.data, { payment_id: `pay_${this.count++}`, created_at: now });
    await this.post(api, body, false);
  }

  private async post(api: string, body: Record<string, unknown>, listed: boolean): Promise<void> {
    if (!this.source) throw new Error('there is no source yet');
    const answer = await send({ url: api }, this.source, body);
    if (answer.status !== 202) throw new Error(`a webhook was answered with ${answer.status}`);
    const accepted = { at: new Date().toISOString(), eventId: answer.body.id, fact: factOf(body), listed };
    await this.write('accepted', accepted satisfies Accepted);
  }

  private take(to: string, headers: string): number | null {
    if (this.busy && to.startsWith('dora')) return 450;
    const [, key = ''] = /^Message-ID: (.*)$/im.exec(headers) ?? [];
    const [, eventId = null] = /^X-Tocsin-Event: (\S+)/im.exec(headers) ?? [];
    void this.received({ channel: 'EMAIL', key, to, eventId, fact: null });
    return null;
  }

  private note(key: string, body: string): Promise<void> {
    return this.received({ channel: 'WEBHOOK', key, to: 'shop', eventId: null, fact: factOf(JSON.parse(body)) });
  }

  private received(one: Omit<Received, 'at'>): Promise<void> {
    return this.write('received', { at: new Date().toISOString(), ...one } satisfies Received);
  }

  private async write(name: string, line: object): Promise<void> {
    await appendFile(join(this.logs, `${name}.jsonl`), `${JSON.stringify(line)}\n`);
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.smtp.close(() => resolve()));
    await Promise.all([this.endpoint.stop(), this.provider.stop()]);
  }
}

/** `22:05`, UTC. */
const clockTime = (at: Date) => at.toISOString().slice(11, 16);

/** `dispute.opened dp_1`; of our own notices, which name none of them, the whole. */
function factOf(body: Record<string, unknown>): string {
  const data = body.data as Record<string, unknown> | undefined;
  const field = ID_FIELDS.find((name) => typeof data?.[name] === 'string');
  return field ? `${body.type} ${data?.[field]}` : JSON.stringify(body);
}

/** @param take gives the code by which it is not taken; null: it is. */
function mailServer(take: (to: string, headers: string) => number | null): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const code = take(envelope.rcptTo[0]?.address ?? '', Buffer.concat(chunks).toString());
        done(code ? Object.assign(new Error('busy'), { responseCode: code }) : null);
      });
    },
  });
  server.on('error', () => undefined);
  return server;
}
