/** The API: a module per noun. What a noun consists of, its own module says. */
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AuthModule } from './auth/auth.module.js';
import { BusinessesModule } from './businesses/businesses.module.js';
import { DeliveriesModule } from './deliveries/deliveries.module.js';
import { DestinationsModule } from './destinations/destinations.module.js';
import { DisputesModule } from './disputes/disputes.module.js';
import { EventsModule } from './events/events.module.js';
import { ExplanationsModule } from './explanations/explanations.module.js';
import { GraphModule } from './graphql/graph.module.js';
import { LiveModule } from './live/live.module.js';
import { MetadataModule } from './metadata/metadata.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { FailureFilter } from './pages/failure.filter.js';
import { type PlatformDeps, PlatformModule } from './platform.module.js';
import { PreferencesModule } from './preferences/preferences.module.js';
import { RecipientsModule } from './recipients/recipients.module.js';
import { IngestModule } from './rest/ingest.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { SourcesModule } from './sources/sources.module.js';
import { StatsModule } from './stats/stats.module.js';
import { TemplatesModule } from './templates/templates.module.js';
import { TransformationsModule } from './transformations/transformations.module.js';

@Module({
  imports: [
    AuthModule,
    BusinessesModule,
    DeliveriesModule,
    DestinationsModule,
    DisputesModule,
    EventsModule,
    ExplanationsModule,
    GraphModule,
    IngestModule,
    LiveModule,
    MetadataModule,
    NotificationsModule,
    PreferencesModule,
    RecipientsModule,
    RetentionModule,
    SourcesModule,
    StatsModule,
    TemplatesModule,
    TransformationsModule,
  ],
})
export class AppModule {
  static with(deps: PlatformDeps): DynamicModule {
    return {
      module: AppModule,
      imports: [PlatformModule.with(deps)],
      providers: [{ provide: APP_FILTER, useClass: FailureFilter }],
    };
  }
}
