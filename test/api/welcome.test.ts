// An address that an ADMIN adds counts at once; its reader is told, and can say that it is not theirs.
import PostalMime from 'postal-mime';
import { sendWelcomesToAll } from '../../src/core/maintenance/walk.js';
import { openMail } from '../../src/platform/outbound/mail-access.js';
import { SealedLinks } from '../../src/platform/secrets/sealed-links.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
import { teamFixture } from '../support/business-fixture.js';
import { ENCRYPTION_KEYS } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { eventually, LOG } from '../support/program.js';
import { type SmtpStandIn, startSmtpStandIn } from '../support/stand-ins.js';

const SEALED = new SealedLinks(new SecretBox(ENCRYPTION_KEYS), 'http://tocsin.test');
const DESTINATION = 'destination { id enabled health { message } ... on EmailDestination { confirmed suppressed } }';
const ADD = `mutation ($input: AddEmailInput!) { addEmail(input: $input) { ${DESTINATION} } }`;
const SET = `mutation ($input: SetDestinationEnabledInput!) { setDestinationEnabled(input: $input) { ${DESTINATION} } }`;
const DAY_MS = 86_400_000;

let smtp: SmtpStandIn;
beforeAll(async () => {
  smtp = await startSmtpStandIn();
});
const asked = teamFixture({ locale: 'de' }, () => ({ smtpUrl: smtp.url }));
let count = 0;
let address: string;
beforeEach(() => {
  smtp.mails.length = 0;
  // Another one for each: a mail may come after the test that it is of.
  count += 1;
  address = `desk${count}@team.example`;
});
afterAll(() => smtp?.stop());

const add = async (): Promise<Data> =>
  (await asked.client.get(ADD, { input: { address, recipientId: asked.ada.recipientId } })).addEmail.destination;

const mailTo = async () => {
  const { raw } = await eventually(`a mail to ${address}`, async () =>
    smtp.mails.find(({ to }) => to.includes(address)),
  );
  return PostalMime.parse(raw);
};

/** The way of the link that ends all mail. */
const wayIn = ({ text = '' }: { text?: string }) => /http:\/\/tocsin\.test(\/not-mine\/[\w.-]+)/.exec(text)?.[1] ?? '';
const visit = (way: string, method = 'GET') => fetch(`${asked.program.url}${way}`, { method });
const destinations = (): Promise<Data[]> =>
  asked.dataSource.query(
    `SELECT id, enabled, suppressed, welcome_due AS due, disabled_reason->>'code' AS reason FROM destinations
     WHERE business_id = $1 AND address = $2 ORDER BY id`,
    [asked.businessId, address],
  );

/** As the schedule does, an hour from now. */
async function look(): Promise<void> {
  const { config } = asked.program;
  const mail = openMail(config);
  await sendWelcomesToAll(
    { dataSource: asked.dataSource, mail, links: SEALED, log: LOG },
    { after: null, at: Date.now() + 3_600_000 },
  );
}

describe('an address that an ADMIN adds', () => {
  it('counts at once and gets a welcome in the language of the person', async () => {
    expect(await add()).toMatchObject({ enabled: true, confirmed: true, suppressed: false });
    const { subject, html, text } = await mailTo();
    expect(subject).toMatch(/^Mitteilungen von .* kommen an diese Adresse$/);
    expect(html).toContain('Das bin ich nicht');
    expect(text).toMatch(/http:\/\/tocsin\.test\/n\/[\w.-]+/);
    await eventually('the note that it was sent', async () => !(await destinations())[0]?.due);
    await look();
    expect(smtp.mails).toHaveLength(1);
  });

  it('gets it with a new person, too', async () => {
    const input = { name: 'Bob', email: address, locale: 'fr' };
    await asked.client.get(
      'mutation ($input: AddRecipientInput!) { addRecipient(input: $input) { recipient { id } } }',
      {
        input,
      },
    );
    expect((await mailTo()).html).toContain('Ce n’est pas moi');
  });

  it('gets it where an ADMIN lets one count that a member added', async () => {
    const input = { name: 'Ada', access: 'MEMBER', recipientId: asked.ada.recipientId };
    const made = await asked.client.get(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { token } }',
      {
        input,
      },
    );
    const member = new GraphqlClient(asked.program.url, made.createApiKey.token);
    const { addEmail } = await member.get(ADD, { input: { address, recipientId: asked.ada.recipientId } });
    expect((await mailTo()).text).toContain('/confirm/');
    smtp.mails.length = 0;
    await asked.client.get(SET, { input: { id: addEmail.destination.id, enabled: true } });
    expect(wayIn(await mailTo())).toMatch(/^\/not-mine\//);
  });

  it('gets it later where no carrier took it, however long that lasts', async () => {
    smtp.refuseWith = 451;
    await add();
    await eventually('a try', async () => smtp.refuseWith === null);
    expect(await destinations()).toMatchObject([{ due: true }]);
    await look();
    expect(await destinations()).toMatchObject([{ due: false }]);
    expect(smtp.mails).toHaveLength(1);
  });
});

describe('the link “this is not me”', () => {
  async function refused(): Promise<string> {
    const { id } = await add();
    expect((await visit(wayIn(await mailTo()), 'POST')).status).toBe(200);
    return id;
  }

  it('shows on GET, and ends all mail on POST: audited, told to the team, and once', async () => {
    const { id } = await add();
    const way = wayIn(await mailTo());
    const page = await visit(way);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining(address)]);
    expect(await destinations()).toMatchObject([{ suppressed: false }]);
    for (const _ of ['once', 'again']) expect((await visit(way, 'POST')).status).toBe(200);
    expect(await destinations()).toMatchObject([{ enabled: true, suppressed: true, reason: 'NOT_THEIRS' }]);

    await asked.addPlanned('payment.failed');
    const rows = await asked.dataSource.query(
      `SELECT status, because->>'code' AS why FROM deliveries WHERE destination_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ status: 'SKIPPED', why: 'NOT_THEIRS' }]);
    const audited = await asked.dataSource.query(
      `SELECT action, actor FROM audit_entries WHERE subject = $1 ORDER BY id`,
      [id],
    );
    expect(audited).toEqual([
      { action: 'addEmail', actor: expect.any(String) },
      { action: 'refuseEmail', actor: 'the link in a welcome' },
    ]);
    const told = await asked.dataSource.query(
      `SELECT facts->'about' AS about FROM events WHERE business_id = $1 AND type = 'tocsin.address_suppressed'`,
      [asked.businessId],
    );
    expect(told).toEqual([{ about: ['d…@team.example'] }]);
  });

  it('holds for the address: added anew it gets nothing, until an ADMIN lets it', async () => {
    const id = await refused();
    await asked.client.get('mutation ($id: ID!) { removeDestination(input: { id: $id, confirm: true }) { id } }', {
      id,
    });
    smtp.mails.length = 0;
    const again = await add();
    expect(again).toMatchObject({
      suppressed: true,
      health: { message: expect.stringContaining('not their address') },
    });
    await look();
    expect(smtp.mails).toEqual([]);

    const on = await asked.client.get(
      `mutation ($id: ID!) { unsuppressEmail(input: { id: $id }) { ${DESTINATION} } }`,
      { id: again.id },
    );
    expect(on.unsuppressEmail.destination).toMatchObject({ suppressed: false, health: { message: null } });
    await asked.client.get('mutation ($id: ID!) { removeDestination(input: { id: $id, confirm: true }) { id } }', {
      id: again.id,
    });
    expect(await add()).toMatchObject({ suppressed: false });
  });

  it('stays in force while somebody switches the address off and on', async () => {
    const id = await refused();
    for (const enabled of [false, true]) await asked.client.get(SET, { input: { id, enabled } });
    expect(await destinations()).toMatchObject([{ enabled: true, suppressed: true, reason: 'NOT_THEIRS' }]);
  });

  it('that is too old, of another use, or of an address that was removed is dead', async () => {
    const { id } = await add();
    const { businessId } = asked;
    const old = SEALED.toRefusal({ id, businessId }, Date.now() - 401 * DAY_MS);
    const other = SEALED.toPreferences({ id, businessId }).replace('/n/', '/not-mine/');
    for (const url of [old, other, 'http://tocsin.test/not-mine/made-up'])
      expect((await visit(new URL(url).pathname, 'POST')).status).toBe(404);
    const way = wayIn(await mailTo());
    await asked.client.get('mutation ($id: ID!) { removeDestination(input: { id: $id, confirm: true }) { id } }', {
      id,
    });
    expect((await visit(way, 'POST')).status).toBe(404);
  });
});
