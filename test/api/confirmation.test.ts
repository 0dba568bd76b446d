// An address that a member adds gets one mail, and nothing else until its reader has said yes.
import PostalMime from 'postal-mime';
import { SealedLinks } from '../../src/platform/secrets/sealed-links.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
import { teamFixture } from '../support/business-fixture.js';
import { ENCRYPTION_KEYS } from '../support/database.js';
import type { Data, GraphqlClient } from '../support/graphql.js';
import { type SmtpStandIn, startSmtpStandIn } from '../support/stand-ins.js';

const SEALED = new SealedLinks(new SecretBox(ENCRYPTION_KEYS), 'http://tocsin.test');
const ADD =
  'mutation ($input: AddEmailInput!) { addEmail(input: $input) { destination { id enabled ... on EmailDestination { confirmed } health { message } } } }';
const DAY_MS = 86_400_000;

let smtp: SmtpStandIn;
let member: GraphqlClient;

beforeAll(async () => {
  smtp = await startSmtpStandIn();
});
const asked = teamFixture({ locale: 'de' }, () => ({ smtpUrl: smtp.url }));
beforeEach(async () => {
  smtp.mails.length = 0;
  member = await asked.client.withKey('MEMBER', asked.ada.recipientId);
});
afterAll(() => smtp?.stop());

const add = (address: string, client = member) =>
  client.ask(ADD, { input: { address, recipientId: asked.ada.recipientId } });

async function added(address = 'private@home.example'): Promise<Data> {
  const { data, errors } = await add(address);
  expect(errors).toEqual([]);
  return data.addEmail.destination;
}

/** The way of the link in the last mail. */
async function wayOfMail(): Promise<string> {
  const mail = await PostalMime.parse(smtp.mails.at(-1)?.raw ?? '');
  return /http:\/\/tocsin\.test(\/confirm\/[\w.-]+)/.exec(mail.text ?? '')?.[1] ?? '';
}

const visit = (way: string, method = 'GET') => fetch(`${asked.program.url}${way}`, { method });

async function statusesOf(destinationId: string): Promise<string[]> {
  await asked.addPlanned('payment.failed');
  const rows: { status: string }[] = await asked.dataSource.query(
    'SELECT status FROM deliveries WHERE destination_id = $1 ORDER BY id',
    [destinationId],
  );
  return rows.map(({ status }) => status);
}

describe('an address that a member adds', () => {
  it('gets one mail in the language of the person, and nothing else until its link was used', async () => {
    const destination = await added();
    expect(destination).toMatchObject({ enabled: false, confirmed: false });
    expect(destination.health.message).toContain('not confirmed yet');
    expect(smtp.mails.map(({ to }) => to)).toEqual([['private@home.example']]);
    const { subject, html } = await PostalMime.parse(smtp.mails[0]?.raw ?? '');
    expect(subject).toContain('Bestätigen Sie diese Adresse');
    expect(html).toContain('/confirm/');
    expect(await statusesOf(destination.id)).toEqual(['SKIPPED']);

    const way = await wayOfMail();
    const page = await visit(way);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('private@home.example')]);
    expect(await statusesOf(destination.id)).toEqual(['SKIPPED', 'SKIPPED']);
    expect((await visit(way, 'POST')).status).toBe(200);
    expect(await statusesOf(destination.id)).toEqual(['SKIPPED', 'SKIPPED', 'PENDING']);
  });

  it('is confirmed once: switched off since, it stays off', async () => {
    const { id } = await added();
    const way = await wayOfMail();
    await visit(way, 'POST');
    const off = { id, enabled: false };
    await member.get(SET, { input: off });
    expect((await visit(way, 'POST')).status).toBe(200);
    const [row] = await asked.dataSource.query('SELECT enabled FROM destinations WHERE id = $1', [id]);
    expect(row).toEqual({ enabled: false });
    const actions = await asked.dataSource.query(
      `SELECT action, actor FROM audit_entries WHERE subject = $1 ORDER BY id`,
      [id],
    );
    expect(actions.map((entry: Data) => entry.action)).toEqual(['addEmail', 'confirmEmail', 'setDestinationEnabled']);
  });

  it('cannot be switched on by the member, and can by an ADMIN', async () => {
    const { id } = await added();
    const on = { input: { id, enabled: true } };
    expect((await member.fail(SET, on)).extensions).toEqual({ code: 'CONFLICT', field: 'id' });
    expect((await member.fail(SET, { input: { id, enabled: false } })).extensions.code).toBe('CONFLICT');
    await asked.client.get(SET, on);
    expect(await statusesOf(id)).toEqual(['PENDING']);
  });

  it('is not there where its mail could not be sent', async () => {
    smtp.refuseTo('nobody@home.example', 550);
    const { errors } = await add('nobody@home.example');
    expect(errors[0]?.extensions).toEqual({ code: 'CONFLICT', field: 'address' });
    expect(await asked.dataSource.query(`SELECT id FROM destinations WHERE address = 'nobody@home.example'`)).toEqual(
      [],
    );
  });

  it('is one of 20 at most, those that were removed today included, however many are added at once', async () => {
    const answers = await Promise.all(Array.from({ length: 25 }, (_, at) => add(`a${at}@home.example`)));
    const done = answers.flatMap(({ data }) => data?.addEmail?.destination.id ?? []);
    // Ada has one already.
    expect(done).toHaveLength(19);
    const refused = answers.flatMap(({ errors }) => errors.map(({ message }) => message));
    expect(new Set(refused)).toEqual(new Set([expect.stringContaining('20 addresses')]));
    await member.get('mutation ($id: ID!) { removeDestination(input: { id: $id }) { id } }', { id: done[0] });
    expect((await add('one-more@home.example')).errors[0]?.extensions.code).toBe('CONFLICT');
    expect((await add('of-admin@home.example', asked.client)).errors).toEqual([]);
  });

  it('goes with the person, and its link with it', async () => {
    const { id } = await added();
    const way = await wayOfMail();
    await asked.client.get('mutation ($id: ID!) { removeRecipient(input: { id: $id }) { id } }', {
      id: asked.ada.recipientId,
    });
    expect((await visit(way, 'POST')).status).toBe(404);
    const [row] = await asked.dataSource.query('SELECT enabled, removed_at FROM destinations WHERE id = $1', [id]);
    expect(row).toEqual({ enabled: false, removed_at: expect.any(Date) });
  });
});

describe('a link', () => {
  it('that is too old, another one’s, or made up is dead', async () => {
    const { id } = await added();
    const { businessId } = asked;
    const old = SEALED.toConfirmation({ id, businessId }, Date.now() - 8 * DAY_MS);
    const evidence = SEALED.toEvidence({ id: 'dsp_01k9zj3zj3zj3zj3zj3zj3zj3z', businessId }).replace(
      'evidence',
      'confirm',
    );
    for (const url of [old, evidence, 'http://tocsin.test/confirm/made-up'])
      expect((await visit(new URL(url).pathname, 'POST')).status).toBe(404);
  });
});

const SET =
  'mutation ($input: SetDestinationEnabledInput!) { setDestinationEnabled(input: $input) { destination { id enabled } } }';
