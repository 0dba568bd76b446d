/** Figures over time. A bucket in which nothing happened is left out: a chart knows its own axis. */
import { Args, Field, InputType, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Access } from '../../core/schema/access.js';
import { CATALOGUE } from '../../domain/catalogue/index.js';
import { firstIdAt } from '../../domain/ids.js';
import { faultOfRange, type Range } from '../../domain/stats.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { badInput } from '../graphql/errors.js';

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
export class StatsBucket {
  @Field({ description: 'The beginning of the bucket.' })
  from: Date;
  @Field({ description: 'An event type, or a channel and a state: "EMAIL SENT".' })
  key: string;
  @Field(() => Int)
  count: number;
}

/** An id begins with the moment that it was made at, so a time is a range of (business_id, id). */
const statement = (table: string, at: string, key: string) => `
  SELECT date_bin($5 * interval '1 minute', ${at}, $3::timestamptz) AS "from", ${key} AS key, count(*)::integer AS count
  FROM ${table} WHERE business_id = $1 AND id >= $2 AND id < $4 AND ${at} >= $3::timestamptz AND ${at} < $6::timestamptz
  GROUP BY 1, 2 ORDER BY 1, 2`;

// Producers may send any type: those that the catalogue does not know are one line, or a chart could have thousands.
const EVENTS = statement('events', 'received_at', `CASE WHEN type = ANY($7) THEN type ELSE 'other' END`);
const DELIVERIES = statement('deliveries', 'created_at', `channel || ' ' || status`);

/** An id is made shortly before or after the row says that it was. */
const SLACK_MS = 60_000;

@Resolver()
export class StatsResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Query(() => [StatsBucket], {
    description: 'Events received, by type ("other": not in the catalogue). Empty buckets are left out.',
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  eventStats(@CurrentViewer() viewer: Viewer, @Args('input') input: StatsInput): Promise<StatsBucket[]> {
    return this.count(EVENTS, viewer, input, 'event', [Object.keys(CATALOGUE)]);
  }

  @Query(() => [StatsBucket], {
    description: 'Deliveries planned, by channel and present state ("EMAIL SENT"). Empty buckets are left out.',
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  deliveryStats(@CurrentViewer() viewer: Viewer, @Args('input') input: StatsInput): Promise<StatsBucket[]> {
    return this.count(DELIVERIES, viewer, input, 'delivery', []);
  }

  private count(
    counting: string,
    { businessId }: Viewer,
    { from, to, bucketMinutes }: StatsInput,
    kind: 'event' | 'delivery',
    more: unknown[],
  ): Promise<StatsBucket[]> {
    const fault = faultOfRange({ from, to, bucketMinutes });
    if (fault) throw badInput(fault.message, fault.field);
    const [first, last] = [from.getTime() - SLACK_MS, to.getTime() + SLACK_MS];
    const ids = [firstIdAt(kind, first), firstIdAt(kind, last)];
    return this.dataSource.query(counting, [businessId, ids[0], from, ids[1], bucketMinutes, to, ...more]);
  }
}
