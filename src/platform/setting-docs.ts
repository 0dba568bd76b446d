/** What is said of settings, beside what they may be: kept apart, because Zod has no place for it. */
import type { z } from 'zod';
import { Secret } from './secrets/secret.js';

/** What docs/settings.md and .env.example say about a setting, beside its type and its default. */
export interface SettingDoc {
  about: string;
  /** API and worker do not start without it. */
  required?: true;
  /** Nobody may see it, and it may be given as a file. */
  secret?: true;
  /** What `npm start` takes instead of the default. */
  local?: string;
  /** Where a value comes from, of what cannot be made up. */
  made?: string;
  /** A value that .env.example can show, where there is no default. Of a key: one that no process accepts. */
  example?: string;
}

const DOCS = new Map<z.ZodType, SettingDoc>();

export function setting<Schema extends z.ZodType>(
  about: string,
  schema: Schema,
  more: Omit<SettingDoc, 'about'> = {},
): Schema {
  DOCS.set(schema, { about, ...more });
  return schema;
}

/** One that is kept in a `Secret`, and may be given as a file: by its name with _FILE behind it. */
export function secretSetting<Value>(
  about: string,
  schema: z.ZodType<Value | undefined, string | undefined>,
  more: Omit<SettingDoc, 'about' | 'secret'> = {},
) {
  const wrapped = schema.transform((value) => (value === undefined ? undefined : new Secret(value)));
  return setting(about, wrapped, { ...more, secret: true });
}

export const docOf = (schema: z.ZodType): SettingDoc | undefined => DOCS.get(schema);
