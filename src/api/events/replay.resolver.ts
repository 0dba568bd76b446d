import { Args, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Event } from '../../core/ingest/event.entity.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { ChannelEnum, type DeliveryStatus, DeliveryStatusEnum, enumOf } from '../../core/schema/enums.js';
import { REPLAY_MODES, type ReplayMode } from '../../domain/planning/resend.js';
import type { Reason } from '../../domain/reasons.js';
import type { Formatter } from '../../i18n/formatter.js';
import { reasonText } from '../../i18n/reason-text.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { workOn } from '../graphql/query-cost.js';
import { RequestFormatter } from '../graphql/request-formatter.js';
import { ReplayService } from './replay.service.js';
import { EventPayload } from './sample.resolver.js';

/** Each destination is decided about. */
const PLAN = 100;

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

@ObjectType()
@VisibleTo({ VIEWER: 'ALL' })
class ReplayChange {
  @Field(() => ChannelEnum)
  channel: string;
  @Field()
  to: string;
  @Field(() => DeliveryStatusEnum, { nullable: true, description: 'As it is now; null: nothing is recorded for it.' })
  before: DeliveryStatus | null;
  @Field({ description: 'It goes out, now or when it is no longer held; false: it is left out.' })
  sent: boolean;
  @Field(() => String, { nullable: true, description: 'Why it is sent, held or left out; null: once more, as before.' })
  reason: string | null;
}

@ObjectType()
@VisibleTo({ VIEWER: 'ALL' })
class ReplayPreview {
  @Field(() => [ReplayChange], { description: 'Only what would change; the first 200.' })
  changes: ReplayChange[];
  @Field({ description: 'It was set aside before it had a plan: it gets its first one, as if it had just come.' })
  firstPlan: boolean;
}

@Resolver()
export class EventReplayResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly replays: ReplayService,
  ) {}

  @Query(() => ReplayPreview, {
    description: 'What replayEvent would do, decided as it would; nothing is stored or sent.',
    complexity: workOn(() => PLAN),
  })
  @Access('ADMIN', 'VIEWER')
  async previewReplay(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { id, mode }: ReplayEventInput,
    @RequestFormatter() formatter: Formatter,
  ): Promise<ReplayPreview> {
    const { firstPlan, changes } = await this.replays.preview(viewer, id, mode);
    const asText = (reason: Reason | null) => reason && reasonText(formatter, reason);
    return { firstPlan, changes: changes.map((change) => ({ ...change, reason: asText(change.reason) })) };
  }

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
