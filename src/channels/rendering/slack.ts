/** Our own rendering for Slack: what goes out where no transformation is set, or where it broke. */
import type { Severity } from '../../domain/vocabulary.js';
import type { Formatter } from '../../i18n/formatter.js';
import type { Action } from './layout.js';
import type { EventTexts } from './texts.js';

export interface SlackMessage {
  text: string;
  attachments: {
    color: string;
    text: string;
    fields: { title: string; value: string; short: boolean }[];
    footer: string;
  }[];
}

const COLORS: Record<Severity, string> = { INFO: 'good', WARNING: 'warning', CRITICAL: 'danger' };

/** Slack gives meaning to `&`, `<` and `>` only (its own escaping rules). */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function slackMessageOf(
  texts: EventTexts,
  context: {
    /** The one that made the texts. */
    formatter: Formatter;
    businessName: string;
    link: string;
    deliveryId: string;
    actions?: readonly Action[];
  },
): SlackMessage {
  const words = [texts.body, texts.action].filter((text) => text !== null).map(escapeSlack);
  const links = [...(context.actions ?? []), { label: context.formatter.text('message.open'), url: context.link }];
  return {
    text: `*${escapeSlack(texts.title)}*`,
    attachments: [
      {
        color: COLORS[texts.severity],
        text: [...words, ...links.map(({ label, url }) => `<${escapeSlack(url)}|${escapeSlack(label)}>`)].join('\n'),
        fields: texts.rows.map((row) => ({
          title: row.label,
          value: escapeSlack(row.value),
          short: row.value.length < 40,
        })),
        footer: escapeSlack(`${context.businessName} · ${context.deliveryId}`),
      },
    ],
  };
}
