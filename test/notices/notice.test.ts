// Tocsin's own notices: one event each, by the very way of every event, and never from outside.
import type { DataSource } from 'typeorm';
import { mailOf } from '../../src/channels/rendering/mail.js';
import { renderTexts } from '../../src/channels/rendering/texts.js';
import { createTenantDataSource } from '../../src/core/data-source.js';
import { type NoticeRow, noticeCtes, noticeRows, raiseNotices } from '../../src/core/notices/notice.js';
import { NO_FACTS } from '../../src/domain/facts.js';
import type { Notice } from '../../src/domain/notice.js';
import { makeReason } from '../../src/domain/reasons.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { ENGLISH } from '../../src/i18n/labels.js';
import { boxOf } from '../../src/platform/database/keyed-data-source.js';
import { namedStatement, runStatement } from '../../src/platform/database/statement.js';
import { asTenant } from '../../src/platform/database/tenancy.js';
import { newId } from '../../src/platform/new-id.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { storedBodies } from '../support/bodies.js';
import { addBusiness, addPerson, addSlack, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { eventRow, ledgerOf, planned } from '../support/deliveries.js';
import { type Program, postSigned, startProgram } from '../support/program.js';
import { textReason } from '../support/reasons.js';

let database: TestDatabase;
let dataSource: DataSource;
let tenants: DataSource;
let program: Program;

beforeAll(async () => {
  database = await createDatabase();
  dataSource = database.dataSource;
  tenants = await createTenantDataSource(database.url, 4, boxOf(dataSource)).initialize();
  program = await startProgram(database);
});

afterAll(async () => {
  await program?.stop();
  await tenants?.destroy();
  await database?.drop();
});

const AT = new Date('2026-11-22T06:00:00.000Z');

function failing(businessId: string, changes: Partial<Notice> = {}): Notice {
  const subjectId = newId('destination');
  const type = 'tocsin.destination_failing';
  return { businessId, type, transition: `failing:${subjectId}`, at: AT, about: ['#payments'], subjectId, ...changes };
}

/** Stands beside the facts of its dispute, under their source. */
function reminderOf(businessId: string, sourceId: string, name: string): Notice {
  const nothing = {
    currency: null,
    customerName: null,
    account: null,
    draft: false,
    reason: null,
    paymentId: null,
    respondBy: null,
    timeLeft: null,
  };
  const dispute = {
    ...{ ...nothing, amount: null, level: null, unreachable: null, by: null, told: null },
    ...{ sourceId, disputeId: 'dp_1', stage: 'dispute', respondByEstimated: false, test: false },
  };
  const transition = `tocsin:dsp_1:${name}`;
  return { businessId, type: 'dispute.reminder', transition, at: AT, about: [], subjectId: 'dp_1', dispute };
}

async function noticesOf(businessId: string) {
  const bodies = await storedBodies(dataSource, businessId);
  const rows = await dataSource.query(
    `SELECT e.id, e.type, e.external_id AS "externalId", e.entity_id AS "entityId", e.facts, e.status,
       i.dispatched_at AS "dispatchedAt", s.kind
     FROM events e JOIN inbox i ON i.id = e.id JOIN sources s ON s.id = e.source_id WHERE e.business_id = $1 ORDER BY e.id`,
    [businessId],
  );
  return rows.map((row: { id: string }) => ({ ...row, body: bodies.get(row.id) }));
}

describe('telling', () => {
  it('writes the source, the inbox row and the event at once, and waits for the relay', async () => {
    const businessId = await addBusiness(dataSource);
    const notice = failing(businessId, {
      reason: makeReason('ANSWERED_STATUS', { status: 500 }),
      since: new Date('2026-11-20T06:00:00Z'),
    });
    const [id, ...others] = await raiseNotices(dataSource, [notice]);
    expect(others).toEqual([]);
    const [event] = await noticesOf(businessId);
    expect(event).toMatchObject({
      id,
      type: 'tocsin.destination_failing',
      externalId: notice.transition,
      entityId: notice.subjectId,
      status: 'RECEIVED',
      kind: 'TOCSIN',
      dispatchedAt: null,
      facts: {
        ...NO_FACTS,
        about: ['#payments'],
        why: makeReason('ANSWERED_STATUS', { status: 500 }),
        since: '2026-11-20T06:00:00.000Z',
      },
    });
    const body = JSON.parse(event.body);
    expect(body).toMatchObject({
      type: event.type,
      timestamp: AT.toISOString(),
      data: { subject_id: notice.subjectId },
    });
    const { facts } = SOURCE_KINDS.TOCSIN.normalise(body, 'x', new Date());
    expect(facts).toEqual(event.facts);
  });

  it('is put into the language of its reader, and in English into what endpoints get', async () => {
    const businessId = await addBusiness(dataSource);
    const why = makeReason('CARRIER_TROUBLE', { carrier: 'SMTP', answer: '451 busy' });
    await raiseNotices(dataSource, [failing(businessId, { reason: why })]);
    const [event] = await noticesOf(businessId);
    expect(JSON.parse(event.body).data.reason).toBe('The mail server has trouble: 451 busy');
    const german = renderTexts({ ...event, test: false }, formatterFor({ locale: 'de', timeZone: 'UTC' }));
    expect(german.body).toContain('Der Mailserver hat eine Störung: 451 busy.');
  });

  it('is kept apart from a producer’s event that has the same external id', async () => {
    const businessId = await addBusiness(dataSource);
    const source = { ...(await addSource(dataSource, businessId, 'GENERIC')), kind: 'GENERIC' as const };
    const post = (externalId: string) =>
      postSigned(program, source, { type: 'payment.failed', data: {} }, { externalId });
    const [reminder, later] = ['T-2h', 'T-1h'].map((name) => reminderOf(businessId, source.id, name)) as [
      Notice,
      Notice,
    ];
    expect((await post(reminder.transition)).status).toBe(202);
    expect(await raiseNotices(dataSource, [reminder])).toHaveLength(1);
    expect(await raiseNotices(dataSource, [reminder])).toEqual([]);
    expect((await post(reminder.transition)).body).toMatchObject({ duplicate: true });
    await raiseNotices(dataSource, [later]);
    expect((await post(later.transition)).body).toMatchObject({ duplicate: false });
    const rows = await dataSource.query('SELECT external_id AS id, own FROM events WHERE source_id = $1', [source.id]);
    const ofId = ({ transition }: Notice) => rows.filter((row: { id: string }) => row.id === transition);
    for (const one of [reminder, later])
      expect(
        ofId(one)
          .map((row: { own: boolean }) => row.own)
          .sort(),
      ).toEqual([false, true]);
  });

  it('twice, by many and at once is one event of one source', async () => {
    const [businessId, other] = [await addBusiness(dataSource), await addBusiness(dataSource)];
    const notice = failing(businessId);
    const told = await Promise.all(
      Array.from({ length: 8 }, () => raiseNotices(dataSource, [notice, notice, failing(other)])),
    );
    expect(told.flat().filter((id, at, all) => all.indexOf(id) === at)).toHaveLength(told.flat().length);
    expect(await noticesOf(businessId)).toHaveLength(1);
    expect(await noticesOf(other)).toHaveLength(8);
    const sources = await dataSource.query('SELECT business_id FROM sources WHERE business_id = ANY($1)', [
      [businessId, other],
    ]);
    expect(sources).toHaveLength(2);
    expect(await raiseNotices(dataSource, [notice])).toEqual([]);
  });

  it('is part of a tenant’s transaction: taken back with it, and for nobody else', async () => {
    const [businessId, other] = [await addBusiness(dataSource), await addBusiness(dataSource)];
    await asTenant({ businessId }, async () => {
      const undone = tenants.transaction(async (manager) => {
        expect(await raiseNotices(manager, [failing(businessId)])).toHaveLength(1);
        throw new Error('undone');
      });
      await expect(undone).rejects.toThrow('undone');
      expect(await noticesOf(businessId)).toEqual([]);
      await tenants.transaction((manager) => raiseNotices(manager, [failing(businessId)]));
      await expect(raiseNotices(tenants, [failing(other)])).rejects.toThrow(/row-level security/);
    });
    expect(await noticesOf(businessId)).toHaveLength(1);
    expect(await noticesOf(other)).toEqual([]);
  });

  it('can be part of another statement, and then depends on what that statement changes', async () => {
    const businessId = await addBusiness(dataSource);
    const slackId = await addSlack(dataSource, businessId, 'http://127.0.0.1:1/hook');
    const disabling = namedStatement<{ id: string; notices: readonly NoticeRow[] }>(
      'test.disable',
      `WITH off AS (UPDATE destinations SET enabled = false WHERE id = $id AND enabled RETURNING id),
         ${noticeCtes('n."entityId" IN (SELECT id FROM off)')} SELECT id FROM notice_event`,
    );
    const disable = () => {
      const notices = noticeRows(boxOf(dataSource), [
        failing(businessId, { subjectId: slackId, transition: newId('event') }),
      ]);
      return runStatement(dataSource, disabling, { id: slackId, notices });
    };
    expect(await disable()).toHaveLength(1);
    expect(await disable()).toEqual([]);
    expect(await noticesOf(businessId)).toHaveLength(1);
  });

  it('never follows from the delivery of a notice', async () => {
    const businessId = await addBusiness(dataSource);
    expect(await raiseNotices(dataSource, [failing(businessId, { causedBy: 'tocsin.coverage_gap' })])).toEqual([]);
    expect(await noticesOf(businessId)).toEqual([]);
    expect(await raiseNotices(dataSource, [failing(businessId, { causedBy: 'payment.failed' })])).toHaveLength(1);
  });

  it('takes names with anything in them', async () => {
    const businessId = await addBusiness(dataSource);
    await raiseNotices(dataSource, [
      failing(businessId, { about: ['a\u0000b\ud800"\'{x}'], reason: textReason('line\r\nbreak\u0000') }),
    ]);
    const [{ facts }] = await noticesOf(businessId);
    expect([facts.about, facts.why]).toEqual([['ab\ufffd"\'{x}'], textReason('line\r\nbreak')]);
  });
});

describe('a notice', () => {
  it('is planned like any event, but not for the destination that it tells of', async () => {
    const businessId = await addBusiness(dataSource);
    const slackId = await addSlack(dataSource, businessId, 'http://127.0.0.1:1/hook');
    const hears = await addPerson(dataSource, businessId, {
      name: 'Ada',
      email: 'ada@n.example',
      roles: ['ENGINEERING'],
    });
    await addPerson(dataSource, businessId, { name: 'Ben', email: 'ben@n.example', roles: ['SALES'] });
    const [id] = (await raiseNotices(dataSource, [failing(businessId, { subjectId: slackId })])) as [string];
    await planned(dataSource, [id]);
    const rows = await dataSource.query(
      'SELECT destination_id AS at, status, because FROM deliveries WHERE event_id = $1',
      [id],
    );
    const at = (destinationId: string) => rows.find((row: { at: string }) => row.at === destinationId);
    expect(at(hears.inAppId).status).toBe('DELIVERED');
    expect(at(hears.emailId).status).toBe('PENDING');
    expect(at(slackId)).toMatchObject({ status: 'SKIPPED', because: makeReason('ABOUT_ITSELF') });
    const sent = rows.filter(({ status }: { status: string }) => status !== 'SKIPPED');
    expect(sent).toHaveLength(2);
  });

  it('goes even to the destination that it tells of where there is no other', async () => {
    const businessId = await addBusiness(dataSource);
    const slackId = await addSlack(dataSource, businessId, 'http://127.0.0.1:1/hook');
    const [id] = (await raiseNotices(dataSource, [failing(businessId, { subjectId: slackId })])) as [string];
    await planned(dataSource, [id]);
    expect((await ledgerOf(dataSource, id)).map(({ channel, status }) => `${channel} ${status}`)).toEqual([
      'SLACK PENDING',
    ]);
    expect(await eventRow(dataSource, id)).toMatchObject({ status: 'PROCESSING', open: 1 });
  });

  it('names event types and counts categories in the reader’s language', () => {
    const gap = {
      type: 'tocsin.coverage_gap',
      facts: { ...NO_FACTS, about: ['dispute.opened', 'payout.failed'] },
      test: false,
    };
    const review = {
      type: 'tocsin.preferences_review',
      facts: {
        ...NO_FACTS,
        review: [
          { name: 'Ada', channels: ['EMAIL', 'IN_APP'], counts: { PAYOUTS: 5, SYSTEM: 11 } },
          { name: 'Ben', channels: [], counts: {} },
          { name: '+ 7', channels: [], counts: null },
        ],
      },
      test: false,
    };
    const german = formatterFor({ locale: 'de', timeZone: 'UTC' });
    expect(renderTexts(gap, ENGLISH).title).toBe('Too few people hear of: Dispute opened and Payout failed');
    expect(renderTexts(gap, german).body).toMatch(/Das gilt nicht für: Streitfall eröffnet und Auszahlung/);
    const around = { businessName: 'Nord', destination: 'ada@n.example', link: 'https://toc.example/events/1' };
    const mail = mailOf(renderTexts(review, ENGLISH), { formatter: ENGLISH, ...around });
    expect(mail.text).toMatch(/Ada +Payouts 5, Tocsin itself 11 \(e-mail \+ in-app\)\n *Ben +nothing\n *\+ 7 +…\n/);
    const wanted = ['Auszahlungen 5, Tocsin selbst 11 (E-Mail + In-App)', 'nichts', '…'];
    expect(renderTexts(review, german).rows.map(({ value }) => value)).toEqual(wanted);
  });
});
