// What simulateEvent says and what a real run records are the same, for businesses of every kind.
import fc from 'fast-check';
import { eventToSimulate, type ReadEvent } from '../../src/api/explanations/payload.js';
import { type SimulatedDelivery, simulate } from '../../src/api/explanations/simulation.js';
import { Inbox } from '../../src/core/ingest/inbox.js';
import { planEvents } from '../../src/core/planning/plan-events.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { isNotice } from '../../src/domain/notice.js';
import { ROLES } from '../../src/domain/vocabulary.js';
import { newId } from '../../src/platform/new-id.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { quietly } from '../support/deliveries.js';
import { inEnglish, readable, textReason } from '../support/reasons.js';

let database: TestDatabase;
let inbox: Inbox;
beforeAll(async () => {
  database = await createDatabase();
  inbox = new Inbox(database.dataSource, { hasRoom: () => false, nudge: () => undefined });
});
afterAll(() => database.drop());

const maybe = fc.constantFrom(null, null, true, false);
const rarely = fc.constantFrom(false, false, false, false, true);
const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
const locales = fc.constantFrom('en', 'de-CH', 'fr', 'zh', 'pt');
const times = fc.nat(47).map((half) => `${String(half >> 1).padStart(2, '0')}:${half % 2 ? '30' : '00'}`);

const reached = { off: rarely, removed: rarely, choice: maybe, otherChoice: maybe };
const people = fc.record({
  roles: fc.oneof(fc.constant([]), fc.subarray([...ROLES])),
  locale: fc.option(locales),
  zone: fc.option(zones),
  quiet: fc.option(fc.tuple(times, times)),
  removed: rarely,
  inbox: fc.record(reached),
  mail: fc.record({
    ...reached,
    suppressed: rarely,
    digest: fc.option(fc.oneof(fc.constant(null), times)),
  }),
});
const endpoints = fc.record({ ...reached, takesAll: fc.boolean(), takesUnknown: fc.option(fc.boolean()) });

const TO_CUSTOMERS = Object.values(CATALOGUE)
  .filter(({ audiences }) => audiences.some((one) => one === 'CUSTOMER'))
  .map(({ key }) => key);

/** What is asked for: a sample of the catalogue, a type that it does not know, or a failed payment at Stripe. */
const asked = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...Object.keys(CATALOGUE)).map((type) => ({ type, payload: null })) },
  // Few of the catalogue, and with rules of their own.
  { weight: 1, arbitrary: fc.constantFrom(...TO_CUSTOMERS).map((type) => ({ type, payload: null })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('loan.granted', 'constructor').map((type) => ({ type, payload: { id: 'loan_1' } })),
  },
  {
    weight: 3,
    arbitrary: fc.boolean().map((livemode) => ({
      type: 'payment.failed',
      payload: {
        object: 'event',
        type: 'payment_intent.payment_failed',
        created: 1_793_862_000,
        livemode,
        data: { object: { id: 'pi_1', customer: 'cus_1', amount: 4_900, currency: 'usd' } },
      },
    })),
  },
);

const configurations = fc.record({
  asked,
  at: fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
  zone: zones,
  locale: locales,
  people: fc.array(people, { maxLength: 4 }),
  endpoints: fc.array(endpoints, { maxLength: 2 }),
  /** Of a mailbox that nobody stands behind. */
  shared: fc.option(fc.record(reached)),
  businessDefault: maybe,
  customerOff: rarely,
  /** An event that told the same so many minutes before; whether it was set aside. */
  earlier: fc.option(fc.record({ minutes: fc.integer({ min: 0, max: 20 }), failed: rarely })),
});
type Configuration = typeof configurations extends fc.Arbitrary<infer T> ? T : never;

type Rows = Record<string, Record<string, unknown>[]>;

/** The rows of one business. */
function rowsOf(businessId: string, type: string, config: Configuration): Rows {
  const rows: Rows = {
    businesses: [],
    recipients: [],
    destinations: [],
    preferences: [],
    business_defaults: [],
    customer_emails: [],
  };
  const business_id = businessId;
  const changed = { changed_by: 'a test', changed_at: new Date(0) };
  const gone = (removed: boolean) => (removed ? new Date(0) : null);
  const reach = (
    one: { off: boolean; removed: boolean; choice: boolean | null; otherChoice: boolean | null },
    values: object,
  ) => {
    const id = newId('destination');
    const base = {
      id,
      business_id,
      recipient_id: null,
      enabled: !one.off,
      disabled_reason: one.off ? textReason('moved away') : null,
    };
    rows.destinations?.push({ ...base, suppressed: false, label: 'here', removed_at: gone(one.removed), ...values });
    const choices = [
      ['a.nother', one.otherChoice],
      [type, one.choice],
    ] as const;
    for (const [event_type, enabled] of choices)
      if (enabled !== null)
        rows.preferences?.push({ destination_id: id, event_type, business_id, enabled, ...changed });
  };
  const mail = (address: string) => ({ kind: 'EMAIL', channel: 'EMAIL', address: `${address}@team.example` });
  rows.businesses?.push({ id: businessId, name: 'Test & Sons', locale: config.locale, time_zone: config.zone });
  for (const [at, person] of config.people.entries()) {
    const recipient_id = newId('recipient');
    const [quiet_start, quiet_end] = person.quiet ?? [null, null];
    rows.recipients?.push({
      id: recipient_id,
      business_id,
      name: `Person ${at}`,
      roles: person.roles,
      locale: person.locale,
      time_zone: person.zone,
      quiet_start,
      quiet_end,
      removed_at: gone(person.removed),
    });
    reach(person.inbox, { recipient_id, kind: 'IN_APP', channel: 'IN_APP' });
    const { suppressed, digest } = person.mail;
    const every = digest === null ? (suppressed ? 'HOURLY' : null) : 'DAILY';
    reach(person.mail, { recipient_id, ...mail(`person-${at}`), suppressed, digest_every: every, digest_at: digest });
  }
  for (const one of config.endpoints)
    reach(one, {
      kind: 'ENDPOINT',
      channel: 'SLACK',
      takes_all: one.takesAll,
      takes_unknown: one.takesUnknown,
      sealed_url: 'sealed',
      url_hint: 'https://hooks/…',
    });
  if (config.shared) reach(config.shared, mail('all'));
  if (config.businessDefault !== null)
    rows.business_defaults?.push({ business_id, event_type: type, enabled: config.businessDefault, ...changed });
  if (config.customerOff) rows.customer_emails?.push({ business_id, event_type: type, enabled: false, ...changed });
  return rows;
}

async function store(all: Rows[]): Promise<void> {
  for (const table of Object.keys(all[0] ?? {})) {
    const rows = all.flatMap((one) => one[table] ?? []);
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].join(', ');
    await database.dataSource.query(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }
}

const accept = async (businessId: string, { event, body }: ReadEvent, at: Date) => {
  const externalId = newId('event');
  const raw = Buffer.from(JSON.stringify(body));
  return (await inbox.add({ businessId, sourceId: newId('source'), externalId, body: raw, receivedAt: at, event })).id;
};

type Compared = Pick<SimulatedDelivery, 'destinationId' | 'channel' | 'to' | 'decision' | 'reason'>;

const sorted = (entries: Compared[]) =>
  readable(entries)
    .map((entry) => JSON.stringify(entry))
    .sort();

/** Before the real one is there, which would be an earlier event to it. */
async function simulated(businessId: string, read: ReadEvent, at: Date): Promise<Compared[]> {
  const entries = await simulate(database.dataSource, businessId, { ...read, id: newId('event'), link: '', at });
  return entries.map(({ destinationId, channel, to, decision, reason }) => ({
    destinationId,
    channel,
    to,
    decision,
    reason,
  }));
}

async function reallyPlanned(businessId: string, read: ReadEvent, at: Date): Promise<Compared[]> {
  const id = await accept(businessId, read, at);
  await planEvents(quietly(database.dataSource), { eventIds: [id] }, `run-of-${id}`, at);
  return database.dataSource.query(
    `SELECT destination_id AS "destinationId", channel, sent_to AS "to", CASE WHEN status IN ('PENDING', 'DELIVERED') THEN 'SEND'
       WHEN status = 'DEFERRED' THEN 'DEFER' WHEN status IN ('SKIPPED', 'SUPERSEDED') THEN 'SKIP' END AS decision, because AS reason
     FROM deliveries WHERE event_id = $1 AND business_id = $2`,
    [id, businessId],
  );
}

async function compare(
  { at, earlier }: Configuration,
  businessId: string,
  read: ReadEvent,
): Promise<[Compared[], Compared[]]> {
  if (earlier) {
    const occurredAt = new Date(Date.parse(read.event.occurredAt) - earlier.minutes * 60_000).toISOString();
    const id = await accept(businessId, { ...read, event: { ...read.event, occurredAt } }, at);
    if (earlier.failed) await database.dataSource.query(`UPDATE events SET status = 'FAILED' WHERE id = $1`, [id]);
  }
  return [await simulated(businessId, read, at), await reallyPlanned(businessId, read, at)];
}

describe('simulation and the real run', () => {
  const SEED = 20_261_106;

  it('agree on 1,000 random businesses', async () => {
    const configs = fc.sample(configurations, { numRuns: 1_000, seed: SEED });
    const tenants = await Promise.all(
      configs.map(async (config) => {
        const { type, payload } = config.asked;
        const read = await eventToSimulate(type, payload, config.at);
        const businessId = newId('business');
        const rows = rowsOf(businessId, read.event.type, config);
        // A notice tells of a destination of this very business.
        const entityId = isNotice(read.event.type) ? String(rows.destinations?.[0]?.id) : read.event.entityId;
        return { config, businessId, read: { ...read, event: { ...read.event, entityId } }, rows };
      }),
    );
    await store(tenants.map(({ rows }) => rows));
    const seen = new Map<string, number>();
    for (let at = 0; at < tenants.length; at += 10) {
      const ten = tenants.slice(at, at + 10);
      const answers = await Promise.all(ten.map(({ config, businessId, read }) => compare(config, businessId, read)));
      for (const [i, [said, done]] of answers.entries()) {
        const which = { seed: SEED, number: at + i };
        expect({ ...which, entries: sorted(said) }).toEqual({ ...which, entries: sorted(done) });
        for (const { decision, reason } of said) {
          const key = `${decision} ${inEnglish(reason).replace(/evt_\w+/, '<id>')}`;
          seen.set(key, (seen.get(key) ?? 0) + 1);
        }
      }
    }
    // Each of the rules decided often enough to be proven.
    expect(DECIDED.filter((key) => (seen.get(key) ?? 0) < 3)).toEqual([]);
  }, 240_000);
});

const DECIDED = [
  'SEND on, chosen for this destination',
  'SEND on, by the roles of this person',
  'SEND on, by the default of this business',
  'SEND on, by the catalogue',
  'SEND on, customer e-mails of this type',
  'SKIP off, chosen for this destination',
  'SKIP off, by the roles of this person',
  'SKIP off, by the default of this business',
  'SKIP this destination is switched off: moved away',
  'SKIP this address is suppressed: mail to it bounced or was refused',
  'SKIP test-mode event: it is listed, but rings at nobody',
  'SKIP already told by <id>',
  'SKIP it is about this very destination; others hear it',
  'SKIP customer e-mails of this type are switched off',
  'DEFER on, by the roles of this person; held until quiet hours end',
  'DEFER on, chosen for this destination; gathered for the digest',
];
