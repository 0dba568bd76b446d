import type { ApiAccess } from '../schema/enums.js';

/** Who sends a request, according to its key, session or token. */
export interface Viewer {
  businessId: string;
  access: ApiAccess;
  /** For the audit trail: which key did it, or whose token. */
  actor: string;
  /** The person that a MEMBER key is bound to; null for every other key. */
  recipientId: string | null;
}
