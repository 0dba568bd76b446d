// The steps of docs/guide/alarms.md: each names what there is, and each question to PostgreSQL is one that it answers.
import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import pg from 'pg';
import { LOG_CODES } from '../../src/platform/log-codes.js';
import { METRIC_LIST } from '../../src/platform/telemetry/metric-list.js';
import { createDatabase, type TestDatabase } from '../support/database.js';

const ROOT = new URL('../../../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, ROOT), 'utf8');
const PAGE = read('docs/guide/alarms.md');
const CODE = [...PAGE.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
/** Whole ones; the example has none. */
const QUESTIONS = CODE.filter((code) => code.startsWith('SELECT '));
/** What its code says outside SQL. */
const REST = CODE.filter((code) => !code.startsWith('SELECT ')).join('\n');
const named = (pattern: RegExp, text = REST) => [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))];

let database: TestDatabase;
let asked: pg.Client;

beforeAll(async () => {
  database = await createDatabase(1);
  asked = new pg.Client({ connectionString: database.url, options: '-c tocsin.scope=system' });
  await asked.connect();
});
afterAll(async () => {
  await asked?.end();
  await database?.drop();
});

it.each(QUESTIONS)('PostgreSQL answers %s', async (question) => {
  expect((await asked.query(question)).rows).toBeInstanceOf(Array);
});

it('has questions, and says with which right they are asked', () => {
  expect(QUESTIONS.length).toBeGreaterThan(4);
  expect(PAGE).toContain('-c tocsin.scope=system');
});

const SETTINGS = read('docs/settings.md');
const WORDS = new Set(Object.values(JSON.parse(read('src/i18n/messages/en.json')) as Record<string, string>));
const MUTATIONS = Object.keys(buildSchema(read('schema.gql')).getMutationType()?.getFields() ?? {});
const NAMES: [what: string, names: string[], exists: (name: string) => boolean][] = [
  ['metrics', named(/\b(tocsin_\w+)/g), (name) => METRIC_LIST.some((metric) => metric.name === name)],
  [
    'codes of the log, settings and states',
    named(/(?<![\w=])([A-Z]+(?:_[A-Z]+)+)\b(?!=)/g),
    (name) => Object.hasOwn(LOG_CODES, name) || SETTINGS.includes(`| \`${name}\` |`),
  ],
  ['commands', named(/npx tocsin ([a-z-]+)/g), (name) => read('src/tocsin.ts').includes(`  ${name}: {`)],
  ['mutations', named(/^([a-z]+[A-Z]\w+)$/gm), (name) => MUTATIONS.includes(name)],
  ['pages', named(/(?<![*\w])\*([A-Z]\w+)\*(?!\*)/g, PAGE), (name) => WORDS.has(name)],
  ['buttons', named(/“([^”]+)”/g, PAGE), (name) => WORDS.has(name)],
];

it.each(NAMES)('%s are there', (_what, names, exists) => {
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !exists(name))).toEqual([]);
});

it('links lead to headings', () => {
  const headings = [...PAGE.matchAll(/^## (\w+)$/gm)].map(([, heading = '']) => heading.toLowerCase());
  const links = named(/\]\(#([^)]+)\)/g, PAGE);
  expect(links.filter((link) => !headings.includes(link))).toEqual([]);
});
