import { Query, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { readCoverage } from '../../core/notices/coverage.js';
import { Access } from '../../core/schema/access.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { CoverageGap, coverageGapOf } from './coverage.type.js';

@Resolver()
export class CoverageResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Query(() => [CoverageGap], {
    description: 'Critical event types that would reach too few; none is how it should be.',
  })
  @Access('ADMIN', 'VIEWER')
  async coverage(@CurrentViewer() viewer: Viewer): Promise<CoverageGap[]> {
    const { gaps } = await readCoverage(this.dataSource, viewer.businessId);
    return gaps.map(coverageGapOf);
  }
}
