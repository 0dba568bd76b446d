/** Addresses that a MEMBER adds: one mail goes there, and nothing else until whoever reads it says yes. */
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { confirmationMail } from '../../channels/rendering/address-mails.js';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import { mailToAddress } from '../../core/delivery/address-mail.js';
import { EmailDestination } from '../../core/planning/destination.entity.js';
import { type AddressPage, findLinkedAddress, type LinkedAddress } from '../../core/planning/linked-address.js';
import { MAIL_READER } from '../../domain/actors.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { formatterFor } from '../../i18n/formatter.js';
import type { MailAccess } from '../../platform/outbound/mail-access.js';
import { type OpenedLink, SealedLinks } from '../../platform/secrets/sealed-links.js';
import { conflict } from '../graphql/errors.js';
import { MAIL } from '../platform.tokens.js';

/** Of one person; those that were removed today count, or one could mail anybody by adding and removing. */
const MAX_ADDRESSES = 20;
const COUNT_ADDRESSES = `
  SELECT count(*)::integer AS count FROM destinations
  WHERE business_id = $1 AND recipient_id = $2 AND kind = 'EMAIL' AND (removed_at IS NULL OR created_at > now() - interval '1 day')`;

/** As an address begins that a MEMBER adds. */
export const UNCONFIRMED = { enabled: false, disabledReason: makeReason('UNCONFIRMED') };

/** What the page behind the link says. */
export interface Confirmation extends AddressPage {
  person: string;
  confirmed: boolean;
}

@Injectable()
export class ConfirmationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly links: SealedLinks,
    @Inject(MAIL) private readonly mail: MailAccess | null,
  ) {}

  /** @throws CONFLICT where the person has as many addresses as one may. */
  async checkRoom(manager: EntityManager, businessId: string, recipientId: string): Promise<void> {
    // One at a time for each person, or two at once would both find room.
    await manager.query('SELECT FROM recipients WHERE id = $1 AND business_id = $2 FOR NO KEY UPDATE', [
      recipientId,
      businessId,
    ]);
    const [{ count }]: [{ count: number }] = await manager.query(COUNT_ADDRESSES, [businessId, recipientId]);
    if (count >= MAX_ADDRESSES) throw conflict(makeReason('TOO_MANY_ADDRESSES', { most: MAX_ADDRESSES }), 'address');
  }

  /** Sends the link. @throws CONFLICT where it could not be sent, and then the address is not there. */
  async ask(viewer: Viewer, id: string): Promise<void> {
    const why = await this.send(viewer.businessId, id);
    if (!why) return;
    await this.dataSource.transaction(async (manager) => {
      await manager.delete(EmailDestination, { id, businessId: viewer.businessId });
      await recordChange(manager, viewer, { action: 'removeDestination', subject: id });
    });
    throw conflict(makeReason('CONFIRMATION_NOT_SENT', { why }), 'address');
  }

  /** Null where the address is no longer that of somebody of the team. */
  async find(link: Pick<OpenedLink, 'businessId' | 'id'>): Promise<Confirmation | null> {
    const found = await findLinkedAddress(this.dataSource, link);
    return found && confirmationOf(found);
  }

  /** Once: what was switched off since stays off. */
  async confirm({ businessId, id }: OpenedLink): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const destination = await manager.findOne(EmailDestination, {
        where: { id, businessId, removedAt: IsNull() },
        lock,
      });
      if (!destination || destination.confirmed) return;
      await manager.update(EmailDestination, { id, businessId }, { enabled: true, disabledReason: null });
      const change = { before: { confirmed: false }, after: { confirmed: true } };
      await recordChange(
        manager,
        { businessId, actor: MAIL_READER.confirmation },
        { action: 'confirmEmail', subject: id, ...change },
      );
    });
  }

  /** Why it could not be sent; null: it was. */
  private async send(businessId: string, id: string): Promise<Reason | null> {
    const found = await findLinkedAddress(this.dataSource, { businessId, id });
    const asked = found && confirmationOf(found);
    if (!asked) return makeReason('UNCONFIRMED');
    const { brand, timeZone } = found.business;
    const formatter = formatterFor({ locale: asked.locale, timeZone });
    const url = this.links.toConfirmation({ businessId, id });
    const failure = await mailToAddress(this.mail, found, confirmationMail({ ...asked, brand, url }, formatter));
    return failure?.reason ?? null;
  }
}

const confirmationOf = ({ page, destination, owner }: LinkedAddress): Confirmation | null =>
  owner && { ...page, person: owner.name, confirmed: destination.confirmed };
