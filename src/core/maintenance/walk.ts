/** What is looked after for all businesses on a schedule: piece by piece, so that none of them takes long. */
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { MaintenanceInput } from '../../domain/run-inputs.js';
import { faultText } from '../../platform/fault-text.js';
import { sendWelcome, type WelcomeDeps } from '../delivery/welcome.js';
import { Inbox } from '../ingest/inbox.js';
import { checkCoverage } from '../notices/coverage.js';
import { continueErasures, type EraseDeps } from '../retention/customer.js';
import { eraseOldPayloads, type PayloadRetentionDeps } from '../retention/payloads.js';
import { sealOldBodies } from '../sealing/old-bodies.js';
import { raiseMoneyAtRisk } from './money-at-risk.js';
import { checkProvider, type ProviderCheckDeps } from './provider-check.js';
import { type ReconcileDeps, reconcileSource } from './reconcile.js';
import { raiseReview } from './review.js';
import { checkSilence } from './silence.js';
import { raiseUnreadable } from './unreadable.js';
import { findDueWelcomes } from './welcomes.js';

export interface WalkDeps {
  dataSource: DataSource;
  log: Logger;
}

const PIECE = 100;

/** Tells each team of what opened or closed since the last look. Returns where to go on; null at the end. */
export function checkCoverageOfAll(
  { dataSource, log }: WalkDeps,
  { after, at }: MaintenanceInput,
): Promise<string | null> {
  return forEachBusiness({ dataSource, log }, after, (businessId) =>
    dataSource.transaction((manager) => checkCoverage(manager, businessId, new Date(at))),
  );
}

/** Tells each team who gets what, once in a quarter. Returns where to go on; null at the end. */
export function reviewPreferencesOfAll(
  { dataSource, log }: WalkDeps,
  { after, at }: MaintenanceInput,
): Promise<string | null> {
  return forEachBusiness({ dataSource, log }, after, (businessId) => raiseReview(dataSource, businessId, new Date(at)));
}

/** Tells each team of sources that have fallen silent. Returns where to go on; null at the end. */
export function checkSilenceOfAll(
  { dataSource, log }: WalkDeps,
  { after, at }: MaintenanceInput,
): Promise<string | null> {
  return forEachBusiness({ dataSource, log }, after, (businessId) =>
    dataSource.transaction((manager) => checkSilence(manager, businessId, new Date(at))),
  );
}

/** Tells owners what nobody has answered, where it is Monday morning. Returns where to go on; null at the end. */
export function noticeMoneyAtRiskOfAll(
  { dataSource, log }: WalkDeps,
  { after, at }: MaintenanceInput,
): Promise<string | null> {
  return forEachBusiness({ dataSource, log }, after, (businessId) =>
    raiseMoneyAtRisk(dataSource, businessId, new Date(at)),
  );
}

/** Tells each team of yesterday's events that could not be read. Returns where to go on; null at the end. */
export function noticeUnreadableOfAll(
  { dataSource, log }: WalkDeps,
  { after, at }: MaintenanceInput,
): Promise<string | null> {
  return forEachBusiness({ dataSource, log }, after, (businessId) =>
    raiseUnreadable(dataSource, businessId, new Date(at)),
  );
}

/**
 * Erases bodies whose time is over, and what was asked to be erased and had to wait; seals the others by the current key. Returns where to go on; null at the end.
 */
export function applyRetentionToAll(
  parts: PayloadRetentionDeps & EraseDeps,
  { after, at }: MaintenanceInput,
): Promise<string | null> {
  return forEachBusiness(parts, after, async (businessId) => {
    await eraseOldPayloads(parts, businessId, new Date(at));
    await continueErasures(parts, businessId, new Date(at));
    await sealOldBodies(parts, businessId, new Date(at));
  });
}

async function forEachBusiness(
  { dataSource, log }: WalkDeps,
  after: string | null,
  work: (businessId: string) => Promise<unknown>,
): Promise<string | null> {
  const rows: { id: string }[] = await dataSource.query(
    'SELECT id FROM businesses WHERE id > $1 ORDER BY id LIMIT $2',
    [after ?? '', PIECE],
  );
  return workOnRows(log, rows, PIECE, work);
}

/** Sources at a time: each may take half a minute, and an activity is given ten. */
const ASKED_AT_A_TIME = 15;

/** Takes in what no webhook told, where a source has a key of its provider's API. Returns where to go on; null at the end. */
export async function reconcileAll(
  parts: Omit<ReconcileDeps, 'inbox'> & WalkDeps,
  { after, at }: MaintenanceInput,
): Promise<string | null> {
  const rows = await findKeyedSources(parts.dataSource, after);
  // The relay looks for them by itself.
  const inbox = new Inbox(parts.dataSource, { hasRoom: () => false, nudge: () => undefined });
  return workOnRows(parts.log, rows, ASKED_AT_A_TIME, async (id) => {
    await reconcileSource({ ...parts, inbox }, id, new Date(at));
  });
}

/** Looks what the providers will send, where a source has a key of its API. Returns where to go on; null at the end. */
export async function checkProvidersOfAll(
  parts: ProviderCheckDeps & WalkDeps,
  { after, at }: MaintenanceInput,
): Promise<string | null> {
  const rows = await findKeyedSources(parts.dataSource, after);
  return workOnRows(parts.log, rows, ASKED_AT_A_TIME, (id) => checkProvider(parts, id, new Date(at)));
}

function findKeyedSources(dataSource: DataSource, after: string | null): Promise<{ id: string }[]> {
  return dataSource.query(
    `SELECT id FROM sources WHERE sealed_api_key IS NOT NULL AND removed_at IS NULL AND id > $1 ORDER BY id LIMIT $2`,
    [after ?? '', ASKED_AT_A_TIME],
  );
}

/** Mails at a time: a carrier may keep each for 15 s. */
const MAILED_AT_A_TIME = 20;

/** Sends the welcomes that are still due, where there is a carrier. Returns where to go on; null at the end. */
export async function sendWelcomesToAll(parts: WelcomeDeps, { after, at }: MaintenanceInput): Promise<string | null> {
  if (!parts.mail) return null;
  const rows = await findDueWelcomes(parts.dataSource, { after, at, most: MAILED_AT_A_TIME });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return workOnRows(parts.log, rows, MAILED_AT_A_TIME, async (id) => {
    const row = byId.get(id);
    if (row) await sendWelcome(parts, row);
  });
}

/** One that fails must not keep the others from theirs; where all fail, it is not theirs, and it is tried again. */
async function workOnRows(
  log: Logger,
  rows: { id: string }[],
  piece: number,
  work: (id: string) => Promise<unknown>,
): Promise<string | null> {
  const failures: unknown[] = [];
  for (const { id } of rows) {
    await work(id).catch((error: unknown) => {
      failures.push(error);
      log.error(
        { code: 'MAINTENANCE_FAILED', of: id, error: faultText(error) },
        'maintenance failed for one; the others go on',
      );
    });
  }
  if (failures.length > 0 && failures.length === rows.length) throw failures[0];
  return rows.length < piece ? null : (rows.at(-1)?.id ?? null);
}
