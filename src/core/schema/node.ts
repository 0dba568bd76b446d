import { Field, InputType, InterfaceType } from '@nestjs/graphql/dist/decorators/index.js';
import { ID } from '@nestjs/graphql/dist/scalars/index.js';

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
