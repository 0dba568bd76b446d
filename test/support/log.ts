/** A log that is kept: what must not be logged is not even handed over, so nothing is taken out of it here. */
import pino, { type Level, type Logger } from 'pino';
import { traceFields } from '../../src/platform/telemetry/tracing.js';

export interface KeptLog {
  log: Logger;
  /** One JSON text each, the oldest first. */
  lines: string[];
}

export function keptLog(level: Level): KeptLog {
  const lines: string[] = [];
  return { lines, log: pino({ level, mixin: traceFields }, { write: (line: string) => void lines.push(line) }) };
}
