import type { IncomingHttpHeaders } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { type Formatter, formatterFor } from '../../i18n/formatter.js';
import { MESSAGES } from '../../i18n/messages.js';
import type { RequestContext } from '../auth/access.guard.js';

/** Puts texts into the language of the request's Accept-Language header, English without one; moments are UTC. */
export const formatterOfRequest = ({
  request: { headers },
}: {
  request: { headers: IncomingHttpHeaders };
}): Formatter => formatterFor({ locale: MESSAGES.nearest(headers['accept-language']), timeZone: 'UTC' });

/** The formatter of the request, for an argument of a resolver. */
export const RequestFormatter = createParamDecorator(
  (_: unknown, execution: ExecutionContext): Formatter =>
    formatterOfRequest(GqlExecutionContext.create(execution).getContext<RequestContext>()),
);
