import { Module } from '@nestjs/common';
import { NodeRegistry } from '../graphql/node-registry.js';
import { ActivationInstructionsResolver } from './activation-instructions.resolver.js';
import { BrandResolver } from './brand.resolver.js';
import { businessesById } from './business.loader.js';
import { BusinessResolver } from './business.resolver.js';
import { BusinessSettingsResolver } from './business-settings.resolver.js';
import { CustomerEmailResolver, CustomerEmailWordsResolver } from './customer-email.resolver.js';

@Module({
  providers: [
    ActivationInstructionsResolver,
    BrandResolver,
    BusinessResolver,
    BusinessSettingsResolver,
    CustomerEmailWordsResolver,
    CustomerEmailResolver,
  ],
})
export class BusinessesModule {
  constructor(nodes: NodeRegistry) {
    nodes.add('business', businessesById);
  }
}
