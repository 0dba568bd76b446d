import { Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { readCoverage } from '../../core/notices/coverage.js';
import { Access } from '../../core/schema/access.js';
import type { Formatter } from '../../i18n/formatter.js';
import { reasonText } from '../../i18n/reason-text.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { workOn } from '../graphql/query-cost.js';
import { RequestFormatter } from '../graphql/request-formatter.js';
import { CoverageGap, coverageGapOf } from './coverage.type.js';
import { readSourceGaps } from './source-gaps.js';

/** All rules of the business are read and decided for what is critical. */
const ALL_RULES = 200;

@Resolver()
export class CoverageResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Query(() => [CoverageGap], {
    description:
      'Critical event types that would reach too few, or that a payment provider will not send; none is how it should be.',
    complexity: workOn(() => ALL_RULES),
  })
  @Access('ADMIN', 'VIEWER')
  async coverage(@CurrentViewer() { businessId }: Viewer): Promise<CoverageGap[]> {
    const { gaps } = await readCoverage(this.dataSource, businessId);
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
