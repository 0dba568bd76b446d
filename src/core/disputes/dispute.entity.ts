import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DisputeState, EscalationPolicy } from '../../domain/disputes/escalation.js';
import { VisibleTo } from '../schema/access.js';
import { Field, Int, ObjectType } from '../schema/decorators.js';
import { DisputeStateEnum } from '../schema/enums.js';
import { Node } from '../schema/node.js';

/**
 * One dispute at one stage, as the facts and the team's own acts have it; its run (src `dispute`) bears the same id.
 * Written by its ladder (src/core/disputes/ladder.ts) and by answers (answer.ts), each in a transaction that locks the row.
 */
@Entity('disputes')
@ObjectType({ implements: () => [Node], description: 'One dispute at one stage; a later stage is another one.' })
@VisibleTo({
  VIEWER: 'ALL',
  MEMBER: {
    whose: 'dispute',
    own: [
      'id',
      'externalId',
      'paymentId',
      'stage',
      'stageText',
      'title',
      'state',
      'reason',
      'reasonText',
      'amount',
      'test',
      'contradictory',
      'openedAt',
      'respondBy',
      'respondBySource',
      'unanswerable',
      'overdue',
      'acknowledgedAt',
      'acknowledgedBy',
      'respondedAt',
      'respondedBy',
      'escalationLevel',
      'event',
      'providerUrl',
      'reminders',
      'timeline',
    ],
  },
})
export class Dispute extends Node {
  @PrimaryColumn('text')
  override id: string;

  @Column('text')
  businessId: string;

  @Column('text')
  sourceId: string;

  /** Within what that id is one dispute: src/core/ingest/id-space.ts. */
  @Column('text')
  idSpace: string;

  /** The provider's own id; one of them may have a row for each stage. */
  @Field({ description: "The provider's own id." })
  @Column('text')
  externalId: string;

  /** `inquiry`, `pre_dispute`, `dispute`, `pre_arbitration`. */
  @Field({ description: 'inquiry, pre_dispute, dispute or pre_arbitration.' })
  @Column('text')
  stage: string;

  /** Of the provider's test mode: rings at nobody. */
  @Field({ description: "The provider's test mode: listed, rings at nobody." })
  @Column('boolean')
  test: boolean;

  @Field(() => DisputeStateEnum)
  @Column('text')
  state: DisputeState;

  /** Integer in the currency's smallest unit, as text. */
  @Column('numeric', { nullable: true })
  amount: string | null;

  @Column('text', { nullable: true })
  currency: string | null;

  /** In the provider's words. */
  @Field(() => String, { nullable: true, description: "In the provider's words." })
  @Column('text', { nullable: true })
  reason: string | null;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  paymentId: string | null;

  @Field()
  @Column('timestamptz')
  openedAt: Date;

  /** When an answer is due; null where none is possible, or where its provider does not say until when. */
  @Field(() => Date, {
    nullable: true,
    description: 'Null where no answer is possible, or where the provider does not say until when.',
  })
  @Column('timestamptz', { nullable: true })
  respondBy: Date | null;

  @Column('boolean')
  respondByEstimated: boolean;

  @Field({ description: 'The bank allows no answer, by the word of the provider.' })
  @Column('boolean')
  unanswerable: boolean;

  /** Since when we know of that deadline; null where there is none. */
  @Column('timestamptz', { nullable: true })
  respondByKnownAt: Date | null;

  /** As it was when the dispute was first heard of. */
  @Column('jsonb')
  policy: EscalationPolicy;

  /** Of the newest reminder; 0 before the first. */
  @Field(() => Int, { description: 'Of the newest reminder; 0 before the first.' })
  @Column('integer')
  escalationLevel: number;

  /** Who acknowledged last, as people name them: one who did so before the newest reminder may be asked again. */
  @Column('text', { nullable: true })
  acknowledgedBy: string | null;

  @Field(() => Date, { nullable: true })
  @Column('timestamptz', { nullable: true })
  acknowledgedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  firstAcknowledgedAt: Date | null;

  /** Who said that the answer is filed; null where a fact of the provider said so, or nobody. */
  @Column('text', { nullable: true })
  respondedBy: string | null;

  @Field(() => Date, { nullable: true })
  @Column('timestamptz', { nullable: true })
  respondedAt: Date | null;

  /** The deadline that passed without an answer; null while none has. */
  @Column('timestamptz', { nullable: true })
  passedAt: Date | null;

  /** The event that answered or ended it. */
  @Column('text', { nullable: true })
  endedBy: string | null;

  /** The provider said both won and lost. */
  @Field({ description: 'The provider said both won and lost: look at its own page.' })
  @Column('boolean')
  contradictory: boolean;

  /** When its run is to look at it next; null where nothing is to come. Past by more than moments: the run is lost. */
  @Column('timestamptz', { nullable: true })
  nextAt: Date | null;

  /** Where it stands in the list of those that ask for attention, ascending: made by the table of what is above. */
  @Column({ type: 'bigint', insert: false, update: false })
  urgency: string;
}
