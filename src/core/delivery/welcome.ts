/** Tells whoever reads mail at an address that an ADMIN added it, and how to say that it is not theirs. */
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { welcomeMail } from '../../channels/rendering/address-mails.js';
import { PermanentFailure } from '../../domain/failures.js';
import { formatterFor } from '../../i18n/formatter.js';
import type { MailAccess } from '../../platform/outbound/mail-access.js';
import type { SealedLinks } from '../../platform/secrets/sealed-links.js';
import { EmailDestination } from '../planning/destination.entity.js';
import { findLinkedAddress } from '../planning/linked-address.js';
import { mailToAddress } from './address-mail.js';

export interface WelcomeDeps {
  dataSource: DataSource;
  /** Null: there is no carrier, so that no other mail comes there before the welcome either. */
  mail: MailAccess | null;
  links: SealedLinks;
  log: Logger;
}

/** Once, but for a process that ends in between. What a carrier did not take for now stays due. */
export async function sendWelcome(
  { dataSource, mail, links, log }: WelcomeDeps,
  address: { businessId: string; id: string },
): Promise<void> {
  const found = mail && (await findLinkedAddress(dataSource, address));
  if (!found?.destination.welcomeDue || found.destination.suppressed) return;
  const { page, business, owner } = found;
  const formatter = formatterFor({ locale: page.locale, timeZone: business.timeZone });
  const urls = { notMineUrl: links.toRefusal(address), preferencesUrl: links.toPreferences(address) };
  const about = { ...page, ...urls, person: owner?.name ?? null, brand: business.brand };
  const failure = await mailToAddress(mail, found, welcomeMail(about, formatter));
  // Of its reason only the code: what carriers answer quotes addresses.
  if (failure)
    log.warn({ code: 'WELCOME_NOT_SENT', of: address.id, error: failure.reason.code }, 'a welcome could not be sent');
  if (failure && !(failure instanceof PermanentFailure)) return;
  await dataSource.getRepository(EmailDestination).update(address, { welcomeDue: false });
}
