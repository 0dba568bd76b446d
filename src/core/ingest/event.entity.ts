import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Facts } from '../../domain/facts.js';
import type { Reason } from '../../domain/reasons.js';
import type { ErasureCode } from '../../domain/vocabulary.js';
import { VisibleTo } from '../schema/access.js';
import { Field, ObjectType } from '../schema/decorators.js';
import { type EventStatus, EventStatusEnum } from '../schema/enums.js';
import { Node } from '../schema/node.js';

/** What whoever sent an event, or was told of it, knows of it. */
const TOLD = [
  'id',
  'externalId',
  'type',
  'eventType',
  'occurredAt',
  'receivedAt',
  'test',
  'status',
  'summary',
  'amount',
  'account',
] as const;

/** One accepted fact. Its body stands in the inbox row with the same id. */
@Entity('events')
@ObjectType({ implements: () => [Node] })
@VisibleTo({
  VIEWER: 'ALL',
  MEMBER: {
    whose: 'event',
    own: [...TOLD, 'unreadable', 'dispute', 'providerUrl', 'erased', 'foundBySweep', 'own', 'deliveries', 'timeline'],
  },
  PRODUCER: {
    whose: 'publication',
    own: [...TOLD, 'statusReason'],
    // They named it themselves, and it was there.
    others: ['id', 'externalId'],
  },
})
export class Event extends Node {
  @PrimaryColumn('text')
  override id: string;

  @Column('text')
  businessId: string;

  @Column('text')
  sourceId: string;

  @Field({ description: "The provider's own id; with the source, unique." })
  @Column('text')
  externalId: string;

  @Field()
  @Column('text')
  type: string;

  @Field()
  @Column('timestamptz')
  occurredAt: Date;

  @Field()
  @Column('timestamptz')
  receivedAt: Date;

  @Column('text', { nullable: true })
  entityId: string | null;

  @Field({ description: "The provider's test mode: listed, rings at nobody." })
  @Column('boolean')
  test: boolean;

  @Column('jsonb')
  facts: Facts;

  @Field(() => EventStatusEnum)
  @Column('text')
  status: EventStatus;

  @Column('jsonb', { nullable: true })
  statusReason: Reason | null;

  @Field({ name: 'foundBySweep', description: 'No webhook told it: it was found by asking the provider’s API.' })
  @Column('boolean')
  foundByReconcile: boolean;

  /** Which credential published it, see Viewer; null for what came by a webhook, or from ourselves. */
  @Column('text', { nullable: true })
  publishedBy: string | null;

  @Field({ description: 'Tocsin’s own notice: its external id is ours, whatever it looks like.' })
  @Column('boolean')
  own: boolean;

  @Column('text', { nullable: true })
  workflowId: string | null;

  /** Since when its body, or all that is personal, is gone; and why. */
  @Column('timestamptz', { nullable: true })
  erasedAt: Date | null;

  @Column('text', { nullable: true })
  erasedBy: ErasureCode | null;
}
