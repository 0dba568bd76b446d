import { Field, ID, InputType, InterfaceType } from '@nestjs/graphql';

/** Anything with a global id. */
@InterfaceType()
export abstract class Node {
  @Field(() => ID)
  id: string;
}

@InputType()
export class NodeInput {
  @Field(() => ID)
  id: string;
}
