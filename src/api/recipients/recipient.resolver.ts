import {
  Args,
  ArgsType,
  Field,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayUnique, IsOptional, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Destination } from '../../core/planning/destination.entity.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { RoleEnum } from '../../core/schema/enums.js';
import { NodeInput } from '../../core/schema/node.js';
import { SEEN } from '../../domain/seen.js';
import type { Role } from '../../domain/vocabulary.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { RemovedPayload } from '../destinations/destination.inputs.js';
import { destinationsOfRecipients } from '../destinations/destination.loader.js';
import { WelcomeService } from '../destinations/welcome.service.js';
import { connectionOf, type Page, PageArgs, pageOf } from '../graphql/connection.js';
import { usableAddress } from '../graphql/email-address.js';
import type { FieldContext } from '../graphql/field-context.js';
import { checkedLocale, checkedZone } from '../graphql/locale-and-zone.js';
import { CoverageGap, GAPS } from '../preferences/coverage.type.js';
import { QuietHoursInput } from './quiet-hours.input.js';
import { RecipientService } from './recipient.service.js';

@ArgsType()
class RecipientsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'A part of the name.' })
  @IsOptional()
  @MaxLength(200)
  search?: string;
  @Field(() => RoleEnum, { nullable: true })
  role?: Role;
}

@InputType()
export class AddRecipientInput {
  @Field()
  @Length(1, 200)
  @Matches(SEEN, { context: { code: 'FIELD_BLANK' } })
  name: string;
  @Field(() => String, { nullable: true, description: 'Makes its e-mail destination too, as addEmail does.' })
  email?: string | null;
  @Field(() => [RoleEnum], { nullable: true })
  @IsOptional()
  @ArrayUnique()
  roles?: Role[] | null;
  @Field(() => String, { nullable: true, description: 'BCP 47, for example fr or de-CH.' })
  locale?: string | null;
  @Field(() => String, { nullable: true, description: 'IANA zone, for example Europe/Berlin.' })
  timeZone?: string | null;
}

@InputType({ description: 'What is left out stays as it is.' })
export class UpdateRecipientInput {
  @Field(() => ID)
  id: string;
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Length(1, 200)
  @Matches(SEEN, { context: { code: 'FIELD_BLANK' } })
  name?: string | null;
  @Field(() => [RoleEnum], { nullable: true })
  @IsOptional()
  @ArrayUnique()
  roles?: Role[] | null;
  @Field(() => String, { nullable: true, description: "BCP 47; null: the business's." })
  locale?: string | null;
  @Field(() => String, { nullable: true, description: "IANA zone; null: the business's." })
  timeZone?: string | null;
  @Field(() => QuietHoursInput, { nullable: true, description: 'Null: none.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => QuietHoursInput)
  quietHours?: QuietHoursInput | null;
}

@ObjectType()
@VisibleTo({})
export class RecipientPayload {
  @Field(() => Recipient)
  recipient: Recipient;
  @Field(() => [CoverageGap], { nullable: true, description: GAPS })
  coverage?: CoverageGap[] | null;
}

const RecipientConnection = connectionOf<Recipient>('Recipient', () => Recipient);

@Resolver(() => Recipient)
export class RecipientResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly recipientService: RecipientService,
    private readonly welcomes: WelcomeService,
  ) {}

  @Query(() => RecipientConnection, { description: 'Oldest first.' })
  @Access('ADMIN', 'VIEWER')
  recipients(@CurrentViewer() viewer: Viewer, @Args() args: RecipientsArgs): Promise<Page<Recipient>> {
    const query = this.dataSource
      .getRepository(Recipient)
      .createQueryBuilder('recipient')
      .where('recipient.businessId = :businessId AND recipient.removedAt IS NULL', viewer);
    if (args.search)
      query.andWhere('recipient.name ILIKE :search', { search: `%${args.search.replace(/[\\%_]/g, '\\$&')}%` });
    if (args.role) query.andWhere(':role = ANY(recipient.roles)', { role: args.role });
    return pageOf(query, 'recipient', args, 'ASC');
  }

  /** A person with their inbox and, where an address is given, their e-mail: all of them or nothing. */
  @Mutation(() => RecipientPayload, { description: 'A person with an inbox; with an e-mail, its destination too.' })
  @Access('ADMIN')
  async addRecipient(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: AddRecipientInput,
  ): Promise<RecipientPayload> {
    const { id, emailId, coverage } = await this.recipientService.add(viewer, {
      name: input.name.trim(),
      roles: input.roles ?? [],
      locale: input.locale == null ? null : checkedLocale(input.locale),
      timeZone: input.timeZone == null ? null : checkedZone(input.timeZone),
      email: input.email == null ? null : usableAddress(input.email, 'email'),
    });
    if (emailId) this.welcomes.begin({ businessId: viewer.businessId, id: emailId });
    return { recipient: await this.dataSource.getRepository(Recipient).findOneByOrFail({ id }), coverage };
  }

  @Mutation(() => RecipientPayload)
  @Access('ADMIN')
  async updateRecipient(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { id, name, roles, locale, timeZone, quietHours }: UpdateRecipientInput,
  ): Promise<RecipientPayload> {
    return this.recipientService.update(viewer, id, {
      name: name?.trim(),
      roles: roles ?? undefined,
      locale: locale == null ? locale : checkedLocale(locale),
      timeZone: timeZone == null ? timeZone : checkedZone(timeZone),
      ...(quietHours === undefined ? {} : { quietStart: quietHours?.start ?? null, quietEnd: quietHours?.end ?? null }),
    });
  }

  @Mutation(() => RemovedPayload, {
    description: 'With all destinations; stops everything at once, held deliveries too.',
  })
  @Access('ADMIN')
  async removeRecipient(@CurrentViewer() viewer: Viewer, @Args('input') { id }: NodeInput): Promise<RemovedPayload> {
    return { id, coverage: await this.recipientService.remove(viewer, id) };
  }

  @ResolveField(() => [Destination])
  destinations(recipient: Recipient, _: object, { loaders }: FieldContext): Promise<Destination[]> {
    return loaders.load(destinationsOfRecipients, recipient.id);
  }
}
