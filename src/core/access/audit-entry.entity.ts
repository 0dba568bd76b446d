import { Column, Entity, PrimaryColumn } from 'typeorm';
import { VisibleTo } from '../schema/access.js';
import { Field, ObjectType } from '../schema/decorators.js';
import { JsonScalar } from '../schema/enums.js';
import { Node } from '../schema/node.js';

/** Who changed what, when, from what to what. Never changed and never deleted through the API. */
@Entity('audit_entries')
@ObjectType({ implements: () => [Node] })
@VisibleTo({})
export class AuditEntry extends Node {
  @PrimaryColumn('text')
  override id: string;

  @Column('text')
  businessId: string;

  @Field()
  @Column('timestamptz')
  at: Date;

  @Field({ description: 'The key that did it.' })
  @Column('text')
  actor: string;

  @Field({ description: 'For example createApiKey.' })
  @Column('text')
  action: string;

  @Field({ description: 'The id of what was changed.' })
  @Column('text')
  subject: string;

  @Field(() => JsonScalar, { nullable: true, description: 'Only what changed; null: it was not there.' })
  @Column('jsonb', { nullable: true })
  before: object | null;

  @Field(() => JsonScalar, { nullable: true, description: 'Only what changed; null: it is no longer there.' })
  @Column('jsonb', { nullable: true })
  after: object | null;
}
