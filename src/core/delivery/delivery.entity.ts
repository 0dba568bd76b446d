import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Reason } from '../../domain/reasons.js';
import { VisibleTo } from '../schema/access.js';
import { Field, Int, ObjectType } from '../schema/decorators.js';
import { ChannelEnum, type DeliveryStatus, DeliveryStatusEnum } from '../schema/enums.js';
import { Node } from '../schema/node.js';

/** One rendering of one event for one destination, and what became of it. */
@Entity('deliveries')
@ObjectType({ implements: () => [Node] })
@VisibleTo({
  VIEWER: 'ALL',
  MEMBER: {
    whose: 'delivery',
    own: 'ALL',
    others: ['id', 'event', 'channel', 'to', 'recipient', 'status', 'createdAt', 'settledAt'],
  },
})
export class Delivery extends Node {
  @PrimaryColumn('text')
  override id: string;

  @Column('text')
  businessId: string;

  @Column('text')
  eventId: string;

  @Column('text', { nullable: true })
  destinationId: string | null;

  @Field(() => ChannelEnum)
  @Column('text')
  channel: string;

  @Column('text')
  sentTo: string;

  @Field(() => DeliveryStatusEnum)
  @Column('text')
  status: DeliveryStatus;

  /** Why the plan decided so. */
  @Column('jsonb')
  because: Reason;

  /** Why it was not sent, or not yet; null otherwise. */
  @Column('jsonb', { nullable: true })
  reason: Reason | null;

  @Field()
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => Date, { nullable: true })
  @Column('timestamptz', { nullable: true })
  settledAt: Date | null;
}

/** One call to a carrier or endpoint. */
@Entity('attempts')
@ObjectType('DeliveryAttempt')
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL' })
export class Attempt {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  businessId: string;

  @Column('text')
  deliveryId: string;

  @Field(() => Int)
  @Column('integer')
  number: number;

  @Field()
  @Column('timestamptz')
  at: Date;

  @Field({
    description:
      'sent, cancelled, refused (for good), retry or interrupted; delivered, bounced, deferred, complained or unsubscribed: a receipt.',
  })
  @Column('text')
  outcome: string;

  @Field(() => Int, { nullable: true })
  @Column('integer', { nullable: true })
  statusCode: number | null;

  @Column('jsonb', { nullable: true })
  detail: Reason | null;

  @Field(() => Int)
  @Column('integer')
  durationMs: number;
}
