/** What this version can do, served to clients: they draw cards, forms and filters from it and know no channel by name. */
import { Field, ObjectType } from '@nestjs/graphql';
import { VisibleTo } from '../../core/schema/access.js';
import { ChannelEnum, enumOf, RoleEnum, SourceKindEnum } from '../../core/schema/enums.js';
import { FIELD_TYPES, type FieldType, type Role } from '../../domain/vocabulary.js';
import type { SourceKind } from '../../sources/index.js';

const FieldTypeEnum = enumOf('FieldType', FIELD_TYPES);

@ObjectType('Starter', { description: 'A transformation to begin with.' })
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL' })
export class StarterType {
  @Field()
  name: string;
  @Field({ description: 'JavaScript that declares function handler(webhook).' })
  code: string;
  @Field(() => [String])
  eventTypes: readonly string[];
}

@ObjectType('FieldInfo', { description: 'One field of the form that adds a destination.' })
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL' })
export class FieldInfoType {
  /** Whose form it is in. */
  channel: string;
  @Field({ description: 'Its name in the input.' })
  key: string;
  @Field(() => FieldTypeEnum)
  type: FieldType;
  @Field()
  required: boolean;
  @Field({ description: 'Never shown again once it is entered.' })
  secret: boolean;
  @Field(() => String, { nullable: true, description: 'A regular expression that a value fits.' })
  pattern?: string;
  @Field(() => [String], { nullable: true })
  options?: readonly string[];
}

@ObjectType()
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL' })
export class ChannelInfo {
  @Field(() => ChannelEnum)
  channel: string;
  @Field({ description: 'It reaches a person of the team, rather than an endpoint.' })
  personal: boolean;
  @Field({ description: 'Its destinations are devices of people, which register themselves by registerDevice.' })
  devices: boolean;
  @Field(() => [FieldInfoType])
  fields: readonly FieldInfoType[];
}

@ObjectType()
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL' })
export class SourceKindInfo {
  @Field(() => SourceKindEnum)
  kind: SourceKind;
  @Field({ description: 'connectSource does it all, with an API key of the provider.' })
  connectsByKey: boolean;
  @Field({ description: 'The provider makes the signing secret of its endpoint; without it, ours is shown once.' })
  secretOfProvider: boolean;
}

@ObjectType()
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL' })
export class RoleInfo {
  @Field(() => RoleEnum)
  role: Role;
}
