/** The words of one chat message that stands for many events: how many of which type, and the first of them by name. */
import { type Locale, nearestLocale, SEVERITIES, type Severity } from '../../domain/vocabulary.js';
import { AND_MORE } from './digest-words.js';
import type { EventTexts, Reader } from './texts.js';

export interface StormItem {
  /** What its own message would have been called. */
  title: string;
  severity: Severity;
  /** Of its event type. */
  name: string;
}

/** More lines than this, nobody reads in a chat. */
const MAX_LISTED = 15;

const TITLES: Record<Locale, string> = {
  en: '{n} more events, gathered: there were too many for one message each',
  fr: '{n} autres événements, regroupés : trop nombreux pour un message chacun',
  de: '{n} weitere Ereignisse, gesammelt: für je eine Nachricht waren es zu viele',
  it: 'Altri {n} eventi, raggruppati: troppi per un messaggio ciascuno',
  id: '{n} peristiwa lagi, dikumpulkan: terlalu banyak untuk satu pesan masing-masing',
  zh: '另有 {n} 个事件，已合并：数量过多，无法逐条发送',
};

/** In the order given. */
export function stormTextsOf(items: readonly StormItem[], reader: Reader): EventTexts {
  const locale = nearestLocale(reader.locale);
  const numberOf = (count: number) => new Intl.NumberFormat(reader.locale).format(count);
  const counts = new Map<string, number>();
  for (const { name } of items) counts.set(name, (counts.get(name) ?? 0) + 1);
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  const lines = items.slice(0, MAX_LISTED).map(({ title }) => `• ${title}`);
  const unlisted = items.length - lines.length;
  const more = unlisted > 0 ? [AND_MORE[locale].replace('{n}', numberOf(unlisted))] : [];
  const severities = items.map(({ severity }) => severity);
  return {
    locale,
    eventTypeName: '',
    severity: SEVERITIES.findLast((severity) => severities.includes(severity)) ?? 'INFO',
    title: TITLES[locale].replace('{n}', numberOf(items.length)),
    body: [...lines, ...more].join('\n'),
    action: null,
    rows: byCount.map(([label, count]) => ({ key: 'about', label, value: numberOf(count) })),
  };
}
