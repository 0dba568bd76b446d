import { Field, ObjectType } from '@nestjs/graphql';
import { Source } from '../../core/ingest/source.entity.js';

@ObjectType()
export class SourcePayload {
  @Field(() => Source)
  source: Source;
  @Field(() => String, { nullable: true, description: 'Shown once, here; null where the provider made it.' })
  secret: string | null;
}
