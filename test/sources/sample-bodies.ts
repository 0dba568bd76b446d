/** The sample bodies of the catalogue, whole or with other fields, through the sources. */
import { readdirSync, readFileSync } from 'node:fs';
import type { NormalisedEvent } from '../../src/domain/facts.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import type { SourceKindEntry } from '../../src/sources/source-kind.js';

// biome-ignore lint/suspicious/noExplicitAny: tests reach deep into bodies whose shape they know
export type Body = Record<string, any>;

const folder = new URL('../../../src/domain/catalogue/samples/', import.meta.url);

export const SAMPLE_NAMES = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
export const RECEIVED = new Date('2027-01-02T03:04:05.678Z');

export function sample(name: string): Body {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
}

export function dodo(body: Body): NormalisedEvent {
  return SOURCE_KINDS.DODO.normalise(body, 'msg_1', RECEIVED);
}

export function stripe(body: Body, receivedAt = RECEIVED): NormalisedEvent {
  return SOURCE_KINDS.STRIPE.normalise(body, 'evt_1', receivedAt);
}

export function generic(body: Body): NormalisedEvent {
  return SOURCE_KINDS.GENERIC.normalise(body, 'id_1', RECEIVED);
}

/** A sample body by the kind of source whose it is. */
export function normalised(name: string): NormalisedEvent {
  const provider = name.split('.')[0];
  const kind = Object.values<SourceKindEntry>(SOURCE_KINDS).find((one) => one.samples === provider);
  if (!kind) throw new Error(`nobody sends ${name}`);
  return kind.normalise(sample(name), 'id_1', RECEIVED);
}

/** A sample of Dodo Payments with other fields in `data`. */
export function dodoWith(name: string, data: Body): NormalisedEvent {
  const body = sample(`dodo.${name}`);
  Object.assign(body.data, data);
  return dodo(body);
}

/** A sample of Stripe with other fields in the object, and with these old values. */
export function stripeWith(name: string, object: Body, previous?: Body): NormalisedEvent {
  const body = sample(`stripe.${name}`);
  Object.assign(body.data.object, object);
  if (previous) body.data.previous_attributes = previous;
  return stripe(body);
}
