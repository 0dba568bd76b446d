import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Severity } from '../../domain/vocabulary.js';
import { VisibleTo } from '../schema/access.js';
import { Field, ObjectType } from '../schema/decorators.js';
import { SeverityEnum } from '../schema/enums.js';
import { Node } from '../schema/node.js';

/** One item of a person's in-app centre, in the words and the locale of the moment its newest event was planned. */
@Entity('notifications')
@ObjectType({ implements: () => [Node] })
@VisibleTo({ VIEWER: 'ALL', MEMBER: { whose: 'notification', own: 'ALL' } })
export class Notification extends Node {
  @PrimaryColumn('text')
  override id: string;

  @Column('text')
  businessId: string;

  @Column('text')
  recipientId: string;

  @Column('text')
  eventId: string;

  @Column('text')
  deliveryId: string;

  @Field()
  @Column('text')
  title: string;

  @Field()
  @Column('text')
  body: string;

  @Field(() => SeverityEnum)
  @Column('text')
  severity: Severity;

  @Field()
  @Column('timestamptz')
  createdAt: Date;

  @Field({ description: 'When the newest event of its case came; never changed by marks.' })
  @Column('timestamptz')
  updatedAt: Date;

  @Field(() => Date, { nullable: true })
  @Column('timestamptz', { nullable: true })
  readAt: Date | null;

  @Field(() => Date, { nullable: true })
  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;
}
