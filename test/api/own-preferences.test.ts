/** The link in the footer of a mail: what comes to its address, and how its reader changes that without a login. */
import PostalMime from 'postal-mime';
import { SealedLinks } from '../../src/platform/secrets/sealed-links.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
import { businessFixture } from '../support/business-fixture.js';
import { addPerson, ENCRYPTION_KEYS, type TestPerson } from '../support/database.js';
import { addEvent, openSender, planned, type Sender, tryOnce } from '../support/deliveries.js';
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.js';

const asked = businessFixture();
const sealed = new SealedLinks(new SecretBox(ENCRYPTION_KEYS), '');
let smtp: ScriptedSmtp;
let sender: Sender;
let ada: TestPerson;

beforeAll(async () => {
  smtp = await startScriptedSmtp();
  sender = openSender(asked.dataSource, smtp.url);
});
beforeEach(async () => {
  ada = await addPerson(asked.dataSource, asked.businessId, { email: 'ada@team.example' });
});
afterAll(async () => {
  await sender?.close();
  await smtp?.stop();
});

/** Of the mail that the team gets of one event. */
async function mailOf(type: string): Promise<{ html: string; text: string }> {
  const eventId = await addEvent(asked.dataSource, asked.businessId, { type });
  const { chunks } = await planned(asked.dataSource, [eventId]);
  for (const chunk of chunks) await tryOnce(sender, { eventIds: [eventId], chunk });
  const { html = '', text = '' } = await PostalMime.parse(Buffer.from(smtp.mails.pop()?.raw ?? '', 'latin1'));
  return { html, text };
}

const pathIn = (text: string) => /http:\/\/tocsin\.test(\/n\/[\w.-]+)/.exec(text)?.[1] ?? '';
const ownPath = (now?: number) => sealed.toPreferences({ businessId: asked.businessId, id: ada.emailId }, now);
const get = (path: string, init: RequestInit = {}) => fetch(asked.program.url + path, init);
const save = (path: string, types: readonly string[]) =>
  get(path, { method: 'POST', body: new URLSearchParams(types.map((type): [string, string] => ['type', type])) });

interface Box {
  type: string;
  on: boolean;
  fixed: boolean;
}
const boxesOf = (page: string): Box[] =>
  [...page.matchAll(/name="type" value="([\w.]+)"( checked)?( disabled)?>/g)].map(([, type = '', on, fixed]) => ({
    type,
    on: Boolean(on),
    fixed: Boolean(fixed),
  }));
const choices = (): Promise<{ type: string; enabled: boolean; by: string }[]> =>
  asked.dataSource.query(
    'SELECT event_type AS type, enabled, changed_by AS by FROM preferences WHERE destination_id = $1 ORDER BY 1',
    [ada.emailId],
  );

it.each(['payment.failed', 'dispute.opened'])(
  'stands in both parts of a mail of %s, and leads to a page',
  async (type) => {
    const { html, text } = await mailOf(type);
    expect(pathIn(html)).not.toBe('');
    expect(text).toContain(`Your notifications: http://tocsin.test${pathIn(text)}`);
    const answer = await get(pathIn(html));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    const page = await answer.text();
    expect(page).toContain('What comes to ada@team.example');
    expect(boxesOf(page)).toContainEqual({ type, on: true, fixed: type === 'dispute.opened' });
  },
);

it('shows what planning does, and changes what differs, and nothing else', async () => {
  const before = boxesOf(await (await get(ownPath())).text());
  const wanted = before.filter(({ on, type }) => (on && type !== 'payment.failed') || type === 'fraud_warning.created');
  expect(before.some(({ type, on }) => type === 'fraud_warning.created' && on)).toBe(false);
  const answer = await save(
    ownPath(),
    wanted.map(({ type }) => type),
  );
  expect(answer.status).toBe(200);
  const page = await answer.text();
  expect(page).toContain('Saved.');
  expect(boxesOf(page).filter(({ on }) => on)).toEqual(wanted.map((one) => ({ ...one, on: true })));
  const by = 'the link in an e-mail';
  expect(await choices()).toEqual([
    { type: 'fraud_warning.created', enabled: true, by },
    { type: 'payment.failed', enabled: false, by },
  ]);
  const trail = await asked.client.get('{ auditLog { edges { node { action actor subject } } } }');
  expect(trail.auditLog.edges[0].node).toEqual({ action: 'setAllPreferences', actor: by, subject: ada.emailId });
});

it('leaves critical types on, whatever comes, and invents no types', async () => {
  await save(ownPath(), ['constructor', 'made.up', '']);
  const rows = await choices();
  expect(rows.length).toBeGreaterThan(3);
  expect(rows.filter(({ enabled }) => enabled)).toEqual([]);
  const page = boxesOf(await (await get(ownPath())).text());
  expect(page.filter(({ on }) => on).every(({ fixed }) => fixed)).toBe(true);
  expect(page).toContainEqual({ type: 'dispute.opened', on: true, fixed: true });
});

it('speaks the language of its reader', async () => {
  await asked.dataSource.query("UPDATE recipients SET locale = 'de' WHERE id = $1", [ada.recipientId]);
  const page = await (await get(ownPath())).text();
  expect(page).toContain('<html lang="de">');
  expect(page).toContain('Was an ada@team.example geht');
});

it('is dead once its address is removed, when it is old, and where it is none of ours', async () => {
  const path = ownPath();
  expect((await get(path)).status).toBe(200);
  const day = 24 * 3_600_000;
  expect((await get(ownPath(Date.now() - 89 * day))).status).toBe(200);
  const foreign = new SealedLinks(new SecretBox(`t1:${Buffer.alloc(32, 9).toString('base64')}`), '');
  const made = foreign.toPreferences({ businessId: asked.businessId, id: ada.emailId });
  for (const dead of [ownPath(Date.now() - 91 * day), made]) expect((await get(dead)).status).toBe(404);
  await asked.dataSource.query('UPDATE destinations SET removed_at = now() WHERE id = $1', [ada.emailId]);
  for (const dead of [path, '/n/', '/n/nonsense', `${path}x`]) {
    expect((await get(dead)).status).toBe(404);
    expect((await save(dead, [])).status).toBe(404);
  }
  expect(await choices()).toEqual([]);
});
