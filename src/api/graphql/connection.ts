/** Relay connections by keyset: ids sort by time, so an id is the cursor and every page costs the same. */
import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { type VisibilityRule, VisibleTo } from '../../core/schema/access.js';
import { type IdKind, isId } from '../../domain/ids.js';
import { makeReason } from '../../domain/reasons.js';
import { badInput } from './errors.js';

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true })
  @IsOptional()
  @Min(0)
  @Max(200)
  first?: number;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  after?: string;
}

@ObjectType()
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL', PRODUCER: 'ALL' })
class PageInfo {
  @Field()
  hasNextPage: boolean;
  @Field()
  hasPreviousPage: boolean;
  @Field(() => String, { nullable: true })
  startCursor: string | null;
  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

export interface Page<T> {
  edges: { cursor: string; node: T }[];
  pageInfo: PageInfo;
  totalCount: number | null;
}

const LISTED: VisibilityRule = { VIEWER: 'ALL', MEMBER: 'ALL' };

/** The GraphQL types `<Name>Connection` and `<Name>Edge`; the returned class is the connection. */
export function connectionOf<T>(name: string, node: () => unknown, seen: VisibilityRule = LISTED): Type<Page<T>> {
  @ObjectType(`${name}Edge`)
  @VisibleTo(seen)
  class Edge {
    @Field()
    cursor: string;
    @Field(node as () => Type<T>)
    node: T;
  }

  @ObjectType(`${name}Connection`)
  @VisibleTo(seen)
  class Connection {
    @Field(() => [Edge])
    edges: Edge[];
    @Field(() => PageInfo)
    pageInfo: PageInfo;
    @Field(() => Int, { nullable: true, description: 'Null where counting would cost more than the page itself.' })
    totalCount: number | null;
  }
  return Connection;
}

/** What no list gave as a cursor must not be taken for one: the list would begin anew, for ever. */
export const notACursor = (text: string) => badInput(makeReason('NOT_A_CURSOR', { text }), 'after');

/**
 * One page, newest first or oldest first, of a query whose entity is aliased `alias` and has an `id` of this kind.
 * @throws BAD_USER_INPUT for a cursor that is none of this list's.
 */
export async function pageOf<T extends ObjectLiteral & { id: string }>(
  query: SelectQueryBuilder<T>,
  kind: IdKind,
  args: PageArgs,
  order: 'DESC' | 'ASC' = 'DESC',
): Promise<Page<T>> {
  const id = `${query.alias}.id`;
  const after = readCursor(kind, args);
  if (after != null) query.andWhere(`${id} ${order === 'DESC' ? '<' : '>'} :after`, { after });
  return firstPage(query.orderBy(id, order), args, (node) => node.id);
}

/** @throws BAD_USER_INPUT for what is no id of this kind. */
export function readCursor(kind: IdKind, { after }: PageArgs): string | null {
  if (after != null && !isId(kind, after)) throw notACursor(after);
  return after ?? null;
}

/** The first rows of a query that is ordered and begins after `args.after`. */
export async function firstPage<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  args: PageArgs,
  cursorOf: (node: T) => string,
): Promise<Page<T>> {
  return pageFrom(await query.take(pageSize(args) + 1).getMany(), args, cursorOf);
}

export const pageSize = ({ first }: PageArgs) => first ?? 50;

/** @param rows one more than the page has, where there are more. */
export function pageFrom<T>(rows: readonly T[], args: PageArgs, cursorOf: (node: T) => string): Page<T> {
  const size = pageSize(args);
  const edges = rows.slice(0, size).map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage: args.after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: null,
  };
}
