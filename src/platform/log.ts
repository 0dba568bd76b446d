import type { LoggerService } from '@nestjs/common';
import pino, { type Logger } from 'pino';

/** The log of a process: JSON on stdout. Callers log ids, codes and counts; never bodies, addresses or secrets. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // The second wall: what should never have been handed over.
    redact: [
      'headers',
      'authorization',
      'cookie',
      'secret',
      'secrets',
      'token',
      'body',
      'payload',
      'email',
      'address',
      'taskToken',
    ],
  });
}

/** NestJS in our log. Of an error only its stack: a statement that failed carries its parameters, which are personal. */
export function nestLog(log: Logger): LoggerService {
  const said = (message: unknown) => (message instanceof Error ? message.stack : String(message));
  return {
    log: () => undefined,
    warn: (message: unknown) => log.warn({ code: 'NEST' }, said(message)),
    error: (message: unknown) => log.error({ code: 'NEST' }, said(message)),
  };
}
