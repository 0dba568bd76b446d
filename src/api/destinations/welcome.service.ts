/** Addresses that an ADMIN adds count at once: their readers are told, and can say that they are not theirs. */
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import { sendWelcome } from '../../core/delivery/welcome.js';
import { suppressedNotice } from '../../core/notices/address-notice.js';
import { raiseNotices } from '../../core/notices/notice.js';
import { EmailDestination } from '../../core/planning/destination.entity.js';
import { type AddressPage, findLinkedAddress } from '../../core/planning/linked-address.js';
import { MAIL_READER } from '../../domain/actors.js';
import { makeReason } from '../../domain/reasons.js';
import { asTenant } from '../../platform/database/tenancy.js';
import { faultText } from '../../platform/fault-text.js';
import type { MailAccess } from '../../platform/outbound/mail-access.js';
import { type OpenedLink, SealedLinks } from '../../platform/secrets/sealed-links.js';
import { LOG, MAIL } from '../platform.tokens.js';
import { gapsOpenedBy } from '../preferences/coverage.type.js';

const REFUSED = { suppressed: true, disabledReason: makeReason('NOT_THEIRS') };

/** What the page behind the link says. */
export interface Refusal extends AddressPage {
  refused: boolean;
}

/** How an address begins that an ADMIN adds: one whose reader said before that it is not theirs gets nothing. */
export async function startOfAddress(
  manager: EntityManager,
  businessId: string,
  address: string,
): Promise<Partial<Pick<EmailDestination, 'suppressed' | 'disabledReason' | 'welcomeDue'>>> {
  const [last] = await manager.find(EmailDestination, {
    where: { businessId, address },
    order: { id: 'DESC' },
    take: 1,
  });
  return last?.suppressed && last.refusedByReader ? REFUSED : { welcomeDue: true };
}

@Injectable()
export class WelcomeService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly links: SealedLinks,
    @Inject(MAIL) private readonly mail: MailAccess | null,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Sends the welcome that is due; nobody waits for it, and what fails a schedule finds (core/maintenance/welcomes.ts). */
  begin(address: { businessId: string; id: string }): void {
    const { dataSource, links, mail, log } = this;
    const { businessId, id } = address;
    // Apart from the request, which may end before.
    asTenant({ businessId }, () => sendWelcome({ dataSource, links, mail, log }, { businessId, id })).catch(
      (error: unknown) =>
        log.warn({ code: 'WELCOME_NOT_SENT', of: id, error: faultText(error) }, 'a welcome could not be sent'),
    );
  }

  /** Null where the address is no longer one of the team. */
  async find(link: Pick<OpenedLink, 'businessId' | 'id'>): Promise<Refusal | null> {
    const found = await findLinkedAddress(this.dataSource, link);
    return found && { ...found.page, refused: found.destination.suppressed && found.destination.refusedByReader };
  }

  /** Nothing more goes there; the team is told, and of gaps in coverage that this opens. Doing it again changes nothing. */
  async refuse({ businessId, id }: OpenedLink): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const where = { id, businessId, removedAt: IsNull() };
      const destination = await manager.findOne(EmailDestination, { where, lock });
      if (!destination || (destination.suppressed && destination.refusedByReader)) return;
      const { suppressed, label } = destination;
      await manager.update(EmailDestination, { id, businessId }, { ...REFUSED, welcomeDue: false });
      const change = { before: { suppressed, refused: false }, after: { suppressed: true, refused: true } };
      await recordChange(
        manager,
        { businessId, actor: MAIL_READER.welcome },
        { action: 'refuseEmail', subject: id, ...change },
      );
      await raiseNotices(manager, [
        suppressedNotice({ id, businessId, label, reason: REFUSED.disabledReason }, new Date()),
      ]);
      await gapsOpenedBy(manager, { businessId });
    });
  }
}
