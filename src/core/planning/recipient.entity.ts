import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../../domain/vocabulary.js';
import { VisibleTo } from '../schema/access.js';
import { Field, ObjectType } from '../schema/decorators.js';
import { RoleEnum } from '../schema/enums.js';
import { Node } from '../schema/node.js';
import { QuietHoursType } from './quiet-hours.type.js';

/** A person of the merchant's team. */
@Entity('recipients')
@ObjectType({ implements: () => [Node] })
@VisibleTo({ VIEWER: 'ALL', MEMBER: { whose: 'recipient', own: 'ALL', others: ['id', 'name'] } })
export class Recipient extends Node {
  @PrimaryColumn('text')
  override id: string;

  @Column('text')
  businessId: string;

  @Field()
  @Column('text')
  name: string;

  @Field(() => [RoleEnum])
  @Column('text', { array: true })
  roles: Role[];

  @Field(() => String, { nullable: true, description: "BCP 47; null: the business's." })
  @Column('text', { nullable: true })
  locale: string | null;

  @Field(() => String, { nullable: true, description: "IANA zone; null: the business's." })
  @Column('text', { nullable: true })
  timeZone: string | null;

  @Column('text', { nullable: true })
  quietStart: string | null;

  @Column('text', { nullable: true })
  quietEnd: string | null;

  @Field(() => QuietHoursType, {
    nullable: true,
    description: 'In their own zone; what they hold goes out at the end.',
  })
  get quietHours(): QuietHoursType | null {
    return this.quietStart && this.quietEnd ? { start: this.quietStart, end: this.quietEnd } : null;
  }

  @Column('timestamptz', { nullable: true })
  removedAt: Date | null;
}
