import { type ArgumentsHost, Catch } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import type { GqlContextType } from '@nestjs/graphql';

/** What fails in the graph is its answer: it goes through `formatError`, and our own faults into the log by `logFaults`, once. */
@Catch()
export class FailureFilter extends BaseExceptionFilter {
  override catch(failure: unknown, host: ArgumentsHost): unknown {
    return host.getType<GqlContextType>() === 'graphql' ? failure : super.catch(failure, host);
  }
}
