import { Column, Entity, PrimaryColumn } from 'typeorm';
import { VisibleTo } from '../schema/access.js';
import { Field, Int, ObjectType } from '../schema/decorators.js';

/** The code that an endpoint has or had. */
@Entity('transformation_versions')
@ObjectType('TransformationVersion')
@VisibleTo({})
export class TransformationVersion {
  @PrimaryColumn('text')
  destinationId: string;

  @Field(() => Int, { description: 'Counted from 1.' })
  @PrimaryColumn('integer')
  number: number;

  @Column('text')
  businessId: string;

  @Field()
  @Column('text')
  code: string;

  @Field()
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  createdBy: string | null;

  @Field({ description: 'It is the code that the endpoint has now. Filled in by whoever reads it.' })
  live: boolean;
}
