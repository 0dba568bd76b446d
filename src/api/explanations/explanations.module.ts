import { Module } from '@nestjs/common';
import { ExplainResolver } from './explain.resolver.js';
import { DestinationImpactResolver, PreferenceImpactResolver } from './impact.resolver.js';
import { SimulateResolver } from './simulate.resolver.js';

@Module({
  providers: [DestinationImpactResolver, ExplainResolver, PreferenceImpactResolver, SimulateResolver],
})
export class ExplanationsModule {}
