/** The switches of customers' e-mails as an admin turns them, and the whole program behind them: who is told, and who sees the key. */
import type { Client } from '@temporalio/client';
import PostalMime from 'postal-mime';
import { mailedFixture } from '../support/business-fixture.js';
import { addBusiness } from '../support/database.js';
import { GraphqlClient } from '../support/graphql.js';
import { keptLog } from '../support/log.js';
import { eventually } from '../support/program.js';
import { readableText, startedRun } from '../support/temporal.js';

const { log, lines } = keptLog('trace');
const asked = mailedFixture({ log });

const MARIA = 'maria.oconnor@harborlight.example';
const KEY = '82abe6cb-e89c-4113-a0e6-de1a38a1645a';
const EMAILS = '{ business { customerEmails { eventType { key } enabled } } }';
const SET = `mutation ($input: SetCustomerEmailInput!) { setCustomerEmail(input: $input) {
  business { id customerEmails { eventType { key } enabled } } } }`;
const SET_ALL = 'mutation ($input: SetAllPreferencesInput!) { setAllPreferences(input: $input) { __typename } }';

type Shown = { eventType: { key: string }; enabled: boolean };
const switchesOf = (shown: Shown[]) =>
  Object.fromEntries(shown.map(({ eventType, enabled }) => [eventType.key, enabled]));
const ALL_ON = { 'payment.succeeded': true, 'subscription.plan_changed': true, 'license_key.created': true };

/** Posts the sample and waits until all of it is told. */
async function told(eventType: string): Promise<string> {
  const id = await asked.postSample(eventType);
  await eventually(`${eventType} to be processed`, async () => {
    const [row] = await asked.dataSource.query('SELECT status FROM events WHERE id = $1', [id]);
    return row.status === 'PROCESSED';
  });
  return id;
}

const addressees = () => asked.smtp.mails.flatMap(({ to }) => to).sort();

describe('the switches', () => {
  it('are three, and on until somebody turns them', async () => {
    const { business } = await asked.client.get(EMAILS);
    expect(switchesOf(business.customerEmails)).toEqual(ALL_ON);
  });

  it.each(Object.keys(ALL_ON))(
    '%s is turned off and on again, each with its line in the audit trail',
    async (eventType) => {
      for (const enabled of [false, false, true]) {
        const { setCustomerEmail } = await asked.client.get(SET, { input: { eventType, enabled } });
        expect(setCustomerEmail.business.id).toBe(asked.businessId);
        expect(switchesOf(setCustomerEmail.business.customerEmails)).toEqual({ ...ALL_ON, [eventType]: enabled });
        expect(switchesOf((await asked.client.get(EMAILS)).business.customerEmails)).toMatchObject({
          [eventType]: enabled,
        });
      }
      const { auditLog } = await asked.client.get('{ auditLog { edges { node { action subject before after } } } }');
      const line = (before: boolean, after: boolean) => ({
        action: 'setCustomerEmail',
        subject: asked.businessId,
        before: { [eventType]: before },
        after: { [eventType]: after },
      });
      // Newest first; what changed nothing has no line.
      const lines = auditLog.edges
        .map(({ node }: { node: { subject: string } }) => node)
        .filter(({ subject }: { subject: string }) => subject === asked.businessId);
      expect(lines).toEqual([line(false, true), line(true, false)]);
    },
  );

  it('are there for these types alone, and the answer names them', async () => {
    for (const eventType of ['payment.failed', 'constructor', '']) {
      const error = await asked.client.fail(SET, { input: { eventType, enabled: false } });
      expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'eventType' });
      expect(error.message).toContain(Object.keys(ALL_ON)[0]);
    }
  });

  it('of another business stay as they are', async () => {
    const other = await GraphqlClient.of(asked.program, await addBusiness(asked.dataSource));
    await asked.client.get(SET, { input: { eventType: 'payment.succeeded', enabled: false } });
    expect(switchesOf((await other.get(EMAILS)).business.customerEmails)).toEqual(ALL_ON);
  });
});

describe('a payment', () => {
  it('is told to team and customer, each by rules of their own', async () => {
    await told('payment.succeeded');
    expect(addressees()).toEqual(['ada@team.example', MARIA]);
  });

  it('is told to the customer also where the team has disabled all', async () => {
    for (const destinationId of [asked.ada.emailId, asked.ada.inAppId])
      await asked.client.get(SET_ALL, { input: { destinationId, enabled: false } });
    await told('payment.succeeded');
    expect(addressees()).toEqual([MARIA]);
  });

  it('is told to the team also where its customer e-mail is switched off, and the ledger says why', async () => {
    await asked.client.get(SET, { input: { eventType: 'payment.succeeded', enabled: false } });
    const id = await told('payment.succeeded');
    expect(addressees()).toEqual(['ada@team.example']);
    const { event } = await asked.client.get(
      'query ($id: ID!) { event(id: $id) { deliveries { edges { node { to status reason destination { id } } } } } }',
      { id },
    );
    const nodes = event.deliveries.edges.map(({ node }: { node: { destination: object | null } }) => node);
    expect(nodes.filter((node: { destination: object | null }) => !node.destination)).toEqual([
      { to: MARIA, status: 'SKIPPED', reason: 'customer e-mails of this type are switched off', destination: null },
    ]);
  });
});

describe('a license key', () => {
  /** What is kept; bodies are sealed. */
  async function everyRow(): Promise<string> {
    const tables = await asked.dataSource.query(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(12);
    const rows = await Promise.all(
      tables.map(({ name }: { name: string }) => asked.dataSource.query(`SELECT t::text AS row FROM ${name} t`)),
    );
    return rows
      .flat()
      .map(({ row }) => row)
      .join('\n');
  }

  it('is whole in the mail to the customer, and nowhere else', async () => {
    const { emailId, inAppId } = asked.ada;
    for (const destinationId of [emailId, inAppId])
      await asked.client.get(SET_ALL, { input: { destinationId, enabled: true } });
    await told('payment.succeeded');
    asked.smtp.mails.length = 0;
    const id = await told('license_key.created');

    expect(addressees()).toEqual(['ada@team.example', MARIA]);
    const parsed = await Promise.all(
      asked.smtp.mails.map(async ({ to, raw }) => [to[0], JSON.stringify(await PostalMime.parse(raw))] as const),
    );
    expect(parsed.filter(([, mail]) => mail.includes(KEY)).map(([to]) => to)).toEqual([MARIA]);
    const rows = await everyRow();
    expect(rows).toContain('82ab…');
    expect(rows).not.toContain(KEY);
    const run = await startedRun((asked.program.worker as { client: Client }).client, id);
    const history = readableText(await run.fetchHistory());
    expect(history).toContain(id);
    for (const secret of [KEY, MARIA]) expect(history).not.toContain(secret);
    const { notifications } = await asked.client.get(
      '{ notifications { edges { node { title body event { id } } } } }',
    );
    expect(JSON.stringify(notifications)).toContain(id);
    expect(JSON.stringify(notifications)).not.toContain(KEY);
    const logged = lines.join('');
    expect(logged).toContain('"msg"');
    for (const secret of [KEY, MARIA]) expect(logged).not.toContain(secret);
  });
});
