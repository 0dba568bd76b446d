/** Ways to everything that the schema shows: queries that are made from it, with arguments that fit what is stored. */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import type { FilledBusiness } from './filled-business.js';

export type WithFields = GraphQLObjectType | GraphQLInterfaceType;

/** A field of a type. */
export interface Step {
  on: WithFields;
  field: GraphQLField<unknown, unknown>;
}

/** Where objects of a type stand: ways of fields that lead there from the root, the shortest first. */
export interface TypeInLists {
  type: WithFields;
  paths: Step[][];
}

/** Of ways that end in one place these are enough: one of them leads to rows. */
const WAYS = 4;

/** Every type with fields that stands in a list, or below what stands in one. */
export function typesInLists(schema: GraphQLSchema): TypeInLists[] {
  const found = new Map<string, TypeInLists>();
  const passed = new Map<string, number>();
  const queue: { type: WithFields; path: Step[] }[] = [{ type: schema.getQueryType() as GraphQLObjectType, path: [] }];
  for (const { type, path } of queue) {
    for (const step of stepsFrom(schema, type)) {
      const below = getNamedType(step.field.type);
      // What has an id may be anything: its own ways there are walked.
      if (!hasFields(below) || below.name === 'Node') continue;
      const way = [...path, step];
      const inList = way.some(({ field }) => isListType(getNullableType(field.type)));
      const place = `${below.name} ${inList}`;
      const times = passed.get(place) ?? 0;
      if (times >= WAYS) continue;
      passed.set(place, times + 1);
      if (inList) found.set(below.name, { type: below, paths: [...(found.get(below.name)?.paths ?? []), way] });
      queue.push({ type: below, path: way });
    }
  }
  return [...found.values()];
}

/** Of an interface also what the types have beyond it. */
export function stepsFrom(schema: GraphQLSchema, type: WithFields): Step[] {
  const own = Object.values(type.getFields()).map((field) => ({ on: type, field }));
  const kinds = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  const further = kinds.flatMap((on) =>
    Object.values(on.getFields())
      .filter(({ name }) => !(name in type.getFields()))
      .map((field) => ({ on, field })),
  );
  return [...own, ...further];
}

/** One field with its arguments; of objects their type, of connections a page. */
export function selectionOf({ on, field }: Step, business: FilledBusiness): string {
  const type = getNamedType(field.type);
  const below = !hasFields(type)
    ? ''
    : 'edges' in type.getFields()
      ? '{ edges { node { __typename } } }'
      : '{ __typename }';
  return `... on ${on.name} { ${calledField(field, business)} ${below} }`;
}

export const hasFields = (type: GraphQLNamedType): type is WithFields => isObjectType(type) || isInterfaceType(type);

/** The query that asks `inner` of each object at the end of the path. */
export function queryOf(path: readonly Step[], inner: string, business: FilledBusiness): string {
  return path.reduceRight(
    (below, { on, field }) => `{ ... on ${on.name} { ${calledField(field, business)} ${below} } }`,
    `{ ${inner} }`,
  );
}

/** With what it needs, and a page of ten. */
function calledField({ name, args }: GraphQLField<unknown, unknown>, business: FilledBusiness): string {
  const given = args.filter((arg) => isRequiredArgument(arg) || arg.name === 'first');
  const values = given.map((arg) => `${arg.name}: ${literalOf(arg, business)}`);
  return values.length > 0 ? `${name}(${values.join(', ')})` : name;
}

/** By the name of the argument, then by its type. */
function literalOf({ name, type }: GraphQLArgument | GraphQLInputField, business: FilledBusiness): string {
  const known = BY_NAME(business)[name];
  if (known) return known;
  const inner = getNullableType(type);
  if (isListType(inner)) return `[${literalOf({ name, type: inner.ofType } as GraphQLArgument, business)}]`;
  if (isEnumType(inner)) return inner.getValues()[0]?.name ?? '';
  if (isInputObjectType(inner)) {
    const fields = Object.values(inner.getFields()).filter(isRequiredInputField);
    return `{ ${fields.map((field) => `${field.name}: ${literalOf(field, business)}`).join(', ')} }`;
  }
  return BY_TYPE[inner.toString()] ?? 'null';
}

const BY_NAME = ({ eventId, endpointId, endpointIds }: FilledBusiness): Record<string, string> => ({
  id: `"${eventId}"`,
  eventId: `"${eventId}"`,
  destinationId: `"${endpointId}"`,
  changes: `[${endpointIds.map((id) => `{ destinationId: "${id}", eventType: "payment.failed", enabled: true }`).join(', ')}]`,
  code: '"function handler(webhook) { webhook.payload = { n: 1 }; return webhook; }"',
  mode: 'SAME_TARGETS',
  locale: '"en"',
  bucketMinutes: '1440',
  openedAt: `"${new Date().toISOString()}"`,
  remindBefore: '["PT24H"]',
  from: `"${new Date(Date.now() - 86_400_000).toISOString()}"`,
  to: `"${new Date(Date.now() + 86_400_000).toISOString()}"`,
});

const BY_TYPE: Record<string, string> = {
  Int: '10',
  Float: '1',
  Boolean: 'false',
  String: '"payment.failed"',
  JSON: '{}',
};
