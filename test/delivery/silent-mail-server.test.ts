// The trouble of one channel is nobody else's: a mail server hangs, and endpoints hear at once.
import { Inbox } from '../../src/core/ingest/inbox.js';
import { EndpointDestination } from '../../src/core/planning/destination.entity.js';
import { newId } from '../../src/platform/new-id.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
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
      const heard = async () => {
        const states = await statesOf([...own, ...others], ['WEBHOOK', 'SLACK']);
        return states['WEBHOOK SENT'] === WEBHOOKS + POSTS && states['SLACK SENT'] === POSTS;
      };
      await eventually('all endpoints to hear', heard, LONG_MS);
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
