/** The texts of an event: the business's templates, else ours. */
import type { Logger } from 'pino';
import { type EventTexts, type EventToRender, type Override, renderTextsBy } from '../../channels/rendering/texts.js';
import type { Formatter } from '../../i18n/formatter.js';

/** What a business wrote for one event type, channel and audience, by locale. */
export type Overrides = Record<string, Override>;

const BY_LOCALE = `jsonb_object_agg(t.locale, jsonb_build_object('subject', t.subject, 'body', t.body))`;

/** SQL for the `Overrides` of one event type, channel and audience: `which` is a condition on `templates t`. */
export const templateOverrides = (which: string) => `(SELECT ${BY_LOCALE} FROM templates t WHERE ${which})`;

/** A condition on `templates t`: the words of this business for in-app items. */
export const inAppTemplates = (business: string) =>
  `t.business_id = ${business} AND t.channel = 'IN_APP' AND t.audience = 'TEAM'`;

/** SQL for several of them as one JSON object, by event type or by channel. */
export const templateOverridesBy = (column: 'event_type' | 'channel', which: string) =>
  `(SELECT jsonb_object_agg(o.key, o.overrides) FROM (
        SELECT t.${column} AS key, ${BY_LOCALE} AS overrides FROM templates t WHERE ${which} GROUP BY 1
      ) o)`;

/** SQL for the activation instructions that a business has for this product or for all, as JSON; null where it has none. */
export const activationInstructions = (business: string, productId: string) =>
  `(SELECT jsonb_agg(jsonb_build_object('productId', a.product_id, 'locale', a.locale, 'markdown', a.markdown) ORDER BY a.product_id, a.locale)
        FROM activation_instructions a WHERE a.business_id = ${business} AND a.product_id IN ('', coalesce(${productId}, '')))`;

/** What no longer can be filled (it is checked when it is saved) is named in the log; ours goes out instead. */
export function renderEventTexts(
  event: EventToRender,
  formatter: Formatter,
  overrides: Overrides | null,
  log: Logger,
): EventTexts {
  const { locale } = formatter;
  return renderTextsBy(overrides?.[locale], event, formatter, warnOfBroken(log, event.type, locale));
}

/** For the log: without the words, which may have a customer's name in them. */
export const warnOfBroken = (log: Logger, eventType: string, locale: string) => (error: unknown) =>
  log.warn(
    { code: 'TEMPLATE_BROKEN', eventType, locale, error: error instanceof Error ? error.name : 'unknown' },
    'a template is broken: our own words go out',
  );
