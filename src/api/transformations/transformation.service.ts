/** Trying out an endpoint's code, comparing it with what runs, and going back to an earlier version. */
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import { TransformationVersion } from '../../core/delivery/transformation-version.entity.js';
import { NEW_TRANSFORMATION, writeVersion } from '../../core/delivery/transformation-versions.js';
import { EndpointDestination } from '../../core/planning/destination.entity.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { OutboundGuard, OutboundRefused } from '../../platform/outbound/guard.js';
import { Sandbox, type TransformationResult } from '../../platform/sandbox/sandbox.js';
import { SampleService } from '../events/sample.service.js';
import { badInput, notFound } from '../graphql/errors.js';
import { type Comparison, compareCode, shownResult } from './comparison.js';
import { lint } from './lint.js';
import { rulingsOn } from './rulings.js';
import { inTrial, trialTookTooLong, untilTrialEnds } from './trial.js';

export interface TransformationTest {
  code: string;
  eventType: string;
  /** The sample of the event type where there is none. */
  payload?: unknown;
  url?: string | null;
  /** Of the endpoint that it is for; null: of any. */
  channel?: string | null;
}

/** Shown to handlers that look at their URL. */
const SOME_URL = 'https://hooks.slack.example/services/T0/B0/x';

@Injectable()
export class TransformationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sandbox: Sandbox,
    private readonly guard: OutboundGuard,
    private readonly samples: SampleService,
  ) {}

  /** Warns of all that a real delivery would meet. @throws BAD_USER_INPUT for what is no URL or no event type. */
  async test({ businessId }: Viewer, { code, eventType, ...input }: TransformationTest): Promise<TransformationResult> {
    const url = input.url ?? SOME_URL;
    if (!URL.canParse(url)) throw badInput(makeReason('URL_INVALID'), 'url');
    const own = input.payload == null ? null : unrounded(input.payload);
    const payload = own ? own.payload : (await this.samples.find(eventType, 'eventType')).body;
    const webhook = { method: 'POST', url, payload, eventType, headers: {} };
    const until = untilTrialEnds();
    const result = await inTrial(until, () => this.sandbox.run({ code, webhook }, businessId, until));
    if (!result) throw trialTookTooLong();
    const warnings = [
      ...result.warnings,
      ...(own?.rounded ? [makeReason('PAYLOAD_ROUNDED')] : []),
      ...rulingsOn(result, { url, channel: input.channel ?? null }),
      ...this.refusalOf(result.url === url ? null : result.url),
      ...(await lint(code)),
    ];
    return { ...shownResult(result), warnings };
  }

  /** @throws NOT_FOUND for what is no endpoint of this business. */
  async compare(viewer: Viewer, destinationId: string, change: { code: string; last: number }): Promise<Comparison> {
    const endpoint = await this.find(this.dataSource.manager, viewer, destinationId);
    return compareCode(this.dataSource, this.sandbox, endpoint, change);
  }

  /** Makes the code of an earlier version live again, as a new version. @throws NOT_FOUND, BAD_USER_INPUT. */
  async rollBack(viewer: Viewer, destinationId: string, number: number): Promise<EndpointDestination> {
    const { businessId } = viewer;
    return this.dataSource.transaction(async (manager) => {
      const endpoint = await this.find(manager, viewer, destinationId, true);
      const versions = manager.getRepository(TransformationVersion);
      const wanted = await versions.findOneBy({ destinationId, businessId, number });
      if (!wanted) throw badInput(makeReason('VERSION_UNKNOWN', { number }), 'version');
      const newest = await versions.maximum('number', { destinationId, businessId });
      const was = endpoint.transformation === null ? null : newest;
      const live = { transformation: wanted.code, ...NEW_TRANSFORMATION };
      await manager.update(EndpointDestination, { id: destinationId, businessId }, live);
      const version = await writeVersion(manager, viewer, destinationId, wanted.code);
      await recordChange(manager, viewer, {
        action: 'rollBackTransformation',
        subject: destinationId,
        before: { version: was, codeOfVersion: was },
        after: { version, codeOfVersion: number },
      });
      return Object.assign(endpoint, live);
    });
  }

  /** `locked`: until the end of the transaction, so that of two changes each gets its number. */
  private async find(manager: EntityManager, viewer: Viewer, id: string, locked = false): Promise<EndpointDestination> {
    const where = { id, businessId: viewer.businessId, removedAt: IsNull() };
    const lock = locked ? { lock: { mode: 'pessimistic_write' } as const } : {};
    const endpoint = await manager.getRepository(EndpointDestination).findOne({ where, ...lock });
    if (!endpoint) throw notFound('DESTINATION', id);
    return endpoint;
  }

  /** Why the outbound guard would not let it go where the code sent it. */
  private refusalOf(url: string | null): Reason[] {
    try {
      if (url !== null) this.guard.checkUrl(url);
      return [];
    } catch (error) {
      if (error instanceof OutboundRefused) return [makeReason('WOULD_NOT_BE_SENT', { why: error.reason })];
      throw error;
    }
  }
}

/** JSON that came as numbers has lost its digits already; handlers get a BigInt all the same, as of a real event. */
function unrounded(payload: unknown): { payload: unknown; rounded: boolean } {
  let rounded = false;
  const exact: unknown = JSON.parse(JSON.stringify(payload), (_key, value: unknown) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) return value;
    rounded = true;
    return BigInt(value);
  });
  return { payload: exact, rounded };
}
