import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, Length, Matches, MaxLength } from 'class-validator';
import { Destination } from '../../core/planning/destination.entity.js';
import { VisibleTo } from '../../core/schema/access.js';
import { ChannelEnum, JsonScalar } from '../../core/schema/enums.js';
import type { Reason } from '../../domain/reasons.js';
import { SEEN } from '../../domain/seen.js';
import { CoverageGap, GAPS } from '../preferences/coverage.type.js';

@InputType()
export class AddEmailInput {
  @Field()
  @MaxLength(320)
  address: string;
  @Field(() => ID, { nullable: true })
  recipientId?: string | null;
}

@InputType()
export class AddEndpointInput {
  @Field(() => ChannelEnum)
  channel: string;
  @Field()
  @Length(1, 200)
  @Matches(SEEN, { context: { code: 'FIELD_BLANK' } })
  label: string;
  @Field({ description: 'Empty, it is that of the channel, where all endpoints go to one.' })
  @MaxLength(2_048)
  url: string;
  @Field(() => String, { nullable: true, description: 'JavaScript that declares function handler(webhook).' })
  transformation?: string | null;
  @Field(() => [String], { nullable: true, description: 'None: all of them.' })
  @IsOptional()
  @ArrayMaxSize(500)
  eventTypes?: string[] | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Of a chat: event types that the catalogue does not know, too. Other endpoints take them where they take all types.',
  })
  unknownTypes?: boolean | null;
  @Field(() => JsonScalar, { nullable: true })
  headers?: unknown;
  @Field(() => String, { nullable: true })
  secret?: string | null;
}

@InputType({ description: 'What is left out stays as it is; a null transformation or null headers are cleared.' })
export class UpdateEndpointInput {
  @Field(() => ID)
  id: string;
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Length(1, 200)
  @Matches(SEEN, { context: { code: 'FIELD_BLANK' } })
  label?: string | null;
  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(2_048)
  url?: string | null;
  @Field(() => String, { nullable: true, description: 'JavaScript that declares function handler(webhook).' })
  transformation?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'As for addEndpoint.' })
  unknownTypes?: boolean | null;
  @Field(() => JsonScalar, { nullable: true })
  headers?: unknown;
  @Field(() => String, { nullable: true })
  secret?: string | null;
}

@InputType()
export class RemoveDestinationInput {
  @Field(() => ID)
  id: string;
  @Field(() => Boolean, {
    nullable: true,
    description: 'True: also where a critical event type would reach nobody without it.',
  })
  confirm?: boolean | null;
}

@ObjectType()
@VisibleTo({ MEMBER: ['destination'] })
export class DestinationPayload {
  @Field(() => Destination)
  destination: Destination;
  @Field(() => String, { nullable: true })
  secret?: string | null;
  @Field(() => [CoverageGap], { nullable: true, description: GAPS })
  coverage?: CoverageGap[] | null;
  warnings?: Reason[];
}

@ObjectType()
@VisibleTo({ MEMBER: ['id'] })
export class RemovedPayload {
  @Field(() => ID)
  id: string;
  @Field(() => [CoverageGap], { nullable: true, description: GAPS })
  coverage?: CoverageGap[] | null;
}
