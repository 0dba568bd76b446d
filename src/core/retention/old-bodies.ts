/**
 * Seals the bodies of a business by the current key: those that came before bodies were sealed, or under a former key. It
 * remembers by which key and how far it came, so that a night costs as much as came in the day before.
 */
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { firstIdAt } from '../../domain/ids.js';
import { boxOf } from '../../platform/database/keyed-data-source.js';
import { runStatement } from '../../platform/database/statement.js';
import { openBody, type StoredBody, sealBody } from '../ingest/event-body.js';
import { BEGIN_SEALING, FIND_STALE_BODIES, REPLACE_BODIES } from './old-bodies.statements.js';

export interface SealDeps {
  dataSource: DataSource;
  log: Logger;
}

/** Events of one statement, and bytes of their bodies: some milliseconds, and no memory to speak of. */
const [PIECE, PIECE_BYTES] = [500, 8 * 1024 * 1024];
/** Of one walk; a business that has more behind it goes on in the next one. */
const PIECES_AT_MOST = 400;
/** Younger events wait for the next walk: a process with a former key may still be writing theirs. */
const SETTLED_AFTER_MS = 3_600_000;

/** Doing it twice changes nothing. Returns how many bodies were sealed. */
export async function sealOldBodies({ dataSource, log }: SealDeps, businessId: string, at: Date): Promise<number> {
  const box = boxOf(dataSource);
  const [begun] = await runStatement(dataSource, BEGIN_SEALING, { businessId, keyId: box.keyId });
  const find = { businessId, before: firstIdAt('event', at.getTime() - SETTLED_AFTER_MS), head: box.head };
  let [after, count] = [begun?.sealedTo, 0];
  for (let pieces = 0; after && pieces < PIECES_AT_MOST; pieces++) {
    const limits = { atMost: PIECE, bytesAtMost: PIECE_BYTES };
    const piece = await runStatement(dataSource, FIND_STALE_BODIES, { ...find, ...limits, after });
    const sealedTo = piece.at(-1)?.id;
    if (!sealedTo) break;
    const sealed = piece.flatMap(({ id, body }) => (body ? sealAnew(id, body) : []));
    const [ids, bodies] = [sealed.map(({ id }) => id), sealed.map(({ body }) => body)];
    await runStatement(dataSource, REPLACE_BODIES, { businessId, ids, bodies, sealedTo });
    count += sealed.length;
    after = sealedTo;
  }
  if (count > 0) log.info({ code: 'BODIES_SEALED', businessId, count, key: box.keyId }, 'bodies were sealed anew');
  return count;

  /** Nothing where its key was lost: the other bodies are not to wait for it. */
  function sealAnew(id: string, stored: StoredBody): { id: string; body: StoredBody }[] {
    try {
      return [{ id, body: sealBody(box, id, openBody(box, id, stored)) }];
    } catch (error) {
      log.error(
        { code: 'BODY_UNREADABLE', eventId: id, error: String(error) },
        'the body of an event cannot be opened',
      );
      return [];
    }
  }
}
