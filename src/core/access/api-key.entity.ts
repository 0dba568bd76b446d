import { Column, Entity, PrimaryColumn } from 'typeorm';
import { VisibleTo } from '../schema/access.js';
import { Field, ObjectType } from '../schema/decorators.js';
import { type ApiAccess, ApiAccessEnum } from '../schema/enums.js';
import { Node } from '../schema/node.js';

/** A key to the API. The key itself is shown once; only its hash is kept. */
@Entity('api_keys')
@ObjectType({ implements: () => [Node] })
@VisibleTo({})
export class ApiKey extends Node {
  @PrimaryColumn('text')
  override id: string;

  @Column('text')
  businessId: string;

  @Column('text')
  name: string;

  @Field(() => ApiAccessEnum)
  @Column('text')
  access: ApiAccess;

  /** Whose key it is: of MEMBER keys always, of others never. */
  @Column('text', { nullable: true })
  recipientId: string | null;

  /** It is, or was, the one of TOCSIN_ADMIN_KEY. */
  @Column('boolean', { default: false })
  ofOperator: boolean;

  @Field({ description: 'How the key begins, to recognise it by.' })
  @Column('text')
  prefix: string;

  @Column('bytea')
  hash: Buffer;

  @Field()
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => Date, { nullable: true, description: 'To the minute; null: not used yet.' })
  @Column('timestamptz', { nullable: true })
  lastUsedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;
}
