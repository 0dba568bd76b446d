import type { AtRisk } from '../../domain/facts.js';
import { CATEGORY_LABELS, factLabel, PHRASES } from '../../domain/labels.js';
import { formatMoney } from '../../domain/money.js';
import type { Locale } from '../../domain/vocabulary.js';
import { formatDateTime } from './moments.js';
import type { EventTexts, Reader } from './texts.js';

/** One row per currency: how much, in how many disputes, until when. */
export function atRiskRows(lines: readonly AtRisk[], reader: Reader, locale: Locale): EventTexts['rows'] {
  return lines.map(({ currency, open, total, firstDue, estimated }) => {
    const due = firstDue && formatDateTime(firstDue, reader);
    const when = due && estimated ? `${due} (${PHRASES.estimated[locale]})` : due;
    const parts = [
      `${CATEGORY_LABELS.DISPUTES[locale]}: ${open}`,
      ...(when ? [`${factLabel('respondBy', 'DISPUTES', locale)}: ${when}`] : []),
    ];
    return { key: 'atRisk', label: formatMoney(total, currency, reader.locale), value: parts.join(' · ') };
  });
}
