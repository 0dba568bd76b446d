/** What the ledger says of e-mails that go out together, or by another provider than the first. */
import { closeMail } from '../../src/platform/outbound/mail-access.js';
import { addBusiness, addPerson, createDatabase, type TestDatabase } from '../support/database.js';
import { addEvent, eventRow, openSender, planned, type Sender, tryOnce } from '../support/deliveries.js';
import { readable } from '../support/reasons.js';
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.js';
import { accept, mailIn, says, sendGridMail, startSendGrid } from '../support/sendgrid-stand-in.js';
import type { HttpStandIn } from '../support/stand-ins.js';

let database: TestDatabase;
let sendgrid: HttpStandIn;
let smtp: ScriptedSmtp;
let sender: Sender;

beforeAll(async () => {
  [database, sendgrid, smtp] = await Promise.all([createDatabase(), startSendGrid(), startScriptedSmtp()]);
});
beforeEach(() => {
  sender = openSender(database.dataSource);
  sender.context.mail = sendGridMail(sendgrid.url, smtp.url);
  sendgrid.requests.length = 0;
  sendgrid.answer = accept;
  smtp.mails.length = 0;
});
afterEach(async () => {
  closeMail(sender.context.mail);
  await sender.close();
});
afterAll(async () => {
  await database.drop();
  await Promise.all([sendgrid.stop(), smtp.stop()]);
});

const sql = (text: string, values: unknown[] = []) => database.dataSource.query(text, values);

interface Person {
  email: string;
  locale?: string;
}

/** A failed payment that these people are told by e-mail. */
async function plannedFor(people: readonly Person[]) {
  const { dataSource } = database;
  const businessId = await addBusiness(dataSource);
  for (const { email, locale } of people) await addPerson(dataSource, businessId, { email, locale: locale ?? null });
  const eventId = await addEvent(dataSource, businessId);
  const { chunks } = await planned(dataSource, [eventId]);
  const chunk = chunks.find(({ channel }) => channel === 'EMAIL');
  if (!chunk) throw new Error('nobody is told by e-mail');
  const ledger = async () => {
    const rows = await sql(
      `SELECT d.sent_to AS "to", d.status, a.outcome, a.status_code AS code, a.detail FROM deliveries d
       LEFT JOIN attempts a ON a.delivery_id = d.id WHERE d.event_id = $1 AND d.channel = 'EMAIL' ORDER BY d.sent_to, a.at, a.id`,
      [eventId],
    );
    return readable(rows);
  };
  return { businessId, eventId, ledger, send: () => tryOnce(sender, { eventIds: [eventId], chunk }) };
}

const team = (count: number, locale?: string): Person[] =>
  Array.from({ length: count }, (_, i) => ({
    email: `${locale ?? 'any'}-${i}@team.example`,
    ...(locale ? { locale } : {}),
  }));

describe('an event for several people', () => {
  it('is one call for each language, and each delivery has its own outcome', async () => {
    const { send, ledger, eventId } = await plannedFor([...team(4, 'en'), ...team(3, 'de'), ...team(1, 'fr')]);
    expect(await send()).toEqual({ sent: 8 });
    const sizes = sendgrid.requests.map((request) => mailIn(request).personalizations.length);
    expect(sizes.sort()).toEqual([1, 3, 4]);
    const rows = await ledger();
    expect(rows).toHaveLength(8);
    for (const row of rows) expect(row).toMatchObject({ status: 'SENT', outcome: 'sent', code: 202 });
    expect(await eventRow(database.dataSource, eventId)).toMatchObject({ status: 'PROCESSED', open: 0 });
    const ids: { id: string }[] = await sql(`SELECT id FROM deliveries WHERE event_id = $1 AND channel = 'EMAIL'`, [
      eventId,
    ]);
    const told = sendgrid.requests.flatMap((request) => mailIn(request).personalizations);
    expect(told.map(({ custom_args }) => custom_args.delivery_id).sort()).toEqual(ids.map(({ id }) => id).sort());
  });

  it('fails for the one whose address SendGrid refuses, and for no other', async () => {
    const { send, ledger } = await plannedFor([...team(3), { email: 'refused@team.example' }]);
    expect(await send()).toEqual({ sent: 3 });
    expect((await ledger()).map(({ to, status }: { to: string; status: string }) => `${to} ${status}`)).toEqual([
      'any-0@team.example SENT',
      'any-1@team.example SENT',
      'any-2@team.example SENT',
      'refused@team.example FAILED',
    ]);
  });

  it('leaves out whom it may no longer reach', async () => {
    const { send, ledger } = await plannedFor(team(3));
    await sql(`UPDATE destinations SET enabled = false WHERE address = 'any-1@team.example'`);
    expect(await send()).toEqual({ sent: 2 });
    const told = sendgrid.requests.flatMap((request) => mailIn(request).personalizations).map(({ to }) => to[0]?.email);
    expect(told.sort()).toEqual(['any-0@team.example', 'any-2@team.example']);
    expect((await ledger())[1]).toMatchObject({ status: 'CANCELLED' });
  });

  it('goes to all again, marked as unclear, where SendGrid’s answer is lost', async () => {
    const { send, eventId } = await plannedFor(team(2));
    sendgrid.answer = (_request, response) => response.socket?.resetAndDestroy();
    await expect(send()).rejects.toThrow('2 not sent yet');
    expect(smtp.mails).toEqual([]);
    sendgrid.answer = accept;
    await send();
    const rows = await sql(`SELECT status, unclear FROM deliveries WHERE event_id = $1 AND channel = 'EMAIL'`, [
      eventId,
    ]);
    expect(rows).toEqual(Array(2).fill({ status: 'SENT', unclear: true }));
  });
});

describe('a provider that gives way to the next', () => {
  it('leaves its refusal in the list of attempts, in the same try', async () => {
    says(sendgrid, 503);
    const { send, ledger } = await plannedFor(team(1));
    expect(await send()).toEqual({ sent: 1 });
    expect(await ledger()).toEqual([
      {
        to: 'any-0@team.example',
        status: 'SENT',
        outcome: 'retry',
        code: 503,
        detail: 'SendGrid has trouble: 503 {"errors":[]}',
      },
      { to: 'any-0@team.example', status: 'SENT', outcome: 'sent', code: 250, detail: '250 2.0.0 queued as 1' },
    ]);
  });

  it.each([401, 403])(
    'tells the team once that it refuses our key with %s, though SMTP carries the mails',
    async (code) => {
      says(sendgrid, code);
      const { send, businessId } = await plannedFor(team(3));
      expect(await send()).toEqual({ sent: 3 });
      const [event, ...others] = await sql(
        `SELECT facts FROM events WHERE business_id = $1 AND type = 'tocsin.channel_paused'`,
        [businessId],
      );
      expect(others).toEqual([]);
      expect(readable(event.facts)).toMatchObject({
        about: ['EMAIL'],
        why: expect.stringContaining(`SendGrid refuses our key: ${code}`),
      });
      const second = await addEvent(database.dataSource, businessId);
      const { chunks } = await planned(database.dataSource, [second]);
      for (const chunk of chunks) await tryOnce(sender, { eventIds: [second], chunk });
      const notices = await sql(`SELECT id FROM events WHERE business_id = $1 AND type LIKE 'tocsin.%'`, [businessId]);
      expect(notices).toHaveLength(1);
    },
  );
});

it('an address that does not exist is suppressed, and the team hears of it', async () => {
  closeMail(sender.context.mail);
  sender.context.mail = sendGridMail(sendgrid.url, smtp.url);
  says(sendgrid, 503);
  smtp.script.rcpt = '550 5.1.1 no such user';
  const { send, businessId } = await plannedFor(team(1));
  await send();
  smtp.script = {};
  expect(
    await sql('SELECT suppressed FROM destinations WHERE business_id = $1 AND channel = $2', [businessId, 'EMAIL']),
  ).toEqual([{ suppressed: true }]);
  const notices = await sql(`SELECT type FROM events WHERE business_id = $1 AND type = 'tocsin.address_suppressed'`, [
    businessId,
  ]);
  expect(notices).toHaveLength(1);
});
