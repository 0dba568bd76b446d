import { Query, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { CurrentViewer } from '../access/access.guard.js';
import type { Viewer } from '../access/viewer.js';
import { readCoverage } from '../notices/coverage.js';
import { CoverageGap, coverageGapOf } from './coverage.type.js';

@Resolver()
export class CoverageResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Query(() => [CoverageGap], {
    description: 'Critical event types that would reach too few; none is how it should be.',
  })
  async coverage(@CurrentViewer() viewer: Viewer): Promise<CoverageGap[]> {
    const { gaps } = await readCoverage(this.dataSource, viewer.businessId);
    return gaps.map(coverageGapOf);
  }
}
