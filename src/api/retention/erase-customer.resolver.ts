/** A customer asks the business to be forgotten. */
import { Inject } from '@nestjs/common';
import { Args, Field, InputType, Int, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import { IsOptional, Length } from 'class-validator';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { countCustomer, type ErasureCount, eraseCustomer } from '../../core/retention/customer.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { makeReason } from '../../domain/reasons.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { badInput } from '../graphql/errors.js';
import { LOG } from '../platform.tokens.js';

@InputType()
export class EraseCustomerInput {
  @Field(() => String, { nullable: true, description: 'Stands for all customer ids that it was given for, too.' })
  @IsOptional()
  @Length(1, 254)
  email?: string | null;
  @Field(() => String, { nullable: true, description: 'As the payment provider has it.' })
  @IsOptional()
  @Length(1, 255)
  customerId?: string | null;
  @Field({ description: 'Counts, and changes nothing.' })
  dryRun: boolean;
}

@ObjectType()
@VisibleTo({})
class EraseCustomerPayload {
  @Field(() => Int, { description: 'Events that name the customer and were not erased before.' })
  events: number;
  @Field(() => Int, { description: 'E-mails to the customer, whose address is erased with them.' })
  deliveries: number;
  @Field(() => Int, {
    description:
      'Of the events: those that an open dispute or a delivery under way needs; they follow when that is over.',
  })
  kept: number;
  @Field(() => Int, {
    description: 'Of the events: those that are too many for one go (2,000); the following nights erase them.',
  })
  later: number;
}

@Resolver()
export class EraseCustomerResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly box: SecretBox,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  @Mutation(() => EraseCustomerPayload, {
    description:
      'Erases the personal data of one customer from bodies, facts, texts and deliveries; ids, amounts and states stay. It cannot be undone.',
  })
  @Access('ADMIN')
  eraseCustomer(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { email, customerId, dryRun }: EraseCustomerInput,
  ): Promise<ErasureCount> {
    // As the provider wrote it, whether mail can arrive there or not.
    const customer = { email: email?.trim() || null, customerId: customerId?.trim() || null };
    if (!customer.email && !customer.customerId) throw badInput(makeReason('ERASE_WHOM'), 'email');
    const { dataSource, box, log } = this;
    const act = dryRun ? countCustomer : eraseCustomer;
    return act({ dataSource, box, log }, viewer, customer, new Date());
  }
}
