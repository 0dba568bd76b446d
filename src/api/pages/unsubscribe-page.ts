/** The pages behind the link of a mail that one click ends. */
import { escapeHtml } from '../../channels/rendering/html.js';
import { CATEGORY_LABELS } from '../../domain/labels.js';
import { type Locale, nearestLocale } from '../../domain/vocabulary.js';
import type { Unsubscription } from '../../platform/secrets/unsubscribe-link.js';
import type { Subscription } from '../preferences/unsubscribe.service.js';

type Words = Record<Locale, string>;

const TITLE: Words = {
  en: 'Unsubscribe',
  fr: 'Se désabonner',
  de: 'Abbestellen',
  it: 'Annulla iscrizione',
  id: 'Berhenti berlangganan',
  zh: '退订',
};
/** `{address}`, `{kinds}`: names of categories. */
const ASKED: Words = {
  en: 'Stop e-mails about {kinds} to {address}?',
  fr: 'Ne plus envoyer d’e-mails sur {kinds} à {address} ?',
  de: 'Keine E-Mails zu {kinds} mehr an {address}?',
  it: 'Interrompere le e-mail su {kinds} a {address}?',
  id: 'Hentikan email tentang {kinds} ke {address}?',
  zh: '停止向 {address} 发送有关{kinds}的邮件？',
};
const DONE: Words = {
  en: 'No more e-mails about {kinds} go to {address}.',
  fr: 'Plus aucun e-mail sur {kinds} ne sera envoyé à {address}.',
  de: 'An {address} gehen keine E-Mails zu {kinds} mehr.',
  it: 'Nessuna altra e-mail su {kinds} verrà inviata a {address}.',
  id: 'Tidak ada lagi email tentang {kinds} ke {address}.',
  zh: '不再向 {address} 发送有关{kinds}的邮件。',
};
const STAYS: Words = {
  en: 'Critical alerts still come; an administrator can change everything in Tocsin.',
  fr: 'Les alertes critiques continuent d’arriver ; un administrateur peut tout modifier dans Tocsin.',
  de: 'Kritische Warnungen kommen weiterhin; alles lässt sich in Tocsin von Administratoren ändern.',
  it: 'Gli avvisi critici continuano ad arrivare; un amministratore può modificare tutto in Tocsin.',
  id: 'Peringatan kritis tetap dikirim; administrator dapat mengubah semuanya di Tocsin.',
  zh: '紧急警报仍会发送；管理员可以在 Tocsin 中更改所有设置。',
};
const DEAD: Words = {
  en: 'This link is not complete, too old, or for an address that is no longer used. Open it from a newer e-mail.',
  fr: 'Ce lien est incomplet, trop ancien ou concerne une adresse qui n’est plus utilisée. Ouvrez-le depuis un e-mail plus récent.',
  de: 'Dieser Link ist unvollständig, zu alt oder gehört zu einer Adresse, die nicht mehr verwendet wird. Öffnen Sie ihn aus einer neueren E-Mail.',
  it: 'Questo link è incompleto, troppo vecchio o riguarda un indirizzo non più in uso. Aprilo da un’e-mail più recente.',
  id: 'Tautan ini tidak lengkap, terlalu lama, atau untuk alamat yang tidak lagi dipakai. Buka dari email yang lebih baru.',
  zh: '此链接不完整、已过期，或其地址已不再使用。请从较新的邮件中打开。',
};

export function askingPage(link: Unsubscription, subscription: Subscription) {
  const locale = nearestLocale(subscription.locale);
  const form =
    '<form method="post"><button name="List-Unsubscribe" value="One-Click">' +
    `${escapeHtml(TITLE[locale])}</button></form>`;
  return page(locale, subscription.businessName, sentence(ASKED, link, subscription), `${form}${stays(locale)}`);
}

export function donePage(link: Unsubscription, subscription: Subscription) {
  const locale = nearestLocale(subscription.locale);
  return page(locale, subscription.businessName, sentence(DONE, link, subscription), stays(locale));
}

export function deadLinkPage(locale: Locale) {
  return page(locale, 'Tocsin', TITLE[locale], `<p>${escapeHtml(DEAD[locale])}</p>`);
}

const stays = (locale: Locale) => `<p class="dim">${escapeHtml(STAYS[locale])}</p>`;

function page(locale: Locale, business: string, title: string, rest: string) {
  const body = `<p class="business">${escapeHtml(business)}</p><h1>${escapeHtml(title)}</h1>${rest}`;
  return { locale, title: TITLE[locale], body };
}

function sentence(words: Words, { categories }: Unsubscription, { address, locale: tag }: Subscription): string {
  const locale = nearestLocale(tag);
  const kinds = new Intl.ListFormat(locale).format(categories.map((category) => CATEGORY_LABELS[category][locale]));
  const values: Record<string, string> = { address, kinds };
  return words[locale].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
