/** A business whose producer is patient and whose carriers are not to be relied on: what a run of chaos.ts goes through. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createDataSource } from '../src/core/data-source.js';
import { sample } from '../test/sources/sample-bodies.js';
import { addBusiness, addPerson, addSource, BOX } from '../test/support/database.js';
import { send, type TestSource } from '../test/support/producers.js';
import { addEndpoint, Carriers } from './carriers.js';
import { type ChaosCanaries, CUSTOMER, OWNER, SUPPORT } from './chaos-canaries.js';
import { fateOf, type Post } from './chaos-plan.js';
import { noteAccepted } from './ledger-logs.js';

/** Producers that post at the same time. */
const PRODUCERS = 8;
const [AGAIN_MS, PATIENCE_MS, LOOK_MS] = [300, 10_000, 100];
const ID_FIELDS: Record<string, string> = { payment: 'payment_id', refund: 'refund_id', dispute: 'dispute_id' };

export class ChaosWorld {
  /** Producers wait before they go beyond so many posts. */
  mayPost = Number.POSITIVE_INFINITY;
  /** Posts that were taken; what came twice counts twice. */
  taken = 0;
  /** Tries that were refused or had no answer. */
  triedAgain = 0;
  private next = 0;
  private source: TestSource = { id: '', secret: '', kind: 'DODO' };
  private readonly begun = Date.now();

  private constructor(
    private readonly logs: string,
    private readonly carriers: Carriers,
  ) {}

  static async start(logs: string, seed: number): Promise<ChaosWorld> {
    const carriers = await Carriers.start(logs);
    const counts: Record<string, number> = {};
    carriers.judge = ({ channel }) => {
      const count = counts[channel] ?? 0;
      counts[channel] = count + 1;
      return fateOf(seed, channel, count);
    };
    return new ChaosWorld(logs, carriers);
  }

  get settings(): NodeJS.ProcessEnv {
    return { SMTP_URL: this.carriers.smtpUrl };
  }

  async settle(databaseUrl: string, canaries: ChaosCanaries): Promise<void> {
    const dataSource = await createDataSource(databaseUrl, 2, BOX).initialize();
    try {
      await dataSource.runMigrations();
      const businessId = await addBusiness(dataSource);
      await addPerson(dataSource, businessId, { ...OWNER, roles: ['OWNER'] });
      await addPerson(dataSource, businessId, { ...SUPPORT, roles: ['SUPPORT'] });
      await addEndpoint(dataSource, businessId, this.carriers.endpointUrl);
      this.source = { ...(await addSource(dataSource, businessId, 'DODO')), kind: 'DODO' };
      canaries.add({ what: 'the secret of the source', text: this.source.secret.replace('whsec_', '') });
    } finally {
      await dataSource.destroy();
    }
  }

  /** Posts them all in their order, several at a time, each until it is taken. */
  async postAll(api: string, posts: readonly Post[], perSecond: number): Promise<void> {
    const begun = performance.now();
    const produce = async () => {
      for (let at = this.next++; at < posts.length; at = this.next++) {
        await sleep(Math.max(0, begun + (at * 1_000) / perSecond - performance.now()));
        while (at >= this.mayPost) await sleep(LOOK_MS);
        await this.post(api, posts[at] as Post);
      }
    };
    await Promise.all(Array.from({ length: PRODUCERS }, produce));
  }

  private async post(api: string, post: Post): Promise<void> {
    const body = JSON.stringify(this.bodyOf(post));
    for (;;) {
      const answer = await Promise.race([
        send({ url: api }, this.source, body, { externalId: post.externalId }),
        sleep(PATIENCE_MS, null, { ref: false }),
      ]).catch(() => null);
      if (answer?.status === 202) {
        this.taken++;
        const fact = `${post.type} ${post.entityId}`;
        return noteAccepted(this.logs, { eventId: answer.body.id, fact, listed: false });
      }
      // Whoever is refused for what it says would be for ever.
      if (answer && answer.status < 500 && answer.status !== 429)
        throw new Error(`a webhook was answered with ${answer.status}`);
      this.triedAgain++;
      await sleep(AGAIN_MS);
    }
  }

  private bodyOf({ type, entityId, at }: Post): Record<string, unknown> {
    const body = sample(`dodo.${type}`);
    const moment = new Date(this.begun + at).toISOString();
    const field = ID_FIELDS[type.split('.')[0] ?? ''] ?? '';
    Object.assign(body, { timestamp: moment });
    // Else a second failure of one customer would be told already.
    Object.assign(body.data.customer, { ...CUSTOMER, customer_id: `cus_of_${entityId}` });
    Object.assign(body.data, { payment_id: `pay_of_${entityId}`, created_at: moment, [field]: entityId });
    return body;
  }

  stop(): Promise<void> {
    return this.carriers.stop();
  }
}
