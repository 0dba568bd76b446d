// The page behind the button of a message, for who is signed in: the same in production and in the local run.
import { newToken } from '../../src/api/auth/credential-store.js';
import { MESSAGES } from '../../src/i18n/messages.js';
import { newId } from '../../src/platform/new-id.js';
import { teamFixture } from '../support/business-fixture.js';
import { addBusiness } from '../support/database.js';
import { addEvent } from '../support/deliveries.js';
import { addDispute, inHours, tellOf } from '../support/disputes.js';

const asked = teamFixture({ roles: ['OWNER'] });

const get = (id: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${asked.program.url}/events/${id}`, { method, headers });
const withKey = (id: string, key = asked.client.key) => get(id, { authorization: `Bearer ${key}` });

/** The cookie that the sign-in page gets. */
async function signedIn(key = asked.client.key): Promise<string> {
  const headers = { 'content-type': 'application/json', origin: asked.program.url };
  const answer = await fetch(`${asked.program.url}/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ key }),
  });
  expect(answer.status).toBe(200);
  return String(answer.headers.get('set-cookie')).split(';')[0] as string;
}

const DANGEROUS = '<script>alert(1)</script>';

async function addDisputed() {
  const dispute = await addDispute(asked.dataSource, asked.businessId, {
    ...{ respondBy: inHours(20), respondByKnownAt: inHours(-3), respondByEstimated: true },
    ...{ state: 'ACKNOWLEDGED', acknowledgedBy: DANGEROUS, acknowledgedAt: inHours(-1) },
  });
  const told = await tellOf(asked.dataSource, dispute, asked.ada.emailId, { facts: { customerName: DANGEROUS } });
  const leftOut = `INSERT INTO deliveries (id, business_id, event_id, destination_id, channel, sent_to, status, because, settled_at)
    SELECT $1, $2, $3, id, channel, 'left@out.example', 'SKIPPED', '{"code": "OFF", "params": {"source": "ROLE"}}', now()
    FROM destinations WHERE id = $4`;
  await asked.dataSource.query(leftOut, [newId('delivery'), asked.businessId, told.eventId, asked.ada.inAppId]);
  return { dispute, ...told };
}

describe('the page of an event', () => {
  it('shows a browser that is signed in the event, its dispute with ladder and runs, who was told, and the timeline', async () => {
    const { dispute, eventId } = await addDisputed();
    const answer = await get(eventId, { cookie: await signedIn() });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const page = await answer.text();
    for (const text of [
      ...['Dispute of $99.00 opened by', dispute.externalId, 'taken, not answered yet', '(estimated)'],
      ...['Owner, Finance, and Support', 'to come', 'ada@team.example', 'on, by the roles of this person'],
      ...[`<summary>Not told: 1 destination</summary>`, 'Not told: left@out.example (In-app): off'],
      ...[`/workflows/${dispute.id}"`, 'The event as it came'],
    ])
      expect(page).toContain(text);
    expect(page).not.toContain(DANGEROUS);
    const head = await get(eventId, { cookie: await signedIn() }, 'HEAD');
    expect(head.status).toBe(200);
  });

  it.each(MESSAGES.locales)('reads in %s', async (locale) => {
    const { eventId } = await addDisputed();
    const headers = { 'accept-language': locale };
    const page = await (await get(eventId, { ...headers, authorization: `Bearer ${asked.client.key}` })).text();
    const form = await (await get(eventId, headers)).text();
    for (const text of [page, form]) {
      expect(text).toContain(`<html lang="${locale}">`);
      const words = text.replace(/<(style|script|pre)>.*?<\/\1>/gs, '');
      expect(words).not.toMatch(/[{}]|undefined|null/);
    }
    if (locale === 'en') return;
    for (const english of ['Who was told', 'Timeline', 'State', 'to come', 'Not told', 'Answer due'])
      expect(page).not.toContain(english);
  });

  it('asks who is not signed in for a key, and says nothing of what there is', async () => {
    const { eventId } = await addDisputed();
    const texts = await Promise.all(
      [eventId, newId('event'), 'nonsense'].map(async (id) => {
        const answer = await get(id);
        expect(answer.status).toBe(401);
        return answer.text();
      }),
    );
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('type="password"');
    const revoked = await withKey(eventId, newToken());
    expect([revoked.status, await revoked.text()]).toEqual([401, expect.stringContaining('unknown or was revoked')]);
    expect((await get(eventId, { cookie: 'tocsin=none' })).status).toBe(401);
  });

  it('knows nothing of what another business has, nor of what is not there', async () => {
    const theirs = await addEvent(asked.dataSource, await addBusiness(asked.dataSource));
    for (const id of [theirs, newId('event'), '%00', "'"]) {
      const answer = await withKey(id);
      expect([id, answer.status]).toEqual([id, id === '%00' ? 400 : 404]);
      expect(await answer.text()).not.toContain(theirs);
    }
  });

  it('shows viewers and members no body, and producers nothing', async () => {
    const { eventId } = await addDisputed();
    const { client, ada } = asked;
    for (const { key } of [await client.withKey('VIEWER'), await client.withKey('MEMBER', ada.recipientId)]) {
      const answer = await withKey(eventId, key);
      expect(answer.status).toBe(200);
      const page = await answer.text();
      expect(page).toContain('Dispute of $99.00 opened by');
      expect(page).not.toContain('The event as it came');
    }
    expect((await withKey(eventId, (await client.withKey('PRODUCER')).key)).status).toBe(403);
  });
});
