import { Args, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Event } from '../../core/ingest/event.entity.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { JsonScalar } from '../../core/schema/enums.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { SampleService } from './sample.service.js';

@InputType()
export class SendSampleEventInput {
  @Field()
  type: string;
  @Field(() => ID, {
    nullable: true,
    description:
      'The source that it comes from, as its provider words it. Left out: the oldest of the kind that the sample is of.',
  })
  sourceId?: string | null;
}

@ObjectType()
@VisibleTo({ PRODUCER: 'ALL' })
export class EventPayload {
  @Field(() => Event)
  event: Event;
  @Field()
  duplicate: boolean;
}

@Resolver()
export class SampleResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly samples: SampleService,
  ) {}

  @Query(() => JsonScalar, { description: 'A body as the provider sends it.' })
  @Access('ADMIN', 'VIEWER', 'MEMBER', 'PRODUCER')
  async samplePayload(@Args('eventType') eventType: string): Promise<unknown> {
    return (await this.samples.find(eventType, 'eventType')).body;
  }

  @Mutation(() => EventPayload, {
    description: 'Signs a fresh sample and posts it to the source’s own URL; it is really processed and sent.',
  })
  @Access('ADMIN', 'PRODUCER')
  async sendSampleEvent(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: SendSampleEventInput,
  ): Promise<EventPayload> {
    const { id, duplicate } = await this.samples.send(viewer, input);
    return {
      event: await this.dataSource.getRepository(Event).findOneByOrFail({ id, businessId: viewer.businessId }),
      duplicate,
    };
  }
}
