// Cases 11 and 18: what a provider says that people need stands in the mail, in the chat and in the notification centre.
import { addPerson, addSource } from '../support/database.js';
import type { Data } from '../support/graphql.js';
import { eventually, postSigned } from '../support/program.js';
import { endedEvent, slackFixture } from '../support/slack-fixture.js';
import { caseOf } from './case.js';

const bench = slackFixture();

interface Told {
  client: Awaited<ReturnType<typeof bench.addTenant>>['client'];
  eventId: string;
  /** The e-mail with its quoted-printable line breaks taken out, in one line. */
  mail: string;
  slack: string;
  notification: Data;
}

/** What one business is told of one body. */
async function toldOf(body: Data): Promise<Told> {
  const { businessId, client, path } = await bench.addTenant();
  const address = `ada@${businessId.slice(4).toLowerCase()}.example`;
  await addPerson(bench.dataSource, businessId, { name: 'Ada', email: address });
  const source = { ...(await addSource(bench.dataSource, businessId, 'STRIPE')), kind: 'STRIPE' as const };
  const created = Math.floor(Date.now() / 1_000);
  const { status, body: answer } = await postSigned(bench.program, source, { ...body, created });
  expect(status).toBe(202);
  await endedEvent(client, answer.id);
  const raw = await eventually('the mail', async () => bench.smtp.mails.find(({ to }) => to[0] === address)?.raw);
  const slack = bench.slack.requests.find((request) => request.path === path)?.body ?? '';
  const { notifications } = await client.get(
    '{ notifications { edges { node { title body event { account providerUrl } } } } }',
  );
  const mail = raw
    .replace(/=\r?\n/g, '')
    .replaceAll('=3D', '=')
    .replace(/\s+/g, ' ');
  return { client, eventId: answer.id, mail, slack, notification: notifications.edges[0].node };
}

/** The same body with other values in its object. */
const withObject = (body: Data, object: object): Data => ({
  ...body,
  data: { object: { ...body.data.object, ...object } },
});

describe('the connected account', () => {
  const [PAYOUT] = caseOf('11-connect-account').send as [Data];

  it('stands in the rows of every message, and the event is found by it', async () => {
    const { client, eventId, mail, slack, notification } = await toldOf(PAYOUT);
    expect(mail).toContain('acct_case11');
    expect(slack).toContain('"value":"acct_case11"');
    expect(notification.event).toEqual({
      account: 'acct_case11',
      providerUrl: 'https://dashboard.stripe.com/acct_case11/payouts/po_case11',
    });
    expect(mail).toContain('https://dashboard.stripe.com/acct_case11/payouts/po_case11');
    for (const filter of ['query: "acct_case11"', 'entityId: "acct_case11"', 'entityId: "po_case11"']) {
      const { events } = await client.get(`{ events(filter: { ${filter} }) { edges { node { id } } } }`);
      expect({ filter, found: events.edges }).toEqual({ filter, found: [{ node: { id: eventId } }] });
    }
  });

  it('is named of a failed payment, too', async () => {
    const payment = { id: 'pi_n1', object: 'payment_intent', amount: 100, currency: 'usd', last_payment_error: {} };
    const body = { ...PAYOUT, type: 'payment_intent.payment_failed', data: { object: payment } };
    const { mail, slack } = await toldOf(body);
    expect([mail, slack].every((text) => text.includes('acct_case11'))).toBe(true);
  });

  it('is no row where there is none', async () => {
    const { mail, slack } = await toldOf({ ...PAYOUT, account: undefined });
    for (const text of [mail, slack]) expect(text).not.toMatch(/acct_|Account/);
    expect(mail).toContain('https://dashboard.stripe.com/payouts/po_case11');
  });
});

describe('a failed invoice', () => {
  const [LAST_TRY] = caseOf('18-last-try-not-said').send as [Data];

  it('has its number, says which try it was and that it was the last one, and leads to its pages', async () => {
    const { mail, slack, notification } = await toldOf(LAST_TRY);
    for (const text of [mail, slack]) {
      expect(text).toContain('CASE8-L');
      expect(text).toContain('4th try');
      expect(text).toContain('no more automatic tries');
      expect(text).toContain('https://dashboard.stripe.com/invoices/in_case8L');
      expect(text).toContain('https://invoice.example/i/1');
      expect(text).toContain('kai@buyer.example');
    }
    expect(notification.body).toContain('This was the 4th try. There are no more automatic tries.');
  });

  it('that will be tried again says when, and nothing of a last try', async () => {
    const next = Math.floor(Date.now() / 1_000) + 3 * 86_400;
    const { mail, notification } = await toldOf(
      withObject(LAST_TRY, { attempt_count: 2, next_payment_attempt: next, hosted_invoice_url: null }),
    );
    expect(notification.body).toMatch(/This was the 2nd try\. The next automatic try is on \w+ \d+, \d{4}/);
    expect(notification.body).not.toContain('no more');
    expect(mail).not.toContain('invoice.example');
  });

  it('whose body does not say whether it will be tried again says neither', async () => {
    const { next_payment_attempt: _, ...object } = LAST_TRY.data.object;
    const { notification } = await toldOf({ ...LAST_TRY, data: { object } });
    expect(notification.body).not.toMatch(/automatic/);
  });
});
