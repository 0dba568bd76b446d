/** How a business looks and is called in its e-mails. */
import { Args, Field, InputType, Mutation, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { oneLine } from '../../channels/rendering/one-line.js';
import { recordChange } from '../../core/access/audit.js';
import { Business } from '../../core/access/business.entity.js';
import type { Viewer } from '../../core/access/viewer.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { type BrandChoices, DEFAULT_COLOR } from '../../domain/brand.js';
import { makeReason } from '../../domain/reasons.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { usableAddress } from '../graphql/email-address.js';
import { badInput } from '../graphql/errors.js';
import { BusinessPayload } from './business.payload.js';

@ObjectType()
@VisibleTo({ VIEWER: 'ALL' })
export class Brand {
  @Field({ description: 'Stands above the text of an e-mail.' })
  name: string;
  @Field({ description: '#rrggbb; the text on it is black or white, whichever is easier to read.' })
  color: string;
  @Field(() => String, { nullable: true, description: 'Stands in place of the name.' })
  logoUrl: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Who e-mails come from. Null: to the team as the installation is called, to customers as the business is.',
  })
  fromName: string | null;
  @Field(() => String, { nullable: true, description: 'Where answers go. Null: to the sender.' })
  replyTo: string | null;
}

@InputType({ description: 'What is left out stays; null: back to ours.' })
export class SetBrandInput {
  @Field(() => String, { nullable: true })
  name?: string | null;
  @Field(() => String, { nullable: true, description: '#rrggbb' })
  color?: string | null;
  @Field(() => String, { nullable: true, description: 'https; shown 36 pixels high.' })
  logoUrl?: string | null;
  @Field(() => String, { nullable: true })
  fromName?: string | null;
  @Field(() => String, { nullable: true })
  replyTo?: string | null;
}

/** How each is kept. @throws BAD_USER_INPUT for the field. */
const USABLE: Record<keyof BrandChoices, (text: string, field: string) => string> = {
  name: usableName,
  color: usableColor,
  logoUrl: usableLogo,
  fromName: usableName,
  replyTo: usableAddress,
};

@Resolver(() => Business)
export class BrandResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Mutation(() => BusinessPayload, { description: 'Counts for every e-mail that is not sent yet.' })
  @Access('ADMIN')
  async setBrand(@CurrentViewer() viewer: Viewer, @Args('input') input: SetBrandInput): Promise<BusinessPayload> {
    const id = viewer.businessId;
    await this.dataSource.transaction(async (manager) => {
      const businesses = manager.getRepository(Business);
      const { brand: before } = await businesses.findOneOrFail({ where: { id }, lock: { mode: 'pessimistic_write' } });
      const brand = changedBrand(before, input);
      await businesses.update({ id }, { brand });
      await recordChange(manager, viewer, {
        action: 'setBrand',
        subject: id,
        before: shownBrand(before),
        after: shownBrand(brand),
      });
    });
    return { business: await this.dataSource.getRepository(Business).findOneByOrFail({ id }) };
  }

  @ResolveField(() => Brand, { description: 'How it looks and is called in its e-mails.' })
  brand({ name, brand }: Business): Brand {
    return { ...shownBrand(brand), name: brand.name ?? name, color: brand.color ?? DEFAULT_COLOR };
  }
}

/** @throws BAD_USER_INPUT for the field that is no good. */
export function changedBrand(before: BrandChoices, input: SetBrandInput): BrandChoices {
  const after = { ...before };
  for (const key of Object.keys(USABLE) as (keyof BrandChoices)[]) {
    const value = input[key];
    if (value === null) delete after[key];
    else if (value !== undefined) after[key] = USABLE[key](value, key);
  }
  return after;
}

/** With null for what was not chosen. */
function shownBrand({
  name = null,
  color = null,
  logoUrl = null,
  fromName = null,
  replyTo = null,
}: Nullable<BrandChoices>) {
  return { name, color, logoUrl, fromName, replyTo };
}

type Nullable<T> = { [Key in keyof T]: T[Key] | null };

function usableName(text: string, field: string): string {
  const name = oneLine(text);
  if (name.length === 0 || name.length > 100) throw badInput(makeReason('BRAND_NAME_LENGTH'), field);
  return name;
}

function usableColor(text: string, field: string): string {
  if (!/^#[0-9a-f]{6}$/i.test(text))
    throw badInput(makeReason('NOT_A_COLOR', { text: text.slice(0, 80), example: DEFAULT_COLOR }), field);
  return text.toLowerCase();
}

/** Mail programs load it from there, so it must be open to all, and it stands in every mail. */
function usableLogo(text: string, field: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:' || url.username || url.password || !url.hostname.includes('.') || text.length > 2_000)
    throw badInput(makeReason('LOGO_NOT_HTTPS'), field);
  return url.href;
}
