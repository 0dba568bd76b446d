/** docs/settings.md and .env.example, written from the settings themselves (src/platform/settings.ts). */
import { z } from 'zod';
import { SETTING_GROUPS, type SettingName, settingDoc, settings } from '../../src/platform/settings.js';

/** The default as it is written in the environment; null: there is none. */
function defaultOf(name: SettingName): string | null {
  const { properties = {} } = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' });
  const property = properties[name];
  if (typeof property !== 'object' || property.default === undefined) return null;
  return String(property.default);
}

const cell = (text: string | null | undefined) => (text ? `\`${text}\`` : '');

function rowOf(name: SettingName): string {
  const { about, required, secret, local } = settingDoc(name);
  const marks = [required && '**needed by API and worker**', secret && 'secret'].filter(Boolean).join(', ');
  const words = local && !/^[a-z -]+$/.test(local) ? cell(local) : (local ?? '');
  return `| \`${name}\` | ${marks ? `${about} (${marks})` : about} | ${cell(defaultOf(name))} | ${words} |`;
}

export function settingsPage(): string {
  const parts = Object.entries(SETTING_GROUPS).map(([title, group]) =>
    [
      `## ${title}`,
      '',
      '| setting | what it is | default | with `npm start` |',
      '| --- | --- | --- | --- |',
      ...(Object.keys(group) as SettingName[]).map(rowOf),
    ].join('\n'),
  );
  return `${[HEAD, ...parts].join('\n\n')}\n`;
}

const HEAD = `# Settings

Written by \`npm run settings\` from \`src/platform/settings.ts\`; a test fails where this page is out of date.

All settings are environment variables. \`tocsin start api\`, \`tocsin start worker\` and the other commands read them once, when they start, and name every fault. Give API and worker the same ones. [.env.example](../.env.example) can be
copied to \`.env\` and read by \`npx tocsin --settings .env start api\`. TLS and API keys of Temporal are set by [Temporal's own variables](https://docs.temporal.io/develop/environment-configuration)
(\`TEMPORAL_TLS…\`, \`TEMPORAL_API_KEY\`). \`tocsin migrate\` needs \`DATABASE_URL\` alone, with the owner of the database.

\`npm start\` heeds the settings of your shell, too, and reads no \`.env\`. What is of another server (\`PGSSLMODE\`, \`PGOPTIONS\` and the like; all of Temporal's own variables, and its file of profiles) it leaves out as long as
\`DATABASE_URL\` and \`TEMPORAL_ADDRESS\` name none: its own servers know nothing of them.`;

export function environmentExample(): string {
  const parts = Object.entries(SETTING_GROUPS).map(([title, group]) =>
    [`## ${title}`, ...(Object.keys(group) as SettingName[]).flatMap(exampleOf)].join('\n'),
  );
  return `${['# Written by "npm run settings". Copy to .env, then: npx tocsin --settings .env start api', ...parts].join('\n\n')}\n`;
}

/** What is needed stands as a setting, all else as a comment. */
function exampleOf(name: SettingName): string[] {
  const { about, required, example } = settingDoc(name);
  const value = example ?? defaultOf(name) ?? '';
  return [`# ${about.replaceAll('`', '')}`, `${required ? '' : '#'}${name}=${quoted(value)}`];
}

const quoted = (value: string) => (/[\s#<>]/.test(value) ? `"${value}"` : value);
