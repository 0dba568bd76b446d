import { VisibleTo } from '../schema/access.js';
import { Field, ObjectType } from '../schema/decorators.js';

/** What a chat says of itself when somebody connects it by a button. */
@ObjectType()
@VisibleTo({ VIEWER: 'ALL' })
export class ConnectedChat {
  @Field({ description: 'Where its messages go there, for example #payments.' })
  room: string;

  @Field(() => String, { nullable: true, description: 'The workspace.' })
  team: string | null;

  @Field(() => String, { nullable: true, description: 'The page of the chat where this is changed or removed.' })
  manageUrl: string | null;
}
