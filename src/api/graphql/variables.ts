/**
 * Values of variables, looked at once before anything else is done with them. graphql-js lists up to fifty faults, and quotes the whole
 * object in each: a megabyte of names that nobody knows kept a process busy for seconds. Here the first fault ends it, and quotes nothing.
 */
import {
  coerceInputValue,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { makeReason } from '../../domain/reasons.js';
import { answerSize } from './answer-text.js';
import { badInput } from './errors.js';

/** Items of lists, and fields of objects. Lists of that many are read in milliseconds; what is one value, as JSON, is counted as one. */
export const MOST_VALUES = 10_000;

/** Characters of what graphql-js says of a value, which may be long. */
const MOST_QUOTED = 500;

/** @throws BAD_USER_INPUT for the first value that does not fit, and where there are more than `MOST_VALUES` */
export function checkVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  let left = MOST_VALUES;
  for (const { variable, type: written } of variableDefinitions) {
    const name = variable.name.value;
    const type = typeFromAST(schema, written);
    if (!isInputType(type) || !Object.hasOwn(variables, name)) continue;
    left -= valuesIn(type, variables[name], left);
    if (left < 0) throw badInput(makeReason('QUERY_TOO_MANY_VALUES', { most: MOST_VALUES }));
    coerceInputValue(variables[name], type, (path, _value, { message }) => {
      const place = path.length > 0 ? ` at "${[name, ...path].join('.')}"` : '';
      throw new GraphQLError(`Variable "$${name}" got an invalid value${place}; ${message.slice(0, MOST_QUOTED)}`, {
        nodes: variable,
        extensions: { code: 'BAD_USER_INPUT' },
      });
    });
  }
}

/** How many there are; beyond `most` it is not counted on. */
function valuesIn(type: GraphQLInputType, value: unknown, most: number): number {
  if (isNonNullType(type)) return valuesIn(type.ofType, value, most);
  if (isListType(type) && Array.isArray(value)) {
    let count = value.length;
    for (const item of value) {
      if (count > most) break;
      count += valuesIn(type.ofType, item, most - count) - 1;
    }
    return Math.max(count, 1);
  }
  if (isListType(type)) return valuesIn(type.ofType, value, most);
  if (typeof value !== 'object' || value === null) return 1;
  // Where it is no JSON it does not fit, and is quoted as a whole.
  if (!isInputObjectType(type)) return type.name === 'JSON' ? 1 : answerSize(value, most);
  let count = 1;
  const fields = type.getFields();
  for (const key of Object.keys(value)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    count += field ? valuesIn(field.type, (value as Record<string, unknown>)[key], most - count) : 1;
    if (count > most) break;
  }
  return count;
}
