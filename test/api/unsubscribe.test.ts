/** One click ends mails of a kind to one address: from the header of a real mail to what is sent afterwards. */
import PostalMime from 'postal-mime';
import type { NormalisedEvent } from '../../src/domain/facts.js';
import { categoriesToEnd } from '../../src/domain/unsubscribing.js';
import { SealedLinks } from '../../src/platform/secrets/sealed-links.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
import { sample } from '../sources/sample-bodies.js';
import {
  addBusiness,
  addPerson,
  addSource,
  createDatabase,
  ENCRYPTION_KEYS,
  type TestDatabase,
} from '../support/database.js';
import { addEvent, ledgerOf, openSender, planned, type Sender, tryOnce } from '../support/deliveries.js';
import { GraphqlClient } from '../support/graphql.js';
import { type Program, postSigned, startProgram } from '../support/program.js';
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.js';

let database: TestDatabase;
let program: Program;
let smtp: ScriptedSmtp;
let sender: Sender;

beforeAll(async () => {
  [database, smtp] = await Promise.all([createDatabase(), startScriptedSmtp()]);
  program = await startProgram(database);
  sender = openSender(database.dataSource, smtp.url);
});
beforeEach(() => {
  smtp.mails.length = 0;
});
afterAll(async () => {
  await sender?.close();
  await program?.stop();
  await smtp?.stop();
  await database?.drop();
});

const sql = (text: string, values: unknown[] = []) => database.dataSource.query(text, values);

/** The headers of the mail that these people get of one event; null where there is none. */
async function mailOf(businessId: string, event: Partial<NormalisedEvent>) {
  const eventId = await addEvent(database.dataSource, businessId, event);
  const { chunks } = await planned(database.dataSource, [eventId]);
  for (const chunk of chunks) await tryOnce(sender, { eventIds: [eventId], chunk });
  const raw = smtp.mails.pop()?.raw;
  if (!raw) return null;
  const { headers } = await PostalMime.parse(Buffer.from(raw, 'latin1'));
  const headerOf = (name: string) => headers.find(({ key }) => key === name)?.value;
  return { list: headerOf('list-unsubscribe'), post: headerOf('list-unsubscribe-post'), eventId };
}

const choose = (destinationId: string, businessId: string, eventType: string) =>
  sql(
    `INSERT INTO preferences (destination_id, event_type, business_id, enabled, changed_by) VALUES ($1, $2, $3, true, 'a test')`,
    [destinationId, eventType, businessId],
  );

/** A person, and the way of the link in their mail about a failed payment. */
async function linkOfMail(locale = 'en') {
  const businessId = await addBusiness(database.dataSource);
  const person = await addPerson(database.dataSource, businessId, { locale });
  const mail = await mailOf(businessId, {});
  const [, path = ''] = /^<http:\/\/tocsin\.test(\/u\/[\w.-]+)>$/.exec(mail?.list ?? '') ?? [];
  return { businessId, person, path, post: mail?.post };
}

const asMailbox = (path: string, init: RequestInit = {}) =>
  fetch(`${program.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
    redirect: 'manual',
    ...init,
  });

const choicesOf = (destinationId: string) =>
  sql(`SELECT event_type, enabled, changed_by FROM preferences WHERE destination_id = $1 ORDER BY 1`, [destinationId]);
const auditOf = (businessId: string) =>
  sql(`SELECT actor, subject, after FROM audit_entries WHERE business_id = $1 AND action = 'unsubscribe'`, [
    businessId,
  ]);

describe('the header of a mail', () => {
  it('holds a link and the word that makes one click do (RFC 8058)', async () => {
    const { path, post } = await linkOfMail();
    expect(path).not.toBe('');
    expect(post).toBe('List-Unsubscribe=One-Click');
  });

  it('of a digest names every category that stands in it', async () => {
    const businessId = await addBusiness(database.dataSource);
    const { emailId } = await addPerson(database.dataSource, businessId);
    await sql(`UPDATE destinations SET digest_every = 'HOURLY' WHERE id = $1`, [emailId]);
    const types = ['payment.succeeded', 'refund.succeeded'];
    for (const type of types) await choose(emailId, businessId, type);
    const eventIds: string[] = [];
    for (const type of types) eventIds.push(await addEvent(database.dataSource, businessId, { type, entityId: type }));
    await planned(database.dataSource, eventIds);
    const rows = await sql(
      `UPDATE deliveries SET status = 'PENDING' WHERE destination_id = $1 AND held_by = 'DIGEST' RETURNING id, due_at`,
      [emailId],
    ).then(([held]: [{ id: string; due_at: Date }[]]) => held.sort((a, b) => (a.id < b.id ? -1 : 1)));
    expect(rows).toHaveLength(2);
    const [first, last] = [rows[0]?.id as string, rows[1]?.id as string];
    const keys = { channel: 'EMAIL', businessId, endpointId: null, retry: 'repeatable' as const };
    const chunk = { ...keys, first, last, count: 2 };
    const held = { destinationId: emailId, dueAt: rows[0]?.due_at.getTime() as number, by: 'DIGEST' as const };
    await tryOnce(sender, { eventIds, chunk, held });
    const parsed = await PostalMime.parse(Buffer.from(smtp.mails[0]?.raw ?? '', 'latin1'));
    const link = parsed.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
    const token = /\/u\/([\w.-]+)>/.exec(link)?.[1] ?? '';
    const opened = new SealedLinks(new SecretBox(ENCRYPTION_KEYS), '').open('unsubscribe', token);
    expect(opened).toMatchObject({ businessId, id: emailId, words: ['PAYMENTS', 'REFUNDS'] });
  });

  it('is not there where the event is critical, or unknown', async () => {
    const businessId = await addBusiness(database.dataSource);
    await addPerson(database.dataSource, businessId);
    const critical = await mailOf(businessId, { type: 'dispute.opened', entityId: 'dp_1' });
    expect([critical?.list, critical?.post]).toEqual([undefined, undefined]);
    expect(categoriesToEnd(['something.new'])).toBeNull();
    expect(categoriesToEnd(['payment.failed', 'dispute.opened'])).toBeNull();
  });

  it('is not there in a customer’s mail: a receipt is no subscription', async () => {
    const businessId = await addBusiness(database.dataSource);
    await addPerson(database.dataSource, businessId);
    const source = { ...(await addSource(database.dataSource, businessId, 'DODO')), kind: 'DODO' as const };
    const { body } = await postSigned(program, source, sample('dodo.payment.succeeded'));
    const { chunks } = await planned(database.dataSource, [body.id]);
    for (const chunk of chunks) await tryOnce(sender, { eventIds: [body.id], chunk });
    const listed = smtp.mails.map(({ to, raw }) => [to[0], /^List-Unsubscribe(-Post)?:/im.test(raw)]);
    expect(listed.sort()).toEqual([
      ['ada@team.example', true],
      [expect.stringContaining('maria'), false],
    ]);
  });
});

describe('the link', () => {
  it('only shows on GET and HEAD, in the reader’s language, and is kept and told nowhere', async () => {
    const { path, person, businessId } = await linkOfMail('de');
    const answer = await fetch(`${program.url}${path}`);
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page).toContain('<html lang="de">');
    expect(page).toContain('Keine E-Mails zu Zahlungen mehr an ada@team.example?');
    expect(page).toContain('<form method="post">');
    await fetch(`${program.url}${path}`, { method: 'HEAD' });
    expect(await choicesOf(person.emailId)).toEqual([]);
    expect(await auditOf(businessId)).toEqual([]);
  });

  it('ends mails of its category on POST: nothing more is sent, and the audit trail says how', async () => {
    const { path, person, businessId } = await linkOfMail();
    const answer = await asMailbox(path);
    expect([answer.status, answer.headers.get('location'), answer.headers.get('set-cookie')]).toEqual([
      200,
      null,
      null,
    ]);
    expect(await answer.text()).toContain('No more e-mails about Payments go to ada@team.example.');
    const choices = await choicesOf(person.emailId);
    expect(choices).toContainEqual({
      event_type: 'payment.failed',
      enabled: false,
      changed_by: 'one-click unsubscribe',
    });
    expect(choices.every(({ event_type }: { event_type: string }) => !event_type.startsWith('dispute.'))).toBe(true);
    const [line, ...others] = await auditOf(businessId);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ actor: 'one-click unsubscribe', subject: person.emailId });
    expect(line.after).toMatchObject({ 'payment.failed': false });
    const later = await mailOf(businessId, { entityId: 'pay_2' });
    expect(later).toBeNull();
    const [event] = await sql('SELECT id FROM events WHERE business_id = $1 ORDER BY id DESC LIMIT 1', [businessId]);
    expect((await ledgerOf(database.dataSource, event.id)).map(({ channel }) => channel)).toContain('IN_APP');
    expect((await mailOf(businessId, { type: 'dispute.opened', entityId: 'dp_2' }))?.eventId).toBeDefined();
  });

  it('does the same a second time, by a form in parts too', async () => {
    const { path, person, businessId } = await linkOfMail();
    await asMailbox(path);
    const once = await choicesOf(person.emailId);
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    expect((await asMailbox(path, { body: form, headers: {} })).status).toBe(200);
    expect(await choicesOf(person.emailId)).toEqual(once);
    expect(await auditOf(businessId)).toHaveLength(1);
  });

  it('is told apart in the preferences, where it can be switched on again', async () => {
    const { path, person, businessId } = await linkOfMail();
    await asMailbox(path);
    const client = await GraphqlClient.of(program, businessId);
    const { setAllPreferences } = await client.get(
      `mutation ($id: ID!) { setAllPreferences(input: { destinationId: $id, enabled: true, category: PAYMENTS }) {
        destination { preferences { eventType { key } enabled } } } }`,
      { id: person.emailId },
    );
    expect(setAllPreferences.destination.preferences).toContainEqual({
      eventType: { key: 'payment.failed' },
      enabled: true,
    });
  });

  it('is dead where somebody changed it, made it for another use or installation, or removed the address', async () => {
    const { path, person } = await linkOfMail();
    const box = new SecretBox(ENCRYPTION_KEYS);
    const foreign = new SecretBox(`t1:${Buffer.alloc(32, 8).toString('base64')}`);
    const changed = `${path.slice(0, -3)}${path.endsWith('A') ? 'BBB' : 'AAA'}`;
    const paths = [
      changed,
      '/u/x',
      '/u/k1.a.b',
      `/u/${box.seal('{}', 'links answer')}`,
      `/u/${foreign.seal('{}', 'x')}`,
    ];
    for (const each of paths) {
      expect((await fetch(`${program.url}${each}`)).status).toBe(404);
      expect((await asMailbox(each)).status).toBe(404);
    }
    await sql('UPDATE destinations SET removed_at = now() WHERE id = $1', [person.emailId]);
    expect((await asMailbox(path)).status).toBe(404);
    expect(await choicesOf(person.emailId)).toEqual([]);
  });

  it('holds for a year and more, and across a rotation of keys', async () => {
    const { businessId, person } = await linkOfMail();
    const old = new SealedLinks(new SecretBox(ENCRYPTION_KEYS), '');
    const rotated = new SealedLinks(
      new SecretBox(`t2:${Buffer.alloc(32, 9).toString('base64')},${ENCRYPTION_KEYS}`),
      '',
    );
    const one = { businessId, id: person.emailId };
    const daysAgo = (days: number) => Date.now() - days * 24 * 60 * 60_000;
    const year = old.toUnsubscribe(one, ['PAYMENTS', 'PAYOUTS'], daysAgo(366));
    expect(rotated.open('unsubscribe', year.slice('/u/'.length))).toMatchObject({
      ...one,
      words: ['PAYMENTS', 'PAYOUTS'],
    });
    expect((await asMailbox(year)).status).toBe(200);
    expect((await asMailbox(old.toUnsubscribe(one, ['PAYMENTS'], daysAgo(401)))).status).toBe(404);
  });

  it('is not guessed for long, and large bodies are not read', async () => {
    const { path } = await linkOfMail();
    const large = await asMailbox(path, {
      body: 'x'.repeat(5_000),
      headers: { 'content-type': 'text/plain', 'accept-language': 'de' },
    });
    expect([large.status, await large.json()]).toEqual([
      413,
      { error: 'Der Inhalt ist größer als 4 KiB; mehr wird hier nicht gelesen.' },
    ]);
    const guesses = await Promise.all(Array.from({ length: 310 }, () => fetch(`${program.url}/u/guess`)));
    expect(guesses.map(({ status }) => status)).toContain(404);
    const answer = await fetch(`${program.url}/u/guess`);
    expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true]);
  });
});
