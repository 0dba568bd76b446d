// What outcomes do to destinations, activity by activity: the breaker, the end of a destination, and a provider that refuses us.
import type { AddressInfo } from 'node:net';
import type { ApplicationFailure } from '@temporalio/common';
import { SMTPServer } from 'smtp-server';
import { deliver } from '../../activities/deliver.js';
import { release } from '../../activities/hold.js';
import { SecretBox } from '../../src/access/secret-box.js';
import { PushDestination } from '../../src/destinations/push-destination.entity.js';
import type { Chunk } from '../../src/domain/chunks.js';
import { newId } from '../../src/new-id.js';
import { closeMail, smtpCarrier } from '../../src/outbound/mail-access.js';
import {
  addBusiness,
  addPerson,
  addSlack,
  createDatabase,
  ENCRYPTION_KEYS,
  type TestDatabase,
} from '../support/database.js';
import {
  activityEnvironment,
  addEvent,
  ledgerOf,
  openSender,
  planned,
  type Sender,
  tryOnce,
} from '../support/deliveries.js';
import { type FcmStandIn, fcmError, startFcm } from '../support/push-stand-ins.js';
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

let database: TestDatabase;
let hook: HttpStandIn;
let smtp: ScriptedSmtp;
let fcm: FcmStandIn;
let sender: Sender;

beforeAll(async () => {
  [database, hook, smtp, fcm] = await Promise.all([
    createDatabase(),
    startHttpStandIn(),
    startScriptedSmtp(),
    startFcm(),
  ]);
  sender = openSender(database.dataSource, smtp.url);
  sender.context.push = { fcm: fcm.open(), vapid: null };
});
beforeEach(() => {
  hook.requests.length = 0;
  smtp.script = {};
  fcm.reset();
});
afterAll(async () => {
  await sender.close();
  await Promise.all([hook.stop(), smtp.stop(), fcm.stop()]);
  await database.drop();
});

const sql = (text: string, values: unknown[] = []) => database.dataSource.query(text, values);
const says = (code: number, body: string) => {
  hook.answer = (_request, response) => response.writeHead(code).end(body);
};
const failureOf = (sending: Promise<unknown>): Promise<ApplicationFailure> =>
  sending.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: ApplicationFailure) => error,
  );

async function slackOf() {
  const businessId = await addBusiness(database.dataSource);
  const destinationId = await addSlack(database.dataSource, businessId, `${hook.url}/${businessId}`);
  const happen = async (count = 1, type = 'payment.failed') => {
    const eventIds = await Promise.all(
      Array.from({ length: count }, () => addEvent(database.dataSource, businessId, { type })),
    );
    const plan = await planned(database.dataSource, eventIds);
    return { eventIds, plan, input: { eventIds, chunk: plan.chunks[0] as Chunk } };
  };
  const health = async () =>
    (await sql('SELECT * FROM destination_health WHERE destination_id = $1', [destinationId]))[0];
  const destination = async () => (await sql('SELECT * FROM destinations WHERE id = $1', [destinationId]))[0];
  return { businessId, destinationId, happen, health, destination };
}

/** A stretch of failures, as tries of the last days would have left it. */
function failing(businessId: string, destinationId: string, hours: number, changes: object = {}) {
  const at = Date.now();
  const row = {
    failures: 50,
    since: new Date(at - hours * 3_600_000),
    lastAt: new Date(at - 60_000),
    probeAt: new Date(at - 1_000),
    told: true,
    endsAt: null as Date | null,
    ...changes,
  };
  return sql(
    `INSERT INTO destination_health (destination_id, business_id, failures, since, last_at, probe_at, told, ends_at, message)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'Slack has trouble: 503')`,
    [destinationId, businessId, row.failures, row.since, row.lastAt, row.probeAt, row.told, row.endsAt],
  );
}

const noticesOf = (
  businessId: string,
): Promise<{ type: string; about: string; reason: string; ends: string | null }[]> =>
  sql(
    `SELECT type, facts->'about'->>0 AS about, facts->>'reason' AS reason, facts->>'endsAt' AS ends, entity_id AS subject
     FROM events WHERE business_id = $1 AND type LIKE 'tocsin.%' AND type NOT LIKE 'tocsin.coverage%' ORDER BY id`,
    [businessId],
  );

describe('the breaker of an endpoint', () => {
  it('opens after five failures in a row, within a chunk too; what comes then waits without a call or a count', async () => {
    const { happen, health } = await slackOf();
    says(503, 'away');
    const { eventIds, input } = await happen(7);
    const failure = await failureOf(tryOnce(sender, input));
    expect(hook.requests).toHaveLength(5);
    expect(await health()).toMatchObject({ failures: 5, told: false, message: 'Slack has trouble: 503 away' });
    const wait = Number(failure.nextRetryDelay);
    expect(wait).toBeGreaterThan(20_000);
    expect(wait).toBeLessThanOrEqual(60_000);

    const {
      eventIds: [later],
      input: next,
    } = await happen();
    await failureOf(tryOnce(sender, next));
    expect(hook.requests).toHaveLength(5);
    const [waiting] = await ledgerOf(database.dataSource, later as string);
    expect(waiting).toMatchObject({
      status: 'PENDING',
      reason: 'It waits until this endpoint works again: Slack has trouble: 503 away',
      attempts: [],
    });
    const tries = await sql('SELECT tries FROM deliveries WHERE event_id = ANY($1) ORDER BY id', [
      [...eventIds, later],
    ]);
    expect(tries.map((row: { tries: number }) => row.tries)).toEqual([1, 1, 1, 1, 1, 0, 0, 0]);
  });

  it('lets one of ten runs through when a probe is due; its success lets the others go', async () => {
    const { businessId, destinationId, happen, health } = await slackOf();
    const plans = await Promise.all(Array.from({ length: 10 }, () => happen()));
    await failing(businessId, destinationId, 0.5, { told: false });
    let answerNow: () => void = () => undefined;
    hook.answer = (_request, response) => {
      answerNow = () => void response.end('ok');
    };
    const sending = Promise.allSettled(plans.map(({ input }) => tryOnce(sender, input)));
    const blocked = await Promise.race([sending, waitFor(() => hook.requests.length > 0)]);
    expect(blocked).toBeUndefined();
    answerNow();
    expect((await sending).filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(hook.requests).toHaveLength(1);
    expect(await health()).toBeUndefined();
    says(200, 'ok');
    const rest = await Promise.all(plans.map(({ input }) => tryOnce(sender, input)));
    expect(rest.reduce((sum, { sent }) => sum + sent, 0)).toBe(9);
    // Nobody had heard that it failed.
    expect(await noticesOf(businessId)).toEqual([]);
  });

  it('counts neither what we hold back nor 429, and a refusal of one message stops no other', async () => {
    const { happen, health } = await slackOf();
    says(429, '');
    await failureOf(tryOnce(sender, (await happen(3)).input));
    expect(await health()).toBeUndefined();
    says(400, 'invalid_payload');
    await tryOnce(sender, (await happen(7)).input);
    expect(await health()).toMatchObject({ failures: 7, probe_at: null });
  });
});

const waitFor = async (seen: () => boolean) => {
  while (!seen()) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe('an endpoint that goes on failing', () => {
  it('is told after an hour, a day before its end, and at its end; then it is switched off; each once', async () => {
    const { businessId, destinationId, happen, destination } = await slackOf();
    says(503, 'away');
    const again = async (hours: number, changes: object) => {
      await sql('DELETE FROM destination_health WHERE destination_id = $1', [destinationId]);
      await failing(businessId, destinationId, hours, changes);
      const { input } = await happen();
      // Two runs see the same state.
      await Promise.allSettled([tryOnce(sender, input), tryOnce(sender, (await happen()).input)]);
    };
    await again(0.9, { told: false });
    expect(await noticesOf(businessId)).toEqual([]);
    await again(1.1, { told: false });
    await again(97, {});
    expect((await destination()).enabled).toBe(true);
    await again(121, { endsAt: new Date(Date.now() - 1_000) });
    const reason = 'Slack has trouble: 503 away';
    const common = { about: '#payments', reason, subject: destinationId };
    expect(await noticesOf(businessId)).toEqual([
      { ...common, type: 'tocsin.destination_failing', ends: expect.any(String) },
      { ...common, type: 'tocsin.destination_failing', ends: expect.any(String) },
      { ...common, type: 'tocsin.destination_disabled', ends: null },
    ]);
    expect(await destination()).toMatchObject({
      enabled: false,
      disabled_reason: expect.stringMatching(/^it failed for five days, since 20.*: Slack has trouble: 503 away$/),
      missed_since: expect.any(Date),
    });
  });

  it('that is well again is told as well, once', async () => {
    const { businessId, destinationId, happen, health } = await slackOf();
    says(200, 'ok');
    await failing(businessId, destinationId, 30);
    await tryOnce(sender, (await happen()).input);
    await tryOnce(sender, (await happen()).input);
    expect((await noticesOf(businessId)).map(({ type }) => type)).toEqual(['tocsin.destination_recovered']);
    expect(await health()).toBeUndefined();
  });
});

describe('what will never take a message again', () => {
  it('a hook that is gone is switched off by the first answer that says so, and nothing more goes there', async () => {
    const { businessId, destinationId, happen, destination } = await slackOf();
    says(404, 'no_service');
    const [one, two] = [await happen(), await happen()];
    await Promise.all([tryOnce(sender, one.input), tryOnce(sender, two.input)]);
    const reason = expect.stringContaining('Slack refused it: 404 no_service.');
    expect(await destination()).toMatchObject({ enabled: false, disabled_reason: reason });
    expect(await noticesOf(businessId)).toEqual([
      { type: 'tocsin.destination_disabled', about: '#payments', reason, ends: null, subject: destinationId },
    ]);
    const { plan, eventIds } = await happen();
    expect(plan.chunks).toEqual([]);
    expect((await ledgerOf(database.dataSource, eventIds[0] as string))[0]).toMatchObject({
      status: 'SKIPPED',
      reason,
    });
  });

  it('but a hook that was entered anew meanwhile is left alone', async () => {
    const { destinationId, happen, destination } = await slackOf();
    const sealed = new SecretBox(ENCRYPTION_KEYS).seal(`${hook.url}/new`, `destinations ${destinationId}`);
    hook.answer = async (_request, response) => {
      await sql('UPDATE destinations SET sealed_url = $2 WHERE id = $1', [destinationId, sealed]);
      response.writeHead(404).end('no_service');
    };
    await tryOnce(sender, (await happen()).input);
    expect(await destination()).toMatchObject({ enabled: true });
  });

  it('a device that lost its app is removed and forgotten, and its team hears of it', async () => {
    const { dataSource } = database;
    const businessId = await addBusiness(dataSource);
    const { recipientId } = await addPerson(dataSource, businessId);
    const id = newId('destination');
    const sealedToken = new SecretBox(ENCRYPTION_KEYS).seal('a-token', `destinations ${id}`);
    const device = { id, businessId, recipientId, channel: 'PUSH', label: 'Ada’s phone', platform: 'IOS' as const };
    await dataSource.getRepository(PushDestination).insert({ ...device, sealedToken, tokenHash: 'hash' });
    fcm.messages.answer = (_request, response) =>
      response.writeHead(404).end(fcmError(404, 'NOT_FOUND', 'UNREGISTERED'));
    const eventId = await addEvent(dataSource, businessId);
    const { chunks } = await planned(dataSource, [eventId]);
    await tryOnce(sender, { eventIds: [eventId], chunk: chunks.find(({ channel }) => channel === 'PUSH') as Chunk });
    expect((await sql('SELECT removed_at, sealed_token, token_hash FROM destinations WHERE id = $1', [id]))[0]).toEqual(
      {
        removed_at: expect.any(Date),
        sealed_token: null,
        token_hash: null,
      },
    );
    expect(await noticesOf(businessId)).toMatchObject([{ type: 'tocsin.device_removed', about: 'Ada’s phone' }]);
  });

  it.each([
    ['550 5.1.1 no such user', true],
    ['550 5.7.1 rejected by policy', false],
    ['552 5.2.2 mailbox full', false],
  ])('an address that answers %s: suppressed %s', async (words, suppressed) => {
    const { dataSource } = database;
    const businessId = await addBusiness(dataSource);
    const { emailId } = await addPerson(dataSource, businessId, { email: `ada.${businessId.slice(-8)}@team.example` });
    smtp.script = { rcpt: words };
    const eventId = await addEvent(dataSource, businessId);
    const { chunks } = await planned(dataSource, [eventId]);
    await tryOnce(sender, { eventIds: [eventId], chunk: chunks.find(({ channel }) => channel === 'EMAIL') as Chunk });
    expect((await sql('SELECT suppressed FROM destinations WHERE id = $1', [emailId]))[0]).toEqual({ suppressed });
    const notices = suppressed ? [{ type: 'tocsin.address_suppressed', about: 'a…@team.example' }] : [];
    expect(await noticesOf(businessId)).toMatchObject(notices);
    expect(await noticesOf(businessId)).toHaveLength(notices.length);
  });
});

describe('a provider that refuses our login', () => {
  it('pauses the channel: deliveries wait, and the team hears of it once per pause', async () => {
    const { dataSource } = database;
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(Object.assign(new Error('no'), { responseCode: 535 })),
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.server.address() as AddressInfo;
    const mail = { from: 'tocsin@test.example', carriers: [smtpCarrier(`smtp://user:wrong@127.0.0.1:${port}`)] };
    try {
      const businessId = await addBusiness(dataSource);
      await addPerson(dataSource, businessId);
      const send = async () => {
        const eventId = await addEvent(dataSource, businessId);
        const { chunks } = await planned(dataSource, [eventId]);
        const input = { eventIds: [eventId], chunk: chunks[0] as Chunk };
        const context = { ...sender.context, mail };
        await failureOf(activityEnvironment().run(() => deliver({ ...sender, context }, input)));
        return ledgerOf(dataSource, eventId);
      };
      expect(await send()).toContainEqual(expect.objectContaining({ channel: 'EMAIL', status: 'PENDING' }));
      await send();
      const types = async () => (await noticesOf(businessId)).map(({ type, about }) => [type, about]);
      expect(await types()).toEqual([['tocsin.channel_paused', 'E-mail']]);
      await sql(`UPDATE channel_pauses SET refused_at = refused_at - interval '2 hours' WHERE business_id = $1`, [
        businessId,
      ]);
      // The carrier rests after a refusal; then it asks again.
      for (const carrier of mail.carriers) carrier.rest = null;
      await send();
      expect(await types()).toHaveLength(2);
    } finally {
      closeMail(mail);
      await new Promise<void>((resolve) => server.close(() => resolve()));
    }
  });
});

describe('a storm', () => {
  it('of more than 30 messages a minute goes on as one that counts them; critical ones pass', async () => {
    const { destinationId, happen } = await slackOf();
    const singles = await happen(20, 'payment.succeeded');
    const over = await happen(15, 'payment.succeeded');
    const critical = await happen(1, 'dispute.opened');
    const more = await happen(2, 'subscription.on_hold');
    const counts = [singles, over, critical, more].map(({ plan }) =>
      plan.chunks.reduce((sum, { count }) => sum + count, 0),
    );
    expect(counts).toEqual([20, 10, 1, 0]);
    const holds = [
      ...new Set([over, more].flatMap(({ plan }) => plan.holds ?? []).map((hold) => JSON.stringify(hold))),
    ];
    const hold = { destinationId, dueAt: JSON.parse(holds[0] as string).dueAt };
    // The minute may have turned between the two.
    await sql('UPDATE deliveries SET due_at = $2 WHERE destination_id = $1 AND held_by IS NOT NULL', [
      destinationId,
      new Date(hold.dueAt),
    ]);
    const [piece, ...others] = await release(database.dataSource, hold);
    expect(others).toEqual([]);
    expect(piece).toMatchObject({ by: 'STORM', chunk: { count: 7 } });
    says(200, 'ok');
    const held = { ...hold, by: 'STORM' as const };
    expect(await tryOnce(sender, { eventIds: [], chunk: piece?.chunk as Chunk, held })).toEqual({ sent: 7 });
    expect(hook.requests).toHaveLength(1);
    const message = JSON.parse(hook.requests[0]?.body ?? '');
    expect(message.text).toBe('*7 more events, gathered: there were too many for one message each*');
    expect(message.attachments[0].fields).toMatchObject([{ value: '5' }, { value: '2' }]);
    const states = await sql(
      'SELECT status, count(*)::integer FROM deliveries WHERE destination_id = $1 GROUP BY 1 ORDER BY 1',
      [destinationId],
    );
    expect(states).toEqual([
      { status: 'PENDING', count: 31 },
      { status: 'SENT', count: 7 },
    ]);
  });
});
