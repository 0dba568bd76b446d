import type { IncomingHttpHeaders } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { type Formatter, formatterFor } from '../../i18n/formatter.js';
import { memoize } from '../../i18n/memoize.js';
import { MESSAGES } from '../../i18n/messages.js';
import { canonicalTag, knownZone } from '../../i18n/tags.js';
import type { FieldContext } from './field-context.js';

/**
 * Puts texts into the language of the request's Accept-Language header, English without one, amounts and dates as its region
 * writes them, and moments into the zone of
 * its Time-Zone header (an IANA name, "Europe/Berlin"; ours: HTTP has none), UTC without one. Every moment names its zone.
 */
export const formatterOfRequest = ({
  request: { headers },
}: {
  request: { headers: IncomingHttpHeaders };
}): Formatter => ofHeaders(headers['accept-language'] ?? '', [headers['time-zone']].flat()[0] ?? '');

const ofHeaders = memoize((language, zone) =>
  formatterFor({ locale: MESSAGES.regional(language), timeZone: knownZone(zone) ?? 'UTC' }),
);

/** The formatter of the request, for an argument of a resolver. */
export const RequestFormatter = createParamDecorator(
  (_: unknown, execution: ExecutionContext): Formatter =>
    GqlExecutionContext.create(execution).getContext<FieldContext>().formatter,
);

/** For the argument `locale` of a field: `requested` where there is none, English where it is no tag. */
export function inLanguage(requested: Formatter, locale: string | null | undefined): Formatter {
  if (!locale) return requested;
  return formatterFor({ locale: canonicalTag(locale) ?? 'en', timeZone: requested.reader.timeZone });
}
