import pino, { type Logger } from 'pino';
import { systemTime } from './clock.js';
import { LastingLines } from './lasting-lines.js';
import { traceFields } from './telemetry/tracing.js';

const LOOK_EVERY_MS = 5_000;

/** The log of a process: JSON on stdout. Callers log ids, codes and counts; never bodies, addresses or secrets. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: undefined,
    mixin: traceFields,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    hooks: { logMethod: onceWhileItLasts() },
    // In case a caller passes them all the same.
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

/** Leaves out what repeats a line whose cause lasts (log-codes.ts), and says how often it came. */
function onceWhileItLasts(): NonNullable<NonNullable<pino.LoggerOptions['hooks']>['logMethod']> {
  const lines = new LastingLines();
  let looking: NodeJS.Timeout | null = null;
  const look = (log: Logger) => {
    for (const { code, isOver, count, lastedMs } of lines.news(systemTime().getTime()))
      log.info({ code: isOver ? 'OVER' : 'LASTS', of: code, count, lastedMs }, isOver ? 'it is over' : 'it goes on');
    if (!lines.isEmpty() || !looking) return;
    clearInterval(looking);
    looking = null;
  };
  return function (this: Logger, args, method) {
    const [fields] = args as unknown[];
    if (typeof fields === 'object' && fields !== null && !lines.takes(fields, systemTime().getTime())) return;
    if (!lines.isEmpty()) looking ??= setInterval(() => look(this), LOOK_EVERY_MS).unref();
    method.apply(this, args);
  };
}
