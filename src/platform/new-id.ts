import { uuidv7obj } from 'uuidv7';
import { encodeId, type IdKind } from '../domain/ids.js';

/** A new id of this kind: later ones sort after earlier ones, also within a millisecond of one process. */
export function newId(kind: IdKind): string {
  return encodeId(kind, uuidv7obj().bytes);
}
