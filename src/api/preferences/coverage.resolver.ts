import { Inject } from '@nestjs/common';
import { Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { readCarriedGaps } from '../../core/notices/coverage.js';
import { Access } from '../../core/schema/access.js';
import type { Formatter } from '../../i18n/formatter.js';
import { reasonText } from '../../i18n/reason-text.js';
import type { Config } from '../../platform/config.js';
import { hasMailCarrier } from '../../platform/outbound/mail-settings.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { workOn } from '../graphql/query-cost.js';
import { RequestFormatter } from '../graphql/request-formatter.js';
import { CONFIG } from '../platform.tokens.js';
import { CoverageGap, coverageGapOf } from './coverage.type.js';
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
    const { push } = this.config;
    const carriers = { mail: hasMailCarrier(this.config), fcm: push.fcm !== null, webPush: push.vapid !== null };
    const gaps = await readCarriedGaps(this.dataSource, businessId, carriers);
    return [...gaps.map(coverageGapOf), ...(await readSourceGaps(this.dataSource, businessId))];
  }
}

@Resolver(() => CoverageGap)
export class CoverageGapResolver {
  @ResolveField(() => String, { description: 'What is wrong and what helps.' })
  message(@Parent() { reason }: CoverageGap, @RequestFormatter() formatter: Formatter): string {
    return reasonText(formatter, reason);
  }
}
