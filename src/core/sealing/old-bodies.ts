/**
 * Seals the bodies of a business by the current key: those that came before bodies were sealed, or under a former key. It
 * remembers by which key and how far it came, so that a night costs as much as came in the day before.
 */
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { firstIdAt } from '../../domain/ids.js';
import { boxOf } from '../../platform/database/keyed-data-source.js';
import { runStatement } from '../../platform/database/statement.js';
import { faultText } from '../../platform/fault-text.js';
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
/** Later than every event. */
const END = firstIdAt('event', Number.MAX_SAFE_INTEGER);

/** Doing it twice changes nothing. Returns how many bodies were sealed. */
export async function sealOldBodies(parts: SealDeps, businessId: string, at: Date): Promise<number> {
  const { count } = await walk(parts, businessId, { before: settledBefore(at), remember: true });
  return noteSealed(parts, businessId, count);
}

/** The same at once and to the end, young ones included, which the walks of the nights look at again. */
export async function sealAllBodies(parts: SealDeps, businessId: string, at: Date): Promise<number> {
  let [count, whole] = [0, false];
  while (!whole) {
    const old = await walk(parts, businessId, { before: settledBefore(at), remember: true });
    count += old.count;
    whole = old.whole;
  }
  for (let after: string | undefined; ; ) {
    const young = await walk(parts, businessId, { before: END, remember: false, after });
    count += young.count;
    if (young.whole) return noteSealed(parts, businessId, count);
    after = young.to;
  }
}

const settledBefore = (at: Date) => firstIdAt('event', at.getTime() - SETTLED_AFTER_MS);

/** @returns `count` */
function noteSealed({ dataSource, log }: SealDeps, businessId: string, count: number): number {
  const key = boxOf(dataSource).keyId;
  if (count > 0) log.info({ code: 'BODIES_SEALED', businessId, count, key }, 'bodies were sealed anew');
  return count;
}

interface Walk {
  /** The first event that is left for the next walk. */
  before: string;
  /** Whether the next walk begins where this one ends. */
  remember: boolean;
  /** Begins behind this event; without it, where the walk before ended. */
  after?: string | undefined;
}

/** @returns how many were sealed, the last event that was looked at, and whether there is nothing behind it. */
async function walk({ dataSource, log }: SealDeps, businessId: string, { before, remember, after }: Walk) {
  const box = boxOf(dataSource);
  const [begun] = await runStatement(dataSource, BEGIN_SEALING, { businessId, keyId: box.keyId });
  let [to, count] = [after ?? begun?.sealedTo, 0];
  const find = { businessId, before, head: box.head, atMost: PIECE, bytesAtMost: PIECE_BYTES };
  for (let pieces = 0; to && pieces < PIECES_AT_MOST; pieces++) {
    const piece = await runStatement(dataSource, FIND_STALE_BODIES, { ...find, after: to });
    const last = piece.at(-1)?.id;
    if (!last) return { count, to, whole: true };
    const sealed = piece.flatMap(({ id, body }) => (body ? sealAnew(id, body) : []));
    const [ids, bodies] = [sealed.map(({ id }) => id), sealed.map(({ body }) => body)];
    const sealedTo = remember ? last : null;
    const [held] = await runStatement(dataSource, REPLACE_BODIES, {
      ...{ businessId, keyId: box.keyId, ids, bodies, sealedTo },
    });
    // A process whose current key is another one has begun: two would undo each other's work for ever.
    if (!held) return { count, to, whole: true };
    count += sealed.length;
    to = last;
  }
  return { count, to, whole: to === undefined };

  /** Nothing where its key was lost: the other bodies are not to wait for it. */
  function sealAnew(id: string, stored: StoredBody): { id: string; body: StoredBody }[] {
    try {
      return [{ id, body: sealBody(box, id, openBody(box, id, stored)) }];
    } catch (error) {
      log.error(
        { code: 'BODY_UNREADABLE', eventId: id, error: faultText(error) },
        'the body of an event cannot be opened',
      );
      return [];
    }
  }
}
