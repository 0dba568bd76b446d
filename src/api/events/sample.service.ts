/** Sends samples the way a provider does: signed, over HTTP, to the source's own URL. */
import type { AddressInfo } from 'node:net';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DataSource, IsNull, Not } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Event } from '../../core/ingest/event.entity.js';
import { Source } from '../../core/ingest/source.entity.js';
import { SourceCache } from '../../core/ingest/source-cache.js';
import { makeReason } from '../../domain/reasons.js';
import { sourceKindOf } from '../../sources/index.js';
import { badInput, notFound, unavailable } from '../graphql/errors.js';
import { findSample, freshSample, readProviderSample, type SampleBody, samplesOfKind } from './samples.js';

export interface AcceptedSample {
  id: string;
  duplicate: boolean;
}

interface Origin {
  source: Source;
  sample: SampleBody;
}

@Injectable()
export class SampleService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sourceCache: SourceCache,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  /** `type`: a key of the catalogue, or a provider's own name such as `payment_intent.payment_failed`. */
  async send(
    { businessId, credential }: Pick<Viewer, 'businessId' | 'credential'>,
    { type, sourceId }: { type: string; sourceId?: string | null },
  ): Promise<AcceptedSample> {
    const { source, sample } = sourceId
      ? await this.fromSource(businessId, sourceId, type)
      : await this.fromOldest(businessId, type);
    const accepted = await this.post(source, sample);
    // It came by a webhook, and yet who asked for it published it.
    await this.dataSource.getRepository(Event).update({ id: accepted.id, businessId }, { publishedBy: credential });
    return accepted;
  }

  private async fromSource(businessId: string, id: string, type: string): Promise<Origin> {
    const source = await this.dataSource
      .getRepository(Source)
      .findOneBy({ id, businessId, kind: Not('TOCSIN'), removedAt: IsNull() });
    if (!source) throw notFound('SOURCE', id);
    const { sourceKind } = await this.findTheirs(type);
    const sample = (await samplesOfKind(source.kind)).get(type) ?? (await readProviderSample(source.kind, type));
    if (!sample) throw badInput(makeReason('SAMPLE_NEEDS_SOURCE', { type, sourceKind }), 'type');
    return { source, sample };
  }

  private async fromOldest(businessId: string, type: string): Promise<Origin> {
    const sample = await this.findTheirs(type);
    const source = await this.dataSource.getRepository(Source).findOne({
      where: { businessId, kind: sample.sourceKind, removedAt: IsNull() },
      order: { id: 'ASC' },
    });
    if (!source) throw badInput(makeReason('SAMPLE_NEEDS_SOURCE', { type, sourceKind: sample.sourceKind }), 'type');
    return { source, sample };
  }

  /** Of a type that a source can tell. */
  private async findTheirs(type: string): Promise<SampleBody> {
    const sample = await this.find(type);
    if (sourceKindOf(sample.sourceKind).own) throw badInput(makeReason('SAMPLE_OF_OURS', { type }), 'type');
    return sample;
  }

  /** @throws BAD_USER_INPUT for the field where nobody knows the type. */
  async find(type: string, field = 'type'): Promise<SampleBody> {
    const sample = await findSample(type);
    if (!sample) throw badInput(makeReason('EVENT_TYPE_UNKNOWN', { type: type.slice(0, 80) }), field);
    return sample;
  }

  private async post(source: Source, sample: SampleBody): Promise<AcceptedSample> {
    const now = new Date();
    const { externalId, body } = freshSample(sample, now);
    const [secret] = this.sourceCache.open(source, Date.now()).secrets;
    if (!secret) throw badInput(makeReason('SAMPLE_NEEDS_SECRET', { source: source.name }), 'type');
    const signed = sourceKindOf(source.kind).sign({ id: externalId, body, secret, now });
    // As a provider does, and to this very process: known once it listens.
    const listening = this.adapterHost.httpAdapter.getHttpServer().address() as AddressInfo;
    const answer = await fetch(`${urlHere(listening)}/webhooks/${source.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed },
      body: new Uint8Array(body),
    });
    // As a provider is told to come back where its event cannot be stored.
    const seconds = answer.headers.get('retry-after');
    if (seconds !== null) {
      const reason = makeReason('SAMPLE_NOT_STORED');
      throw unavailable({ code: 'UNAVAILABLE', reason, retryAfterSeconds: Number(seconds) });
    }
    if (answer.status !== 202) throw new Error(`The sample was answered with ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as AcceptedSample;
  }
}

/** HOST may be one address of the machine, and then nothing listens at any other. */
function urlHere({ address, family, port }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
