import { Module } from '@nestjs/common';
import { DestinationsModule } from '../destinations/destinations.module.js';
import { BusinessDefaultResolver } from './business-default.resolver.js';
import { CoverageGapResolver, CoverageResolver } from './coverage.resolver.js';
import { OwnPreferencesService } from './own-preferences.service.js';
import { PreferenceResolver } from './preference.resolver.js';
import { AccessReviewResolver } from './review.resolver.js';
import { UnsubscribeService } from './unsubscribe.service.js';

@Module({
  imports: [DestinationsModule],
  providers: [
    AccessReviewResolver,
    BusinessDefaultResolver,
    CoverageGapResolver,
    CoverageResolver,
    OwnPreferencesService,
    PreferenceResolver,
    UnsubscribeService,
  ],
})
export class PreferencesModule {}
