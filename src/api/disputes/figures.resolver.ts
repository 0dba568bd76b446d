/** How the team does with disputes, and what is at stake now. */
import { Args, Field, Float, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { Business } from '../../core/access/business.entity.js';
import type { Viewer } from '../../core/access/viewer.js';
import { AT_RISK } from '../../core/maintenance/money-at-risk.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import type { AtRisk } from '../../domain/facts.js';
import { NO_CURRENCY } from '../../domain/money.js';
import { makeReason } from '../../domain/reasons.js';
import { lastMonths } from '../../domain/time/calendar-months.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { badInput } from '../graphql/errors.js';
import { Money, moneyOf } from '../graphql/money.type.js';
import { DISPUTE_STATS } from './dispute.statements.js';

const MOST_MONTHS = 24;

@ObjectType()
@VisibleTo({ VIEWER: 'ALL' })
export class DisputeStats {
  @Field({ description: 'In which it was opened, by the calendar of the business: "2026-11".' })
  month: string;
  @Field({ description: 'ISO 4217; XXX where the provider named none.' })
  currency: string;
  @Field(() => Int, { description: 'A later stage of a dispute is one more.' })
  opened: number;
  @Field(() => Int, { description: 'The answer was filed before the deadline.' })
  answeredInTime: number;
  @Field(() => Int, { description: 'The deadline passed without an answer.' })
  lostBySilence: number;
  @Field(() => Int)
  won: number;
  @Field(() => Int, { description: 'By the word of the provider, answered or not.' })
  lost: number;
  @Field(() => Money, {
    nullable: true,
    description: 'Of all that were opened; null where the provider named no amount.',
  })
  total: Money | null;
  @Field(() => Money, {
    nullable: true,
    description: 'Of those that were lost; null: none, or none that named an amount.',
  })
  lostTotal: Money | null;
  @Field(() => Float, { nullable: true, description: 'From its opening until somebody first took it.' })
  medianMinutesToAcknowledge: number | null;
}

@ObjectType()
@VisibleTo({ VIEWER: 'ALL' })
export class MoneyAtRisk {
  @Field({ description: 'ISO 4217.' })
  currency: string;
  @Field(() => Int, { description: 'Disputes that nobody has answered yet.' })
  open: number;
  @Field(() => Money)
  total: Money;
  @Field(() => Date, { nullable: true, description: 'When the first answer is due.' })
  firstDeadline: Date | null;
}

/** Sums in the smallest unit; null: of nothing. */
type StatsRow = Omit<DisputeStats, 'total' | 'lostTotal'> & { total: string | null; lostTotal: string | null };

const sumOf = (amount: string | null, currency: string) =>
  currency === NO_CURRENCY ? null : moneyOf({ amount, currency });

@Resolver()
export class DisputeFiguresResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Query(() => [DisputeStats], { description: 'Of the last months, this one included; 12 unless told, at most 24.' })
  @Access('ADMIN', 'VIEWER')
  async disputeStats(
    @CurrentViewer() { businessId }: Viewer,
    @Args('months', { type: () => Int, nullable: true }) months?: number | null,
  ): Promise<DisputeStats[]> {
    const wanted = months ?? 12;
    if (wanted < 1 || wanted > MOST_MONTHS)
      throw badInput(makeReason('MONTHS_OUT_OF_RANGE', { most: MOST_MONTHS }), 'months');
    const { timeZone } = await this.dataSource.getRepository(Business).findOneByOrFail({ id: businessId });
    const counted = lastMonths(new Date(), timeZone, wanted);
    const rows: StatsRow[] = await this.dataSource.query(DISPUTE_STATS, [businessId, JSON.stringify(counted)]);
    return rows.map(({ total, lostTotal, ...row }) => ({
      ...row,
      total: sumOf(total, row.currency),
      lostTotal: sumOf(lostTotal, row.currency),
    }));
  }

  @Query(() => [MoneyAtRisk], {
    description:
      'Open disputes per currency, the first deadline first; those of the provider’s test mode do not count.',
  })
  @Access('ADMIN', 'VIEWER')
  async moneyAtRisk(@CurrentViewer() { businessId }: Viewer): Promise<MoneyAtRisk[]> {
    const rows: (Omit<AtRisk, 'firstDue'> & { firstDue: Date | null })[] = await this.dataSource.query(AT_RISK, [
      businessId,
    ]);
    return rows.map(({ currency, open, total, firstDue }) => ({
      currency,
      open,
      total: moneyOf({ amount: total, currency }) as Money,
      firstDeadline: firstDue,
    }));
  }
}
