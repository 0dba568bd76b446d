/** A database of a test file's own, and rows to begin with. */
import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import '../../src/platform/reflect.js';
import { SourceService } from '../../src/api/sources/source.service.js';
import { Business } from '../../src/core/access/business.entity.js';
import { createDataSource } from '../../src/core/data-source.js';
import { SourceCache } from '../../src/core/ingest/source-cache.js';
import { EmailDestination, EndpointDestination, InAppDestination } from '../../src/core/planning/destination.entity.js';
import { PushDestination } from '../../src/core/planning/push-destination.entity.js';
import { Recipient } from '../../src/core/planning/recipient.entity.js';
import type { Role } from '../../src/domain/vocabulary.js';
import { newId } from '../../src/platform/new-id.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
import { SOURCE_KINDS, type SourceKind } from '../../src/sources/index.js';
import { TEMPLATE, withDatabase } from './global-setup.js';

export const ENCRYPTION_KEYS = `t1:${Buffer.alloc(32, 7).toString('base64')}`;
export const BOX = new SecretBox(ENCRYPTION_KEYS);

export interface TestDatabase {
  url: string;
  dataSource: DataSource;
  drop(): Promise<void>;
}

/** A copy of the migrated template, dropped by `drop`. */
export async function createDatabase(poolSize = 10): Promise<TestDatabase> {
  const { url, drop: dropEmpty } = await createEmptyDatabase(TEMPLATE);
  const dataSource = await createDataSource(url, poolSize, BOX).initialize();
  const drop = async () => {
    if (dataSource.isInitialized) await dataSource.destroy();
    await dropEmpty();
  };
  return { url, dataSource, drop };
}

/** A database of that template; of PostgreSQL's own, without any table, where none is named. */
export async function createEmptyDatabase(template = 'template1'): Promise<Pick<TestDatabase, 'url' | 'drop'>> {
  const base = process.env.TEST_POSTGRES_URL as string;
  const name = `test_${randomBytes(6).toString('hex')}`;
  // Copied as files, without the log of it: half the time, and a third when it is dropped.
  await asAdmin(base, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  const drop = () => {
    // What was counted of it would stay, and make each later count, and each new statement, slower.
    const forget = `SELECT pg_stat_statements_reset(0, oid, 0) FROM pg_database WHERE datname = '${name}'`;
    return asAdmin(base, forget, `DROP DATABASE ${name} WITH (FORCE)`);
  };
  return { url: withDatabase(base, name), drop };
}

async function asAdmin(url: string, ...statements: string[]): Promise<void> {
  const admin = await createDataSource(url, 1).initialize();
  for (const statement of statements) await admin.query(statement);
  await admin.destroy();
}

export async function addBusiness(dataSource: DataSource, values: Partial<Business> = {}): Promise<string> {
  const id = newId('business');
  await dataSource
    .getRepository(Business)
    .insert({ id, name: 'Test & Sons', locale: 'en', timeZone: 'UTC', ...values });
  return id;
}

export interface TestPerson {
  recipientId: string;
  inAppId: string;
  emailId: string;
}

/** A person with an inbox and an e-mail. */
export async function addPerson(
  dataSource: DataSource,
  businessId: string,
  { name = 'Ada', email = 'ada@team.example', roles = ['OWNER'] as Role[], locale = null as string | null } = {},
): Promise<TestPerson> {
  const [recipientId, inAppId, emailId] = [newId('recipient'), newId('destination'), newId('destination')];
  await dataSource.getRepository(Recipient).insert({ id: recipientId, businessId, name, roles, locale });
  await dataSource
    .getRepository(InAppDestination)
    .insert({ id: inAppId, businessId, recipientId, channel: 'IN_APP', label: name });
  await dataSource
    .getRepository(EmailDestination)
    .insert({ id: emailId, businessId, recipientId, channel: 'EMAIL', label: email, address: email });
  return { recipientId, inAppId, emailId };
}

/** What a person has registered: a browser, unless told otherwise. */
export async function addDevice(
  dataSource: DataSource,
  businessId: string,
  recipientId: string,
  values: Partial<Pick<PushDestination, 'id' | 'label' | 'platform' | 'sealedToken' | 'lastSeenAt'>> = {},
): Promise<string> {
  const { id = newId('destination') } = values;
  const device = { id, businessId, recipientId, channel: 'PUSH', label: 'A device', platform: 'WEB' as const };
  await dataSource.getRepository(PushDestination).insert({ ...device, tokenHash: id, ...values });
  return id;
}

/** A Slack hook that takes every event type. */
export async function addSlack(
  dataSource: DataSource,
  businessId: string,
  url: string,
  transformation: string | null = null,
): Promise<string> {
  const id = newId('destination');
  const sealedUrl = BOX.seal(url, `destinations ${id}`);
  await dataSource.getRepository(EndpointDestination).insert({
    id,
    businessId,
    channel: 'SLACK',
    label: '#payments',
    sealedUrl,
    urlHint: 'http://slack/…',
    transformation,
    takesAll: true,
  });
  return id;
}

/** A source with its secret. */
export async function addSource(
  dataSource: DataSource,
  businessId: string,
  kind: SourceKind,
): Promise<{ id: string; secret: string }> {
  const service = new SourceService(dataSource, new SourceCache(dataSource, BOX));
  const secret = SOURCE_KINDS[kind].newSecret();
  const { source } = await service.create({ businessId, actor: 'a test' }, { kind, name: kind, secret });
  return { id: source.id, secret };
}
