/** The bodies of events as they are stored: sealed, each bound to its row. Whoever writes or reads one does it here. */
import { isSealed, type SecretBox } from '../../platform/secrets/secret-box.js';

declare const STORED: unique symbol;
/** The column `inbox.body`: for `openBody` alone. Sealed, or as it came where a version wrote it that sealed nothing, until maintenance comes by. */
export type StoredBody = Buffer & { readonly [STORED]: true };

export function sealBody(box: SecretBox, eventId: string, body: Buffer): StoredBody {
  return box.sealBytes(body, contextOfBody(eventId)) as StoredBody;
}

/** As it came. @throws an Error where its key is no longer in the ring, or somebody changed or moved it. */
export function openBody(box: SecretBox, eventId: string, stored: StoredBody): Buffer {
  return isSealed(stored) ? box.openBytes(stored, contextOfBody(eventId)) : stored;
}

/** How many bytes a stored body is longer than what came, at most. */
export const MOST_ADDED_BYTES = 128;

const contextOfBody = (eventId: string) => `inbox ${eventId}`;
