import { ChildEntity, Column } from 'typeorm';
import { VisibleTo } from '../schema/access.js';
import { Field, ObjectType } from '../schema/decorators.js';
import { type PushPlatform, PushPlatformEnum } from '../schema/enums.js';
import { Node } from '../schema/node.js';
import { Destination } from './destination.entity.js';

/** A phone's app or a browser; whoever has it registers it, again and again. */
@ChildEntity('PUSH')
@ObjectType({ implements: () => [Node, Destination] })
@VisibleTo({ VIEWER: 'ALL', MEMBER: { whose: 'destination', own: 'ALL' } })
export class PushDestination extends Destination {
  @Field(() => PushPlatformEnum)
  @Column('text')
  platform: PushPlatform;

  /** FCM's token, or a browser's subscription as JSON; null once it is removed: nothing can reach it then. */
  @Column('text', { nullable: true })
  sealedToken: string | null;

  /** SHA-256 of what stays the same of it (a browser's endpoint), base64url. */
  @Column('text', { nullable: true })
  tokenHash: string | null;

  @Field(() => Date, { nullable: true, description: 'When it last registered.' })
  @Column('timestamptz', { nullable: true })
  lastSeenAt: Date | null;
}

/** What becomes of a device that is removed: nothing of it can be reached, and registered again it is a new one. */
export const FORGOTTEN = { sealedToken: null, tokenHash: null };
