import { Field, ObjectType } from '@nestjs/graphql';
import { Source } from '../../core/ingest/source.entity.js';
import { VisibleTo } from '../../core/schema/access.js';

@ObjectType()
@VisibleTo({})
export class SourcePayload {
  @Field(() => Source)
  source: Source;
  @Field(() => String, { nullable: true, description: 'Shown once, here; null where the provider made it.' })
  secret: string | null;
}
