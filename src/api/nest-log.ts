import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';
import { isHangUp } from './hang-up.js';

/** NestJS in our log. Of an error only its stack: a statement that failed carries its parameters, which are personal. */
export function nestLog(log: Logger): LoggerService {
  const textOf = (message: unknown) => (message instanceof Error ? message.stack : String(message));
  return {
    log: () => undefined,
    warn: (message: unknown) => log.warn({ code: 'NEST' }, textOf(message)),
    error: (message: unknown) => {
      if (!isHangUp(message)) log.error({ code: 'NEST' }, textOf(message));
    },
  };
}
