import { Field, ObjectType } from '@nestjs/graphql';
import { VisibleTo } from '../../core/schema/access.js';
import { ErasureCodeEnum } from '../../core/schema/enums.js';
import type { ErasureCode } from '../../domain/vocabulary.js';

@ObjectType({ description: 'That something of an event is no longer kept.' })
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL', PRODUCER: 'ALL' })
export class Erasure {
  @Field(() => ErasureCodeEnum)
  code: ErasureCode;
  @Field()
  at: Date;
  @Field({ description: 'In a sentence.' })
  reason: string;
}
