// The audit trail as people read it: who, what, from what to what, each in the reader's words.
import { changesInWords } from '../../src/api/auth/audit-words.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { ENGLISH } from '../../src/i18n/labels.js';
import { businessFixture } from '../support/business-fixture.js';
import type { Data } from '../support/graphql.js';

const asked = businessFixture();

const LOG =
  'query ($filter: AuditFilter) { auditLog(filter: $filter) { edges { node { sentence changes { label before after } } } } }';

/** The newest entry, for a reader of this language. */
async function latest(locale = 'en'): Promise<Data> {
  const { auditLog } = await asked.client.reading(locale).get(LOG, { filter: {} });
  return auditLog.edges[0].node;
}

async function addEmail(): Promise<string> {
  const { addEmail: made } = await asked.client.get(
    'mutation { addEmail(input: { address: "finance@acme.example" }) { destination { id } } }',
  );
  return made.destination.id;
}

it('names who did it by their key, and what it was done to', async () => {
  await addEmail();
  expect(await latest()).toEqual({
    sentence: 'test added the address finance@acme.example',
    changes: [{ label: 'Address', before: null, after: 'finance@acme.example' }],
  });
  expect((await latest('de')).sentence).toBe('test fügte die Adresse finance@acme.example hinzu');
});

it('says a switch by the event’s name, and many that changed alike in one line', async () => {
  const id = await addEmail();
  const prefer = 'mutation ($input: SetPreferenceInput!) { setPreference(input: $input) { destination { id } } }';
  await asked.client.get(prefer, { input: { destinationId: id, eventType: 'payout.failed', enabled: true } });
  expect(await latest('fr')).toEqual({
    sentence: 'test a modifié une préférence de finance@acme.example',
    changes: [{ label: 'Échec de virement', before: 'par défaut', after: 'activé' }],
  });
  const all = 'mutation ($input: SetAllPreferencesInput!) { setAllPreferences(input: $input) { destination { id } } }';
  await asked.client.get(all, { input: { destinationId: id, enabled: false } });
  const { changes } = await latest();
  expect(changes).toEqual([
    { label: expect.stringMatching(/^\d\d events$/), before: 'by default', after: 'off' },
    { label: 'Payout failed', before: 'on', after: 'off' },
  ]);
});

it('keeps the name of what is gone, and says values as people do', async () => {
  const add = 'mutation ($input: AddRecipientInput!) { addRecipient(input: $input) { recipient { id } } }';
  const { id } = (await asked.client.get(add, { input: { name: 'Fiona', roles: ['FINANCE'] } })).addRecipient.recipient;
  expect((await latest()).changes).toEqual(
    expect.arrayContaining([{ label: 'Roles', before: null, after: 'Finance' }]),
  );
  const update = 'mutation ($input: UpdateRecipientInput!) { updateRecipient(input: $input) { recipient { id } } }';
  await asked.client.get(update, { input: { id, quietHours: { start: '22:00', end: '07:00' } } });
  expect((await latest()).changes).toEqual([
    { label: 'Quiet until', before: null, after: '07:00' },
    { label: 'Quiet from', before: null, after: '22:00' },
  ]);
  await asked.client.get('mutation ($input: NodeInput!) { removeRecipient(input: $input) { id } }', { input: { id } });
  expect((await latest('zh')).sentence).toBe('test 将 Fiona 移出了团队');
});

it('says yes and no of what is no switch, and values by their words on the pages', async () => {
  const id = await addEmail();
  const enable =
    'mutation ($input: SetDestinationEnabledInput!) { setDestinationEnabled(input: $input) { destination { id } } }';
  await asked.client.get(enable, { input: { id, enabled: false } });
  expect(await latest('de')).toEqual({
    sentence: 'test schaltete finance@acme.example aus',
    changes: [{ label: 'Erhält Nachrichten', before: 'ja', after: 'nein' }],
  });
  const create = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { token } }';
  await asked.client.get(create, { input: { name: 'wall', access: 'VIEWER' } });
  expect((await latest()).changes).toContainEqual({ label: 'May do', before: null, after: 'Look, not change' });
});

it.each([
  ['by', 'TOCSIN_ADMIN_KEY of the environment', 'Betreiber'],
  ['by', 'Ada', 'Ada'],
  ['platform', 'IOS', 'iPhone oder iPad'],
  ['quarter', '2026Q4', '4. Quartal 2026'],
])('says %s %j as %j', (key, value, text) => {
  const entry = { actor: 'test', action: 'x', subject: asked.businessId, before: null, after: { [key]: value } };
  expect(changesInWords(entry, () => null, formatterFor({ locale: 'de', timeZone: 'UTC' }))[0]?.after).toBe(text);
});

it('says what the walk of retention erased', () => {
  const after = { payloads: 12, receivedBefore: '2026-08-01T00:00:00.000Z', payloadDays: 90 };
  const entry = { actor: 'Tocsin', action: 'retention', subject: asked.businessId, before: null, after };
  const changes = changesInWords(entry, () => null, ENGLISH);
  expect(changes.map(({ label, after: is }) => [label, is])).toEqual([
    ['Bodies', '12'],
    ['Received before', expect.stringContaining('2026')],
    ['Kept (days)', '90'],
  ]);
});
