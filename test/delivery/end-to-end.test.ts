/** Deliveries through the whole program: real webhooks, real worker, providers that say no. */
import { addBusiness, addPerson, addSlack, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { eventRow, ledgerOf } from '../support/deliveries.js';
import { send } from '../support/producers.js';
import { eventually, type Program, startProgram } from '../support/program.js';
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';
import { readableText } from '../support/temporal.js';

let database: TestDatabase;
let smtp: ScriptedSmtp;
let slack: HttpStandIn;
let program: Program;
let businessId: string;
beforeAll(async () => {
  [database, smtp, slack] = await Promise.all([createDatabase(), startScriptedSmtp(), startHttpStandIn()]);
  program = await startProgram(database, { worker: true, smtpUrl: smtp.url });
});
beforeEach(async () => {
  slack.requests.length = 0;
  smtp.mails.length = 0;
  smtp.script = {};
  businessId = await addBusiness(database.dataSource);
});
afterAll(async () => {
  await program.stop();
  await database.drop();
  await smtp.stop();
  await slack.stop();
});

/** Answers in the order of these, then `ok`. */
function slackAnswers(...answers: { code: number; body: string }[]): void {
  slack.answer = (_request, response) => {
    const answer = answers.shift() ?? { code: 200, body: 'ok' };
    response.writeHead(answer.code, { 'retry-after': '1' }).end(answer.body);
  };
}
const FAILED_PAYMENT = {
  type: 'payment.failed',
  timestamp: '2026-11-04T06:10:19Z',
  data: {
    payment_id: 'pay_1',
    total_amount: 2_890,
    currency: 'USD',
    error_message: 'insufficient funds',
    customer: { customer_id: 'cus_1', name: 'Grace Hopper', email: 'grace@navy.example' },
  },
};

async function failedPayment(): Promise<string> {
  const source = await addSource(database.dataSource, businessId, 'DODO');
  const answer = await send(program, { ...source, kind: 'DODO' }, FAILED_PAYMENT);
  expect(answer.status).toBe(202);
  return answer.body.id;
}
const processed = (eventId: string) =>
  eventually(
    `the end of ${eventId}`,
    async () => (await eventRow(database.dataSource, eventId)).status === 'PROCESSED',
  );

describe('a delivery', () => {
  it('is tried again while its provider is down, each try is recorded, and its event ends', async () => {
    await addSlack(database.dataSource, businessId, `${slack.url}/hook`);
    slackAnswers({ code: 429, body: 'rate_limited' });
    const eventId = await failedPayment();
    await processed(eventId);
    expect(await ledgerOf(database.dataSource, eventId)).toMatchObject([
      {
        status: 'SENT',
        reason: null,
        attempts: [
          { number: 1, outcome: 'retry', statusCode: 429, durationMs: expect.any(Number) },
          { number: 2, outcome: 'sent', statusCode: 200, durationMs: expect.any(Number) },
        ],
      },
    ]);
    const bodies = slack.requests.map((request) => request.body);
    expect(bodies).toEqual([bodies[0], bodies[0]]);
    expect(await eventRow(database.dataSource, eventId)).toMatchObject({ open: 0 });
  });

  it('ends where its destination is removed between two tries, and nothing more is sent there', async () => {
    const destinationId = await addSlack(database.dataSource, businessId, `${slack.url}/hook`);
    slackAnswers({ code: 429, body: 'rate_limited' });
    const eventId = await failedPayment();
    await eventually('the first try', async () => (await ledgerOf(database.dataSource, eventId))[0]?.attempts.length);
    await database.dataSource.query('UPDATE destinations SET removed_at = now() WHERE id = $1', [destinationId]);
    await processed(eventId);
    expect(await ledgerOf(database.dataSource, eventId)).toMatchObject([
      { status: 'CANCELLED', attempts: [{ outcome: 'retry' }, { outcome: 'cancelled' }] },
    ]);
    expect(slack.requests).toHaveLength(1);
  });

  it('of a failed renewal at Stripe goes out once for its two webhooks', async () => {
    await addPerson(database.dataSource, businessId);
    const source = { ...(await addSource(database.dataSource, businessId, 'STRIPE')), kind: 'STRIPE' as const };
    const webhook = (name: string, object: object) =>
      send(program, source, {
        id: `evt_${name}`,
        type: `${name}.payment_failed`,
        created: Math.floor(Date.now() / 1_000),
        livemode: true,
        data: { object: { id: `${name}_1`, customer: 'cus_1', currency: 'usd', ...object } },
      });
    const first = (await webhook('payment_intent', { amount: 4_900 })).body.id;
    await processed(first);
    const second = (await webhook('invoice', { amount_due: 4_900 })).body.id;
    await processed(second);
    expect((await ledgerOf(database.dataSource, first)).map((row) => row.status)).toEqual(['SENT', 'DELIVERED']);
    expect(await ledgerOf(database.dataSource, second)).toMatchObject([
      { channel: 'EMAIL', status: 'SUPERSEDED', reason: `already told by ${first}` },
      { channel: 'IN_APP', status: 'SUPERSEDED', reason: `already told by ${first}` },
    ]);
    expect(smtp.mails).toHaveLength(1);
  });
});

describe('what Temporal keeps of a run', () => {
  it('has no address, no name, no URL and no words of providers or of users’ code, however it fails', async () => {
    await addPerson(database.dataSource, businessId, { name: 'Ada Lovelace', email: 'ada.lovelace@team.example' });
    const hook = `${slack.url}/services/T0/B0/hooksecret`;
    const broken = 'function handler(w) { throw new Error("code of " + w.payload.data.customer.email); }';
    await addSlack(database.dataSource, businessId, hook, broken);
    smtp.script = { rcpt: '451 4.2.1 <ada.lovelace@team.example> Ada Lovelace: mailbox busy' };
    slackAnswers(
      { code: 503, body: `upstream of ${hook}` },
      { code: 404, body: `no_service ${hook} for Grace Hopper` },
    );
    const eventId = await failedPayment();
    await eventually('the first try of both', async () => {
      const rows = await ledgerOf(database.dataSource, eventId);
      return rows.filter((row) => row.attempts.length === 1).length === 2;
    });
    smtp.script = { rcpt: '550 5.1.1 <ada.lovelace@team.example> Ada Lovelace: mailbox unknown' };
    await processed(eventId);

    // The ledger has the words; without them this test would prove nothing.
    const [mail, , message] = await ledgerOf(database.dataSource, eventId);
    expect(mail).toMatchObject({ status: 'FAILED', reason: expect.stringContaining('ada.lovelace@team.example') });
    expect(message).toMatchObject({ status: 'FAILED', reason: expect.stringContaining('hooksecret') });

    const run = program.worker?.client.workflow.getHandle(eventId);
    await run?.result();
    const kept = readableText((await run?.fetchHistory()) ?? {});
    expect(kept).toContain(eventId);
    for (const code of [451, 503]) expect(kept).toContain(`1 not sent yet (${code})`);
    for (const secret of [
      'ada.lovelace',
      'Lovelace',
      'hooksecret',
      slack.url,
      'grace@',
      'Hopper',
      'mailbox',
      'insufficient',
    ]) {
      expect(kept).not.toContain(secret);
    }
  });
});
