/** Events for tests that begin behind the HTTP door. */
import { freshSample, readSample } from '../../src/api/events/samples.js';
import type { AcceptedWebhook } from '../../src/core/ingest/inbox.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';

/** A fresh sample of this event type as the webhook route hands it to the inbox. */
export async function webhookOf(eventType: string, businessId: string, sourceId: string): Promise<AcceptedWebhook> {
  const sample = await readSample(eventType);
  if (!sample) throw new Error(`the catalogue has no ${eventType}`);
  const receivedAt = new Date();
  const { externalId, body } = freshSample(sample, receivedAt);
  const event = SOURCE_KINDS[sample.sourceKind].normalise(JSON.parse(body.toString()), externalId, receivedAt);
  return { businessId, sourceId, externalId, body, receivedAt, event };
}
