/** Quiet hours, digests and defaults as an admin sets them, and what they hold on its way through the whole program. */
import PostalMime from 'postal-mime';
import { findEventType } from '../../src/domain/catalogue/index.js';
import { holdKey } from '../../src/domain/planning/digest.js';
import { Metrics } from '../../src/platform/telemetry/metrics.js';
import { RunStarter } from '../../src/temporal/starter.js';
import { type RunningWorker, startWorker } from '../../src/temporal/worker.js';
import { teamFixture } from '../support/business-fixture.js';
import { addBusiness, addSource } from '../support/database.js';
import { ledgerOf } from '../support/deliveries.js';
import { webhookOf } from '../support/events.js';
import { GraphqlClient } from '../support/graphql.js';
import { eventually, LOG, type Program, postSigned } from '../support/program.js';
import { type SmtpStandIn, startSmtpStandIn } from '../support/stand-ins.js';
import { eventsOf, type HistoryEvent, startedRun } from '../support/temporal.js';

const HOUR_MS = 3_600_000;

let smtp: SmtpStandIn;
let worker: RunningWorker;

beforeAll(async () => {
  smtp = await startSmtpStandIn();
});
// Hooks run in the order in which they stand here: the worker stops before its program does.
afterAll(() => worker?.stop());

const asked = teamFixture({ roles: [] }, () => ({ smtpUrl: smtp.url }));

beforeAll(async () => {
  worker = await startWorkerOf(asked.program);
}, 120_000);
afterAll(() => smtp?.stop());

const startWorkerOf = ({ config }: Program) =>
  startWorker({ config, dataSource: asked.dataSource, log: LOG, metrics: new Metrics(), publish: () => undefined });

const UPDATE = `mutation ($input: UpdateRecipientInput!) { updateRecipient(input: $input) {
  recipient { name roles timeZone quietHours { start end } } } }`;
const SET_DIGEST = `mutation ($input: SetDigestInput!) { setDigest(input: $input) {
  destination { ... on EmailDestination { digest { every at } } } } }`;

describe('A person', () => {
  it('gets quiet hours, keeps what was left out, and loses them by null', async () => {
    const input = { id: asked.ada.recipientId, timeZone: 'Asia/Tokyo', quietHours: { start: '22:00', end: '07:00' } };
    const { updateRecipient } = await asked.client.get(UPDATE, { input });
    const { id, ...kept } = input;
    expect(updateRecipient.recipient).toEqual({ name: 'Ada', roles: [], ...kept });
    const without = await asked.client.get(UPDATE, { input: { id, quietHours: null } });
    expect(without.updateRecipient.recipient).toEqual({
      name: 'Ada',
      roles: [],
      timeZone: 'Asia/Tokyo',
      quietHours: null,
    });
  });

  it.each(['24:00', '7:00', '22:60', ''])('has no quiet hours from %p', async (start) => {
    const error = await asked.client.fail(UPDATE, {
      input: { id: asked.ada.recipientId, quietHours: { start, end: '07:00' } },
    });
    expect(error.extensions.code).toBe('BAD_USER_INPUT');
    expect(error.message).toContain('HH:MM');
  });

  it('is removed with all destinations at once, and not by another business', async () => {
    const remove = `mutation ($id: ID!) { removeRecipient(input: { id: $id }) { id } }`;
    const stranger = await GraphqlClient.of(asked.program, await addBusiness(asked.dataSource));
    expect((await stranger.fail(remove, { id: asked.ada.recipientId })).extensions.code).toBe('NOT_FOUND');
    expect(await asked.client.get(remove, { id: asked.ada.recipientId })).toEqual({
      removeRecipient: { id: asked.ada.recipientId },
    });
    const seen = await asked.client.get(
      '{ destinations { edges { node { id } } } recipients { edges { node { id } } } }',
    );
    expect(seen).toEqual({ destinations: { edges: [] }, recipients: { edges: [] } });
    expect((await asked.client.fail(remove, { id: asked.ada.recipientId })).extensions.code).toBe('NOT_FOUND');
  });
});

describe('A destination', () => {
  it('has a digest where it is an e-mail', async () => {
    const set = async (input: object) =>
      (await asked.client.get(SET_DIGEST, { input: { destinationId: asked.ada.emailId, ...input } })).setDigest
        .destination.digest;
    expect(await set({ every: 'DAILY' })).toEqual({ every: 'DAILY', at: '09:00' });
    expect(await set({ every: 'HOURLY' })).toEqual({ every: 'HOURLY', at: null });
    expect(await set({ every: null })).toBeNull();
    const wrong = (input: object) =>
      asked.client.fail(SET_DIGEST, { input: { destinationId: asked.ada.emailId, ...input } });
    expect((await wrong({ every: 'HOURLY', at: '09:00' })).extensions.field).toBe('at');
    expect((await wrong({ every: 'DAILY', at: '9' })).extensions.field).toBe('at');
    expect((await wrong({ destinationId: asked.ada.inAppId, every: 'HOURLY' })).extensions.field).toBe('destinationId');
  });

  it('goes through explicit choice, business default and catalogue, and back', async () => {
    const look = async () => {
      const query = `query ($id: ID!) { node(id: $id) { ... on EmailDestination { enabled preferences { eventType { key } enabled source } } } }`;
      const { node } = await asked.client.get(query, { id: asked.ada.emailId });
      return node.preferences.find((one: { eventType: { key: string } }) => one.eventType.key === 'credit.added');
    };
    const byDefault = (enabled: boolean | null) =>
      asked.client.get(
        `mutation ($enabled: Boolean) { setBusinessDefault(input: { eventType: "credit.added", enabled: $enabled }) {
          preference { enabled source } } }`,
        { enabled },
      );
    const reset = `mutation ($id: ID!) { resetPreferences(input: { id: $id }) { destination { id } } }`;
    expect(findEventType('credit.added')?.team).toBe(false);
    expect(await look()).toMatchObject({ enabled: false, source: 'CATALOGUE' });
    expect((await byDefault(true)).setBusinessDefault.preference).toEqual({ enabled: true, source: 'BUSINESS' });
    expect(await look()).toMatchObject({ enabled: true, source: 'BUSINESS' });
    await asked.client.get(
      `mutation ($id: ID!) { setPreference(input: { destinationId: $id, eventType: "credit.added", enabled: false }) { destination { id } } }`,
      { id: asked.ada.emailId },
    );
    expect(await look()).toMatchObject({ enabled: false, source: 'EXPLICIT' });
    await asked.client.get(reset, { id: asked.ada.emailId });
    expect(await look()).toMatchObject({ enabled: true, source: 'BUSINESS' });
    expect((await byDefault(null)).setBusinessDefault.preference).toEqual({ enabled: false, source: 'CATALOGUE' });
    expect(await look()).toMatchObject({ enabled: false, source: 'CATALOGUE' });
  });
});

describe('Through the whole program', () => {
  it('a digest and quiet hours hold until the minute, then one mail lists what was gathered, by another worker', async () => {
    const end = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + HOUR_MS);
    const at = end.toISOString().slice(11, 16);
    const start = new Date(end.getTime() - 2 * HOUR_MS).toISOString().slice(11, 16);
    await asked.client.get(UPDATE, {
      input: { id: asked.ada.recipientId, timeZone: 'UTC', quietHours: { start, end: at } },
    });
    await asked.client.get(SET_DIGEST, { input: { destinationId: asked.ada.emailId, every: 'DAILY', at } });
    const source = { ...(await addSource(asked.dataSource, asked.businessId, 'DODO')), kind: 'DODO' as const };
    const post = async (type: string) => {
      const { body, externalId } = await webhookOf(type, asked.businessId, source.id);
      return (await postSigned(asked.program, source, body.toString(), { externalId })).body.id;
    };
    const receipts = { eventType: 'payment.succeeded', enabled: false };
    await asked.client.get(
      `mutation ($input: SetCustomerEmailInput!) { setCustomerEmail(input: $input) { __typename } }`,
      {
        input: receipts,
      },
    );
    const gathered = [await post('payment.succeeded'), await post('refund.succeeded')];
    const held = await post('payout.on_hold');
    const mailOf = async (id: string) =>
      (await ledgerOf(asked.dataSource, id)).find((row) => row.channel === 'EMAIL')?.status;
    const all = [...gathered, held];
    const everywhere = (status: string) => async () =>
      (await Promise.all(all.map(mailOf))).every((one) => one === status);
    await eventually('all to be held', everywhere('DEFERRED'));
    expect(smtp.mails).toEqual([]);
    const { taskQueue, namespace } = asked.program.config.temporal;
    const run = await startedRun(worker.client, holdKey(asked.ada.emailId, end.getTime()));
    const [timer] = await eventually('its timer', async () => {
      const timers = eventsOf(await run.fetchHistory(), 'EVENT_TYPE_TIMER_STARTED');
      return timers.length > 0 && timers;
    });
    expect(endOf(timer as HistoryEvent)).toBeGreaterThan(end.getTime() - 1_000);
    expect(endOf(timer as HistoryEvent)).toBeLessThan(end.getTime() + 10_000);

    // Instead of an hour that passes: the hold was until an hour ago, and is taken up by its own run as ever.
    await worker.stop();
    const dueAt = end.getTime() - 2 * HOUR_MS;
    await asked.dataSource.query('UPDATE deliveries SET due_at = $2 WHERE destination_id = $1 AND due_at IS NOT NULL', [
      asked.ada.emailId,
      new Date(dueAt),
    ]);
    worker = await startWorkerOf(asked.program);
    const starter = new RunStarter(worker.client, { namespace, taskQueue, eager: false, metrics: new Metrics() });
    expect(await starter.startHold({ destinationId: asked.ada.emailId, dueAt })).toEqual({ kind: 'started' });
    await eventually('all to be sent', everywhere('SENT'));
    const mails = await Promise.all(smtp.mails.map((mail) => PostalMime.parse(mail.raw)));
    const subjects = mails.map((mail) => mail.subject ?? '');
    expect(mails).toHaveLength(2);
    const digest = mails[subjects.findIndex((subject) => subject.startsWith('1 payment and 1 refund, '))];
    for (const id of gathered) expect(digest?.html).toContain(id);
    expect(digest?.html).not.toContain(held);
    expect(mails.find((mail) => mail !== digest)?.html).toContain(held);
  });
});

/** When the timer of this event fires, ms since 1970. */
function endOf({ eventTime, timerStartedEventAttributes: timer }: HistoryEvent): number {
  const msOf = (time?: { seconds?: unknown; nanos?: number | null } | null) =>
    Number(time?.seconds ?? 0) * 1_000 + (time?.nanos ?? 0) / 1e6;
  return msOf(eventTime) + msOf(timer?.startToFireTimeout);
}
