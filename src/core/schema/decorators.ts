/**
 * What entities take of Nest's GraphQL: its decorators, without the server that the package's index loads as well, which would be
 * half of the start of each command.
 */
export {
  Extensions,
  Field,
  InputType,
  InterfaceType,
  ObjectType,
  Scalar,
} from '@nestjs/graphql/dist/decorators/index.js';
export { ID, Int } from '@nestjs/graphql/dist/scalars/index.js';
export { registerEnumType } from '@nestjs/graphql/dist/type-factories/index.js';
