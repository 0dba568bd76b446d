import type { ApiAccess } from '../schema/enums.js';

/** Who sends a request, according to its key, session or token. */
export interface Viewer {
  businessId: string;
  access: ApiAccess;
  /** For the audit trail: which key did it, or whose token. */
  actor: string;
  /** The person that a MEMBER key is bound to; null for every other key. */
  recipientId: string | null;
  /** Names what they showed: the id of a key, also for a session of it, or `jwt` and the subject of a token. */
  credential: string;
  /** The session that they asked by; absent: they showed a key or token itself. */
  signInId?: string;
}

/** Whose things are one's own: of a MEMBER the person's, of a PRODUCER the key's; null for who sees the whole business. */
export const askerOf = ({ access, recipientId, credential }: Pick<Viewer, 'access' | 'recipientId' | 'credential'>) =>
  access === 'PRODUCER' ? credential : recipientId;
