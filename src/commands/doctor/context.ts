/** What the checks of `tocsin doctor` share: each connection is opened by the check that looks for it, and used by those behind. */
import type { DataSource } from 'typeorm';
import type { Config, Environment } from '../../platform/config.js';
import type { TemporalInspection } from '../../temporal/inspection.js';
import type { Check } from './check.js';

export interface DoctorContext {
  /** @throws a SettingsError */
  settings(): Environment;
  now(): Date;
  /** Make what is missing and can be made without harm. */
  fix: boolean;
  /** Set by the check `settings`. */
  found: { env: Environment; config: Config } | null;
  /** Set by the check `database`. */
  dataSource: DataSource | null;
  /** Set by the check `temporal`. */
  temporal: TemporalInspection | null;
}

export type DoctorCheck = Check<DoctorContext>;

/** What a check needs, which its `needs` have brought about. */
export function there<Value>(value: Value | null): Value {
  if (value === null) throw new Error('A check comes before what it needs.');
  return value;
}

/** Milliseconds from a moment to another, in words. */
export function spanOf(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} minutes`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} hours` : `${Math.round(seconds / 86_400)} days`;
}
