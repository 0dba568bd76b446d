// A change that leaves a critical alert with too few listeners says so, and the team is told: once when it opens, once when it closes.
import { businessFixture } from '../support/business-fixture.js';
import { addBusiness, addPerson, addSlack } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';

const GAPS = 'coverage { eventType { key } reachable message }';
const SET = `mutation ($input: SetPreferenceInput!) { setPreference(input: $input) { ${GAPS} } }`;
const SET_ALL = `mutation ($input: SetAllPreferencesInput!) { setAllPreferences(input: $input) { ${GAPS} } }`;
const RESET = `mutation ($id: ID!) { resetPreferences(input: { id: $id }) { ${GAPS} } }`;
const SWITCH = `mutation ($id: ID!, $enabled: Boolean!) { setDestinationEnabled(input: { id: $id, enabled: $enabled }) { ${GAPS} } }`;
const REMOVE = `mutation ($input: RemoveDestinationInput!) { removeDestination(input: $input) { id ${GAPS} } }`;
const REMOVE_PERSON = `mutation ($id: ID!) { removeRecipient(input: { id: $id }) { id ${GAPS} } }`;
const ROLES = `mutation ($id: ID!, $roles: [Role!]) { updateRecipient(input: { id: $id, roles: $roles }) { ${GAPS} } }`;
const DEFAULT = `mutation ($input: SetBusinessDefaultInput!) { setBusinessDefault(input: $input) { ${GAPS} } }`;
const CRITICAL = [
  'payout.failed',
  'refund.failed',
  'dispute.opened',
  'dispute.reminder',
  'dispute.deadline_moved',
  'dispute.deadline_passed',
  'dispute.expired',
  'tocsin.channel_paused',
];

const asked = businessFixture(() => ({ smtpUrl: 'smtp://127.0.0.1:1' }));

const keysOf = (gaps: Data) => gaps.map(({ eventType }: Data) => eventType.key);

async function gaps(): Promise<string[]> {
  return keysOf((await asked.client.get(`{ ${GAPS} }`)).coverage);
}

/** The notices that the team was told: type and what they are about. */
async function told(): Promise<string[]> {
  const rows: { type: string; facts: { about: string[] } }[] = await asked.dataSource.query(
    'SELECT type, facts FROM events WHERE business_id = $1 ORDER BY id',
    [asked.businessId],
  );
  return rows.map(({ type, facts }) => `${type}: ${facts.about.join(' ')}`);
}

/** An owner with an inbox and an e-mail: everything is covered. */
const addOwner = (values = {}) => addPerson(asked.dataSource, asked.businessId, values);

describe('coverage', () => {
  it('of a business without anybody is missing for every critical event type', async () => {
    const { coverage } = await asked.client.get(`{ ${GAPS} }`);
    expect(keysOf(coverage)).toEqual(CRITICAL);
    expect(coverage[2]).toEqual({
      eventType: { key: 'dispute.opened' },
      reachable: 0,
      message: '“Dispute opened” reaches nobody: switch it on for somebody’s e-mail or notification centre.',
    });
    const french = await asked.client.reading('fr').get(`{ ${GAPS} }`);
    expect(french.coverage[2].message).toMatch(/^«\u00a0Litige [^»]+\u00a0» n’atteint personne\u00a0: /);
    await addOwner();
    expect(await gaps()).toEqual([]);
  });

  it('stands beside whom each critical event type reaches as things stand', async () => {
    const REACH = '{ criticalCoverage { eventType { key } people channels } }';
    const nobody = (await asked.client.get(REACH)).criticalCoverage;
    expect(nobody).toEqual(CRITICAL.map((key) => ({ eventType: { key }, people: 0, channels: [] })));
    await addOwner();
    await addSlack(asked.dataSource, asked.businessId, 'http://127.0.0.1:1/hook');
    const { criticalCoverage } = await asked.client.get(REACH);
    const opened = criticalCoverage.find(({ eventType }: Data) => eventType.key === 'dispute.opened');
    expect(opened).toMatchObject({ people: 1, channels: ['EMAIL', 'IN_APP', 'SLACK'] });
  });

  it('is one’s own only', async () => {
    await addOwner();
    const stranger = await GraphqlClient.of(asked.program, await addBusiness(asked.dataSource));
    expect(keysOf((await stranger.get(`{ ${GAPS} }`)).coverage)).toEqual(CRITICAL);
    expect(await gaps()).toEqual([]);
  });
});

describe('each change of who is told', () => {
  it.each<[string, (owner: { recipientId: string; emailId: string }) => Promise<Data>, string[]]>([
    [
      'setPreference',
      async ({ emailId }) =>
        asked.client.get(SET, { input: { destinationId: emailId, eventType: 'dispute.opened', enabled: false } }),
      ['dispute.opened'],
    ],
    [
      'setAllPreferences',
      async ({ emailId }) =>
        asked.client.get(SET_ALL, { input: { destinationId: emailId, enabled: false, category: 'PAYOUTS' } }),
      ['payout.failed'],
    ],
    [
      'setDestinationEnabled',
      async ({ emailId }) => asked.client.get(SWITCH, { id: emailId, enabled: false }),
      CRITICAL,
    ],
    [
      'updateRecipient',
      async ({ recipientId }) => asked.client.get(ROLES, { id: recipientId, roles: ['SALES'] }),
      CRITICAL,
    ],
    ['removeDestination', async ({ emailId }) => asked.client.get(REMOVE, { input: { id: emailId } }), CRITICAL],
    ['removeRecipient', async ({ recipientId }) => asked.client.get(REMOVE_PERSON, { id: recipientId }), CRITICAL],
  ])('succeeds and carries the gaps that it opens: %s', async (name, change, expected) => {
    const answer = await change(await addOwner());
    expect(keysOf(answer[name].coverage)).toEqual(expected);
    expect(await gaps()).toEqual(expected);
    expect(await told()).toEqual([`tocsin.coverage_gap: ${expected.join(' ')}`]);
  });

  it('counts the defaults of the business too', async () => {
    await addOwner({ roles: [] });
    const input = { eventType: 'refund.failed', enabled: false };
    expect(keysOf((await asked.client.get(DEFAULT, { input })).setBusinessDefault.coverage)).toEqual(['refund.failed']);
    await asked.client.get(DEFAULT, { input: { eventType: 'refund.failed' } });
    expect(await gaps()).toEqual([]);
  });

  it('opens no gap where enough people are left', async () => {
    const owner = await addOwner();
    await addOwner({ name: 'Ben', email: 'ben@n.example' });
    const answer = await asked.client.get(REMOVE, { input: { id: owner.emailId } });
    expect(answer.removeDestination).toEqual({ id: owner.emailId, coverage: [] });
    expect(await told()).toEqual([]);
  });
});

describe('the team', () => {
  it('is told when a gap opens and when it closes, never twice for the same state', async () => {
    const { emailId, inAppId } = await addOwner();
    const choose = (destinationId: string, eventType: string, enabled: boolean) =>
      asked.client.get(SET, { input: { destinationId, eventType, enabled } });
    expect(keysOf((await choose(emailId, 'dispute.opened', false)).setPreference.coverage)).toEqual(['dispute.opened']);
    expect((await choose(emailId, 'dispute.opened', false)).setPreference.coverage).toEqual([]);
    expect(keysOf((await choose(emailId, 'payout.failed', false)).setPreference.coverage)).toEqual(['payout.failed']);
    await choose(inAppId, 'payment.failed', false);
    await asked.client.get(RESET, { id: emailId });
    await asked.client.get(RESET, { id: inAppId });
    await choose(emailId, 'dispute.opened', false);
    expect(await told()).toEqual([
      'tocsin.coverage_gap: dispute.opened',
      'tocsin.coverage_gap: payout.failed',
      'tocsin.coverage_restored: payout.failed dispute.opened',
      'tocsin.coverage_gap: dispute.opened',
    ]);
    const open = await asked.dataSource.query('SELECT event_type FROM coverage_gaps WHERE business_id = $1', [
      asked.businessId,
    ]);
    expect(open).toEqual([{ event_type: 'dispute.opened' }]);
  });

  it('is told when somebody new closes a gap', async () => {
    const owner = await addOwner();
    await asked.client.get(SWITCH, { id: owner.emailId, enabled: false });
    const input = { name: 'Ben', email: 'ben@n.example', roles: ['OWNER'] };
    const { addRecipient } = await asked.client.get(
      `mutation ($input: AddRecipientInput!) { addRecipient(input: $input) { ${GAPS} } }`,
      { input },
    );
    expect(addRecipient.coverage).toEqual([]);
    expect((await told()).at(-1)).toBe(`tocsin.coverage_restored: ${CRITICAL.join(' ')}`);
  });

  it('is told once where two remove the last two listeners at the same moment', async () => {
    const [ada, ben] = [await addOwner(), await addOwner({ name: 'Ben', email: 'ben@n.example' })];
    const answers = await Promise.all(
      [ada, ben].map(({ recipientId }) => asked.client.get(REMOVE_PERSON, { id: recipientId })),
    );
    expect(answers.map(({ removeRecipient }) => removeRecipient.coverage.length).sort()).toEqual([0, CRITICAL.length]);
    expect(await told()).toEqual([`tocsin.coverage_gap: ${CRITICAL.join(' ')}`]);
  });
});

describe('before somebody is removed', () => {
  const PREVIEW = `query ($id: ID!, $to: ID) { previewRemoval(recipientId: $id, rolesTo: $to) { eventType { key } recipient { name } } }`;

  it('it is said what too few would hear of, unless another one takes over the roles; and who alone hears of what', async () => {
    const [ada, ben] = [await addOwner(), await addOwner({ name: 'Ben', email: 'ben@n.example', roles: ['SUPPORT'] })];
    await asked.client.get(SWITCH, { id: ben.emailId, enabled: false });
    expect((await asked.client.get(`{ ${GAPS} }`)).coverage).toEqual([]);
    const { previewRemoval } = await asked.client.get(PREVIEW, { id: ada.recipientId });
    expect(keysOf(previewRemoval)).toEqual(CRITICAL);
    const alone = previewRemoval.filter(({ recipient }: Data) => recipient?.name === 'Ben');
    expect(keysOf(alone)).toEqual(CRITICAL.filter((key) => /^(dispute|refund)\./.test(key)));
    await asked.client.get(SWITCH, { id: ben.emailId, enabled: true });
    const handedOver = await asked.client.get(PREVIEW, { id: ada.recipientId, to: ben.recipientId });
    expect(handedOver.previewRemoval).toEqual([]);
    expect(await told()).toEqual([]);
    expect((await asked.client.get(PREVIEW, { id: ben.recipientId })).previewRemoval).toEqual([]);
  });
});

describe('the last listener', () => {
  it('is removed only where that is confirmed', async () => {
    const slackId = await addSlack(asked.dataSource, asked.businessId, 'http://127.0.0.1:1/hook');
    const { message, extensions } = await asked.client.fail(REMOVE, { input: { id: slackId } });
    expect(extensions).toEqual({ code: 'CONFLICT', field: 'confirm' });
    expect(message).toMatch(/^#payments is the last to hear of Payout failed, .*Dispute opened.* "confirm: true"\.$/);
    expect(await told()).toEqual([]);
    const { destinations } = await asked.client.get('{ destinations { edges { node { id } } } }');
    expect(destinations.edges).toEqual([{ node: { id: slackId } }]);
    const entries = await asked.client.get('{ auditLog { edges { node { action } } } }');
    expect(JSON.stringify(entries)).not.toContain('removeDestination');
    const { removeDestination } = await asked.client.get(REMOVE, { input: { id: slackId, confirm: true } });
    expect([removeDestination.id, keysOf(removeDestination.coverage)]).toEqual([slackId, CRITICAL]);
  });

  it('is none that is switched off, or that hears of nothing critical', async () => {
    const { emailId, inAppId } = await addOwner({ roles: ['SALES'] });
    await asked.client.get(REMOVE, { input: { id: emailId } });
    const slackId = await addSlack(asked.dataSource, asked.businessId, 'http://127.0.0.1:1/hook');
    await asked.client.get(SWITCH, { id: slackId, enabled: false });
    expect((await asked.client.get(REMOVE, { input: { id: slackId } })).removeDestination.id).toBe(slackId);
    expect((await asked.client.get(REMOVE, { input: { id: inAppId, confirm: false } })).removeDestination.id).toBe(
      inAppId,
    );
  });
});
