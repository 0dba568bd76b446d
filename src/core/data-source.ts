/** The connections to PostgreSQL: entities, migrations, and two pools: the system's and the tenants' (docs/decisions/0006). */
import pg from 'pg';
import { DataSource, type DataSourceOptions, DefaultNamingStrategy } from 'typeorm';
import { CONNECT_LIMIT_MS } from '../platform/connect-limit.js';
import { connectionFault } from '../platform/database/connection-faults.js';
import { NOT_PERMITTED } from '../platform/database/database-errors.js';
import { KeyedDataSource } from '../platform/database/keyed-data-source.js';
import { SystemPool } from '../platform/database/system-pool.js';
import { TenantPool } from '../platform/database/tenancy.js';
import { withPlainTlsMode } from '../platform/database/tls-mode.js';
import { NotPrepared } from '../platform/exit-codes.js';
import { lackingMigration } from '../platform/readiness.js';
import type { SecretBox } from '../platform/secrets/secret-box.js';
import { ApiKey } from './access/api-key.entity.js';
import { AuditEntry } from './access/audit-entry.entity.js';
import { Business } from './access/business.entity.js';
import { Attempt, Delivery } from './delivery/delivery.entity.js';
import { TransformationFailure } from './delivery/transformation-failure.entity.js';
import { TransformationVersion } from './delivery/transformation-version.entity.js';
import { Dispute } from './disputes/dispute.entity.js';
import { Reminder } from './disputes/reminder.entity.js';
import { Event } from './ingest/event.entity.js';
import { RejectedRequest, Source } from './ingest/source.entity.js';
import { MIGRATION_NAMES, MIGRATIONS } from './migrations.js';
import { ActivationInstructionsRow } from './planning/activation-instructions.entity.js';
import { BusinessDefault } from './planning/business-default.entity.js';
import { CustomerEmailSwitch } from './planning/customer-email.entity.js';
import { Destination, EmailDestination, EndpointDestination, InAppDestination } from './planning/destination.entity.js';
import { Notification } from './planning/notification.entity.js';
import { PreferenceChoice } from './planning/preference.entity.js';
import { PushDestination } from './planning/push-destination.entity.js';
import { Recipient } from './planning/recipient.entity.js';
import { TemplateOverride } from './planning/template.entity.js';

/** `businessId` is `business_id`. */
class SnakeCase extends DefaultNamingStrategy {
  override columnName(property: string, custom: string | undefined): string {
    return custom ?? property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

/**
 * For ingest, the relay, activities and schedules, which work for all businesses and name one in each statement. Without a box,
 * as migrations have it, the bodies of events can be neither written nor read.
 */
export function createDataSource(
  databaseUrl: string,
  poolSize: number,
  box?: SecretBox,
  limits: ConnectLimits = OF_PROCESSES,
): DataSource {
  const options = dataSourceOptions(asSystem(databaseUrl), { poolSize, statementMs: SYSTEM_STATEMENT_MS, limits });
  return withKeys({ ...options, driver: driverWith(SystemPool) }, box);
}

/** The address under which a connection sees the rows of all businesses. */
export const asSystem = (databaseUrl: string) => SYSTEM_SETTINGS.reduce(withSetting, databaseUrl);

/** Compiled, a statement of milliseconds takes a second and more, where PostgreSQL thinks that it is dear. */
const SYSTEM_SETTINGS = ['tocsin.scope=system', 'jit=off'];

const withKeys = (options: DataSourceOptions, box: SecretBox | undefined): DataSource =>
  box ? new KeyedDataSource(options, box) : new DataSource(options);

/** The same, opened for a command. @throws a FatalError with the way out where PostgreSQL cannot be reached, or does not let us in. */
export function openDataSource(databaseUrl: string, poolSize: number): Promise<DataSource> {
  return initialised(createDataSource(databaseUrl, poolSize, undefined, OF_COMMANDS), databaseUrl, OF_COMMANDS);
}

/** One connection for the migrations, whose statements may take as long as large tables make them. @throws as before */
export function openForMigrations(databaseUrl: string): Promise<DataSource> {
  const limits = OF_COMMANDS;
  const options = dataSourceOptions(withSetting(databaseUrl, 'tocsin.scope=system'), {
    poolSize: 1,
    statementMs: null,
    limits,
  });
  // What fails is said by whoever migrates, not by TypeORM, too.
  return initialised(
    new DataSource({ ...options, driver: driverWith(SystemPool), logger: 'debug' }),
    databaseUrl,
    limits,
  );
}

const initialised = (dataSource: DataSource, databaseUrl: string, { connectMs }: ConnectLimits): Promise<DataSource> =>
  dataSource.initialize().catch((error: unknown) => {
    throw connectionFault(error, databaseUrl, connectMs);
  });

/** The same, of this version. @throws a FatalError with the way out also where migrations are still to come. */
export async function connectSystem(
  databaseUrl: string,
  poolSize: number,
  box: SecretBox,
  limits: ConnectLimits = OF_PROCESSES,
): Promise<DataSource> {
  const dataSource = await initialised(createDataSource(databaseUrl, poolSize, box, limits), databaseUrl, limits);
  try {
    const lack = await lackOf(dataSource);
    if (lack === null) return dataSource;
    throw lack;
  } catch (error) {
    await dataSource.destroy();
    throw (error as { code?: string }).code === NOT_PERMITTED ? noRights() : error;
  }
}

const noRights = () =>
  new NotPrepared('rights', 'The user of DATABASE_URL may not act as tocsin_app: GRANT tocsin_app TO that user.');

/** What is to be done to the database before a process of this version can work; null: nothing. */
async function lackOf(dataSource: DataSource): Promise<NotPrepared | null> {
  const [missing] = (await listMigrations(dataSource)).filter(({ ran }) => !ran);
  if (missing) return new NotPrepared('migrations', lackingMigration(missing.name));
  const [{ granted }] = await dataSource.query(
    `SELECT coalesce((SELECT pg_has_role(oid, 'MEMBER') FROM pg_roles WHERE rolname = 'tocsin_app'), false)
       AND has_table_privilege('inbox', 'UPDATE') AS granted`,
  );
  return granted ? null : noRights();
}

/** All migrations of this version, the oldest first. */
export async function listMigrations(dataSource: DataSource): Promise<{ name: string; ran: boolean }[]> {
  const ran = new Set(await listRan(dataSource));
  return MIGRATION_NAMES.map((name) => ({ name, ran: ran.has(name) }));
}

/** Those of a newer version that ran: this one goes on beside them for a release (deploy/README.md), and makes none of them. */
export async function listLaterMigrations(dataSource: DataSource): Promise<string[]> {
  const known = new Set(MIGRATION_NAMES);
  return (await listRan(dataSource)).filter((name) => !known.has(name));
}

async function listRan(dataSource: DataSource): Promise<string[]> {
  const [{ there }] = await dataSource.query("SELECT to_regclass('migrations') IS NOT NULL AS there");
  const rows: { name: string }[] = there
    ? await dataSource.query('SELECT name FROM migrations ORDER BY timestamp')
    : [];
  return rows.map(({ name }) => name);
}

/**
 * For what is asked through the API: each connection sees the rows of the business that asks, and none where nobody does
 * (`asTenant`). Needs the migrations, which make the role.
 */
export function createTenantDataSource(databaseUrl: string, poolSize: number, box?: SecretBox): DataSource {
  const url = TENANT_SETTINGS.reduce(withSetting, databaseUrl);
  const options = dataSourceOptions(url, { poolSize, statementMs: TENANT_STATEMENT_MS, limits: OF_PROCESSES });
  return withKeys({ ...options, driver: driverWith(TenantPool) }, box);
}

/** One statement of a tenant takes one processor; what is compiled for it costs more than it saves in statements of milliseconds. */
const TENANT_SETTINGS = ['role=tocsin_app', 'max_parallel_workers_per_gather=0', 'jit=off'];

/** What TypeORM takes for the package `pg`, with a pool of ours. */
const driverWith = (Pool: typeof pg.Pool) => Object.create(pg, { Pool: { value: Pool } });

/** The tenants' connections, opened. @throws a FatalError with the way out where the role is not there or not given. */
export async function connectTenants(databaseUrl: string, poolSize: number, box: SecretBox): Promise<DataSource> {
  try {
    return await createTenantDataSource(databaseUrl, poolSize, box).initialize();
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === INVALID_VALUE)
      throw new NotPrepared(
        'migrations',
        'The database has no role tocsin_app: run the migrations first (tocsin migrate).',
      );
    if (code === NOT_PERMITTED) throw noRights();
    throw connectionFault(error, databaseUrl, OF_PROCESSES.connectMs);
  }
}

/** How PostgreSQL says that a role is not there. */
const INVALID_VALUE = '22023';

/** The address with a setting that every connection starts with, after those that it has already. */
function withSetting(databaseUrl: string, setting: string): string {
  const url = new URL(withPlainTlsMode(databaseUrl));
  const before = url.searchParams.get('options');
  url.searchParams.set('options', before ? `${before} -c ${setting}` : `-c ${setting}`);
  return url.toString();
}

const ENTITIES = [
  ActivationInstructionsRow,
  ApiKey,
  Attempt,
  AuditEntry,
  Business,
  BusinessDefault,
  CustomerEmailSwitch,
  Delivery,
  Destination,
  Dispute,
  EmailDestination,
  EndpointDestination,
  Event,
  InAppDestination,
  Notification,
  PreferenceChoice,
  PushDestination,
  Recipient,
  RejectedRequest,
  Reminder,
  Source,
  TemplateOverride,
  TransformationFailure,
  TransformationVersion,
];

/** How long making a connection may take, and waiting until one is free, milliseconds. */
interface ConnectLimits {
  connectMs: number;
  waitMs: number;
}

/** A database that is away must be an answer (503) within a producer's 15 s, not a hang: both limits together stay below. */
const OF_PROCESSES: ConnectLimits = { connectMs: 5_000, waitMs: 8_000 };
export const OF_COMMANDS: ConnectLimits = { connectMs: CONNECT_LIMIT_MS, waitMs: CONNECT_LIMIT_MS };

/** How long one statement may run: some walk over all businesses; what somebody waits for in a browser is short. */
const [SYSTEM_STATEMENT_MS, TENANT_STATEMENT_MS] = [20_000, 5_000];
/** A server that does not answer at all ends nothing by itself. */
const SILENCE_MS = 5_000;

/** The pool's limit is for waiting until a connection is free; making one has a limit of its own. */
class Connection extends pg.Client {
  constructor({ connectMs, ...config }: pg.ClientConfig & Pick<ConnectLimits, 'connectMs'>) {
    super({ ...config, connectionTimeoutMillis: connectMs });
  }
}

interface PoolNeeds {
  poolSize: number;
  /** How long a statement may take; null: as long as it likes. */
  statementMs: number | null;
  limits: ConnectLimits;
}

function dataSourceOptions(
  url: string,
  { poolSize, statementMs, limits: { connectMs, waitMs } }: PoolNeeds,
): DataSourceOptions & { type: 'postgres' } {
  const limits = statementMs ? { statement_timeout: statementMs, query_timeout: statementMs + SILENCE_MS } : {};
  return {
    type: 'postgres',
    url,
    poolSize,
    namingStrategy: new SnakeCase(),
    applicationName: 'tocsin',
    connectTimeoutMS: waitMs,
    extra: { Client: Connection, connectMs, ...limits },
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTransactionMode: 'each',
  };
}
