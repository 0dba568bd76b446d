/** Figures over time. A bucket in which nothing happened is left out: a chart knows its own axis. */
import { Args, Field, InputType, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { CATALOGUE } from '../../domain/catalogue/index.js';
import { firstIdAt } from '../../domain/ids.js';
import { faultOfRange, piecesOf, type Range } from '../../domain/stats.js';
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

/** Rows are counted by what stands in them, and only the counts are named: naming each row takes a third as long again. */
const countSql = (table: string, at: string, columns: string, key: string) => `
  SELECT "from", ${key} AS key, sum(count)::integer AS count
  FROM (
    SELECT date_bin($bucketMinutes * interval '1 minute', ${at}, $from::timestamptz) AS "from", ${columns}, count(*) AS count
    FROM ${table} WHERE business_id = $businessId AND id >= $firstId AND id < $lastId
      AND ${at} >= $from::timestamptz AND ${at} < $to::timestamptz
    GROUP BY 1, ${columns}
  ) counted
  GROUP BY 1, 2 ORDER BY 1, 2`;

/** Producers may send any type: those that are not in `types` are one line, or a chart could have thousands. */
const COUNT_EVENTS = namedStatement<CountParams & { types: readonly string[] }, StatsBucket>(
  'stats.events',
  countSql('events', 'received_at', 'type', `CASE WHEN type = ANY($types) THEN type ELSE 'other' END`),
);
const COUNT_DELIVERIES = namedStatement<CountParams, StatsBucket>(
  'stats.deliveries',
  countSql('deliveries', 'created_at', 'channel, status', `channel || ' ' || status`),
);

/** All rows of the time are read, in points: 200 ms for 200,000, which a month of a large business may have. */
const [COUNTING_A_DAY, COUNTING_AT_LEAST, COUNTING_AT_MOST] = [220, 300, 6_500];
const DAY_MS = 86_400_000;

/** What counting costs. A time that no clock has is refused later, and costs as much as the longest. */
const priceOfCounting = ({ from, to }: Partial<Record<string, unknown>>): number => {
  const days = from instanceof Date && to instanceof Date ? (to.getTime() - from.getTime()) / DAY_MS : Number.NaN;
  if (Number.isNaN(days)) return COUNTING_AT_MOST;
  return Math.min(COUNTING_AT_MOST, Math.max(COUNTING_AT_LEAST, days * COUNTING_A_DAY));
};

/** An id is made shortly before or after the row says that it was. */
const SLACK_MS = 60_000;

@Resolver()
export class StatsResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Query(() => [StatsBucket], {
    description: 'Events received, by type ("other": not in the catalogue). Empty buckets are left out.',
    complexity: workOn(priceOfCounting),
  })
  @Access('ADMIN', 'VIEWER')
  async eventStats(@CurrentViewer() viewer: Viewer, @Args('input') input: StatsInput): Promise<StatsBucket[]> {
    const types = Object.keys(CATALOGUE);
    return inTurn(input, (piece) =>
      runStatement(this.dataSource, COUNT_EVENTS, { ...countParams(viewer, piece, 'event'), types }),
    );
  }

  @Query(() => [StatsBucket], {
    description: 'Deliveries planned, by channel and present state ("EMAIL SENT"). Empty buckets are left out.',
    complexity: workOn(priceOfCounting),
  })
  @Access('ADMIN', 'VIEWER')
  async deliveryStats(@CurrentViewer() viewer: Viewer, @Args('input') input: StatsInput): Promise<StatsBucket[]> {
    return inTurn(input, (piece) =>
      runStatement(this.dataSource, COUNT_DELIVERIES, countParams(viewer, piece, 'delivery')),
    );
  }
}

/** Its pieces one after the other. @throws BAD_USER_INPUT */
async function inTurn(input: StatsInput, count: (piece: Range) => Promise<StatsBucket[]>): Promise<StatsBucket[]> {
  const fault = faultOfRange(input);
  if (fault) throw badInput(fault.reason, fault.field);
  const buckets: StatsBucket[] = [];
  for (const piece of piecesOf(input)) buckets.push(...(await count(piece)));
  return buckets;
}

function countParams(
  { businessId }: Viewer,
  { from, to, bucketMinutes }: Range,
  kind: 'event' | 'delivery',
): CountParams {
  const [firstId, lastId] = [
    firstIdAt(kind, from.getTime() - SLACK_MS),
    firstIdAt(kind, to.getTime() + SLACK_MS),
  ] as const;
  return { businessId, from, to, bucketMinutes, firstId, lastId };
}
