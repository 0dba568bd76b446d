import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';
import { faultStack } from '../platform/fault-text.js';
import { isHangUp } from './hang-up.js';

/** NestJS in our log. Of an error only its stack, without what it quotes: the parameters of a statement that failed are personal. */
export function nestLog(log: Logger): LoggerService {
  return {
    log: () => undefined,
    warn: (message: unknown) => log.warn({ code: 'NEST' }, faultStack(message)),
    error: (message: unknown) => {
      if (!isHangUp(message) && !isOfListening(message)) log.error({ code: 'NEST' }, faultStack(message));
    },
  };
}

/** Whoever listens says why it cannot (platform/listening.ts), and which setting it is. */
const isOfListening = (message: unknown) =>
  typeof message === 'string' && /^Error: (listen|getaddrinfo) E/.test(message);
