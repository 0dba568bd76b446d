/** Puts the API together: one provider per part, made outside and handed in. */
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { DateTimeScalar, JsonScalar } from '../core/schema/enums.js';
import { BUS, type Bus } from '../platform/live/bus.js';
import { PublicUrl } from '../platform/public-url.js';
import type { Sandbox } from '../platform/sandbox/sandbox.js';
import { SealedLinks } from '../platform/secrets/sealed-links.js';
import { TemporalLinks } from '../temporal/links.js';
import { AccessGuard } from './auth/access.guard.js';
import { Access } from './auth/access.js';
import { ApiKeyResolver } from './auth/api-key.resolver.js';
import { ApiKeyService } from './auth/api-key.service.js';
import { AuditResolver } from './auth/audit.resolver.js';
import { Authenticator } from './auth/authenticator.js';
import { BrandResolver } from './businesses/brand.resolver.js';
import { BusinessResolver } from './businesses/business.resolver.js';
import { BusinessSettingsResolver } from './businesses/business-settings.resolver.js';
import { CustomerEmailResolver } from './businesses/customer-email.resolver.js';
import { AttemptResolver, DeliveryResolver } from './deliveries/delivery.resolver.js';
import { ResendResolver } from './deliveries/resend.resolver.js';
import { ResendService } from './deliveries/resend.service.js';
import { DestinationResolver } from './destinations/destination.resolver.js';
import { DestinationService } from './destinations/destination.service.js';
import { DestinationSettingsResolver } from './destinations/destination-settings.resolver.js';
import { DeviceResolver } from './destinations/device.resolver.js';
import { DeviceService } from './destinations/device.service.js';
import { DisputeResolver } from './disputes/dispute.resolver.js';
import { DisputeService } from './disputes/dispute.service.js';
import { DisputeFiguresResolver } from './disputes/figures.resolver.js';
import { EscalationPolicyResolver } from './disputes/policy.resolver.js';
import { DisputeResponseResolver } from './disputes/respond.resolver.js';
import { EventResolver } from './events/event.resolver.js';
import { EventTypeResolver } from './events/event-type.type.js';
import { PublishResolver } from './events/publish.resolver.js';
import { PublishService } from './events/publish.service.js';
import { EventReplayResolver } from './events/replay.resolver.js';
import { ReplayService } from './events/replay.service.js';
import { SampleResolver } from './events/sample.resolver.js';
import { SampleService } from './events/sample.service.js';
import { EventTimelineResolver, TimelineEntryResolver } from './events/timeline.resolver.js';
import { ExplainResolver } from './explanations/explain.resolver.js';
import { DestinationImpactResolver, PreferenceImpactResolver } from './explanations/impact.resolver.js';
import { SimulateResolver } from './explanations/simulate.resolver.js';
import { FailureFilter } from './graphql/failure.filter.js';
import { formatError, waitPlugin } from './graphql/format-error.js';
import { LIMITS, limitsPlugin } from './graphql/limits.js';
import { MoneyResolver } from './graphql/money.type.js';
import { NodeResolver } from './graphql/node.resolver.js';
import { LiveSockets } from './graphql/sockets.js';
import { LiveResolver } from './live/live.resolver.js';
import {
  ChannelInfoResolver,
  FieldInfoResolver,
  RoleInfoResolver,
  SourceKindInfoResolver,
} from './metadata/metadata.resolver.js';
import { NotificationResolver } from './notifications/notification.resolver.js';
import { NotificationService } from './notifications/notification.service.js';
import { NotificationMarksResolver } from './notifications/notification-marks.resolver.js';
import { BusinessDefaultResolver } from './preferences/business-default.resolver.js';
import { CoverageResolver } from './preferences/coverage.resolver.js';
import { PreferenceResolver } from './preferences/preference.resolver.js';
import { RecipientResolver } from './recipients/recipient.resolver.js';
import { RecipientService } from './recipients/recipient.service.js';
import { ReconcileResolver } from './sources/reconcile.resolver.js';
import { ReconcileService } from './sources/reconcile.service.js';
import { RejectedRequestResolver, SourceResolver } from './sources/source.resolver.js';
import { SourceService } from './sources/source.service.js';
import { StatsResolver } from './stats/stats.resolver.js';
import { TemplateResolver } from './templates/template.resolver.js';
import { EndpointCodeResolver, TransformationFailureResolver } from './transformations/endpoint-code.resolver.js';
import { TransformationDifferenceResolver, TransformationResolver } from './transformations/transformation.resolver.js';
import { TransformationService } from './transformations/transformation.service.js';

/** What the API is made of; the process that makes it also ends it. */
export interface ApiParts {
  /** The tenants' connections. */
  dataSource: DataSource;
  access: Access;
  authenticator: Authenticator;
  bus: Bus;
  keys: ApiKeyService;
  /** Ended with the API. */
  sandbox: Sandbox;
  transformations: TransformationService;
  publicUrl: PublicUrl;
  links: TemporalLinks;
  samples: SampleService;
  repeats: ResendService;
  replays: ReplayService;
  publisher: PublishService;
  destinations: DestinationService;
  disputes: DisputeService;
  sealed: SealedLinks;
  devices: DeviceService;
  sources: SourceService;
  reconciling: ReconcileService;
}

export const RESOLVERS = [
  ApiKeyResolver,
  AuditResolver,
  BrandResolver,
  BusinessResolver,
  BusinessSettingsResolver,
  ChannelInfoResolver,
  CustomerEmailResolver,
  AttemptResolver,
  DeliveryResolver,
  BusinessDefaultResolver,
  CoverageResolver,
  DestinationImpactResolver,
  DestinationResolver,
  DestinationSettingsResolver,
  DeviceResolver,
  DisputeResponseResolver,
  DisputeFiguresResolver,
  DisputeResolver,
  EscalationPolicyResolver,
  EventResolver,
  EventTimelineResolver,
  EventTypeResolver,
  FieldInfoResolver,
  ExplainResolver,
  NotificationMarksResolver,
  LiveResolver,
  MoneyResolver,
  NodeResolver,
  NotificationResolver,
  PreferenceResolver,
  PublishResolver,
  RecipientResolver,
  ReconcileResolver,
  RejectedRequestResolver,
  ResendResolver,
  PreferenceImpactResolver,
  RoleInfoResolver,
  EventReplayResolver,
  SampleResolver,
  SimulateResolver,
  SourceKindInfoResolver,
  SourceResolver,
  StatsResolver,
  TimelineEntryResolver,
  TemplateResolver,
  EndpointCodeResolver,
  TransformationDifferenceResolver,
  TransformationFailureResolver,
  TransformationResolver,
];

const GRAPHQL: ApolloDriverConfig = {
  driver: ApolloDriver,
  autoSchemaFile: true,
  sortSchema: true,
  inheritResolversFromInterfaces: true,
  introspection: true,
  graphiql: false,
  playground: false,
  plugins: [limitsPlugin, waitPlugin],
  parseOptions: { maxTokens: LIMITS.tokens },
  // One operation per request: a batch would be many queries for one request's allowance.
  allowBatchedHttpRequests: false,
  // A cookie comes along by itself: no content type that a form can send, no bare GET.
  csrfPrevention: true,
  // 429 and 503 stay what they are where a viewer could not be found out.
  preserveHttpStatusForExecutionErrors: false,
  context: (request: FastifyRequest) => ({ request }),
  formatError: formatError,
};

@Module({})
export class AppModule {
  static with(parts: ApiParts): DynamicModule {
    return {
      module: AppModule,
      imports: [GraphQLModule.forRoot<ApolloDriverConfig>(GRAPHQL)],
      providers: [
        { provide: DataSource, useValue: parts.dataSource },
        { provide: Access, useValue: parts.access },
        { provide: Authenticator, useValue: parts.authenticator },
        { provide: BUS, useValue: parts.bus },
        NotificationService,
        LiveSockets,
        { provide: ApiKeyService, useValue: parts.keys },
        { provide: PublishService, useValue: parts.publisher },
        { provide: TransformationService, useValue: parts.transformations },
        { provide: DisputeService, useValue: parts.disputes },
        { provide: SealedLinks, useValue: parts.sealed },
        { provide: PublicUrl, useValue: parts.publicUrl },
        { provide: TemporalLinks, useValue: parts.links },
        { provide: SampleService, useValue: parts.samples },
        { provide: ResendService, useValue: parts.repeats },
        { provide: ReplayService, useValue: parts.replays },
        { provide: DestinationService, useValue: parts.destinations },
        { provide: DeviceService, useValue: parts.devices },
        { provide: SourceService, useValue: parts.sources },
        { provide: ReconcileService, useValue: parts.reconciling },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: FailureFilter },
        DateTimeScalar,
        JsonScalar,
        RecipientService,
        ...RESOLVERS,
      ],
    };
  }
}
