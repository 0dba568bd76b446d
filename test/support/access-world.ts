/** A business in which there is something of everything: of Ada, who has a MEMBER key, and of Bob, her colleague. */
import type { DataSource } from 'typeorm';
import { EmailDestination } from '../../src/core/planning/destination.entity.js';
import { ACCESSES, type ApiAccess } from '../../src/core/schema/enums.js';
import type { ProviderCheck } from '../../src/domain/provider-check.js';
import { makeReason } from '../../src/domain/reasons.js';
import { newId } from '../../src/platform/new-id.js';
import type { Owner } from './access-walk.js';
import { addBusiness, addDevice, addPerson, addSource, type TestPerson } from './database.js';
import { addEvent, planned, tellTo } from './deliveries.js';
import { addDispute, tellOf } from './disputes.js';
import { GraphqlClient } from './graphql.js';
import { post } from './producers.js';
import type { Program } from './program.js';
import { signIn } from './sessions.js';

/** What nobody but those who may must ever be shown, wherever it stands. */
export const CANARIES = {
  code: 'CODE_CANARY_7781',
  header: 'HEADER_CANARY_7782',
  payload: 'PAYLOAD_CANARY_7783',
  licenceKey: 'LICE-NCE7-CANA-RY84',
  colleagueAddress: 'bob@team.example',
  colleagueZone: 'Pacific/Auckland',
  colleagueHours: '23:17',
  teamAddress: 'accounts@team.example',
  ownAddress: 'ada@team.example',
} as const;

const CHECK: ProviderCheck = {
  at: new Date().toISOString(),
  known: true,
  endpointEnabled: false,
  missingEventTypes: ['dispute.opened'],
  missingPermissions: [],
  problem: makeReason('UNREADABLE'),
};

export interface AccessWorld {
  clients: Record<ApiAccess, GraphqlClient>;
  ownerOf(access: ApiAccess, id: string): Owner;
  args: Record<string, readonly string[]>;
}

export async function accessWorld(program: Program, dataSource: DataSource): Promise<AccessWorld> {
  const businessId = await addBusiness(dataSource);
  const admin = await GraphqlClient.of(program, businessId);
  const ada = await addPerson(dataSource, businessId);
  const bob = await addPerson(dataSource, businessId, { name: 'Bob', email: CANARIES.colleagueAddress });
  await dataSource.query(`UPDATE recipients SET time_zone = $2, quiet_start = $3, quiet_end = '04:00' WHERE id = $1`, [
    bob.recipientId,
    CANARIES.colleagueZone,
    CANARIES.colleagueHours,
  ]);
  const team = { id: newId('destination'), businessId, channel: 'EMAIL', label: CANARIES.teamAddress };
  await dataSource.getRepository(EmailDestination).insert({ ...team, address: CANARIES.teamAddress });
  await furnish(dataSource, businessId, [ada, bob]);
  const endpointId = await addEndpoint(dataSource, admin);
  const source = await addSource(dataSource, businessId, 'DODO');
  await post(program, source.id, '{}', {});
  await dataSource.query('UPDATE sources SET provider_check = $2 WHERE id = $1', [source.id, CHECK]);
  const happened = await addHistory(dataSource, businessId, { ada, bob, endpointId, sourceId: source.id });
  const owned = await ownIds(dataSource, businessId, ada.recipientId, happened);
  const clients = await clientsOf(admin, ada.recipientId);
  const published = await publish(clients);
  // Each key has a browser that is signed in by it.
  for (const { key } of Object.values(clients)) await signIn(program, { key });
  const ofPersons = (id: string) => owned.has(id) || !/^(dlv|dst|dsp|evt|ntf|rcp)_/.test(id);
  const ofPublisher = (id: string) => id === published || !id.startsWith('evt_');
  return {
    clients,
    ownerOf: (access, id) => ((access === 'PRODUCER' ? ofPublisher : ofPersons)(id) ? 'OWN' : 'OTHERS'),
    args: argsOf({ ada, bob, endpointId, sourceId: source.id, published, ...happened }),
  };
}

/** A device and a digest for each, and what customers read. */
async function furnish(dataSource: DataSource, businessId: string, people: TestPerson[]): Promise<void> {
  await dataSource.query(
    `INSERT INTO activation_instructions (business_id, product_id, locale, markdown, changed_by) VALUES ($1, '', 'en', 'Open it.', 'a test')`,
    [businessId],
  );
  for (const { recipientId, emailId } of people) {
    await dataSource.query(`UPDATE destinations SET digest_every = 'DAILY', digest_at = '09:00' WHERE id = $1`, [
      emailId,
    ]);
    await addDevice(dataSource, businessId, recipientId);
  }
}

/** With what a chat says that was connected by its button. */
async function addEndpoint(dataSource: DataSource, admin: GraphqlClient): Promise<string> {
  const input = {
    channel: 'WEBHOOK',
    label: 'Ledger',
    url: 'http://127.0.0.1:1/hook',
    headers: { 'x-canary': CANARIES.header },
    transformation: `function handler(webhook) { /* ${CANARIES.code} */ return webhook; }`,
  };
  const made = await admin.get(
    'mutation ($input: AddEndpointInput!) { addEndpoint(input: $input) { destination { id } } }',
    { input },
  );
  const { id } = made.addEndpoint.destination;
  await dataSource.query('UPDATE destinations SET connection = $2 WHERE id = $1', [
    id,
    JSON.stringify({ room: '#money', team: 'Acme', manageUrl: 'https://acme.slack.example/services/B1' }),
  ]);
  return id;
}

async function clientsOf(admin: GraphqlClient, recipientId: string): Promise<Record<ApiAccess, GraphqlClient>> {
  const clients = {} as Record<ApiAccess, GraphqlClient>;
  for (const access of ACCESSES)
    clients[access] = await admin.withKey(access, access === 'MEMBER' ? recipientId : null);
  return clients;
}

/** An event of the PRODUCER's key; gives its id. */
async function publish({ PRODUCER }: Record<ApiAccess, GraphqlClient>): Promise<string> {
  const made = await PRODUCER.get(
    'mutation { publishEvent(input: { type: "payment.failed", externalId: "published", data: {} }) { event { id } } }',
  );
  return made.publishEvent.event.id;
}

interface Team {
  ada: TestPerson;
  bob: TestPerson;
  endpointId: string;
  sourceId: string;
}

interface History {
  /** Told to both, to Bob alone. */
  events: [string, string];
  /** Planned for both: each has an item of it in the notification centre. */
  noted: string;
  disputes: [string, string];
}

async function addHistory(dataSource: DataSource, businessId: string, team: Team): Promise<History> {
  const { ada, bob, endpointId, sourceId } = team;
  const both = await addEvent(
    dataSource,
    businessId,
    { type: 'license_key.created' },
    { type: 'license_key.created', data: { key: CANARIES.licenceKey, note: CANARIES.payload } },
  );
  const others = await addEvent(dataSource, businessId, {}, { note: CANARIES.payload });
  await dataSource.query('UPDATE events SET source_id = $2 WHERE id = ANY($1)', [[both, others], sourceId]);
  await dataSource.query(`UPDATE destinations SET enabled = false WHERE recipient_id = $1`, [ada.recipientId]);
  await planned(dataSource, [others]);
  await dataSource.query(`UPDATE destinations SET enabled = true WHERE recipient_id = $1`, [ada.recipientId]);
  for (const { inAppId } of [ada, bob]) await tellTo(dataSource, both, inAppId);
  const noted = await addEvent(dataSource, businessId);
  await dataSource.query('UPDATE events SET source_id = $2 WHERE id = $1', [noted, sourceId]);
  await planned(dataSource, [noted]);
  for (const id of [ada.emailId, bob.emailId, endpointId]) await tellTo(dataSource, both, id);
  // Told by hand, without a plan: what can be replayed has one, or has failed.
  await dataSource.query(`UPDATE events SET status = 'FAILED' WHERE id = $1`, [both]);
  const disputes: [string, string] = ['', ''];
  for (const [at, told] of [[ada.emailId, bob.emailId], [bob.emailId]].entries()) {
    const dispute = await addDispute(dataSource, businessId, { externalId: `dp_${at}`, sourceId });
    disputes[at] = dispute.id;
    for (const destinationId of told) await tellOf(dataSource, dispute, destinationId);
  }
  await dataSource.query(
    `UPDATE events SET erased_at = now(), erased_by = 'RETENTION' WHERE business_id = $1 AND type = 'dispute.opened'`,
    [businessId],
  );
  await dataSource.query(
    `INSERT INTO attempts (id, business_id, delivery_id, number, at, outcome, status_code, duration_ms)
     SELECT id, business_id, id, 1, now(), 'sent', 250, 5 FROM deliveries WHERE business_id = $1`,
    [businessId],
  );
  await dataSource.query(
    `INSERT INTO transformation_failures (id, business_id, destination_id, event_id, at, reason, line)
     VALUES ($1, $2, $3, $4, now(), '{"code": "UNKNOWN", "params": {}}', 1)`,
    [newId('event'), businessId, endpointId, both],
  );
  return { events: [both, others], noted, disputes };
}

/** Of Ada: what is hers, and what was told to her. */
async function ownIds(
  dataSource: DataSource,
  businessId: string,
  recipientId: string,
  { events: [event], noted, disputes: [dispute] }: History,
): Promise<Set<string>> {
  const rows: { id: string }[] = await dataSource.query(
    `SELECT id FROM destinations WHERE recipient_id = $1
     UNION ALL SELECT id FROM notifications WHERE recipient_id = $1
     UNION ALL SELECT d.id FROM deliveries d JOIN destinations t ON t.id = d.destination_id WHERE t.recipient_id = $1
     UNION ALL SELECT e.id FROM events e WHERE e.business_id = $2 AND e.type = 'dispute.opened' AND EXISTS (
       SELECT FROM deliveries d JOIN destinations t ON t.id = d.destination_id WHERE d.event_id = e.id AND t.recipient_id = $1)`,
    [recipientId, businessId],
  );
  return new Set([recipientId, event, noted, dispute, ...rows.map(({ id }) => id)]);
}

const input = (fields: string) => `(input: { ${fields} })`;

/** Of every root field that needs some. */
function argsOf({
  ada,
  bob,
  endpointId,
  sourceId,
  events,
  published,
  disputes,
}: Team & History & { published: string }): Record<string, readonly string[]> {
  const nodes = [
    ada.recipientId,
    bob.recipientId,
    ada.emailId,
    bob.emailId,
    endpointId,
    sourceId,
    ...events,
    ...disputes,
  ];
  const hour = (at: number) => new Date(Date.now() + at * 3_600_000).toISOString();
  const from = `from: "${hour(-1)}", to: "${hour(1)}", bucketMinutes: 60`;
  const type = 'eventType: "payment.failed"';
  const own = `destinationId: "${ada.emailId}"`;
  return {
    node: nodes.map((id) => `(id: "${id}")`),
    event: [...events, published].map((id) => `(id: "${id}")`),
    samplePayload: [`(${type})`],
    eventStats: [input(from)],
    deliveryStats: [input(from)],
    previewEscalation: [
      input(
        `openedAt: "${hour(0)}", policy: { remindBefore: ["PT2H"], levels: [{ roles: [OWNER], channels: [EMAIL] }] }`,
      ),
    ],
    explain: events.map((eventId) => input(`eventId: "${eventId}", ${own}`)),
    previewRemoval: [`(recipientId: "${ada.recipientId}")`],
    previewReplay: events.map((id) => input(`id: "${id}", mode: SAME_TARGETS`)),
    explainPreference: [input(`${own}, ${type}`)],
    compareTransformation: [
      input(`destinationId: "${endpointId}", code: "const handler = (w) => ({ ...w, payload: 1 })"`),
    ],
    testTransformation: [input(`code: "const handler = (w) => w", ${type}`)],
    previewTemplate: [input(`${type}, channel: EMAIL, locale: "en"`)],
    replayPreferences: [input(`changes: [{ ${own}, ${type}, enabled: true }]`)],
    simulateEvent: [input('type: "payment.failed"')],
    publishEvent: [input('type: "payment.failed", externalId: "published", data: {}')],
    markAllRead: [''],
    resetPreference: [input(`${own}, ${type}`)],
    setPreference: [input(`${own}, ${type}, enabled: true`)],
  };
}
