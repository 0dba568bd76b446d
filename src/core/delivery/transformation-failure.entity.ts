import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Reason } from '../../domain/reasons.js';
import { VisibleTo } from '../schema/access.js';
import { Field, ID, Int, ObjectType } from '../schema/decorators.js';

/** A run of an endpoint's code that failed in a delivery. */
@Entity('transformation_failures')
@ObjectType('TransformationFailure')
@VisibleTo({ VIEWER: 'ALL' })
export class TransformationFailure {
  @Field(() => ID)
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  businessId: string;

  @Column('text')
  destinationId: string;

  @Column('text')
  eventId: string;

  @Field()
  @Column('timestamptz')
  at: Date;

  @Column('jsonb')
  reason: Reason;

  @Field(() => Int, { nullable: true, description: 'Line in the code, counted from 1, where it is known.' })
  @Column('integer', { nullable: true })
  line: number | null;
}
