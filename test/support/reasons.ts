/** Reasons in tests: how they read in English, and ones that say any text. */
import { PermanentFailure, RetryLater } from '../../src/domain/failures.js';
import { isReason, makeReason, type Reason } from '../../src/domain/reasons.js';
import { ENGLISH } from '../../src/i18n/labels.js';
import { reasonText } from '../../src/i18n/reason-text.js';
import type { TransformationResult } from '../../src/platform/sandbox/sandbox.js';

export const inEnglish = (reason: Reason): string => reasonText(ENGLISH, reason);

export const textReason = (text: string): Reason => makeReason('TEXT', { text });

/** Why a channel did not send, in English. */
export function failureText(error: unknown): string {
  if (error instanceof PermanentFailure || error instanceof RetryLater) return inEnglish(error.reason);
  throw new Error(`No failure of a delivery: ${String(error)}`);
}

/** What a run of code came to, with its error and warnings in English. */
export const resultInEnglish = (result: TransformationResult) => ({
  ...result,
  error: result.error && inEnglish(result.error),
  warnings: result.warnings.map(inEnglish),
});

export type ResultInEnglish = ReturnType<typeof resultInEnglish>;

/** The same rows or objects with each reason in English. */
export function readable<Value>(value: Value): Readable<Value> {
  if (isReason(value)) return inEnglish(value) as Readable<Value>;
  if (Array.isArray(value)) return value.map(readable) as Readable<Value>;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value as Readable<Value>;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, readable(one)])) as Readable<Value>;
}

type Readable<Value> = Value extends Reason
  ? string
  : Value extends Date
    ? Value
    : Value extends object
      ? { [Key in keyof Value]: Readable<Value[Key]> }
      : Value;
