/** An event in the words of its business, or in ours. */
import type { Logger } from 'pino';
import { type EventTexts, type EventToRender, type Override, renderTextsBy } from '../../channels/rendering/texts.js';
import type { Formatter } from '../../i18n/formatter.js';

/** What a business wrote for one event type and channel, by locale. */
export type Overrides = Record<string, Override>;

/** What no longer can be filled (it is checked when it is saved) is named in the log; ours goes out instead. */
export function renderEventTexts(
  event: EventToRender,
  formatter: Formatter,
  overrides: Overrides | null,
  log: Logger,
): EventTexts {
  const { locale } = formatter;
  return renderTextsBy(overrides?.[locale], event, formatter, (error) =>
    log.warn(
      {
        code: 'TEMPLATE_BROKEN',
        eventType: event.type,
        locale,
        error: error instanceof Error ? error.name : 'unknown',
      },
      'a template is broken: our own words go out',
    ),
  );
}
