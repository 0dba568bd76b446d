/** Figures over time. A bucket in which nothing happened is left out: a chart knows its own axis. */
import { Args, Field, InputType, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { CATALOGUE } from '../../domain/catalogue/index.js';
import { firstIdAt } from '../../domain/ids.js';
import { faultOfRange, type Range } from '../../domain/stats.js';
import { namedStatement, runStatement } from '../../platform/database/statement.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { badInput } from '../graphql/errors.js';
import { workOn } from '../graphql/query-cost.js';

@InputType()
export class StatsInput implements Range {
  @Field({ description: 'Included; buckets are counted from here.' })
  from: Date;
  @Field({ description: 'Not included.' })
  to: Date;
  @Field(() => Int, { description: 'At most 1,000 buckets: 1,440 minutes are a day.' })
  bucketMinutes: number;
}

@ObjectType()
@VisibleTo({ VIEWER: 'ALL' })
export class StatsBucket {
  @Field({ description: 'The beginning of the bucket.' })
  from: Date;
  @Field({ description: 'An event type, or a channel and a state: "EMAIL SENT".' })
  key: string;
  @Field(() => Int)
  count: number;
}

interface CountParams {
  businessId: string;
  from: Date;
  to: Date;
  bucketMinutes: number;
  /** An id begins with the moment that it was made at, so a time is a range of (business_id, id). */
  firstId: string;
  /** Not included. */
  lastId: string;
}

const countSql = (table: string, at: string, key: string) => `
  SELECT date_bin($bucketMinutes * interval '1 minute', ${at}, $from::timestamptz) AS "from", ${key} AS key,
    count(*)::integer AS count
  FROM ${table} WHERE business_id = $businessId AND id >= $firstId AND id < $lastId
    AND ${at} >= $from::timestamptz AND ${at} < $to::timestamptz
  GROUP BY 1, 2 ORDER BY 1, 2`;

/** Producers may send any type: those that are not in `types` are one line, or a chart could have thousands. */
const COUNT_EVENTS = namedStatement<CountParams & { types: readonly string[] }, StatsBucket>(
  'stats.events',
  countSql('events', 'received_at', `CASE WHEN type = ANY($types) THEN type ELSE 'other' END`),
);
const COUNT_DELIVERIES = namedStatement<CountParams, StatsBucket>(
  'stats.deliveries',
  countSql('deliveries', 'created_at', `channel || ' ' || status`),
);

/** What counting costs: all rows of the time are read, a hundred thousand in a month of a large business. */
const COUNTING = 3_000;

/** An id is made shortly before or after the row says that it was. */
const SLACK_MS = 60_000;

@Resolver()
export class StatsResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Query(() => [StatsBucket], {
    description: 'Events received, by type ("other": not in the catalogue). Empty buckets are left out.',
    complexity: workOn(() => COUNTING),
  })
  @Access('ADMIN', 'VIEWER')
  async eventStats(@CurrentViewer() viewer: Viewer, @Args('input') input: StatsInput): Promise<StatsBucket[]> {
    const params = { ...countParams(viewer, input, 'event'), types: Object.keys(CATALOGUE) };
    return runStatement(this.dataSource, COUNT_EVENTS, params);
  }

  @Query(() => [StatsBucket], {
    description: 'Deliveries planned, by channel and present state ("EMAIL SENT"). Empty buckets are left out.',
    complexity: workOn(() => COUNTING),
  })
  @Access('ADMIN', 'VIEWER')
  async deliveryStats(@CurrentViewer() viewer: Viewer, @Args('input') input: StatsInput): Promise<StatsBucket[]> {
    return runStatement(this.dataSource, COUNT_DELIVERIES, countParams(viewer, input, 'delivery'));
  }
}

/** @throws BAD_USER_INPUT */
function countParams(
  { businessId }: Viewer,
  { from, to, bucketMinutes }: StatsInput,
  kind: 'event' | 'delivery',
): CountParams {
  const fault = faultOfRange({ from, to, bucketMinutes });
  if (fault) throw badInput(fault.reason, fault.field);
  const [firstId, lastId] = [
    firstIdAt(kind, from.getTime() - SLACK_MS),
    firstIdAt(kind, to.getTime() + SLACK_MS),
  ] as const;
  return { businessId, from, to, bucketMinutes, firstId, lastId };
}
