import { DIGEST_WINDOWS, type DigestWindow } from '../../domain/planning/digest.js';
import { VisibleTo } from '../schema/access.js';
import { Field, ID, InputType, ObjectType } from '../schema/decorators.js';
import { enumOf } from '../schema/enums.js';

const DigestWindowEnum = enumOf('DigestWindow', DIGEST_WINDOWS);

@ObjectType('Digest', { description: 'INFO events are gathered into one e-mail; others go out at once.' })
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL' })
export class DigestType {
  @Field(() => DigestWindowEnum)
  every: DigestWindow;
  @Field(() => String, { nullable: true, description: 'Local time of a DAILY one, for example 09:00.' })
  at: string | null;
}

@InputType()
export class SetDigestInput {
  @Field(() => ID)
  destinationId: string;
  @Field(() => DigestWindowEnum, { nullable: true, description: 'Null: each event at once.' })
  every?: DigestWindow | null;
  @Field(() => String, { nullable: true, description: 'Local time HH:MM of a DAILY one; 09:00 where none is given.' })
  at?: string | null;
}

@InputType()
export class SetDestinationEnabledInput {
  @Field(() => ID)
  id: string;
  @Field()
  enabled: boolean;
}
