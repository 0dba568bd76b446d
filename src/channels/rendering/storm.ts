/** The words of one chat message that stands for many events: how many of which type, and the first of them by name. */
import { SEVERITIES, type Severity } from '../../domain/vocabulary.js';
import type { Formatter } from '../../i18n/formatter.js';
import type { EventTexts } from './texts.js';

export interface StormItem {
  /** What its own message would have been called. */
  title: string;
  severity: Severity;
  /** Of its event type. */
  name: string;
}

/** More lines than this, nobody reads in a chat. */
const MAX_LISTED = 15;

/** In the order given. */
export function stormTextsOf(items: readonly StormItem[], formatter: Formatter): EventTexts {
  const counts = new Map<string, number>();
  for (const { name } of items) counts.set(name, (counts.get(name) ?? 0) + 1);
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  const lines = items.slice(0, MAX_LISTED).map(({ title }) => `• ${title}`);
  const unlisted = items.length - lines.length;
  const more = unlisted > 0 ? [formatter.text('digest.more', { count: unlisted })] : [];
  const severities = items.map(({ severity }) => severity);
  return {
    locale: formatter.locale,
    eventTypeName: '',
    severity: SEVERITIES.findLast((severity) => severities.includes(severity)) ?? 'INFO',
    title: formatter.text('storm.title', { count: items.length }),
    body: [...lines, ...more].join('\n'),
    action: null,
    rows: byCount.map(([label, count]) => ({ key: 'about', label, value: formatter.number(count) })),
  };
}
