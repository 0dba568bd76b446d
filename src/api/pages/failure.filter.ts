import { type ArgumentsHost, Catch, HttpException } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import type { GqlContextType } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { escapeHtml } from '../../channels/rendering/html.js';
import type { Formatter } from '../../i18n/formatter.js';
import { sendUnread } from '../rest/unread-requests.js';
import { browserFormatter, headedPage, type LinkPage, sendPage } from './page.js';

/**
 * What fails in the graph is its answer: it goes through `formatError`, and our own faults into the log by `logFaults`, once. What
 * no route has seen is told what to do, a person at a browser by a page.
 */
@Catch()
export class FailureFilter extends BaseExceptionFilter {
  override catch(failure: unknown, host: ArgumentsHost): unknown {
    if (host.getType<GqlContextType>() === 'graphql') return failure;
    if (!(failure instanceof HttpException) || failure.getStatus() >= 500) return super.catch(failure, host);
    const [request, reply] = host.getArgs<[FastifyRequest, FastifyReply]>();
    if (failure.getStatus() === 404 && asksForPage(request))
      return sendPage(reply, 404, noSuchPage(browserFormatter(request.headers)));
    return sendUnread(request, reply, { status: failure.getStatus(), cause: failure.cause });
  }
}

/** As browsers do, which name it first. */
const asksForPage = ({ method, headers }: FastifyRequest) =>
  method === 'GET' && /^text\/html\b/.test(headers.accept ?? '');

function noSuchPage(formatter: Formatter): LinkPage {
  const [why, home] = [formatter.text('web.notFound.why'), formatter.text('web.notFound.home')];
  const rest = `<p>${escapeHtml(why)}</p><p><a href="/">${escapeHtml(home)}</a></p>`;
  return headedPage(formatter, { title: formatter.text('web.notFound.title'), rest });
}
