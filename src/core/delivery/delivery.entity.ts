import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { ChannelEnum, type DeliveryStatus, DeliveryStatusEnum } from '../schema/enums.js';
import { Node } from '../schema/node.js';

/** One rendering of one event for one destination, and what became of it. */
@Entity('deliveries')
@ObjectType({ implements: () => [Node] })
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

  @Field({ name: 'to', description: 'Masked where it is a secret.' })
  @Column('text')
  sentTo: string;

  @Field(() => DeliveryStatusEnum)
  @Column('text')
  status: DeliveryStatus;

  @Field({ description: 'Why the plan decided so.' })
  @Column('text')
  because: string;

  @Field(() => String, { nullable: true, description: 'Why it was not sent, or not yet; null otherwise.' })
  @Column('text', { nullable: true })
  reason: string | null;

  @Field()
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => Date, { nullable: true })
  @Column('timestamptz', { nullable: true })
  settledAt: Date | null;
}

/** One call to a provider. */
@Entity('attempts')
@ObjectType('DeliveryAttempt')
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

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  detail: string | null;

  @Field(() => Int)
  @Column('integer')
  durationMs: number;
}
