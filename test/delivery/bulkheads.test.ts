// What one channel, business or endpoint has of a worker, and that its trouble is nobody else's.
import { CHANNELS } from '../../src/channels/index.js';
import { Bulkheads } from '../../src/core/delivery/bulkheads.js';
import { CarrierBreakers } from '../../src/core/delivery/carrier-breakers.js';
import { Inbox } from '../../src/core/ingest/inbox.js';
import { EndpointDestination } from '../../src/core/planning/destination.entity.js';
import { OPEN_AFTER, PROBE_EVERY_MS } from '../../src/domain/health/health.js';
import { BUSINESS_PLACES, CHANNEL_PLACES, ENDPOINT_PLACES, placeWaitMs } from '../../src/domain/planning/bulkheads.js';
import type { Chunk } from '../../src/domain/planning/chunks.js';
import { makeReason } from '../../src/domain/reasons.js';
import { newId } from '../../src/platform/new-id.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
import { ACTIVITY_SLOTS } from '../../src/temporal/worker.js';
import {
  addBusiness,
  addPerson,
  addSlack,
  addSource,
  createDatabase,
  ENCRYPTION_KEYS,
  type TestDatabase,
} from '../support/database.js';
import { webhookOf } from '../support/events.js';
import { eventually, type Program, startProgram } from '../support/program.js';
import { type ScriptedSmtp, SILENT, startScriptedSmtp } from '../support/scripted-smtp.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

function chunk(channel: string, businessId: string, endpointId: string | null = null): Chunk {
  return { channel, businessId, endpointId, retry: 'repeatable', first: 'dlv_1', last: 'dlv_1', count: 1 };
}

/** How many of them find a place. */
const entered = (bulkheads: Bulkheads, chunks: Chunk[]) => chunks.flatMap((one) => bulkheads.enter(one) ?? []).length;
const times = (count: number, make: (n: number) => Chunk) => Array.from({ length: count }, (_, n) => make(n));

describe('places', () => {
  it('of one channel are no other’s', () => {
    const bulkheads = new Bulkheads();
    expect(
      entered(
        bulkheads,
        times(100, (n) => chunk('EMAIL', `bus_${n}`)),
      ),
    ).toBe(CHANNEL_PLACES);
    expect(bulkheads.enter(chunk('EMAIL', 'bus_other'))).toBeNull();
    expect(bulkheads.enter(chunk('PUSH', 'bus_0'))).not.toBeNull();
  });

  it('of one business, and of one endpoint, are a part of them', () => {
    const bulkheads = new Bulkheads();
    const hanging = times(100, () => chunk('WEBHOOK', 'bus_a', 'dst_hangs'));
    expect(entered(bulkheads, hanging)).toBe(ENDPOINT_PLACES);
    const others = times(100, (n) => chunk('WEBHOOK', 'bus_a', `dst_${n}`));
    expect(entered(bulkheads, others)).toBe(BUSINESS_PLACES - ENDPOINT_PLACES);
    expect(bulkheads.enter(chunk('WEBHOOK', 'bus_b', 'dst_b'))).not.toBeNull();
  });

  it('are given back once', () => {
    const bulkheads = new Bulkheads();
    const leave = times(ENDPOINT_PLACES, () => chunk('SLACK', 'bus_a', 'dst_a')).map((one) => bulkheads.enter(one));
    expect(bulkheads.enter(chunk('SLACK', 'bus_a', 'dst_a'))).toBeNull();
    leave[0]?.();
    expect(
      entered(
        bulkheads,
        times(2, () => chunk('SLACK', 'bus_a', 'dst_a')),
      ),
    ).toBe(1);
  });

  it('are so many that no channel waits for a slot of the worker because of the others', () => {
    const sending = Object.values(CHANNELS).filter(({ send }) => send !== null);
    expect(ACTIVITY_SLOTS).toBeGreaterThan(sending.length * CHANNEL_PLACES);
  });

  it('are asked for again after a second, later less and less often', () => {
    expect([1, 2, 3, 6, 400].map((attempt) => placeWaitMs(attempt, 0))).toEqual([1_000, 2_000, 4_000, 30_000, 30_000]);
    expect(placeWaitMs(1, 1)).toBe(2_000);
  });
});

describe('the circuit breaker of a carrier', () => {
  const trouble = { kind: 'trouble', reason: makeReason('STOPPED_IN_LINE') } as const;
  const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1_000);

  function failing(): CarrierBreakers {
    const breakers = new CarrierBreakers();
    for (let n = 1; n <= OPEN_AFTER; n++) {
      expect(breakers.hold('EMAIL', at(0), 0)).toBeNull();
      breakers.note('EMAIL', trouble, at(0));
    }
    return breakers;
  }

  it('opens after some failures in a row, and lets one try through each half minute', () => {
    const breakers = failing();
    expect(breakers.hold('EMAIL', at(1), 0)).toMatchObject({ ms: PROBE_EVERY_MS - 1_000 });
    expect(breakers.retryMs('EMAIL', at(1), 0)).toBe(PROBE_EVERY_MS - 1_000);
    expect(breakers.hold('EMAIL', at(31), 0)).toBeNull();
    expect(breakers.hold('EMAIL', at(31), 0)).not.toBeNull();
  });

  it('is that of this carrier alone, and closes with the first success', () => {
    const breakers = failing();
    expect(breakers.hold('FCM', at(1), 0)).toBeNull();
    breakers.note('EMAIL', { kind: 'works' }, at(31));
    expect(breakers.hold('EMAIL', at(31), 0)).toBeNull();
    expect(breakers.retryMs('EMAIL', at(31), 0)).toBeNull();
  });
});

describe('A mail server that takes mails and never says so', () => {
  const LONG_MS = 400_000;
  const MAILS = 85;
  const WEBHOOKS = 40;
  const POSTS = 12;
  let database: TestDatabase;
  let smtp: ScriptedSmtp;
  let hook: HttpStandIn;
  let slack: HttpStandIn;
  let program: Program;

  beforeAll(async () => {
    [database, smtp, hook, slack] = await Promise.all([
      createDatabase(),
      startScriptedSmtp(),
      startHttpStandIn(),
      startHttpStandIn(),
    ]);
    program = await startProgram(database, { worker: true, smtpUrl: `${smtp.url}?socketTimeout=3000` });
  });
  afterAll(async () => {
    await smtp?.stop();
    await program?.stop();
    await Promise.all([hook?.stop(), slack?.stop()]);
    await database?.drop();
  });

  async function business(): Promise<{ businessId: string; happen(count: number): Promise<string[]> }> {
    const { dataSource } = database;
    const businessId = await addBusiness(dataSource);
    const { id: sourceId } = await addSource(dataSource, businessId, 'DODO');
    const inbox = new Inbox(dataSource, { hasRoom: () => false, nudge: () => program.worker?.relay.nudge([]) });
    const happen = async (count: number) => {
      const webhooks = await Promise.all(
        Array.from({ length: count }, () => webhookOf('payment.failed', businessId, sourceId)),
      );
      return (await Promise.all(webhooks.map((webhook) => inbox.add(webhook)))).map(({ id }) => id);
    };
    return { businessId, happen };
  }

  async function addWebhook(businessId: string): Promise<void> {
    const id = newId('destination');
    const seal = (secret: string) => new SecretBox(ENCRYPTION_KEYS).seal(secret, `destinations ${id}`);
    const sealedSecrets = [{ sealed: seal(`whsec_${Buffer.alloc(32, 9).toString('base64')}`), until: null }];
    const sealed = { sealedUrl: seal(`${hook.url}/${businessId}`), sealedSecrets };
    const endpoint = {
      id,
      businessId,
      channel: 'WEBHOOK',
      label: 'shop',
      urlHint: 'http://shop/…',
      takesAll: true,
      ...sealed,
    };
    await database.dataSource.getRepository(EndpointDestination).insert(endpoint);
  }

  /** How many of these deliveries are in which state, but for those to customers. */
  async function statesOf(eventIds: string[], channels: string[]): Promise<Record<string, number>> {
    const rows: { state: string; count: number }[] = await database.dataSource.query(
      `SELECT channel || ' ' || status AS state, count(*)::integer AS count FROM deliveries
       WHERE event_id = ANY($1) AND channel = ANY($2) AND audience = 'TEAM' GROUP BY 1`,
      [eventIds, channels],
    );
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  }

  it(
    'holds up mails alone: endpoints of anybody hear at once, and the mails go out when it is back',
    async () => {
      smtp.script = { dot: SILENT };
      const [mailing, other] = [await business(), await business()];
      await addPerson(database.dataSource, mailing.businessId);
      const mailed = await mailing.happen(MAILS);
      await eventually('the first mails to hang', async () => smtp.mails.length >= 5);
      for (const { businessId } of [mailing, other]) await addWebhook(businessId);
      await addSlack(database.dataSource, other.businessId, slack.url);
      const [own, others] = [await mailing.happen(WEBHOOKS), await other.happen(POSTS)];
      await eventually('all endpoints to hear', async () => {
        const states = await statesOf([...own, ...others], ['WEBHOOK', 'SLACK']);
        return states['WEBHOOK SENT'] === WEBHOOKS + POSTS && states['SLACK SENT'] === POSTS;
      });
      const mails = [...mailed, ...own];
      expect(await statesOf(mails, ['EMAIL'])).toEqual({ 'EMAIL PENDING': mails.length });

      await eventually('the breaker to open', async () => {
        const [row] = await database.dataSource.query(
          `SELECT FROM deliveries WHERE business_id = $1 AND reason->>'code' = 'CARRIER_LEFT_ALONE' LIMIT 1`,
          [mailing.businessId],
        );
        return row;
      });
      // Those that were on their way when it opened, and single tries: not each mail for itself.
      expect(smtp.reached.filter((stage) => stage === 'dot').length).toBeLessThan(MAILS);
      smtp.script = {};
      smtp.mails.length = 0;
      const sent = async () => (await statesOf(mails, ['EMAIL']))['EMAIL SENT'] === mails.length;
      await eventually('all mails to be sent', sent, LONG_MS);
      const ids = smtp.mails.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1]);
      expect(new Set(ids).size).toBe(mails.length);
    },
    LONG_MS,
  );
});
