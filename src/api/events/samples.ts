/** Sample bodies of the catalogue: as they stand for reading, and fresh for sending. */
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { findEventType } from '../../domain/catalogue/index.js';
import type { SourceKind } from '../../sources/index.js';
import { SOURCE_KINDS, sourceKindOf } from '../../sources/index.js';

// The samples are data, not code: they lie beside the catalogue in the source tree, also for the compiled program.
const FOLDER = new URL('../../../../src/domain/catalogue/samples/', import.meta.url);

const KINDS = Object.keys(SOURCE_KINDS) as SourceKind[];

export interface SampleBody {
  sourceKind: SourceKind;
  body: Record<string, unknown>;
}

/** The sample of an event type as its provider would send it, or null where the catalogue does not know the type. */
export async function readSample(eventType: string): Promise<SampleBody | null> {
  const entry = findEventType(eventType);
  return entry ? readSampleFile(entry.sample) : null;
}

/** By a key of the catalogue, or by a provider's own name such as `payment_intent.payment_failed`; null where there is none. */
export async function findSample(type: string): Promise<SampleBody | null> {
  const known = await readSample(type);
  if (known) return known;
  for (const kind of KINDS) {
    const sample = await readProviderSample(kind, type);
    if (sample) return sample;
  }
  return null;
}

/** A provider's own sample by its own name, for example ("STRIPE", "payment_intent.payment_failed"); null where there is none. */
export async function readProviderSample(sourceKind: SourceKind, name: string): Promise<SampleBody | null> {
  if (!/^[a-z_.]+$/.test(name)) return null;
  return readSampleFile(`${sourceKindOf(sourceKind).samples}.${name}`).catch(() => null);
}

const ofKinds = new Map<SourceKind, Promise<ReadonlyMap<string, SampleBody>>>();

/** What a source of this kind can send a sample of: the event type, and a body as its provider sends it. */
export function samplesOfKind(sourceKind: SourceKind): Promise<ReadonlyMap<string, SampleBody>> {
  const known = ofKinds.get(sourceKind) ?? readKind(sourceKind);
  ofKinds.set(sourceKind, known);
  return known;
}

async function readKind(sourceKind: SourceKind): Promise<ReadonlyMap<string, SampleBody>> {
  const kind = sourceKindOf(sourceKind);
  const names = (await readdir(FOLDER)).map((file) => file.replace(/\.json$/, ''));
  const own = names.filter((name) => name.startsWith(`${kind.samples}.`)).sort();
  const byType = new Map<string, SampleBody>();
  for (const name of own) {
    const sample = await readSampleFile(name);
    const { type } = kind.normalise(sample.body, 'sample', new Date(0));
    // Several of the provider's events may tell one fact: the catalogue's own choice, else the first by name.
    if (!byType.has(type) || findEventType(type)?.sample === name) byType.set(type, sample);
  }
  return byType;
}

async function readSampleFile(sample: string): Promise<SampleBody> {
  const text = await readFile(new URL(`${sample}.json`, FOLDER), 'utf8');
  const sourceKind = KINDS.find((kind) => sample.startsWith(`${sourceKindOf(kind).samples}.`));
  if (!sourceKind) throw new Error(`No kind of source has samples like ${sample}.`);
  return { sourceKind, body: JSON.parse(text) };
}

/**
 * The sample as if it happened at `now`: new ids for the event and for what it is about (so that each one sent is a case
 * of its own), and the provider's clock.
 */
export function freshSample(sample: SampleBody, now: Date): { externalId: string; body: Buffer } {
  const mark = randomBytes(6).toString('hex');
  const event = sourceKindOf(sample.sourceKind).normalise(sample.body, 'sample', now);
  const text = JSON.stringify(sample.body);
  const renamed = event.entityId ? text.replaceAll(`"${event.entityId}"`, `"${event.entityId}_${mark}"`) : text;
  const body: Record<string, unknown> = JSON.parse(renamed);
  const externalId = sourceKindOf(sample.sourceKind).renewSample(body, mark, now);
  return { externalId, body: Buffer.from(JSON.stringify(body)) };
}
