/** "Add my phone": a link, drawn as a code for its camera, that signs the phone in as one person of the team. */
import { Args, Field, ID, InputType, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import { DataSource, IsNull } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { isId } from '../../domain/ids.js';
import { makeReason } from '../../domain/reasons.js';
import { SealedLinks } from '../../platform/secrets/sealed-links.js';
import { forbidden, notFound } from '../graphql/errors.js';
import { CurrentViewer } from './access.guard.js';

@InputType()
export class CreatePhoneLinkInput {
  @Field(() => ID, { description: 'Whose phone it is.' })
  recipientId: string;
}

@ObjectType()
@VisibleTo({ MEMBER: 'ALL' })
export class PhoneLinkPayload {
  @Field({ description: 'Works once. What stands behind # reaches no log.' })
  url: string;
  @Field()
  until: Date;
}

@Resolver()
export class PhoneLinkResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sealed: SealedLinks,
  ) {}

  @Mutation(() => PhoneLinkPayload, {
    description:
      'Signs a phone in as this person, with what a MEMBER may do, for 12 hours or until the key that made it is revoked. The link holds for 5 minutes.',
  })
  @Access('ADMIN', { member: 'recipient', argument: 'input.recipientId' })
  async createPhoneLink(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { recipientId }: CreatePhoneLinkInput,
  ): Promise<PhoneLinkPayload> {
    const { businessId, credential } = viewer;
    // A JWT is long, ends soon, and is its login’s to give away.
    if (!isId('apiKey', credential)) throw forbidden(makeReason('PHONE_OF_OTHER_LOGIN'));
    const { url, until } = this.sealed.toPhone({ businessId, id: credential }, recipientId);
    await this.dataSource.transaction(async (manager) => {
      const known = await manager.existsBy(Recipient, { id: recipientId, businessId, removedAt: IsNull() });
      if (!known) throw notFound('RECIPIENT', recipientId);
      await recordChange(manager, viewer, { action: 'createPhoneLink', subject: recipientId, after: { recipientId } });
    });
    return { url, until: new Date(until) };
  }
}
