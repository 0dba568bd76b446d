/** What a business says of itself: its name, and the language and clock of those who chose none of their own. */
import { Args, Field, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { IsOptional, Length, Matches } from 'class-validator';
import { DataSource } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import { Business } from '../../core/access/business.entity.js';
import type { Viewer } from '../../core/access/viewer.js';
import { Access } from '../../core/schema/access.js';
import { SEEN } from '../../domain/seen.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { checkedLocale, checkedZone } from '../graphql/locale-and-zone.js';
import { BusinessPayload } from './business.payload.js';

@InputType({ description: 'What is left out stays as it is.' })
export class UpdateBusinessInput {
  @Field(() => String, { nullable: true })
  @IsOptional()
  @Length(1, 200)
  @Matches(SEEN, { context: { code: 'FIELD_BLANK' } })
  name?: string | null;
  @Field(() => String, { nullable: true, description: 'BCP 47, for example fr or de-CH.' })
  locale?: string | null;
  @Field(() => String, { nullable: true, description: 'IANA zone, for example Europe/Berlin.' })
  timeZone?: string | null;
}

@Resolver()
export class BusinessSettingsResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Mutation(() => BusinessPayload)
  @Access('ADMIN')
  async updateBusiness(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { name, locale, timeZone }: UpdateBusinessInput,
  ): Promise<BusinessPayload> {
    const given = {
      ...(name == null ? {} : { name: name.trim() }),
      ...(locale == null ? {} : { locale: checkedLocale(locale) }),
      ...(timeZone == null ? {} : { timeZone: checkedZone(timeZone) }),
    };
    const { businessId: id } = viewer;
    const business = await this.dataSource.transaction(async (manager) => {
      const before = await manager.findOneOrFail(Business, { where: { id }, lock: { mode: 'pessimistic_write' } });
      const after = { ...before, ...given };
      if (Object.keys(given).length > 0) await manager.update(Business, { id }, given);
      await recordChange(manager, viewer, { action: 'updateBusiness', subject: id, before: { ...before }, after });
      return after;
    });
    return { business };
  }
}
