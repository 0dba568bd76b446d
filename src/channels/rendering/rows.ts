/** Facts that are tables: one row for each of their lines. */
import type { AtRisk, FactKey, ReviewLine } from '../../domain/facts.js';
import { CATEGORIES } from '../../domain/vocabulary.js';
import type { Formatter } from '../../i18n/formatter.js';
import { factLabel, joined, labelled, remarked } from '../../i18n/labels.js';
import { DOT } from '../../i18n/typography.js';
import { oneLine } from './one-line.js';

/** One line of the table below a text. */
export interface FactRow {
  key: FactKey;
  label: string;
  value: string;
}

/** One row per currency: how much, in how many disputes, until when. */
export function atRiskRows(lines: readonly AtRisk[], formatter: Formatter): FactRow[] {
  return lines.map(({ currency, open, total, firstDue, estimated }) => {
    const due = firstDue && formatter.moment(firstDue);
    const when = due && estimated ? remarked(formatter, due, formatter.text('message.estimated')) : due;
    const parts = [
      labelled(formatter, formatter.text('category.DISPUTES'), formatter.number(open)),
      ...(when ? [labelled(formatter, factLabel(formatter, 'respondBy', 'DISPUTES'), when)] : []),
    ];
    return { key: 'atRisk', label: formatter.money(total, currency), value: parts.join(DOT) };
  });
}

/** Who gets how many event types of each category, and where: one row each. */
export function reviewRows(lines: readonly ReviewLine[], formatter: Formatter): FactRow[] {
  return lines.map(({ name, channels, counts }) => {
    if (!counts) return { key: 'review', label: oneLine(name), value: '…' };
    const amounts = CATEGORIES.flatMap((category) => {
      const count = counts[category];
      return count ? `${formatter.text(`category.${category}`)} ${formatter.number(count)}` : [];
    });
    const where = channels.map((key) => formatter.find(`channel.${key}.inSentence`) ?? key).join(' + ');
    const what = amounts.length > 0 ? joined(formatter, amounts) : formatter.text('message.nothing');
    return { key: 'review', label: oneLine(name), value: where ? remarked(formatter, what, where) : what };
  });
}
