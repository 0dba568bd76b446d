/** The pages about settings are those that the settings themselves give, and what they show can be used. */
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { productionConfig, readEnvironment } from '../../src/platform/config.js';
import { SettingsError } from '../../src/platform/exit-codes.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
import { SETTING_NAMES, settingDoc, settings } from '../../src/platform/settings.js';
import { environmentExample, settingsPage } from './settings-page.js';

const read = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
const REQUIRED = SETTING_NAMES.filter((name) => settingDoc(name).required);

it('docs/settings.md and .env.example are fresh: npm run settings writes them', () => {
  expect(read('docs/settings.md')).toBe(settingsPage());
  expect(read('.env.example')).toBe(environmentExample());
});

it('every setting is described in a sentence or two', () => {
  for (const name of SETTING_NAMES)
    expect([name, settingDoc(name).about]).toEqual([name, expect.stringMatching(/\.$/)]);
});

it('what looks like a credential is marked as a secret', () => {
  const credentials = SETTING_NAMES.filter((name) =>
    /(API_KEY|ADMIN_KEY|ENCRYPTION_KEYS|PRIVATE_KEY|CLIENT_SECRET|ACCOUNT|DATABASE_URL|SMTP_URL|OTLP_HEADERS)$/.test(
      name,
    ),
  );
  expect(SETTING_NAMES.filter((name) => settingDoc(name).secret)).toEqual(credentials);
});

it('API and worker start with what is marked as needed, and not without any of it', () => {
  const shown = parseEnv(read('.env.example')) as Record<string, string>;
  expect(Object.keys(shown).sort()).toEqual([...REQUIRED].sort());
  // A key of its own: that of the example is refused.
  shown.TOCSIN_ENCRYPTION_KEYS = SecretBox.newRing();
  expect(productionConfig(readEnvironment(shown, 'PRODUCTION')).databaseUrl.reveal()).toBe(shown.DATABASE_URL);
  for (const name of REQUIRED) {
    const { [name]: _, ...others } = shown;
    const start = () => readEnvironment(others, 'PRODUCTION');
    expect(start).toThrow(SettingsError);
    expect(start).toThrow(`✖ ${name}: it is not set; `);
  }
});

it('an example can be used, but for a key: nobody shall run with one that stands in the repository', () => {
  const shown = parseEnv(read('.env.example').replaceAll(/^#(?=[A-Z_]+=.)/gm, '')) as Record<string, string>;
  for (const name of SETTING_NAMES.filter((name) => shown[name] !== undefined)) {
    const { success } = settings.shape[name].safeParse(shown[name]);
    expect([name, success]).toEqual([name, !/^TOCSIN_(ADMIN_KEY|ENCRYPTION_KEYS)$/.test(name)]);
  }
});
