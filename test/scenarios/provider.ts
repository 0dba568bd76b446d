/** What a provider would send of a scenario's dispute: its own sample bodies, with the scenario's times. */
import { readProviderSample } from '../../src/api/events/samples.js';
import type { AcceptedWebhook } from '../../src/core/ingest/inbox.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import type { Fact, Provider } from './sentences.js';

export interface ProviderEvent {
  provider: Provider;
  says: 'opened' | 'moved' | Fact;
  /** The moment that it is of, and that of the opening; milliseconds since 1970. */
  at: number;
  openedAt: number;
  /** When an answer is due; null: none is possible. Dodo states none. */
  dueAt: number | null;
}

const DISPUTE = { STRIPE: 'du_scenario', DODO: 'dp_scenario' };

/** As the webhook route hands it to the inbox. */
export async function webhookOf(
  event: ProviderEvent,
  source: { businessId: string; id: string },
): Promise<AcceptedWebhook> {
  const payload = event.provider === 'STRIPE' ? await stripeBody(event) : await dodoBody(event);
  const receivedAt = new Date(event.at);
  const externalId = `${event.says}-${event.at}`;
  return {
    businessId: source.businessId,
    sourceId: source.id,
    externalId,
    body: Buffer.from(JSON.stringify(payload)),
    receivedAt,
    event: SOURCE_KINDS[event.provider].normalise(payload, externalId, receivedAt),
  };
}

async function sampleOf(provider: Provider, name: string): Promise<{ body: Record<string, unknown>; data: never }> {
  const sample = await readProviderSample(provider, name);
  if (!sample) throw new Error(`there is no sample of ${name}`);
  return { body: sample.body, data: sample.body.data as never };
}

const seconds = (at: number) => Math.floor(at / 1_000);

async function stripeBody({ says, at, openedAt, dueAt }: ProviderEvent): Promise<Record<string, unknown>> {
  const { body, data }: { body: object; data: { object: { evidence_details: object } } } = await sampleOf(
    'STRIPE',
    'charge.dispute.created',
  );
  const closed = says === 'won' || says === 'lost';
  const status = says === 'challenged' ? 'under_review' : closed ? says : 'needs_response';
  const evidence = { ...data.object.evidence_details, due_by: dueAt && seconds(dueAt) };
  const object = { ...data.object, id: DISPUTE.STRIPE, created: seconds(openedAt), status, evidence_details: evidence };
  const previous = says === 'moved' ? { evidence_details: { due_by: 1 } } : { status: 'needs_response' };
  const name = says === 'opened' ? 'created' : closed ? 'closed' : 'updated';
  const changed = says === 'opened' ? { object } : { object, previous_attributes: previous };
  return { ...body, type: `charge.dispute.${name}`, created: seconds(at), data: changed };
}

async function dodoBody({ says, at, openedAt }: ProviderEvent): Promise<Record<string, unknown>> {
  const { body, data }: { body: object; data: object } = await sampleOf('DODO', `dispute.${says}`);
  const changes = {
    dispute_id: DISPUTE.DODO,
    dispute_status: `dispute_${says}`,
    created_at: new Date(openedAt).toISOString(),
  };
  return { ...body, timestamp: new Date(at).toISOString(), data: { ...data, ...changes } };
}
