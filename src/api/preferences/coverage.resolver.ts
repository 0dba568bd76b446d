import { Inject } from '@nestjs/common';
import { Args, ID, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { readCarriedCoverage, readCoverage } from '../../core/notices/coverage.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import { Access } from '../../core/schema/access.js';
import { coverageGaps, isGap, type TypeCoverage, withoutPerson } from '../../domain/planning/coverage.js';
import { reasonText } from '../../i18n/reason-text.js';
import type { Config } from '../../platform/config.js';
import { hasMailCarrier } from '../../platform/outbound/mail-settings.js';
import { CurrentViewer, RequestLoaders } from '../auth/access.guard.js';
import { notFound } from '../graphql/errors.js';
import type { FieldContext } from '../graphql/field-context.js';
import type { Loaders } from '../graphql/loaders.js';
import { workOn } from '../graphql/query-cost.js';
import { CONFIG } from '../platform.tokens.js';
import { recipientsById } from '../recipients/recipient.loader.js';
import { CoverageGap, CriticalCoverage, coverageGapOf, criticalCoverageOf } from './coverage.type.js';
import { readSourceGaps } from './source-gaps.js';

/** All rules of the business are read and decided for what is critical. */
const ALL_RULES = 200;

@Resolver()
export class CoverageResolver {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Query(() => [CoverageGap], {
    description:
      'Critical event types that would reach too few, be it for want of a carrier, or that a payment provider will not send; none is how it should be.',
    complexity: workOn(() => ALL_RULES),
  })
  @Access('ADMIN', 'VIEWER')
  async coverage(@CurrentViewer() { businessId }: Viewer): Promise<CoverageGap[]> {
    const gaps = (await this.readCriticalCoverage(businessId)).filter(isGap);
    return [...gaps.map(coverageGapOf), ...(await readSourceGaps(this.dataSource, businessId))];
  }

  @Query(() => [CriticalCoverage], {
    description: 'Whom each critical event type reaches as things stand, in the order of the catalogue.',
    complexity: workOn(() => ALL_RULES),
  })
  @Access('ADMIN', 'VIEWER')
  async criticalCoverage(@CurrentViewer() { businessId }: Viewer): Promise<CriticalCoverage[]> {
    return (await this.readCriticalCoverage(businessId)).map(criticalCoverageOf);
  }

  private readCriticalCoverage(businessId: string): Promise<TypeCoverage[]> {
    const { push } = this.config;
    const carriers = { mail: hasMailCarrier(this.config), fcm: push.fcm !== null, webPush: push.vapid !== null };
    return readCarriedCoverage(this.dataSource, businessId, carriers);
  }

  @Query(() => [CoverageGap], {
    description: 'Critical event types that would reach too few without this person, fewer than as things stand.',
    complexity: workOn(() => ALL_RULES),
  })
  @Access('ADMIN')
  async previewRemoval(
    @CurrentViewer() { businessId }: Viewer,
    @RequestLoaders() loaders: Loaders,
    @Args('recipientId', { type: () => ID }) recipientId: string,
    @Args('rolesTo', { type: () => ID, nullable: true, description: 'Who would take over their roles.' })
    rolesTo?: string | null,
  ): Promise<CoverageGap[]> {
    for (const id of [rolesTo, recipientId])
      if (id != null && !(await loaders.load(recipientsById, id))) throw notFound('RECIPIENT', id);
    const { gaps, listenersOf } = await readCoverage(this.dataSource, businessId);
    const before = new Map(gaps.map(({ eventType, people }) => [eventType, people]));
    const left = coverageGaps(withoutPerson(listenersOf, recipientId, rolesTo ?? null));
    const opened = left.filter(({ eventType, people }) => people < (before.get(eventType) ?? Number.POSITIVE_INFINITY));
    return opened.map(coverageGapOf);
  }
}

@Resolver(() => CoverageGap)
export class CoverageGapResolver {
  @ResolveField(() => String, { description: 'What is wrong and what helps.' })
  message({ reason }: CoverageGap, _: object, { formatter }: FieldContext): string {
    return reasonText(formatter, reason);
  }

  @ResolveField(() => Recipient, {
    nullable: true,
    description: 'The one person who hears of it; null where nobody does.',
  })
  async recipient({ personId }: CoverageGap, _: object, { loaders }: FieldContext): Promise<Recipient | null> {
    return personId ? loaders.load(recipientsById, personId) : null;
  }
}
