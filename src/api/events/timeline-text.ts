/** One line of a timeline as a sentence. */
import type { TimelineEntry } from '../../domain/timeline.js';
import type { Formatter } from '../../i18n/formatter.js';
import { actorName, channelLabel } from '../../i18n/labels.js';
import { reasonText } from '../../i18n/reason-text.js';

/** Moments name their zone. */
export function timelineText({ kind, facts }: Pick<TimelineEntry, 'kind' | 'facts'>, formatter: Formatter): string {
  if (kind === 'RECEIVED' && facts.reconciled) return formatter.text('timeline.RECEIVED.reconciled');
  return formatter.text(`timeline.${kind}`, {
    to: facts.to ?? null,
    channel: facts.channel ? channelLabel(formatter, facts.channel) : null,
    reason: facts.reason ? reasonText(formatter, facts.reason) : null,
    number: facts.number ?? 0,
    count: facts.count ?? 0,
    until: facts.until ? formatter.moment(facts.until) : null,
    actor: facts.actor ? actorName(formatter, facts.actor, 'who') : null,
  });
}
