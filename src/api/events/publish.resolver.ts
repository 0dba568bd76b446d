import { Args, Field, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { Length } from 'class-validator';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Event } from '../../core/ingest/event.entity.js';
import { Access } from '../../core/schema/access.js';
import { JsonScalar } from '../../core/schema/enums.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { PublishService } from './publish.service.js';
import { EventPayload } from './sample.resolver.js';

@InputType()
export class PublishEventInput {
  @Field({ description: 'A dotted key; best one of the query eventTypes.' })
  @Length(1, 200)
  type: string;
  @Field({ description: 'Your own id of the event: the same one twice is one event.' })
  @Length(1, 200)
  externalId: string;
  @Field(() => Date, { nullable: true, description: 'Now, where it is left out.' })
  occurredAt?: Date | null;
  @Field(() => JsonScalar, { description: 'What the event says, with the keys of a GENERIC source.' })
  data: unknown;
}

@Resolver()
export class PublishResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly publisher: PublishService,
  ) {}

  @Mutation(() => EventPayload, { description: 'For a producer without webhooks.' })
  @Access('ADMIN', 'PRODUCER')
  async publishEvent(@CurrentViewer() viewer: Viewer, @Args('input') input: PublishEventInput): Promise<EventPayload> {
    const { id, duplicate } = await this.publisher.publish(viewer, input);
    const { businessId } = viewer;
    return { event: await this.dataSource.getRepository(Event).findOneByOrFail({ id, businessId }), duplicate };
  }
}
