/** Sample bodies of kinds whose events are `{type, timestamp, data}`. */
import * as read from './body-fields.js';

/** Sets the moment of the event, and of what it is about; see `SourceKindEntry.renewSample`. */
export function renewStandardSample(body: read.Json, mark: string, now: Date): string {
  body.timestamp = now.toISOString();
  read.object(body, 'data').created_at = now.toISOString();
  return `msg_sample_${mark}`;
}
