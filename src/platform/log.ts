import pino, { type Logger } from 'pino';
import { traceFields } from './telemetry/tracing.js';

/** The log of a process: JSON on stdout. Callers log ids, codes and counts; never bodies, addresses or secrets. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: undefined,
    mixin: traceFields,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
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
