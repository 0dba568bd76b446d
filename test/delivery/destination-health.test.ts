// What outcomes do to destinations, activity by activity: the breaker, an endpoint that goes on failing, and a provider that refuses us.
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import { SMTPServer } from 'smtp-server';
import { deliverOrRetry } from '../../activities/deliver.js';
import { isPaused } from '../../src/core/delivery/channel-pauses.js';
import type { DeliverInput } from '../../src/core/delivery/deliver.js';
import { ENDPOINT_PLACES } from '../../src/domain/planning/bulkheads.js';
import type { Chunk } from '../../src/domain/planning/chunks.js';
import { closeMail, type MailAccess, smtpCarrier } from '../../src/platform/outbound/mail-access.js';
import { addBusiness, addPerson } from '../support/database.js';
import { activityEnvironment, addEvent, ledgerOf, planned, tryOnce } from '../support/deliveries.js';
import { failureOf, healthFixture } from '../support/health-fixture.js';

const bench = healthFixture();
const { sql, says, slackOf, failing, noticesOf } = bench;

/** Tries as Temporal does: who waits for a turn at the chat comes back for it. */
async function untilSent(input: DeliverInput): Promise<{ sent: number }> {
  const tried = await tryOnce(bench.sender, input).catch((error: ApplicationFailure) => error);
  if (!(tried instanceof ApplicationFailure)) return tried;
  await sleep(Number(tried.nextRetryDelay));
  return untilSent(input);
}

describe('the breaker of an endpoint', () => {
  it('opens after five failures in a row, within a chunk too; what comes then waits without a call or a count', async () => {
    const { happen, health } = await slackOf();
    says(503, 'away');
    const { eventIds, input } = await happen(7);
    const failure = await failureOf(tryOnce(bench.sender, input));
    expect(bench.hook.requests).toHaveLength(5);
    expect(await health()).toMatchObject({ failures: 5, notice_raised: false, reason: 'Slack has trouble: 503 away' });
    const wait = Number(failure.nextRetryDelay);
    expect(wait).toBeGreaterThan(20_000);
    expect(wait).toBeLessThanOrEqual(60_000);

    const {
      eventIds: [later],
      input: next,
    } = await happen();
    await failureOf(tryOnce(bench.sender, next));
    expect(bench.hook.requests).toHaveLength(5);
    const [waiting] = await ledgerOf(bench.dataSource, later as string);
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

  it('lets one of as many runs through as one endpoint has places for when a probe is due; its success lets the others go', async () => {
    const { businessId, destinationId, happen, health } = await slackOf();
    const plans = await Promise.all(Array.from({ length: ENDPOINT_PLACES }, () => happen()));
    await failing(businessId, destinationId, 0.5, { noticeRaised: false });
    let answerNow: () => void = () => undefined;
    bench.hook.answer = (_request, response) => {
      answerNow = () => void response.end('ok');
    };
    let settled = 0;
    const tries = plans.map(({ input }) => tryOnce(bench.sender, input).finally(() => settled++));
    const sending = Promise.allSettled(tries);
    // Whoever looks after the answer finds it closed: all others have to have looked before.
    const others = ENDPOINT_PLACES - 1;
    await waitFor(() => settled === others);
    answerNow();
    expect((await sending).filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(bench.hook.requests).toHaveLength(1);
    expect(await health()).toBeUndefined();
    says(200, 'ok');
    const rest = await Promise.all(plans.map(({ input }) => untilSent(input)));
    expect(rest.reduce((sum, { sent }) => sum + sent, 0)).toBe(others);
    // Nobody had heard that it failed.
    expect(await noticesOf(businessId)).toEqual([]);
  });

  it('counts neither what we hold back nor 429, and a refusal of one message stops no other', async () => {
    const { happen, health } = await slackOf();
    says(429, '');
    await failureOf(tryOnce(bench.sender, (await happen(3)).input));
    expect(await health()).toBeUndefined();
    says(400, 'invalid_payload');
    await tryOnce(bench.sender, (await happen(7)).input);
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
      await Promise.allSettled([tryOnce(bench.sender, input), tryOnce(bench.sender, (await happen()).input)]);
    };
    await again(0.9, { noticeRaised: false });
    expect(await noticesOf(businessId)).toEqual([]);
    await again(1.1, { noticeRaised: false });
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
      disabled_reason: expect.stringMatching(/^it failed for 5 days, since .*20.*: Slack has trouble: 503 away$/),
      missed_since: expect.any(Date),
    });
  });

  it('that is well again is told as well, once', async () => {
    const { businessId, destinationId, happen, health } = await slackOf();
    says(200, 'ok');
    await failing(businessId, destinationId, 30);
    await tryOnce(bench.sender, (await happen()).input);
    await tryOnce(bench.sender, (await happen()).input);
    expect((await noticesOf(businessId)).map(({ type }) => type)).toEqual(['tocsin.destination_recovered']);
    expect(await health()).toBeUndefined();
  });
});

function openMailAt({ server }: SMTPServer): MailAccess {
  const { port } = server.address() as AddressInfo;
  return { from: 'tocsin@test.example', carriers: [smtpCarrier(`smtp://user:wrong@127.0.0.1:${port}`)] };
}

describe('a provider that refuses our login', () => {
  let server: SMTPServer;
  let mail: MailAccess;
  let refuses: boolean;

  beforeEach(async () => {
    refuses = true;
    server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) =>
        refuses ? done(Object.assign(new Error('no'), { responseCode: 535 })) : done(null, { user: 'user' }),
      onData: (stream, _session, done) => void stream.resume().on('end', () => done()),
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    mail = openMailAt(server);
  });
  afterEach(async () => {
    closeMail(mail);
    await new Promise<void>((resolve) => server.close(resolve));
  });

  /** A business with one person; `send` mails her one event, as if the carrier had rested long enough. */
  async function mailedBusiness() {
    const { dataSource, sender } = bench;
    const businessId = await addBusiness(dataSource);
    await addPerson(dataSource, businessId);
    const send = async () => {
      for (const carrier of mail.carriers) carrier.rest = null;
      const eventId = await addEvent(dataSource, businessId);
      const { chunks } = await planned(dataSource, [eventId]);
      const input = { eventIds: [eventId], chunk: chunks[0] as Chunk };
      const context = { ...sender.context, mail };
      await activityEnvironment()
        .run(() => deliverOrRetry({ ...sender, context }, input))
        .catch((error: ApplicationFailure) => error);
      return (await ledgerOf(dataSource, eventId)).find(({ channel }) => channel === 'EMAIL')?.status;
    };
    const types = async () => (await noticesOf(businessId)).map(({ type, about }) => [type, about]);
    const refusedBefore = (span: string) =>
      sql(`UPDATE channel_pauses SET refused_at = refused_at - interval '${span}' WHERE business_id = $1`, [
        businessId,
      ]);
    const isPausedNow = async () =>
      (await sql(`SELECT ${isPaused('p')} AS paused FROM channel_pauses p WHERE business_id = $1`, [businessId]))[0]
        .paused;
    return { businessId, send, types, refusedBefore, isPausedNow };
  }

  it('pauses the channel: deliveries wait, and the team hears of it once per pause', async () => {
    const { send, types, refusedBefore } = await mailedBusiness();
    expect(await send()).toBe('PENDING');
    await send();
    expect(await types()).toEqual([['tocsin.channel_paused', 'EMAIL']]);
    await refusedBefore('2 hours');
    await send();
    expect(await types()).toHaveLength(2);
  });

  it('ends the pauses of all by the first message that it takes, a minute after the last refusal', async () => {
    const [first, second] = [await mailedBusiness(), await mailedBusiness()];
    await first.send();
    await second.send();
    refuses = false;
    expect(await second.send()).toBe('SENT');
    // Another process may have the former login still.
    expect([await first.isPausedNow(), await second.isPausedNow()]).toEqual([true, true]);
    await first.refusedBefore('2 minutes');
    await second.refusedBefore('2 minutes');
    expect([await first.isPausedNow(), await second.isPausedNow()]).toEqual([false, false]);
    refuses = true;
    // Whoever is logged in stays so.
    closeMail(mail);
    mail = openMailAt(server);
    await first.send();
    expect([await first.isPausedNow(), await second.isPausedNow()]).toEqual([true, false]);
  });

  it('goes on being paused where another carrier took it', async () => {
    const { businessId, send, refusedBefore, isPausedNow } = await mailedBusiness();
    await send();
    await refusedBefore('2 minutes');
    await sql(`UPDATE channel_pauses SET carrier = 'sendgrid' WHERE business_id = $1`, [businessId]);
    refuses = false;
    expect(await send()).toBe('SENT');
    expect(await isPausedNow()).toBe(true);
    // As a version noted it that did not say who refused.
    await sql('UPDATE channel_pauses SET carrier = NULL WHERE business_id = $1', [businessId]);
    await send();
    expect(await isPausedNow()).toBe(false);
  });
});
