import { type ArgumentsHost, Catch, HttpException } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import type { GqlContextType } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendUnread } from './unread-requests.js';

/**
 * What fails in the graph is its answer: it goes through `formatError`, and our own faults into the log by `logFaults`, once. What
 * no route has seen is told what to do.
 */
@Catch()
export class FailureFilter extends BaseExceptionFilter {
  override catch(failure: unknown, host: ArgumentsHost): unknown {
    if (host.getType<GqlContextType>() === 'graphql') return failure;
    if (!(failure instanceof HttpException) || failure.getStatus() >= 500) return super.catch(failure, host);
    const [request, reply] = host.getArgs<[FastifyRequest, FastifyReply]>();
    return sendUnread(request, reply, { status: failure.getStatus(), cause: failure.cause });
  }
}
