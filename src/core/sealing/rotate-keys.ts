/**
 * Seals everything anew that a former key has sealed, while API and workers go on: they read by both keys. It can be killed and
 * run again; what somebody changes beside it is theirs.
 */
import type { DataSource } from 'typeorm';
import type { KeptSecret } from '../../domain/rotation.js';
import { boxOf } from '../../platform/database/keyed-data-source.js';
import { runStatement } from '../../platform/database/statement.js';
import { keyIdOf, type SecretBox } from '../../platform/secrets/secret-box.js';
import { type SealDeps, sealAllBodies } from './old-bodies.js';
import { COUNT_BODIES, FORGET_SEALING } from './old-bodies.statements.js';
import { BODIES, placeName, SEALED_PLACES, type SealedPlace } from './sealed-places.js';
import { findSealed, replaceSealed } from './sealed-values.statements.js';

export interface RotatedPlace {
  /** `table.column`. */
  place: string;
  /** How many values were sealed anew. */
  resealed: number;
  /** How many values each key has sealed, as they are now; '' for bodies that none has. */
  byKey: Record<string, number>;
  /** Rows with a value that no key of the ring opens. */
  closed: string[];
}

interface RotateDeps extends SealDeps {
  now: () => Date;
}

/** Rows of one statement. */
const [PIECE, BODIES_PIECE] = [500, 5_000];
/** What is changed beside a walk is found by the next one. */
const WALKS_AT_MOST = 5;

/**
 * @param options.dryRun only looks
 * @param onDone hears of each place once it is done
 */
export async function rotateKeys(
  parts: RotateDeps,
  { dryRun }: { dryRun: boolean },
  onDone: (place: RotatedPlace) => void,
): Promise<RotatedPlace[]> {
  const done: RotatedPlace[] = [];
  const add = (place: RotatedPlace) => {
    done.push(place);
    onDone(place);
  };
  for (const place of SEALED_PLACES) add(await rotatePlace(parts.dataSource, place, dryRun));
  add(await rotateBodies(parts, dryRun));
  return done;
}

async function rotatePlace(dataSource: DataSource, place: SealedPlace, dryRun: boolean): Promise<RotatedPlace> {
  let resealed = 0;
  for (let walks = 0; ; walks++) {
    const seen = await walkPlace(dataSource, place, dryRun);
    resealed += seen.resealed;
    // The walk that has nothing to do has seen all as it is.
    if (dryRun || seen.stale === 0 || walks === WALKS_AT_MOST) return { ...seen.found, resealed };
  }
}

interface Seen {
  found: Omit<RotatedPlace, 'resealed'>;
  resealed: number;
  /** Rows that another key than the current one had sealed, and that open. */
  stale: number;
}

async function walkPlace(dataSource: DataSource, place: SealedPlace, dryRun: boolean): Promise<Seen> {
  const box = boxOf(dataSource);
  const [find, replace] = [findSealed(place), replaceSealed(place)];
  const seen: Seen = { found: { place: placeName(place), byKey: {}, closed: [] }, resealed: 0, stale: 0 };
  for (let after = ''; ; ) {
    const rows = await runStatement(dataSource, find, { after, atMost: PIECE });
    const stale = rows.flatMap(({ id, sealed: before }) => {
      const value = sealValueAnew(box, place, { id, before });
      for (const key of value.keys) seen.found.byKey[key] = (seen.found.byKey[key] ?? 0) + 1;
      if (value.closed) seen.found.closed.push(id);
      return value.sealed === before ? [] : [{ id, before, sealed: value.sealed }];
    });
    seen.stale += stale.length;
    if (stale.length > 0 && !dryRun) {
      const columns = {
        ids: stale.map(({ id }) => id),
        before: stale.map(({ before }) => before),
        sealed: stale.map(({ sealed }) => sealed),
      };
      seen.resealed += (await runStatement(dataSource, replace, columns)).length;
    }
    if (rows.length < PIECE) return seen;
    after = rows.at(-1)?.id ?? '';
  }
}

interface ValueAnew {
  /** Whose key sealed it, of each secret of a list. */
  keys: string[];
  /** No key of the ring opens it, or one secret of it. */
  closed: boolean;
  /** As it should stand: the very same text where there is nothing to do. */
  sealed: string;
}

function sealValueAnew(box: SecretBox, place: SealedPlace, { id, before }: { id: string; before: string }): ValueAnew {
  const context = place.contextOf(id);
  if (place.holds === 'TEXT') {
    const sealed = sealAnew(box, before, context);
    return { keys: [keyIdOf(before)], closed: sealed === null, sealed: sealed ?? before };
  }
  const secrets = JSON.parse(before) as KeptSecret[];
  const keys = secrets.map(({ sealed }) => keyIdOf(sealed));
  const anew = secrets.map((secret) => ({ ...secret, sealed: sealAnew(box, secret.sealed, context) }));
  const closed = anew.some(({ sealed }) => sealed === null);
  const changed = anew.some(({ sealed }, at) => sealed !== null && sealed !== secrets[at]?.sealed);
  const kept = anew.map((secret, at) => ({ ...secret, sealed: secret.sealed ?? (secrets[at]?.sealed as string) }));
  return { keys, closed, sealed: changed ? JSON.stringify(kept) : before };
}

/** By the current key; the same text where that has sealed it; null where it does not open. */
function sealAnew(box: SecretBox, sealed: string, context: string): string | null {
  try {
    const secret = box.open(sealed, context);
    return keyIdOf(sealed) === box.keyId ? sealed : box.seal(secret, context);
  } catch {
    return null;
  }
}

async function rotateBodies(parts: RotateDeps, dryRun: boolean): Promise<RotatedPlace> {
  const { keyId, keyIds } = boxOf(parts.dataSource);
  let resealed = 0;
  for (let walks = 0; ; walks++) {
    if (!dryRun) resealed += await sealBodies(parts);
    const byKey = await countBodies(parts.dataSource);
    const stale = ['', ...keyIds].some((key) => key !== keyId && byKey[key] !== undefined);
    if (dryRun || !stale || walks === 1) return { place: BODIES, resealed, byKey, closed: [] };
    // The walks of the nights had passed them: a process with other keys was at work.
    await runStatement(parts.dataSource, FORGET_SEALING, {});
  }
}

async function sealBodies(parts: RotateDeps): Promise<number> {
  const businesses: { id: string }[] = await parts.dataSource.query('SELECT id FROM businesses ORDER BY id');
  let count = 0;
  for (const { id } of businesses) count += await sealAllBodies(parts, id, parts.now());
  return count;
}

async function countBodies(dataSource: DataSource): Promise<Record<string, number>> {
  const byKey: Record<string, number> = {};
  for (let after = ''; ; ) {
    const counts = await runStatement(dataSource, COUNT_BODIES, { after, atMost: BODIES_PIECE });
    for (const { key, count } of counts) byKey[key ?? ''] = (byKey[key ?? ''] ?? 0) + count;
    const last = counts[0]?.last;
    if (last === undefined) return byKey;
    after = last;
  }
}
