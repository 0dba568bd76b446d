import { Args, Field, InputType, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Destination } from '../../core/planning/destination.entity.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { ChannelEnum, DecisionEnum, JsonScalar } from '../../core/schema/enums.js';
import { findEventType } from '../../domain/catalogue/index.js';
import type { Decision } from '../../domain/planning/plan.js';
import type { Formatter } from '../../i18n/formatter.js';
import { reasonText } from '../../i18n/reason-text.js';
import { newId } from '../../platform/new-id.js';
import { PublicUrl } from '../../platform/public-url.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { destinationsById } from '../destinations/destination.loader.js';
import { EventType } from '../events/event-type.type.js';
import type { FieldContext } from '../graphql/field-context.js';
import { workOn } from '../graphql/query-cost.js';
import { RequestFormatter } from '../graphql/request-formatter.js';
import { eventToSimulate } from './payload.js';
import { simulate } from './simulation.js';

@InputType()
export class SimulateEventInput {
  @Field({ description: 'A key of eventTypes, a provider’s own name, or any other type.' })
  type: string;
  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'The body as Dodo, Stripe or a producer sends it, or what publishEvent takes as data; left out: the sample of the type.',
  })
  payload?: unknown;
  @Field(() => Date, { nullable: true, description: 'When it would come; left out: now.' })
  at?: Date | null;
}

@ObjectType()
@VisibleTo({ VIEWER: 'ALL' })
export class PlannedDelivery {
  destinationId: string | null;
  @Field(() => ChannelEnum)
  channel: string;
  @Field({ description: 'Masked where it is a secret.' })
  to: string;
  @Field(() => DecisionEnum)
  decision: Decision;
  @Field()
  reason: string;
  @Field(() => String, { nullable: true, description: 'Null where nothing would be read.' })
  subject: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'The text in its reader’s language. An endpoint’s transformation is not run: testTransformation does that.',
  })
  preview: string | null;
}

@ObjectType({ description: 'What would this event do? Nothing is stored or sent.' })
@VisibleTo({ VIEWER: 'ALL' })
export class DeliveryPlan {
  @Field(() => EventType, { nullable: true, description: 'Null where the catalogue does not know the type.' })
  eventType: EventType | null;
  @Field({ description: 'The event type that the payload was read as.' })
  type: string;
  @Field(() => [PlannedDelivery], { description: 'What a run would record: where nobody ever asked, there is none.' })
  entries: PlannedDelivery[];
}

/** Each delivery of the plan is put into words. */
const PLAN_IN_WORDS = 300;

@Resolver(() => PlannedDelivery)
export class SimulateResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly publicUrl: PublicUrl,
  ) {}

  @Query(() => DeliveryPlan, {
    description: 'Decided and put into words as a real run would; nothing is stored or sent.',
    complexity: workOn(() => PLAN_IN_WORDS),
  })
  @Access('ADMIN', 'VIEWER')
  async simulateEvent(
    @CurrentViewer() { businessId }: Viewer,
    @Args('input') { type, payload, at }: SimulateEventInput,
    @RequestFormatter() formatter: Formatter,
  ): Promise<DeliveryPlan> {
    const moment = at ?? new Date();
    const read = await eventToSimulate(type, payload, moment);
    const id = newId('event');
    const simulated = { ...read, id, link: this.publicUrl.ofEvent(id), at: moment };
    const entries = await simulate(this.dataSource, businessId, simulated);
    return {
      eventType: findEventType(read.event.type),
      type: read.event.type,
      entries: entries.map((entry) => ({ ...entry, reason: reasonText(formatter, entry.reason) })),
    };
  }

  @ResolveField(() => Destination, { nullable: true, description: 'Null for customer e-mails.' })
  async destination(
    { destinationId }: PlannedDelivery,
    _: object,
    { loaders }: FieldContext,
  ): Promise<Destination | null> {
    return destinationId ? loaders.load(destinationsById, destinationId) : null;
  }
}
