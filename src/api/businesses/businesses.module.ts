import { Module } from '@nestjs/common';
import { NodeRegistry } from '../graphql/node-registry.js';
import { BrandResolver } from './brand.resolver.js';
import { businessesById } from './business.loader.js';
import { BusinessResolver } from './business.resolver.js';
import { BusinessSettingsResolver } from './business-settings.resolver.js';
import { CustomerEmailResolver } from './customer-email.resolver.js';

@Module({
  providers: [BrandResolver, BusinessResolver, BusinessSettingsResolver, CustomerEmailResolver],
})
export class BusinessesModule {
  constructor(nodes: NodeRegistry) {
    nodes.add('business', businessesById);
  }
}
