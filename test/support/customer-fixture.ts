/** E-mails to customers for tests: bodies of providers taken in, planned and sent; what the ledger and the mailbox say of them. */
import { readFileSync } from 'node:fs';
import PostalMime, { type Email } from 'postal-mime';
import { Inbox } from '../../src/core/ingest/inbox.js';
import { contextOfApiKey } from '../../src/core/sealing/contexts.js';
import type { Chunk } from '../../src/domain/planning/chunks.js';
import { newId } from '../../src/platform/new-id.js';
import { SOURCE_KINDS, type SourceKind } from '../../src/sources/index.js';
import { addBusiness, addSource, createDatabase, type TestDatabase } from './database.js';
import { openSender, planned, type Sender, tryOnce } from './deliveries.js';
import { type ProviderApis, startProviderApis } from './provider-apis.js';
import { readable } from './reasons.js';
import { type SmtpStandIn, startSmtpStandIn } from './stand-ins.js';

type Json = Record<string, unknown>;

export const MARIA = 'maria.oconnor@harborlight.example';

/** Read it within a test or a hook: each test has a German business of its own, in Tokyo. */
export interface CustomerFixture {
  database: TestDatabase;
  smtp: SmtpStandIn;
  apis: ProviderApis;
  sender: Sender;
  businessId: string;
  sql(text: string, values?: unknown[]): Promise<Json[]>;
  /** Takes a body in as the webhook route does, by a source of its own; gives the event's id. */
  add(kind: SourceKind, body: Json, businessId?: string, apiKey?: string): Promise<string>;
  /** Plans these events and sends what is to be sent. */
  deliverAll(...eventIds: string[]): Promise<Chunk[]>;
  /** `SENT maria@… ` and the like: the customer's line of the ledger. */
  customerLine(eventId: string): Promise<string[]>;
  /** The only mail to this address. */
  mailTo(address: string): Promise<Email>;
}

/** A sample as it comes from its provider, live, with other values in Dodo's `data`. */
export function bodyOf(sample: string, values: Json = {}): Json {
  const file = new URL(`../../../src/domain/catalogue/samples/${sample}.json`, import.meta.url);
  const body = JSON.parse(readFileSync(file, 'utf8'));
  return { ...body, ...('livemode' in body ? { livemode: true } : {}), data: { ...body.data, ...values } };
}

/** Registers the hooks. */
export function customerFixture(): CustomerFixture {
  const asked = {} as CustomerFixture;
  beforeAll(async () => {
    [asked.database, asked.smtp, asked.apis] = await Promise.all([
      createDatabase(),
      startSmtpStandIn(),
      startProviderApis(),
    ]);
    asked.sender = openSender(asked.database.dataSource, asked.smtp.url, asked.apis.urls);
  });
  beforeEach(async () => {
    asked.smtp.mails.length = 0;
    asked.apis.reset();
    asked.businessId = await addBusiness(asked.database.dataSource, { locale: 'de', timeZone: 'Asia/Tokyo' });
  });
  afterAll(async () => {
    await asked.sender?.close();
    await Promise.all([asked.smtp?.stop(), asked.apis?.stop()]);
    await asked.database?.drop();
  });
  asked.sql = (text, values = []) => asked.database.dataSource.query(text, values);
  asked.add = (...given) => takeIn(asked, ...given);
  asked.deliverAll = async (...eventIds) => {
    const { chunks } = await planned(asked.database.dataSource, eventIds);
    for (const chunk of chunks) await tryOnce(asked.sender, { eventIds, chunk });
    return chunks;
  };
  asked.customerLine = (eventId) => customerLine(asked, eventId);
  asked.mailTo = async (address) => {
    const found = asked.smtp.mails.filter((mail) => mail.to.includes(address));
    expect(found).toHaveLength(1);
    return PostalMime.parse(found[0]?.raw ?? '');
  };
  return asked;
}

async function takeIn(
  { database: { dataSource }, sender, sql, businessId }: CustomerFixture,
  kind: SourceKind,
  body: Json,
  business = businessId,
  apiKey?: string,
): Promise<string> {
  const source = await addSource(dataSource, business, kind);
  const sealed = apiKey ? sender.box.seal(apiKey, contextOfApiKey(source.id)) : null;
  await sql('UPDATE sources SET sealed_api_key = $2 WHERE id = $1', [source.id, sealed]);
  const receivedAt = new Date();
  const externalId = newId('event');
  const inbox = new Inbox(dataSource, { hasRoom: () => false, nudge: () => undefined });
  const receipt = await inbox.add({
    businessId: business,
    sourceId: source.id,
    externalId,
    body: Buffer.from(JSON.stringify(body)),
    receivedAt,
    event: SOURCE_KINDS[kind].normalise(body, externalId, receivedAt),
  });
  return receipt.id;
}

async function customerLine({ sql }: CustomerFixture, eventId: string): Promise<string[]> {
  const rows = await sql(
    `SELECT status, sent_to AS "to", reason, destination_id AS id, channel FROM deliveries WHERE event_id = $1 AND audience = 'CUSTOMER'`,
    [eventId],
  );
  for (const row of rows) expect([row.id, row.channel]).toEqual([null, 'EMAIL']);
  return readable(rows).map(({ status, to, reason }) => [status, to, reason].filter(Boolean).join(' '));
}
