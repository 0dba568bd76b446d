// The audit trail as people read it: who, what, from what to what, each in the reader's words.
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
    sentence: 'test a changé un interrupteur de finance@acme.example',
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
