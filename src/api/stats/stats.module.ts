import { Module } from '@nestjs/common';
import { StatsResolver } from './stats.resolver.js';

@Module({
  providers: [StatsResolver],
})
export class StatsModule {}
