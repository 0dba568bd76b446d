/** Disputes as the API shows them: the list by urgency, and what belongs to each. */
import { Args, ArgsType, Field, Int, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Dispute } from '../../core/disputes/dispute.entity.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import {
  type DeadlineSource,
  DeadlineSourceEnum,
  DisputeStateEnum,
  enumOf,
  JsonScalar,
  RoleEnum,
} from '../../core/schema/enums.js';
import { AWAITING_RESPONSE, type DisputeState, type EscalationPolicy } from '../../domain/disputes/escalation.js';
import { NO_CURRENCY } from '../../domain/money.js';
import type { FactEntry, TimelineEntry } from '../../domain/timeline.js';
import type { Role } from '../../domain/vocabulary.js';
import { actorName } from '../../i18n/labels.js';
import { SealedLinks } from '../../platform/secrets/sealed-links.js';
import { TemporalLinks } from '../../temporal/links.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { toldDispute } from '../auth/member-scope.js';
import { ledgersOfEvents } from '../events/timeline.loader.js';
import { TimelineEntryType } from '../events/timeline.resolver.js';
import { connectionOf, firstPage, notACursor, type Page, PageArgs } from '../graphql/connection.js';
import type { FieldContext } from '../graphql/field-context.js';
import { Money, moneyOf } from '../graphql/money.type.js';
import { eventsOfDisputes, evidenceOfDisputes, remindersOfDisputes } from './dispute.loader.js';
import { disputeTimeline } from './dispute-timeline.js';
import { packOf } from './evidence.js';
import { type LadderReminder, ladderReminders, REMINDER_STATES, type ReminderState } from './ladder-reminders.js';
import { EscalationPolicyType } from './policy.resolver.js';

@ArgsType()
class DisputesArgs extends PageArgs {
  @Field(() => DisputeStateEnum, { nullable: true })
  state?: DisputeState;
}

const ReminderStateEnum = enumOf('ReminderState', REMINDER_STATES, {
  OVERTAKEN: 'It told nobody: a later one had come while nothing could be sent.',
  UNREACHABLE: 'It told nobody: nobody could be reached.',
  TO_COME: 'If nobody answers meanwhile.',
});

@ObjectType()
@VisibleTo({ VIEWER: 'ALL', MEMBER: ['dueAt', 'level', 'state', 'sentAt', 'deliveries'] })
class DisputeReminder implements LadderReminder {
  @Field()
  dueAt: Date;
  @Field(() => Int, { description: 'Of one that is to come: if nobody takes the dispute meanwhile.' })
  level: number;
  @Field(() => [RoleEnum], { description: 'Whom that level asks.' })
  roles: readonly Role[];
  @Field(() => ReminderStateEnum)
  state: ReminderState;
  @Field(() => Date, { nullable: true, description: 'Null for one that is to come, or that told nobody.' })
  sentAt: Date | null;
  @Field(() => Int)
  deliveries: number;
}

@ObjectType('EvidencePack')
@VisibleTo({ VIEWER: 'ALL' })
export class EvidencePackType {
  @Field()
  generatedAt: Date;
  @Field(() => JsonScalar, {
    description: 'Who was told, when, by which channel, with which receipt; who took it, and who answered.',
  })
  json: unknown;
  @Field({ description: 'The same as a page to print; it needs no login and holds for a day.' })
  url: string;
}

const DisputeConnection = connectionOf<Dispute>('Dispute', () => Dispute);

@Resolver(() => Dispute)
export class DisputeResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly links: TemporalLinks,
    private readonly sealed: SealedLinks,
  ) {}

  @Query(() => DisputeConnection, {
    description:
      'By urgency: what is open by its deadline, then what is open without one, then all others, newest first.',
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  disputes(@CurrentViewer() viewer: Viewer, @Args() args: DisputesArgs): Promise<Page<Dispute>> {
    const query = this.dataSource
      .getRepository(Dispute)
      .createQueryBuilder('d')
      .where('d.businessId = :businessId', viewer);
    if (viewer.access === 'MEMBER') query.andWhere(toldDispute('d', ':recipientId'), viewer);
    if (args.state) query.andWhere('d.state = :state', { state: args.state });
    if (args.after != null)
      query.andWhere('(d.urgency, d.id) > (:urgency::bigint, :id)', readDisputeCursor(args.after));
    return firstPage(query.orderBy({ 'd.urgency': 'ASC', 'd.id': 'ASC' }), args, disputeCursor);
  }

  @ResolveField(() => Money, { description: 'Zero of XXX (ISO 4217: no currency) where the provider names no amount.' })
  amount({ amount, currency }: Dispute): Money {
    return moneyOf({ amount, currency }) ?? { amount: 0, minorUnits: '0', currency: NO_CURRENCY };
  }

  @ResolveField(() => DeadlineSourceEnum, { nullable: true })
  respondBySource({ respondBy, respondByEstimated }: Dispute): DeadlineSource | null {
    if (!respondBy) return null;
    return respondByEstimated ? 'ESTIMATED' : 'PROVIDER';
  }

  @ResolveField(() => Boolean, {
    description: 'The deadline has passed; by the word of the provider it is still open.',
  })
  overdue({ state, respondBy }: Dispute): boolean {
    return AWAITING_RESPONSE.includes(state) && respondBy !== null && respondBy.getTime() <= Date.now();
  }

  @ResolveField(() => String, { nullable: true, description: 'Who took it last.' })
  acknowledgedBy({ acknowledgedBy: who }: Dispute, _: object, { formatter }: FieldContext): string | null {
    return who && actorName(formatter, who, 'name');
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Who said that the answer is filed; null where the provider did.',
  })
  respondedBy({ respondedBy: who }: Dispute, _: object, { formatter }: FieldContext): string | null {
    return who && actorName(formatter, who, 'name');
  }

  @ResolveField(() => EscalationPolicyType, { description: 'The ladder that it began with.' })
  escalationPolicy({ policy }: Dispute): EscalationPolicy {
    return policy;
  }

  @ResolveField(() => [DisputeReminder], { description: 'Sent and still to come, in time order.' })
  async reminders(dispute: Dispute, _: object, { loaders }: FieldContext): Promise<LadderReminder[]> {
    return ladderReminders(dispute, await loaders.load(remindersOfDisputes, dispute.id), new Date());
  }

  @ResolveField(() => [TimelineEntryType], {
    description: 'Oldest first: what happened, and what became of telling it, event by event.',
  })
  async timeline({ id }: Dispute, _: object, { loaders }: FieldContext): Promise<(TimelineEntry | FactEntry)[]> {
    const events = await loaders.load(eventsOfDisputes, id);
    return disputeTimeline(events, await Promise.all(events.map((event) => loaders.load(ledgersOfEvents, event.id))));
  }

  @ResolveField(() => EvidencePackType)
  async evidencePack(dispute: Dispute, _: object, { loaders }: FieldContext): Promise<EvidencePackType> {
    const evidence = await loaders.load(evidenceOfDisputes, dispute.id);
    const generatedAt = new Date();
    const url = this.sealed.toEvidence(dispute, generatedAt.getTime());
    return { generatedAt, json: evidence && packOf(dispute, evidence, generatedAt), url };
  }

  @ResolveField(() => String, { nullable: true, description: 'Its ladder in the Temporal Web UI.' })
  workflowUrl({ id, respondBy }: Dispute): string | null {
    return this.links.toWorkflow(respondBy && id);
  }
}

const disputeCursor = ({ urgency, id }: Dispute) => `${urgency}.${id}`;

function readDisputeCursor(cursor: string): { urgency: string; id: string } {
  const [, urgency, id] = /^(-?\d{1,18})\.(dsp_\w{26})$/.exec(cursor) ?? [];
  if (!urgency || !id) throw notACursor(cursor);
  return { urgency, id };
}
