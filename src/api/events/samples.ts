/** Sample bodies of the catalogue: as they stand for reading, and fresh for sending. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { findEventType } from '../../domain/catalogue/index.js';
import type { SourceKind } from '../../sources/index.js';
import { SOURCE_KINDS } from '../../sources/index.js';

// The samples are data, not code: they lie beside the catalogue in the source tree, also for the compiled program.
const FOLDER = new URL('../../../../src/domain/catalogue/samples/', import.meta.url);

export interface SampleBody {
  sourceKind: SourceKind;
  body: Record<string, unknown>;
}

/** The sample of an event type as its provider would send it, or null where the catalogue does not know the type. */
export async function readSample(eventType: string): Promise<SampleBody | null> {
  const entry = findEventType(eventType);
  return entry ? read(entry.sample) : null;
}

/** By a key of the catalogue, or by a provider's own name such as `payment_intent.payment_failed`; null where there is none. */
export async function findSample(type: string): Promise<SampleBody | null> {
  for (const find of [readSample, readProviderSample.bind(null, 'DODO'), readProviderSample.bind(null, 'STRIPE')]) {
    const sample = await find(type);
    if (sample) return sample;
  }
  return null;
}

/** A provider's own sample by its own name, for example ("STRIPE", "payment_intent.payment_failed"); null where there is none. */
export async function readProviderSample(sourceKind: SourceKind, name: string): Promise<SampleBody | null> {
  if (!/^[a-z_.]+$/.test(name)) return null;
  return read(`${SOURCE_KINDS[sourceKind].sampleProvider}.${name}`).catch(() => null);
}

const SOURCE_KIND_OF: Record<string, SourceKind> = { stripe: 'STRIPE', tocsin: 'TOCSIN' };

async function read(sample: string): Promise<SampleBody> {
  const text = await readFile(new URL(`${sample}.json`, FOLDER), 'utf8');
  return { sourceKind: SOURCE_KIND_OF[sample.split('.')[0] ?? ''] ?? 'DODO', body: JSON.parse(text) };
}

/**
 * The sample as if it happened at `now`: new ids for the event and for what it is about (so that each one sent is a case
 * of its own), and the provider's clock.
 */
export function freshSample(sample: SampleBody, now: Date): { externalId: string; body: Buffer } {
  const mark = randomBytes(6).toString('hex');
  const event = SOURCE_KINDS[sample.sourceKind].normalise(sample.body, 'sample', now);
  const text = JSON.stringify(sample.body);
  const renamed = event.entityId ? text.replaceAll(`"${event.entityId}"`, `"${event.entityId}_${mark}"`) : text;
  const body = JSON.parse(renamed) as Record<string, unknown>;
  const seconds = Math.floor(now.getTime() / 1_000);
  if (sample.sourceKind !== 'STRIPE') {
    body.timestamp = now.toISOString();
    (body.data as Record<string, unknown>).created_at = now.toISOString();
    return { externalId: `msg_sample_${mark}`, body: Buffer.from(JSON.stringify(body)) };
  }
  body.id = `evt_sample_${mark}`;
  body.created = seconds;
  const evidence = (body.data as { object?: { evidence_details?: { due_by?: number | null } } }).object
    ?.evidence_details;
  if (evidence?.due_by) evidence.due_by = seconds + 7 * 24 * 3_600;
  return { externalId: body.id as string, body: Buffer.from(JSON.stringify(body)) };
}
