import { Field, Int, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import { VisibleTo } from '../../core/schema/access.js';
import type { Facts } from '../../domain/facts.js';
import { makeReason } from '../../domain/reasons.js';
import { badInput } from './errors.js';
import type { FieldContext } from './field-context.js';
import { HasLocale, type LocaleArgument } from './locale-argument.js';
import { inLanguage } from './request-formatter.js';

const GREATEST_INT = 2 ** 31 - 1;

/** An amount in the smallest unit of its currency. */
@ObjectType()
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL', PRODUCER: 'ALL' })
export class Money {
  @Field(() => Int, { description: 'An error beyond 2,147,483,647, where a GraphQL Int ends; minorUnits is exact.' })
  amount: number;

  @Field({ description: 'The same integer as text, exact at any size.' })
  minorUnits: string;

  @Field({ description: 'ISO 4217.' })
  currency: string;
}

/** The amount of an event, null where it names none. */
export function moneyOf(facts: Pick<Facts, 'amount' | 'currency'>): Money | null {
  const { amount, currency } = facts;
  return amount && currency ? { amount: Number(amount), minorUnits: amount, currency } : null;
}

@Resolver(() => Money)
export class MoneyResolver {
  @ResolveField(() => Int)
  amount(money: Money): number {
    if (Math.abs(money.amount) <= GREATEST_INT) return money.amount;
    throw badInput(makeReason('AMOUNT_TOO_LARGE'), 'amount');
  }

  @ResolveField(() => String)
  @HasLocale()
  formatted(money: Money, { locale }: LocaleArgument, { formatter: asker }: FieldContext): string {
    return inLanguage(asker, locale).money(money.minorUnits, money.currency);
  }
}
