/** Decides at each field of each object who sees it, wherever the object was reached from, over HTTP and by sockets. */
import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isIntrospectionType,
  isListType,
  isObjectType,
} from 'graphql';
import type { Viewer } from '../../core/access/viewer.js';
import { isOwned, mayShow, type OwnedFields, visibilityOf, visibleFields } from '../../core/schema/access.js';
import { makeReason } from '../../domain/reasons.js';
import { SlicedWork } from '../../platform/time-slices.js';
import { keptList, WrittenPart } from '../graphql/answer-parts.js';
import { forbidden } from '../graphql/errors.js';
import type { Loaders } from '../graphql/loaders.js';
import { showsField } from './visibility.js';

/** What the guard of the root field set. */
interface Asked {
  viewer?: Viewer;
  loaders?: Loaders;
  /** Where no root field of ours is asked: of the fields of the schema. */
  schemaWork?: SlicedWork;
}

/** Root fields have a guard of their own (access.guard.ts), which says who asks. */
export function guardFields(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type) || roots.includes(type)) continue;
    for (const field of Object.values(type.getFields())) guard(type, field);
  }
  for (const type of [...Object.values(schema.getTypeMap())].filter(isObjectType))
    if (type !== schema.getSubscriptionType())
      for (const field of Object.values(type.getFields())) if (isObjectList(field)) walkInSlices(field);
  return schema;
}

/** The types of introspection are the same ones in all schemas of a process. */
const walked = new WeakSet<object>();
/** Of who asks for the schema alone, with a key or without one: all of them are one. */
const OF_THE_SCHEMA = '';

const isObjectList = ({ type }: GraphQLField<unknown, Asked>) =>
  isListType(getNullableType(type)) && isCompositeType(getNamedType(type));

/** A long list is no reason for others to wait until all of it is answered. */
function walkInSlices(field: GraphQLField<unknown, Asked>): void {
  if (walked.has(field)) return;
  walked.add(field);
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) => {
    const list = resolve(source, args, context, info);
    // Who builds a schema from an answer of its own has no context, and waits for nothing.
    if (!context) return list;
    // Who asks is known when the guard of the root field has let them in, before which the list is a promise.
    const isAsked = context.loaders !== undefined || !(list instanceof Promise);
    if (!isAsked || workOf(context).isLarge) return new ListInSlices(list, context, depthOf(info.path));
    const walk = (items: unknown) => (Array.isArray(items) ? workOf(context).eachInSlice(items) : items);
    return list instanceof Promise ? list.then(walk) : walk(list);
  };
}

function depthOf(path: GraphQLResolveInfo['path']): number {
  let depth = 0;
  for (let at: typeof path | undefined = path; at; at = at.prev) depth += 1;
  return depth;
}

/** As a promise of a list that graphql-js waits for, and completes, by `then`. Of what asks much, what it goes on with is kept small. */
class ListInSlices {
  constructor(
    private readonly list: unknown,
    private readonly context: Asked,
    private readonly depth: number,
  ) {}

  // biome-ignore lint/suspicious/noThenProperty: it is waited for.
  async then(complete: (list: unknown) => unknown): Promise<unknown> {
    const list = await this.list;
    if (!Array.isArray(list)) return complete(list);
    const work = workOf(this.context);
    if (!work.isLarge) return complete(work.eachInSlice(list));
    return work.levels.at(this.depth).complete(list.length, () => {
      const completed = complete(work.eachInSlice(list));
      // Complete at once: a few plain values each.
      if (Array.isArray(completed)) return new WrittenPart(JSON.stringify(completed));
      return Promise.resolve(completed).then(keptList);
    });
  }
}

function workOf(context: Asked): SlicedWork {
  if (context.loaders) return context.loaders.work;
  context.schemaWork ??= new SlicedWork(OF_THE_SCHEMA, true);
  return context.schemaWork;
}

function guard(type: GraphQLObjectType, field: GraphQLField<unknown, Asked>): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) => {
    const { viewer, loaders } = context;
    const rule = visibilityOf(info.parentType);
    const access = viewer?.access;
    if (!access || !mayShow(rule, access, field.name))
      throw forbidden(
        makeReason('ACCESS_SEES_NO', { access: access ?? 'PRODUCER', type: `${type.name}.${field.name}` }),
      );
    const fields = visibleFields(rule, access);
    if (!isOwned(fields)) return resolve(source, args, context, info);
    return ownedField(fields, loaders, source, field.name).then((shows) => {
      if (!shows) throw forbidden(makeReason('NOT_OF_OTHERS', { field: `${type.name}.${field.name}` }));
      return resolve(source, args, context, info);
    });
  };
}

async function ownedField(
  fields: OwnedFields,
  loaders: Loaders | undefined,
  source: unknown,
  field: string,
): Promise<boolean> {
  const { id } = (source ?? {}) as { id?: unknown };
  return loaders !== undefined && typeof id === 'string' && showsField(fields, loaders, id, field);
}
