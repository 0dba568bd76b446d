import { Args, Field, ID, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Event } from '../../core/ingest/event.entity.js';
import { Access } from '../../core/schema/access.js';
import { enumOf } from '../../core/schema/enums.js';
import { REPLAY_MODES, type ReplayMode } from '../../domain/planning/resend.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { ReplayService } from './replay.service.js';
import { EventPayload } from './sample.resolver.js';

const ReplayModeEnum = enumOf('ReplayMode', REPLAY_MODES, {
  SAME_TARGETS: 'Every delivery that was tried goes out once more, successes included.',
  REEVALUATE: 'Whom the rules of today name and who was not told yet is told; nobody is told twice.',
});

@InputType()
export class ReplayEventInput {
  @Field(() => ID)
  id: string;
  @Field(() => ReplayModeEnum)
  mode: ReplayMode;
}

@Resolver()
export class EventReplayResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly replays: ReplayService,
  ) {}

  @Mutation(() => EventPayload, {
    description: 'In-app items and the customer’s own e-mail are not repeated. The timeline says who asked.',
  })
  @Access('ADMIN')
  async replayEvent(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { id, mode }: ReplayEventInput,
  ): Promise<EventPayload> {
    await this.replays.replay(viewer, id, mode);
    const { businessId } = viewer;
    return { event: await this.dataSource.getRepository(Event).findOneByOrFail({ id, businessId }), duplicate: false };
  }
}
