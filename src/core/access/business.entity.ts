import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BrandChoices } from '../../domain/brand.js';
import type { EscalationPolicy } from '../../domain/disputes/escalation.js';
import { VisibleTo } from '../schema/access.js';
import { Field, ObjectType } from '../schema/decorators.js';
import { Node } from '../schema/node.js';

/** The tenant. */
@Entity('businesses')
@ObjectType({ implements: () => [Node] })
@VisibleTo({
  VIEWER: 'ALL',
  MEMBER: ['id', 'name', 'locale', 'timeZone'],
  PRODUCER: ['id', 'name', 'locale', 'timeZone'],
})
export class Business extends Node {
  @PrimaryColumn('text')
  override id: string;

  @Field()
  @Column('text')
  name: string;

  @Field()
  @Column('text')
  locale: string;

  @Field()
  @Column('text')
  timeZone: string;

  /** What it chose for its e-mails; the field of that name says what holds. */
  @Column('jsonb')
  brand: BrandChoices;

  /** The ladder that it chose; null: ours. The field of that name says what holds. */
  @Column('jsonb', { nullable: true })
  escalationPolicy: EscalationPolicy | null;

  /** For how many days bodies are kept; null: as the installation has it. The field of that name says what holds. */
  @Column('integer', { nullable: true })
  payloadDays: number | null;
}
