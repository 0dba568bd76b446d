/** Erases the bodies of a business's events when their time is over, in small statements. */
import type { DataSource } from 'typeorm';
import { firstIdAt } from '../../domain/ids.js';
import { type NamedStatement, runStatement } from '../../platform/database/statement.js';
import { recordChange } from '../access/audit.js';
import {
  ERASE_KEPT_PAYLOADS,
  ERASE_OLD_PAYLOADS,
  type ErasedPiece,
  FIND_PAYLOAD_DAYS,
  type OldPayloadParams,
} from './payloads.statements.js';

export interface PayloadRetentionDeps {
  dataSource: DataSource;
  /** Of businesses that chose none. */
  payloadDays: number;
}

/** Events of one statement: some milliseconds in which nobody else can write them. */
const PIECE = 500;
/** Of one walk; a business that has more behind it goes on in the next one. */
const PIECES_AT_MOST = 400;
const DAY_MS = 24 * 3_600_000;

/** Doing it twice changes nothing. Returns how many bodies were erased. */
export async function eraseOldPayloads(
  { dataSource, payloadDays }: PayloadRetentionDeps,
  businessId: string,
  at: Date,
): Promise<number> {
  const [chosen] = await runStatement(dataSource, FIND_PAYLOAD_DAYS, { businessId });
  if (!chosen) return 0;
  const days = chosen.days ?? payloadDays;
  const end = at.getTime() - days * DAY_MS;
  const params = { businessId, before: firstIdAt('event', end), at, atMost: PIECE };
  const erased =
    (await eraseAll(dataSource, ERASE_KEPT_PAYLOADS, params)) +
    (await eraseAll(dataSource, ERASE_OLD_PAYLOADS, params));
  if (erased > 0) {
    const after = { payloads: erased, receivedBefore: new Date(end), payloadDays: days };
    const change = { action: 'retention', subject: businessId, after };
    await recordChange(dataSource.manager, { businessId, actor: 'Tocsin' }, change);
  }
  return erased;
}

async function eraseAll(
  dataSource: DataSource,
  statement: NamedStatement<OldPayloadParams, ErasedPiece>,
  params: OldPayloadParams,
): Promise<number> {
  let erased = 0;
  for (let pieces = 0; pieces < PIECES_AT_MOST; pieces++) {
    const [piece] = await runStatement(dataSource, statement, params);
    erased += piece?.erased ?? 0;
    if (!piece || piece.seen < PIECE) break;
  }
  return erased;
}
