/** A session of an admin UI as one story, with the clients that such a UI uses: graphql-request and graphql-ws. */
import { GraphQLClient, gql } from 'graphql-request';
import { newToken } from '../../src/api/auth/token.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { addBusiness, createDatabase, type TestDatabase } from '../support/database.js';
import { webhookOf } from '../support/events.js';
import type { Data } from '../support/graphql.js';
import { Subscriber } from '../support/live.js';
import { eventually, type Program, postSigned, startProgram } from '../support/program.js';
import { type SmtpStandIn, startSmtpStandIn } from '../support/stand-ins.js';

let database: TestDatabase;
let smtp: SmtpStandIn;
let program: Program;
let businessId: string;
let admin: GraphQLClient;
let subscriber: Subscriber | undefined;

const clientOf = (key: string) =>
  new GraphQLClient(`${program.url}/graphql`, { headers: { authorization: `Bearer ${key}` } });

beforeAll(async () => {
  [database, smtp] = await Promise.all([createDatabase(), startSmtpStandIn()]);
  businessId = await addBusiness(database.dataSource);
  program = await startProgram(database, { worker: true, smtpUrl: smtp.url });
  const key = newToken();
  await program.credentials.addKey(businessId, 'the admin UI', 'ADMIN', key);
  admin = clientOf(key);
});

afterAll(async () => {
  await subscriber?.close();
  await program?.stop();
  await smtp?.stop();
  await database?.drop();
});

const MATRIX = gql`
  fragment Matrix on Destination {
    id
    channel
    preferences { enabled source eventType { key category } }
  }
`;

const ADD = gql`
  ${MATRIX}
  mutation Add($input: AddRecipientInput!) {
    addRecipient(input: $input) { recipient { id roles destinations { ...Matrix } } }
  }
`;
const SET_ALL = gql`
  ${MATRIX}
  mutation SetAll($input: SetAllPreferencesInput!) { setAllPreferences(input: $input) { destination { ...Matrix } } }
`;
const SET_ONE = gql`
  ${MATRIX}
  mutation SetOne($input: SetPreferenceInput!) { setPreference(input: $input) { destination { ...Matrix } } }
`;
const CREATE_SOURCE = gql`
  mutation Source($input: CreateSourceInput!) { createSource(input: $input) { secret source { id url } } }
`;
const CREATE_KEY = gql`
  mutation Key($input: CreateApiKeyInput!) { createApiKey(input: $input) { token apiKey { prefix access } } }
`;
const ON_TYPES = (destination: Data) =>
  destination.preferences.filter((one: Data) => one.enabled).map((one: Data) => one.eventType.key);

describe('An admin UI', () => {
  it('adds a person by role, mutes all but one event, and the person sees that one live and reads it', async () => {
    // A person, routed by role: finance hears of payouts and refunds, each week of the money at risk, and of nothing else.
    const added: Data = await admin.request(ADD, {
      input: { name: 'Mira', email: 'mira@team.example', roles: ['FINANCE'] },
    });
    const { recipient } = added.addRecipient;
    const [email, inbox] = ['EMAIL', 'IN_APP'].map((channel) =>
      recipient.destinations.find((one: Data) => one.channel === channel),
    );
    const categories = new Set(
      email.preferences.filter((one: Data) => one.enabled).map((one: Data) => one.eventType.category),
    );
    expect([...categories].sort()).toEqual(['PAYOUTS', 'REFUNDS', 'SYSTEM']);
    expect(new Set(email.preferences.map((one: Data) => one.source))).toEqual(new Set(['ROLE']));

    // All of her e-mail off, one event on; her inbox stays as it is.
    const muted: Data = await admin.request(SET_ALL, { input: { destinationId: email.id, enabled: false } });
    expect(ON_TYPES(muted.setAllPreferences.destination)).toEqual([]);
    const one: Data = await admin.request(SET_ONE, {
      input: { destinationId: email.id, eventType: 'payout.failed', enabled: true },
    });
    expect(ON_TYPES(one.setPreference.destination)).toEqual(['payout.failed']);
    expect(ON_TYPES(inbox)).toEqual(expect.arrayContaining(['payout.failed', 'payout.success', 'refund.failed']));

    // A source, and a key that is hers.
    const secret = SOURCE_KINDS.DODO.newSecret();
    const made: Data = await admin.request(CREATE_SOURCE, { input: { kind: 'DODO', name: 'Shop', secret } });
    const source = { id: made.createSource.source.id, secret, kind: 'DODO' as const };
    const keyed: Data = await admin.request(CREATE_KEY, {
      input: { name: 'Mira’s browser', access: 'MEMBER', recipientId: recipient.id },
    });
    const mira = clientOf(keyed.createApiKey.token);
    subscriber = new Subscriber(program, keyed.createApiKey.token);
    const counts = await subscriber.listen('unreadCountChanged');
    const live = await subscriber.listen('notificationReceived { id title readAt link event { id type } }');

    // Three events come in: what her role does not hear of, what she hears of in her inbox, and what also mails her.
    for (const type of ['payment.failed', 'payout.success', 'payout.failed']) {
      const { body, externalId } = await webhookOf(type, businessId, source.id);
      expect((await postSigned(program, source, body.toString(), { externalId })).status).toBe(202);
    }
    const seen = [await live.next('the first item'), await live.next('the second item')];
    expect(seen.map((item) => item.event.type).sort()).toEqual(['payout.failed', 'payout.success']);
    await eventually('her e-mail', async () => smtp.mails.length > 0);
    await counts.until('two unread', (count) => count === 2);

    // She reads one of them, and the badge follows.
    const failed = seen.find((item) => item.event.type === 'payout.failed');
    const read: Data = await mira.request(
      gql`
        mutation Read($input: NotificationIdsInput!) {
          markRead(input: $input) { unreadCount notifications { id readAt } }
        }
      `,
      { input: { ids: [failed.id] } },
    );
    expect(read.markRead).toEqual({ unreadCount: 1, notifications: [{ id: failed.id, readAt: expect.any(String) }] });
    await counts.until('one unread', (count) => count === 1);

    // The operator's view of the same: who was told, how, and who was not and why.
    const log: Data = await admin.request(
      gql`
        query Log($id: ID!) {
          event(id: $id) { status deliveries { edges { node { channel status to } } } }
        }
      `,
      { id: failed.event.id },
    );
    await eventually('the run to end', async () => {
      const now: Data = await admin.request('query($id: ID!) { event(id: $id) { status } }', { id: failed.event.id });
      return now.event.status === 'PROCESSED';
    });
    expect(log.event.deliveries.edges.map(({ node }: Data) => [node.channel, node.to]).sort()).toEqual([
      ['EMAIL', 'mira@team.example'],
      ['IN_APP', 'Mira'],
    ]);
    // The welcome of a new address, and the event.
    expect(smtp.mails.map((mail) => mail.to)).toEqual([['mira@team.example'], ['mira@team.example']]);
  });

  it('is told in one sentence what it asked wrongly', async () => {
    const wrong = admin.request(SET_ONE, {
      input: { destinationId: 'dst_1', eventType: 'payout.failed', enabled: true },
    });
    await expect(wrong).rejects.toMatchObject({
      response: { errors: [{ extensions: { code: 'NOT_FOUND' }, message: expect.stringMatching(/dst_1/) }] },
    });
  });
});
