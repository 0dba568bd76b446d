/** URLs of this program as clients see them. */
export class PublicUrl {
  /** @param base without a slash at its end. */
  constructor(readonly base: string) {}

  ofEvent(eventId: string): string {
    return `${this.base}/events/${eventId}`;
  }

  ofSource(sourceId: string): string {
    return `${this.base}/webhooks/${sourceId}`;
  }
}
