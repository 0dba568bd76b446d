import { businessFixture } from '../support/business-fixture.js';
import { addPerson, addSlack } from '../support/database.js';
import type { Data } from '../support/graphql.js';
import { countStatements } from '../support/statements.js';

const SET = `mutation ($input: SetPreferenceInput!) { setPreference(input: $input) { destination { id preferences { enabled source eventType { key category } } } } }`;
const SET_ALL = `mutation ($input: SetAllPreferencesInput!) { setAllPreferences(input: $input) { destination { id preferences { enabled source eventType { key category } } } } }`;

const RESET = `mutation ($input: ResetPreferenceInput!) { resetPreference(input: $input) { destination { id } } }`;

const asked = businessFixture();

/** `payment.failed: true ROLE`, in the order given. */
async function matrixOf(id: string): Promise<string[]> {
  const { node } = await asked.client.get(
    'query ($id: ID!) { node(id: $id) { ... on Destination { preferences { enabled source eventType { key } } } } }',
    { id },
  );
  return node.preferences.map(({ enabled, source, eventType }: Data) => `${eventType.key}: ${enabled} ${source}`);
}

const lineOf = async (id: string, key: string) => (await matrixOf(id)).find((line) => line.startsWith(`${key}:`));

describe('preferences', () => {
  it('are one per event type of the catalogue, in its order, with the layer that decided', async () => {
    const { emailId } = await addPerson(asked.dataSource, asked.businessId, { roles: ['FINANCE'] });
    const { eventTypes } = await asked.client.get('{ eventTypes { key category } }');
    const lines = await matrixOf(emailId);
    expect(lines.map((line) => line.split(':')[0])).toEqual(eventTypes.map((entry: Data) => entry.key));
    expect(lines).toEqual(
      expect.arrayContaining(['payout.failed: true ROLE', 'refund.succeeded: true ROLE', 'payment.failed: false ROLE']),
    );
  });

  it('come from the catalogue for an address without a role, and are explicit for an endpoint', async () => {
    const { emailId } = await addPerson(asked.dataSource, asked.businessId, { roles: [] });
    const slackId = await addSlack(asked.dataSource, asked.businessId, 'https://hooks.slack.com/x');
    expect(await lineOf(emailId, 'payment.failed')).toBe('payment.failed: true CATALOGUE');
    expect(await lineOf(slackId, 'payment.failed')).toBe('payment.failed: true EXPLICIT');
  });

  it('are switched one by one, and remember who did it', async () => {
    const { emailId } = await addPerson(asked.dataSource, asked.businessId);
    const before = await matrixOf(emailId);
    for (const enabled of [false, true, false]) {
      const { setPreference } = await asked.client.get(SET, {
        input: { destinationId: emailId, eventType: 'payment.failed', enabled },
      });
      const changed = setPreference.destination.preferences.find(
        (preference: Data) => preference.eventType.key === 'payment.failed',
      );
      expect(changed).toMatchObject({ enabled, source: 'EXPLICIT' });
    }
    const others = (lines: string[]) => lines.filter((line) => !line.startsWith('payment.failed:'));
    expect(others(await matrixOf(emailId))).toEqual(others(before));
    const rows = await asked.dataSource.query(
      'SELECT event_type, enabled, changed_by FROM preferences WHERE destination_id = $1',
      [emailId],
    );
    expect(rows).toEqual([
      { event_type: 'payment.failed', enabled: false, changed_by: expect.stringContaining('(test)') },
    ]);
  });

  it('go back to what role and defaults say, and the audit trail says so', async () => {
    const { emailId } = await addPerson(asked.dataSource, asked.businessId);
    const before = await matrixOf(emailId);
    const input = { destinationId: emailId, eventType: 'payment.failed' };
    await asked.client.get(SET, { input: { ...input, enabled: false } });
    expect(await lineOf(emailId, 'payment.failed')).toBe('payment.failed: false EXPLICIT');
    await asked.client.get(RESET, { input });
    expect(await matrixOf(emailId)).toEqual(before);
    // Nothing changes: no line.
    await asked.client.get(RESET, { input });
    const { auditLog } = await asked.client.get(
      'query ($subject: String) { auditLog(filter: { subject: $subject }) { edges { node { before after } } } }',
      { subject: emailId },
    );
    expect(auditLog.edges.map(({ node }: Data) => node)).toEqual([
      { before: { 'payment.failed': false }, after: { 'payment.failed': null } },
      { before: { 'payment.failed': null }, after: { 'payment.failed': false } },
    ]);
  });

  it('are switched all at once, or those of a category', async () => {
    const { emailId } = await addPerson(asked.dataSource, asked.businessId, { roles: [] });
    const off = await asked.client.get(SET_ALL, { input: { destinationId: emailId, enabled: false } });
    expect(off.setAllPreferences.destination.preferences.every((preference: Data) => !preference.enabled)).toBe(true);
    const { setAllPreferences } = await asked.client.get(SET_ALL, {
      input: { destinationId: emailId, enabled: true, category: 'DISPUTES' },
    });
    const { preferences } = setAllPreferences.destination;
    for (const { enabled, source, eventType } of preferences)
      expect([eventType.key, enabled, source]).toEqual([eventType.key, eventType.category === 'DISPUTES', 'EXPLICIT']);
    expect(new Set(preferences.map((preference: Data) => preference.enabled)).size).toBe(2);
  });

  it('are refused for event types and destinations that are not there', async () => {
    const { emailId } = await addPerson(asked.dataSource, asked.businessId);
    const type = await asked.client.fail(SET, {
      input: { destinationId: emailId, eventType: 'payment.exploded', enabled: true },
    });
    expect(type.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'eventType' });
    const none = { destinationId: emailId, eventType: 'payment.exploded' };
    expect((await asked.client.fail(RESET, { input: none })).extensions.code).toBe('BAD_USER_INPUT');
    const nowhere = await asked.client.fail(SET, {
      input: { destinationId: 'dst_nowhere', eventType: 'payment.failed', enabled: true },
    });
    expect(nowhere.extensions.code).toBe('NOT_FOUND');
  });
});

describe('a page of 50 destinations', () => {
  it('with preferences and recipients costs at most six statements', async () => {
    for (let i = 0; i < 25; i++)
      await addPerson(asked.dataSource, asked.businessId, {
        name: `P${i}`,
        email: `p${i}@team.example`,
        roles: i % 2 ? ['OWNER'] : [],
      });
    const query =
      '{ destinations(first: 50) { edges { node { id label preferences { enabled source eventType { key } } recipient { id name destinations { id } } } } } }';
    // The first look-up of a key and the first use of a connection cost a statement each; both are remembered.
    await asked.client.get(query);
    const count = await countStatements(asked.dataSource);
    const { destinations } = await asked.client.get(query);
    const { total, list } = await count();
    expect(destinations.edges).toHaveLength(50);
    for (const { node } of destinations.edges)
      expect([node.recipient.destinations.length, node.preferences.length > 20]).toEqual([2, true]);
    if (total > 6) throw new Error(`${total} statements:\n${list}`);
    expect(total).toBeGreaterThan(2);
  });
});
