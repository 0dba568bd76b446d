/** All destinations in one table: e-mail addresses, notification centres, devices, endpoints. */
import { ChildEntity, Column, Entity, PrimaryColumn, TableInheritance } from 'typeorm';
import type { DigestWindow } from '../../domain/planning/digest.js';
import type { Reason } from '../../domain/reasons.js';
import type { KeptSecret } from '../../domain/rotation.js';
import { VisibleTo } from '../schema/access.js';
import { Field, InterfaceType, ObjectType } from '../schema/decorators.js';
import { ChannelEnum } from '../schema/enums.js';
import { Node } from '../schema/node.js';
import { ConnectedChat } from './connected-chat.type.js';
import { DigestType } from './digest.type.js';

@Entity('destinations')
@TableInheritance({ column: { name: 'kind', type: 'text' } })
@InterfaceType({ implements: () => [Node] })
export abstract class Destination extends Node {
  @PrimaryColumn('text')
  override id: string;

  @Column('text')
  businessId: string;

  @Column('text', { nullable: true })
  recipientId: string | null;

  @Field(() => ChannelEnum)
  @Column('text')
  channel: string;

  @Field()
  @Column('text')
  label: string;

  @Field()
  @Column('boolean', { default: true })
  enabled: boolean;

  /** An endpoint's subscription: every event type, or the chosen ones; null: roles and catalogue decide. */
  @Column('boolean', { nullable: true })
  takesAll: boolean | null;

  /** Of a chat: whether it takes event types that the catalogue does not know, too; null: where it takes all. */
  @Column('boolean', { nullable: true })
  takesUnknown: boolean | null;

  @Column('jsonb', { nullable: true })
  disabledReason: Reason | null;

  /** From when on it misses what replayMissed sends; null: nothing. */
  @Column('timestamptz', { nullable: true })
  missedSince: Date | null;

  @Column('timestamptz', { nullable: true })
  removedAt: Date | null;
}

@ChildEntity('EMAIL')
@ObjectType({ implements: () => [Node, Destination] })
@VisibleTo({ VIEWER: 'ALL', MEMBER: { whose: 'destination', own: 'ALL' } })
export class EmailDestination extends Destination {
  @Field()
  @Column('text')
  address: string;

  @Field({
    description:
      'Mail to it bounced or was refused, or its reader said that it is not theirs: nothing more is sent there.',
  })
  @Column('boolean', { default: false })
  suppressed: boolean;

  /** Its reader still has to be told that an ADMIN added it. */
  @Column('boolean', { default: false })
  welcomeDue: boolean;

  get refusedByReader(): boolean {
    return this.disabledReason?.code === 'NOT_THEIRS';
  }

  @Field({ description: 'False: nothing goes there until its reader opens the link that was sent there.' })
  get confirmed(): boolean {
    return this.disabledReason?.code !== 'UNCONFIRMED';
  }

  @Column('text', { nullable: true })
  digestEvery: DigestWindow | null;

  @Column('text', { nullable: true })
  digestAt: string | null;

  @Field(() => DigestType, { nullable: true, description: 'Null: each event at once.' })
  get digest(): DigestType | null {
    return this.digestEvery ? { every: this.digestEvery, at: this.digestAt } : null;
  }
}

@ChildEntity('IN_APP')
@ObjectType({ implements: () => [Node, Destination] })
@VisibleTo({ VIEWER: 'ALL', MEMBER: { whose: 'destination', own: 'ALL' } })
export class InAppDestination extends Destination {}

@ChildEntity('ENDPOINT')
@ObjectType({ implements: () => [Node, Destination] })
@VisibleTo({ VIEWER: { allBut: ['transformation', 'versions'] } })
export class EndpointDestination extends Destination {
  /** The URL is a credential where the provider made it one (a Slack hook); opened only to send. */
  @Column('text')
  sealedUrl: string;

  /** The URL as it may be shown. */
  @Field({ name: 'url', description: 'Secrets in it are masked.' })
  @Column('text')
  urlHint: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Of a chat: whether it takes event types that the catalogue does not know, too. Null: it takes them where it takes all types.',
  })
  get unknownTypes(): boolean | null {
    return this.takesUnknown;
  }

  @Column('text', { nullable: true })
  sealedHeaders: string | null;

  /** What it is signed with, or the key of its API; the current one first. */
  @Column('jsonb', { default: [] })
  sealedSecrets: KeptSecret[];

  @Field(() => String, { nullable: true, description: 'The JavaScript source, or null.' })
  @Column('text', { nullable: true })
  transformation: string | null;

  @Field(() => ConnectedChat, {
    nullable: true,
    description: 'Of a chat that was connected by its button: what it said. Null: its address was entered.',
  })
  @Column('jsonb', { nullable: true })
  connection: ConnectedChat | null;

  /** Runs of the code that failed in a row. */
  @Column('integer', { default: 0 })
  transformationFailures: number;

  @Field(() => Date, {
    nullable: true,
    description:
      'Its code failed several times in a row and no longer runs; new code, or rollBackTransformation, does.',
  })
  @Column('timestamptz', { nullable: true })
  transformationOffSince: Date | null;
}
