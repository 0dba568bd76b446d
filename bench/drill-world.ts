/** What happens in a restore drill: a business, its producer and its provider's API, and carriers that note all that they take. */
import { Business } from '../src/core/access/business.entity.js';
import { createDataSource } from '../src/core/data-source.js';
import { Source } from '../src/core/ingest/source.entity.js';
import { EmailDestination } from '../src/core/planning/destination.entity.js';
import { Recipient } from '../src/core/planning/recipient.entity.js';
import { contextOfApiKey } from '../src/core/sealing/contexts.js';
import { sample } from '../test/sources/sample-bodies.js';
import { addBusiness, addPerson, addSource, BOX } from '../test/support/database.js';
import { send, type TestSource } from '../test/support/producers.js';
import {
  DODO_KEY,
  dodoDispute,
  dodoPayout,
  type ProviderApis,
  STRIPE_KEY,
  startProviderApis,
  stripeDispute,
} from '../test/support/provider-apis.js';
import { addEndpoint, Carriers, factOf } from './carriers.js';
import { noteAccepted } from './ledger-logs.js';

const MINUTE_MS = 60_000;
/** Of each dispute: a reminder every minute. */
const ANSWER_MINUTES = 20;
const DISPUTES = 12;

const POLICY = {
  remindBefore: Array.from({ length: ANSWER_MINUTES - 1 }, (_, at) => `PT${at + 1}M`),
  estimatedResponseTime: `PT${ANSWER_MINUTES}M`,
  levels: [{ roles: ['OWNER', 'SUPPORT'] as const, channels: ['EMAIL', 'IN_APP', 'WEBHOOK'] }],
};

const KEYS = { DODO: DODO_KEY, STRIPE: STRIPE_KEY };

export class DrillWorld {
  /** Carriers do not take what is for Dora, nor for the endpoint: it is on its way when the moment comes. */
  busy = false;
  private readonly sources = new Map<string, TestSource>();
  private count = 0;

  private constructor(
    private readonly logs: string,
    private readonly carriers: Carriers,
    private readonly provider: ProviderApis,
  ) {}

  static async start(logs: string): Promise<DrillWorld> {
    const [carriers, provider] = await Promise.all([Carriers.start(logs), startProviderApis()]);
    const world = new DrillWorld(logs, carriers, provider);
    carriers.judge = ({ channel, to }) =>
      world.busy && (channel === 'WEBHOOK' || to.startsWith('dora')) ? { does: 'refuses' } : { does: 'takes' };
    return world;
  }

  /** What the program must know of it. */
  get settings(): NodeJS.ProcessEnv {
    const { DODO, STRIPE } = this.provider.urls;
    return { SMTP_URL: this.carriers.smtpUrl, DODO_BASE_URL: DODO, STRIPE_BASE_URL: STRIPE };
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
      await addEndpoint(dataSource, businessId, this.carriers.endpointUrl);
      for (const [kind, key] of Object.entries(KEYS) as [keyof typeof KEYS, string][]) {
        const source = { ...(await addSource(dataSource, businessId, kind)), kind };
        this.sources.set(kind, source);
        const sealedApiKey = BOX.seal(key, contextOfApiKey(source.id));
        await dataSource.getRepository(Source).update({ id: source.id }, { sealedApiKey });
      }
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
    await this.stripePayment(api);
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
    const dispute = stripeDispute('dp_stripe', 'needs_response', 0);
    this.provider.stripe.disputes.unshift(dispute);
    const created = sample('stripe.charge.dispute.created');
    Object.assign(created, { id: 'evt_stripe', created: dispute.created, livemode: true });
    Object.assign(created.data.object, dispute);
    await this.post(api, created, true, { kind: 'STRIPE', fact: 'dispute.opened dp_stripe' });
  }

  /** No object that is asked for by its state: it stands in the list of what Stripe sent alone. */
  private async stripePayment(api: string): Promise<void> {
    const failed = sample('stripe.payment_intent.payment_failed');
    const id = `pi_stripe_${this.count++}`;
    Object.assign(failed, { id: `evt_${id}`, created: Math.floor(Date.now() / 1_000), livemode: true });
    failed.data.object.id = id;
    this.provider.stripe.events.unshift(structuredClone(failed));
    await this.post(api, failed, true, { kind: 'STRIPE', fact: `payment.failed ${id}` });
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

  private async post(
    api: string,
    body: Record<string, unknown>,
    listed: boolean,
    { kind = 'DODO', fact = factOf(body) } = {},
  ): Promise<void> {
    const answer = await send({ url: api }, this.sources.get(kind) as TestSource, body);
    if (answer.status !== 202) throw new Error(`a webhook was answered with ${answer.status}`);
    await noteAccepted(this.logs, { eventId: answer.body.id, fact, listed });
  }

  async stop(): Promise<void> {
    await Promise.all([this.carriers.stop(), this.provider.stop()]);
  }
}

/** `22:05`, UTC. */
const clockTime = (at: Date) => at.toISOString().slice(11, 16);
