/** What watchers are told: that something changed, by ids only. They ask for the rest themselves. */

export interface LiveUpdate {
  businessId: string;
  /** Whose inbox changed; null where an event or a dispute did. */
  recipientId: string | null;
  /** The notification, event or dispute to look at again; null where only read marks of an inbox changed. */
  id: string | null;
  /** When it was published, milliseconds since 1970; absent where nobody said. */
  at?: number;
}

/** Passes changes on to whoever watches. Returns at once and never throws: a hint may get lost. */
export type PublishLiveUpdates = (changes: readonly LiveUpdate[]) => void;

export const topicOfRecipient = (recipientId: string) => `r:${recipientId}`;
export const topicOfBusiness = (businessId: string) => `b:${businessId}`;

/** Who hears of it: the recipient, and those who watch the whole business. */
export function topicsOf({ businessId, recipientId }: LiveUpdate): string[] {
  const ofBusiness = topicOfBusiness(businessId);
  return recipientId ? [topicOfRecipient(recipientId), ofBusiness] : [ofBusiness];
}

/** One line of at most 106 characters; NOTIFY carries 7,999 bytes. */
export function encodeLiveUpdate({ businessId, recipientId, id, at }: LiveUpdate): string {
  return `${businessId} ${recipientId ?? ''} ${id ?? ''}${at === undefined ? '' : ` ${at}`}`;
}

/** Null for a line that is none of ours: anybody who may connect to the database may NOTIFY. */
export function decodeLiveUpdate(line: string): LiveUpdate | null {
  const [businessId, recipientId, id, at, ...rest] = line.split(' ');
  if (!businessId || recipientId === undefined || id === undefined || rest.length > 0) return null;
  if (at !== undefined && !/^\d{1,15}$/.test(at)) return null;
  return { businessId, recipientId: recipientId || null, id: id || null, ...(at ? { at: Number(at) } : {}) };
}
