// Links in messages: a person, or a mail scanner, with nothing but an address.
import { Dispute } from '../../src/core/disputes/dispute.entity.js';
import { newId } from '../../src/platform/new-id.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
import { tagsOf, VECTORS } from '../rendering/hostile.js';
import {
  addBusiness,
  addPerson,
  addSlack,
  createDatabase,
  ENCRYPTION_KEYS,
  type TestDatabase,
} from '../support/database.js';
import { addDispute, inHours, SEALED, tellOf } from '../support/disputes.js';
import { type Program, startProgram } from '../support/program.js';

let database: TestDatabase;
let program: Program;
let businessId: string;

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
  businessId = await addBusiness(database.dataSource, { name: 'Nord & Söhne' });
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

const person = (name: string, locale: string | null = null) =>
  addPerson(database.dataSource, businessId, { name, email: `${newId('recipient')}@team.example`, locale });
const rowOf = (id: string) => database.dataSource.getRepository(Dispute).findOneByOrFail({ id });
const urlOf = (token: string) => `${program.url}/a/${token}`;

async function see(token: string, headers: Record<string, string> = {}) {
  const answer = await fetch(urlOf(token), { headers });
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
}

async function press(token: string, act = 'ACKNOWLEDGE') {
  const answer = await fetch(urlOf(token), { method: 'POST', body: new URLSearchParams({ act }) });
  return { status: answer.status, html: await answer.text() };
}

async function linked(name = 'Ada', locale: string | null = null) {
  const dispute = await addDispute(database.dataSource, businessId);
  const { emailId, recipientId } = await person(name, locale);
  const told = await tellOf(database.dataSource, dispute, emailId, { facts: { customerName: 'John Doe' } });
  return { dispute, recipientId, emailId, ...told };
}

const everything = async () =>
  JSON.stringify(
    await Promise.all(
      ['disputes', 'events', 'used_links', 'audit_entries'].map((table) =>
        database.dataSource.query(`SELECT t::text FROM ${table} t WHERE business_id = $1 ORDER BY 1`, [businessId]),
      ),
    ),
  );

describe('to open a link', () => {
  it('shows amount, customer, deadline with its zone and both buttons, and changes nothing', async () => {
    const { token } = await linked();
    const before = await everything();
    for (const method of ['GET', 'HEAD', 'GET']) await fetch(urlOf(token), { method });
    const { status, html } = await see(token);
    expect(status).toBe(200);
    expect(html).toContain('Dispute of $99.00 from John Doe');
    expect(html).toMatch(/Answer due<\/dt><dd>[^<]+ UTC<\/dd>/);
    expect(html.match(/<button name="act" value="\w+">/g)).toEqual([
      '<button name="act" value="ACKNOWLEDGE">',
      '<button name="act" value="RESPOND">',
    ]);
    expect(await everything()).toBe(before);
  });

  it('tells neither the next site, a search engine nor a cache of it, and runs no script', async () => {
    const { token } = await linked();
    const { headers, html } = await see(token);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('cache-control')).toBe('no-store');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script|unsafe/);
    expect(html).not.toMatch(/<script|https?:/);
  });

  it.each([
    ['de', 'Streitfall über 99,00\u00a0$ mit John Doe', 'Ich übernehme'],
    ['fr', 'Je m’en occupe', 'La réponse est déposée'],
    ['it', 'Me ne occupo io', 'La risposta è stata inviata'],
    ['id', 'Saya tangani', 'Jawaban sudah diajukan'],
    ['zh', '我来处理', '答复已提交'],
  ])('speaks the language of who got it: %s', async (locale, ...words) => {
    const { token } = await linked('Kim', locale);
    const { html } = await see(token);
    for (const text of [`lang="${locale}"`, ...words]) expect(html).toContain(text);
  });

  it('shows texts of strangers as text', async () => {
    // Tags but for those of facts, of which there may be fewer, and for the id of the dispute.
    const shapeOf = async (token: string) =>
      tagsOf((await see(token)).html)
        .filter((tag) => !/^<\/?d[td]>$/.test(tag))
        .map((tag) => tag.replace(/dsp_\w+/, 'dsp'));
    const shape = await shapeOf((await linked()).token);
    for (const vector of VECTORS) {
      const [text] = vector.split('\u0000');
      const dispute = await addDispute(database.dataSource, businessId, { acknowledgedBy: text });
      const facts = { customerName: text, reason: text, paymentId: null, disputeId: text };
      const { emailId } = await person(text as string);
      const { token } = await tellOf(database.dataSource, dispute, emailId, { facts });
      expect(await shapeOf(token)).toEqual(shape);
    }
  });
});

describe('to press a button', () => {
  it('takes the dispute once, in the name of who got the message', async () => {
    const { token, dispute, deliveryId } = await linked('Ada');
    const { status, html } = await press(token);
    expect([status, html]).toEqual([200, expect.stringContaining('it is yours now')]);
    expect(html.match(/value="\w+"/g)).toEqual(['value="RESPOND"']);
    expect(await rowOf(dispute.id)).toMatchObject({ state: 'ACKNOWLEDGED', acknowledgedBy: 'Ada' });
    const again = await press(token);
    expect([again.status, again.html]).toEqual([409, expect.stringMatching(/Ada was first, on /)]);
    const [entry] = await database.dataSource.query('SELECT actor, action FROM audit_entries WHERE subject = $1', [
      dispute.id,
    ]);
    expect(entry).toEqual({ actor: `Ada by the link of ${deliveryId}`, action: 'acknowledgeDispute' });
  });

  it('twenty at once: one wins, and each of the others is told who', async () => {
    const dispute = await addDispute(database.dataSource, businessId);
    const people = await Promise.all(Array.from({ length: 20 }, (_, n) => person(`Person ${n}`)));
    const links = await Promise.all(people.map(({ emailId }) => tellOf(database.dataSource, dispute, emailId)));
    const answers = await Promise.all(links.map(({ token }) => press(token)));
    const won = answers.flatMap(({ status }, n) => (status === 200 ? [`Person ${n}`] : []));
    expect(won).toEqual([(await rowOf(dispute.id)).acknowledgedBy]);
    const lost = answers.filter(({ status }) => status === 409);
    expect(lost).toHaveLength(19);
    for (const { html } of lost) expect(html).toContain(`${won[0]} was first, on `);
    const events = await database.dataSource.query(
      `SELECT type FROM events WHERE entity_id = $1 AND type = 'dispute.acknowledged'`,
      [dispute.externalId],
    );
    expect(events).toHaveLength(1);
  });

  it('says that the answer is filed after taking it, from the same message, and then there is nothing left', async () => {
    const { token, dispute } = await linked();
    await press(token);
    const { status, html } = await press(token, 'RESPOND');
    expect([status, html]).toEqual([200, expect.stringContaining('the reminders end')]);
    expect(html).not.toContain('<form');
    expect(await rowOf(dispute.id)).toMatchObject({ state: 'RESPONDED', respondedBy: 'Ada' });
    expect((await see(token)).html).toContain('Ada said on ');
  });

  it('works once per message: after a newer reminder the newer link does it', async () => {
    const { token, dispute, emailId } = await linked();
    expect((await press(token)).status).toBe(200);
    // As the next reminder leaves it.
    await database.dataSource.query(`UPDATE disputes SET state = 'NEEDS_RESPONSE' WHERE id = $1`, [dispute.id]);
    const used = await press(token);
    expect([used.status, used.html]).toEqual([409, expect.stringContaining('used for that already')]);
    expect((await rowOf(dispute.id)).state).toBe('NEEDS_RESPONSE');
    const newer = await tellOf(database.dataSource, dispute, emailId, { type: 'dispute.reminder' });
    expect((await press(newer.token)).status).toBe(200);
  });

  it('names the channel’s own name where a chat had the link', async () => {
    const dispute = await addDispute(database.dataSource, businessId);
    const slackId = await addSlack(database.dataSource, businessId, 'https://hooks.slack.example/x');
    const { token } = await tellOf(database.dataSource, dispute, slackId);
    await press(token);
    expect((await rowOf(dispute.id)).acknowledgedBy).toBe('#payments');
  });

  it.each(['', 'DELETE', 'acknowledge'])('does nothing for another act: “%s”', async (act) => {
    const { token } = await linked();
    const before = await everything();
    expect((await press(token, act)).status).toBe(400);
    expect(await everything()).toBe(before);
  });
});

describe('a link that does not hold', () => {
  const another = new SecretBox(`x1:${Buffer.alloc(32, 9).toString('base64')}`);

  async function refused(token: string, status: number, words: string) {
    const before = await everything();
    for (const page of [await see(token), await press(token)])
      expect([page.status, page.html]).toEqual([status, expect.stringContaining(words)]);
    expect(await everything()).toBe(before);
  }

  it('is kindly refused: changed, cut, of another installation, or made for something else', async () => {
    const { token, dispute, deliveryId } = await linked();
    const text = `${businessId} ${deliveryId} ${inHours(1).getTime()}`;
    const flipped = token.slice(0, -3) + (token.at(-3) === 'A' ? 'B' : 'A') + token.slice(-2);
    const evidence = SEALED.toEvidence(dispute).slice('/evidence/'.length);
    const wrong = [flipped, token.slice(0, -8), 'x', '%00', another.seal(text, 'links answer'), evidence];
    for (const one of [...wrong, new SecretBox(ENCRYPTION_KEYS).seal(text, 'destinations')])
      await refused(one, 404, 'This link does not hold');
    expect((await see('x', { 'accept-language': 'de-CH,en;q=0.5' })).html).toContain('Dieser Link gilt nicht');
  });

  it('has expired a week after the deadline', async () => {
    const dispute = await addDispute(database.dataSource, businessId);
    const { emailId } = await person('Late');
    const { token } = await tellOf(database.dataSource, dispute, emailId, {
      until: inHours(-24 * 7 - 1).toISOString(),
    });
    await refused(token, 410, 'This link has expired');
  });

  it('ends with the person who got it', async () => {
    const { token, recipientId } = await linked();
    await database.dataSource.query('UPDATE recipients SET removed_at = now() WHERE id = $1', [recipientId]);
    await refused(token, 404, 'This link does not hold');
  });

  it('of another business opens nothing here', async () => {
    const { deliveryId } = await linked();
    const stranger = await addBusiness(database.dataSource);
    const link = SEALED.toRespond({ businessId: stranger, deliveryId }, inHours(1).toISOString()) ?? '';
    await refused(link.slice('/a/'.length), 404, 'This link does not hold');
  });
});
