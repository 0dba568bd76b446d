import { Field, Int, Mutation, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import { type ReadReviewLine, readReview } from '../../core/maintenance/review.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { CategoryEnum, ChannelEnum } from '../../core/schema/enums.js';
import { quarterOf } from '../../domain/planning/review.js';
import { CATEGORIES, type Category } from '../../domain/vocabulary.js';
import type { Formatter } from '../../i18n/formatter.js';
import { actorName } from '../../i18n/labels.js';
import { CurrentViewer } from '../auth/access.guard.js';
import type { FieldContext } from '../graphql/field-context.js';
import { workOn } from '../graphql/query-cost.js';
import { RequestFormatter } from '../graphql/request-formatter.js';
import { recipientsById } from '../recipients/recipient.loader.js';

@ObjectType()
@VisibleTo({ VIEWER: 'ALL' })
class HeardCategory {
  @Field(() => CategoryEnum)
  category: Category;
  @Field(() => Int, { description: 'How many of its event types.' })
  eventTypes: number;
}

@ObjectType({ description: 'What a person gets now; or an endpoint, or an address that is nobody’s.' })
@VisibleTo({ VIEWER: 'ALL' })
export class AccessReviewLine {
  recipientId: string | null;
  @Field({ description: 'Addresses that are nobody’s are masked.' })
  name: string;
  @Field(() => [ChannelEnum], { description: 'By which anything comes.' })
  channels: readonly string[];
  @Field(() => [HeardCategory], { description: 'Categories of which nothing comes are left out.' })
  heard: HeardCategory[];
}

@ObjectType()
@VisibleTo({ VIEWER: 'ALL' })
class AccessReview {
  @Field(() => [AccessReviewLine], { description: 'People first.' })
  lines: AccessReviewLine[];
  @Field({ description: 'In UTC, for example 2026Q4.' })
  quarter: string;
  @Field(() => Date, { nullable: true, description: 'When somebody last said that it is as it should be.' })
  confirmedAt: Date | null;
  @Field(() => String, { nullable: true, description: 'Who said so: a key by its name.' })
  confirmedBy: string | null;
  @Field({ description: 'It was confirmed in this quarter.' })
  confirmed: boolean;
}

/** Every event type is decided for every destination. */
const ALL_RULES = 1_000;
const CONFIRM = 'confirmReview';
const CONFIRMED = `
  SELECT at, actor FROM audit_entries WHERE business_id = $1 AND subject = $1 AND action = '${CONFIRM}' ORDER BY id DESC LIMIT 1`;

@Resolver(() => AccessReviewLine)
export class AccessReviewResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Query(() => AccessReview, { description: 'Who gets what, as things stand.', complexity: workOn(() => ALL_RULES) })
  @Access('ADMIN', 'VIEWER')
  async accessReview(
    @CurrentViewer() { businessId }: Viewer,
    @RequestFormatter() formatter: Formatter,
  ): Promise<AccessReview> {
    const lines = await readReview(this.dataSource, businessId);
    const [last]: { at: Date; actor: string }[] = await this.dataSource.query(CONFIRMED, [businessId]);
    const quarter = quarterOf(new Date());
    const confirmed = last !== undefined && quarterOf(last.at) === quarter;
    return {
      lines: lines.map(personLine),
      quarter,
      confirmedAt: last?.at ?? null,
      confirmedBy: last ? actorName(formatter, last.actor, 'by') : null,
      confirmed,
    };
  }

  @Mutation(() => AccessReview, { description: 'Somebody looked, and it is as it should be: for the audit trail.' })
  @Access('ADMIN')
  async confirmReview(
    @CurrentViewer() viewer: Viewer,
    @RequestFormatter() formatter: Formatter,
  ): Promise<AccessReview> {
    const after = { quarter: quarterOf(new Date()) };
    await recordChange(this.dataSource.manager, viewer, { action: CONFIRM, subject: viewer.businessId, after });
    return this.accessReview(viewer, formatter);
  }

  @ResolveField(() => Recipient, { nullable: true, description: 'Null: an endpoint, or an address that is nobody’s.' })
  async recipient({ recipientId }: AccessReviewLine, _: object, { loaders }: FieldContext): Promise<Recipient | null> {
    return recipientId ? loaders.load(recipientsById, recipientId) : null;
  }
}

function personLine({ recipientId, line: { name, channels, counts } }: ReadReviewLine): AccessReviewLine {
  const heard = CATEGORIES.flatMap((category) => {
    const eventTypes = counts?.[category] ?? 0;
    return eventTypes > 0 ? [{ category, eventTypes }] : [];
  });
  return { recipientId, name, channels, heard };
}
