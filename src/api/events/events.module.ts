import { Module } from '@nestjs/common';
import { NodeRegistry } from '../graphql/node-registry.js';
import { IngestModule } from '../rest/ingest.module.js';
import { eventsById } from './event.loader.js';
import { EventResolver } from './event.resolver.js';
import { EventLiveResolver } from './event-live.resolver.js';
import { EventTypeResolver } from './event-type.type.js';
import { EventProviderUrlResolver } from './provider-url.resolver.js';
import { PublishResolver } from './publish.resolver.js';
import { PublishService } from './publish.service.js';
import { EventReplayResolver } from './replay.resolver.js';
import { ReplayService } from './replay.service.js';
import { SampleResolver } from './sample.resolver.js';
import { SampleService } from './sample.service.js';
import { EventTimelineResolver, TimelineEntryResolver } from './timeline.resolver.js';

@Module({
  imports: [IngestModule],
  providers: [
    EventLiveResolver,
    EventReplayResolver,
    EventProviderUrlResolver,
    EventResolver,
    EventTimelineResolver,
    EventTypeResolver,
    PublishResolver,
    PublishService,
    ReplayService,
    SampleResolver,
    SampleService,
    TimelineEntryResolver,
  ],
  exports: [SampleService],
})
export class EventsModule {
  constructor(nodes: NodeRegistry) {
    nodes.add('event', eventsById);
  }
}
