import { Field, ID, InputType, InterfaceType } from './decorators.js';

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
