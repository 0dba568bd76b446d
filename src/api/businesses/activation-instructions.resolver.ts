/** How customers activate a license key: written by the business for a product or for all, and put beside the key in their e-mail. */
import { Args, Field, InputType, Mutation, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import { DataSource, type EntityManager } from 'typeorm';
import { markdownFaults } from '../../channels/rendering/markdown.js';
import { recordChange } from '../../core/access/audit.js';
import { Business } from '../../core/access/business.entity.js';
import type { Viewer } from '../../core/access/viewer.js';
import { ActivationInstructionsRow } from '../../core/planning/activation-instructions.entity.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { makeReason } from '../../domain/reasons.js';
import { MESSAGES } from '../../i18n/messages.js';
import { asId } from '../../sources/body-fields.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { badInput } from '../graphql/errors.js';
import type { FieldContext } from '../graphql/field-context.js';
import { instructionsOfBusinesses } from './business.loader.js';
import { BusinessPayload } from './business.payload.js';

@ObjectType({ description: 'How customers activate the license key of a product, in one language.' })
@VisibleTo({ VIEWER: 'ALL' })
export class ActivationInstructions {
  @Field(() => String, {
    nullable: true,
    description: 'The payment provider’s id; null: of all products that have none of their own.',
  })
  productId: string | null;
  @Field()
  locale: string;
  @Field({ description: 'As it was written; previewTemplate shows it in the e-mail.' })
  markdown: string;
}

@InputType()
export class SetActivationInstructionsInput {
  @Field(() => String, { nullable: true, description: 'As the payment provider shows it. Left out: for all products.' })
  productId?: string | null;
  @Field({ description: 'One of those that the query templates lists.' })
  locale: string;
  @Field(() => String, {
    nullable: true,
    description: 'Markdown, at most 5,000 characters; links to the web only, and no HTML. Null: back to none.',
  })
  markdown?: string | null;
}

/** Of all products and languages of a business. */
const MOST = 500;

@Resolver(() => Business)
export class ActivationInstructionsResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Mutation(() => BusinessPayload, { description: 'Counts for every license key that is not mailed yet.' })
  @Access('ADMIN')
  async setActivationInstructions(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: SetActivationInstructionsInput,
  ): Promise<BusinessPayload> {
    const { businessId } = viewer;
    const key = { businessId, productId: usableProductId(input.productId), locale: usableLocale(input.locale) };
    const markdown = input.markdown ?? null;
    const [fault] = markdown === null ? [] : markdownFaults(markdown);
    if (fault) throw badInput(fault, 'markdown');
    await this.dataSource.transaction(async (manager) => {
      const before = await manager.getRepository(ActivationInstructionsRow).findOneBy(key);
      if (!before && markdown === null) return;
      await writeInstructions(manager, viewer, key, markdown, before === null);
      const subject = [businessId, key.productId || 'all products', key.locale].join(' ');
      const change = {
        before: before && { markdown: before.markdown },
        after: markdown === null ? null : { markdown },
      };
      await recordChange(manager, viewer, { action: 'setActivationInstructions', subject, ...change });
    });
    return { business: await this.dataSource.getRepository(Business).findOneByOrFail({ id: businessId }) };
  }

  @ResolveField(() => [ActivationInstructions], { description: 'Those for all products first.' })
  async activationInstructions(
    business: Business,
    _: object,
    { loaders }: FieldContext,
  ): Promise<ActivationInstructions[]> {
    const rows = await loaders.load(instructionsOfBusinesses, business.id);
    loaders.answer.spend(rows.reduce((bytes, { markdown }) => bytes + Buffer.byteLength(markdown), 0));
    return rows.map(({ productId, locale, markdown }) => ({ productId: productId || null, locale, markdown }));
  }
}

type Key = Pick<ActivationInstructionsRow, 'businessId' | 'productId' | 'locale'>;

async function writeInstructions(
  manager: EntityManager,
  { actor }: Viewer,
  key: Key,
  markdown: string | null,
  isNew: boolean,
) {
  const instructions = manager.getRepository(ActivationInstructionsRow);
  if (markdown === null) return void (await instructions.delete(key));
  if (isNew && (await instructions.countBy({ businessId: key.businessId })) >= MOST)
    throw badInput(makeReason('INSTRUCTIONS_TOO_MANY', { most: MOST }), 'productId');
  const row = { ...key, markdown, changedBy: actor, changedAt: new Date() };
  await instructions.upsert(row, ['businessId', 'productId', 'locale']);
}

/** Empty where it is for all. */
function usableProductId(productId: string | null | undefined): string {
  if (productId == null) return '';
  const id = asId(productId);
  if (id === null) throw badInput(makeReason('PRODUCT_ID_SHAPE'), 'productId');
  return id;
}

function usableLocale(locale: string): string {
  if (MESSAGES.locales.includes(locale)) return locale;
  const known = MESSAGES.locales.join(', ');
  throw badInput(makeReason('TEMPLATE_LOCALE_UNKNOWN', { text: locale.slice(0, 80), known }), 'locale');
}
