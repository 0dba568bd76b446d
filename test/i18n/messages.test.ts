// The messages of all locales: complete, alike, and each of them used; what the sources ask for is there.
import { readdirSync, readFileSync } from 'node:fs';
import type { Channel } from '../../src/channels/channel.js';
import { CHANNELS } from '../../src/channels/index.js';
import type { EventTypeEntry } from '../../src/domain/catalogue/entry.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { FACT_KEYS } from '../../src/domain/facts.js';
import { ROLES } from '../../src/domain/vocabulary.js';
import {
  ARGUMENT,
  argumentNames,
  branchesOf,
  DATE,
  type MessageNode,
  NUMBER,
  PLURAL,
  parseMessage,
  TIME,
} from '../../src/i18n/icu.js';
import { MESSAGES } from '../../src/i18n/messages.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import type { SourceKindEntry } from '../../src/sources/source-kind.js';
import { messageUses, strings } from '../support/messages.js';
import { readSources } from '../support/syntax.js';

const FOLDER = new URL('../../../src/i18n/messages/', import.meta.url);
const SCHEMA = new URL('../../../schema.gql', import.meta.url);
const FILES = readdirSync(FOLDER);
const textsOf = (file: string): Record<string, string> => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
const ENGLISH = textsOf('en.json');
const KEYS = Object.keys(ENGLISH);

/** The arguments of a message: `count#` where it is a number. */
function typedArguments(nodes: readonly MessageNode[]): string[] {
  return nodes.flatMap((node) => {
    const own =
      node.type === NUMBER || node.type === PLURAL
        ? [`${node.value}#`]
        : 'options' in node || node.type === ARGUMENT
          ? [String(node.value)]
          : [];
    return [...own, ...branchesOf(node).flatMap(([, branch]) => typedArguments(branch))];
  });
}

const signatureOf = (text: string) => [...new Set(typedArguments(parseMessage(text)))].sort().join(' ');

function everyNode(nodes: readonly MessageNode[]): MessageNode[] {
  return nodes.flatMap((node) => [node, ...branchesOf(node).flatMap(([, branch]) => everyNode(branch))]);
}

describe('the locales', () => {
  it('are the files, English first', () => {
    const others = FILES.filter((file) => file !== 'en.json').map((file) => file.replace('.json', ''));
    expect(MESSAGES.locales).toEqual(['en', ...others.sort()]);
    expect(FILES.every((file) => file.endsWith('.json'))).toBe(true);
  });

  it('have the punctuation of Chinese between its characters', () => {
    const half = Object.entries(textsOf('zh.json')).filter(([, text]) =>
      /\p{Script=Han}[,;:!?()](?! )|[,;:!?()]\p{Script=Han}/u.test(text),
    );
    expect(half).toEqual([]);
  });

  it('say what to do in words, and name no mutation: people read them in the app', () => {
    const mutations = [...readFileSync(SCHEMA, 'utf8').matchAll(/^ {2}([a-z]+[A-Z]\w+)\(input: /gm)].map(
      ([, name]) => name,
    );
    expect(mutations).toContain('setSourceSecret');
    const mutation = new RegExp(`(?<!\\w)(${mutations.join('|')})(?!\\w)`);
    const named = (texts: Record<string, string>) =>
      Object.entries(texts).filter(([key, text]) => key.startsWith('reason.') && mutation.test(text));
    expect(FILES.flatMap((file) => named(textsOf(file)))).toEqual([]);
    expect(
      named({ 'reason.A': 'Set one with setSourceSecret.', 'reason.B': 'Set one (setSourceSecret).' }),
    ).toHaveLength(2);
  });

  it.each([
    ['de-CH', 'de'],
    ['zh_Hant_TW', 'zh'],
    ['FR', 'fr'],
    ['fr, en;q=0.8', 'fr'],
    ['it;q=0.9,de', 'de'],
    ['sv, de;q=0.8, en;q=0.5', 'de'],
    ['sv;q=0.9, fr;q=0, it; q=0.1', 'it'],
    ['*, fr;q=0.5', 'fr'],
    ['in-ID', 'id'],
    ['in', 'id'],
    ['sv, *;q=0.1', 'en'],
    [`${'sv,'.repeat(5_000)}de`, 'en'],
    ['pt-BR', 'en'],
    ['-', 'en'],
    ['', 'en'],
    [null, 'en'],
    [undefined, 'en'],
  ])('nearest to %s is %s', (tag, wanted) => expect(MESSAGES.nearest(tag)).toBe(wanted));

  it.each([
    ['de-ch,de;q=0.9', 'de-CH'],
    ['en_GB', 'en-GB'],
    ['sv-SE, de-AT;q=0.7', 'de-AT'],
    ['in_ID', 'id-ID'],
    ['en-GB-u-ca-hebrew', 'en-GB'],
    ['es-MX', 'en'],
    ['de-nothing-like-a-tag', 'de'],
    ['', 'en'],
    [undefined, 'en'],
  ])('numbers and dates of %s are written as in %s', (tag, wanted) => expect(MESSAGES.regional(tag)).toBe(wanted));
});

describe.each(FILES)('%s', (file) => {
  const texts = textsOf(file);

  it('has each key of English and no other, in the order of the alphabet', () => {
    expect(Object.keys(texts)).toEqual(KEYS);
    expect(KEYS).toEqual([...KEYS].sort());
    expect(KEYS.filter((key) => !texts[key]?.trim())).toEqual([]);
  });

  it('has the arguments of English in each message', () => {
    const other = KEYS.filter((key) => signatureOf(texts[key] ?? '') !== signatureOf(ENGLISH[key] ?? ''));
    expect(other).toEqual([]);
  });

  it('leaves dates and styles of numbers to the formatter', () => {
    const styled = KEYS.filter((key) =>
      everyNode(parseMessage(texts[key] ?? '')).some(
        (node) => node.type === DATE || node.type === TIME || (node.type === NUMBER && node.style),
      ),
    );
    expect(styled).toEqual([]);
  });
});

describe('the registries', () => {
  const under = (...prefixes: string[]) => KEYS.filter((key) => prefixes.some((prefix) => key.startsWith(prefix)));
  const entries: EventTypeEntry[] = Object.values(CATALOGUE);

  it('have the messages of every event type, and no others', () => {
    const parts = (key: string) => ['name', 'description', 'title', 'body'].map((part) => `event.${key}.${part}`);
    const keys = under('event.').filter((key) => !key.endsWith('.action'));
    expect(keys).toEqual(entries.flatMap(({ key }) => parts(key)).sort());
    const actions = under('event.').filter((key) => key.endsWith('.action'));
    expect(actions.filter((key) => !Object.hasOwn(CATALOGUE, key.slice('event.'.length, -'.action'.length)))).toEqual(
      [],
    );
  });

  it('have the messages of every e-mail to customers, and no others', () => {
    const toCustomers = entries.filter(({ customerRows }) => customerRows);
    expect(under('customer.')).toEqual(
      toCustomers
        .flatMap(({ key }) => ['body', 'description', 'name', 'subject'].map((part) => `customer.${key}.${part}`))
        .sort(),
    );
  });

  it('have the messages of every channel and its fields, and no others', () => {
    const channels: Channel[] = Object.values(CHANNELS);
    const wanted = channels.flatMap(({ channel, fields, connection }) => [
      ...(connection ? [`channel.${channel}.connect`] : []),
      ...['label', 'description', 'inSentence'].map((part) => `channel.${channel}.${part}`),
      ...fields.map(({ key }) => `channel.${channel}.field.${key}.label`),
    ]);
    expect(under('channel.').filter((key) => !key.endsWith('.help'))).toEqual(wanted.sort());
    const helped = under('channel.').filter((key) => key.endsWith('.help'));
    expect(helped.filter((key) => !wanted.includes(key.replace(/help$/, 'label')))).toEqual([]);
  });

  it('have the messages of every source kind, role and fact, and no others', () => {
    const kinds = Object.values<SourceKindEntry>(SOURCE_KINDS).flatMap(({ kind, own, customerEmails, endpoints }) =>
      [
        ...['help', 'label', ...(own ? [] : ['secret', 'enterUrl', 'findSecret'])],
        ...(customerEmails ? ['customerEmails'] : []),
        ...(endpoints ? ['findKey'] : []),
      ].map((part) => `sourceKind.${kind}.${part}`),
    );
    expect(under('sourceKind.')).toEqual(kinds.sort());
    expect(under('role.')).toEqual(ROLES.flatMap((role) => [`role.${role}.description`, `role.${role}.label`]).sort());
    expect(under('fact.').filter((key) => key.split('.').length === 2)).toEqual(
      FACT_KEYS.map((key) => `fact.${key}`).sort(),
    );
  });
});

describe('the sources', () => {
  const sources = readSources();
  const uses = messageUses(sources);
  const matching = (wanted: string | RegExp) =>
    KEYS.filter((key) => (typeof wanted === 'string' ? key === wanted : wanted.test(key)));

  it('ask for messages that are there', () => {
    expect(uses.length).toBeGreaterThan(50);
    expect(uses.filter(({ keys }) => keys.some((key) => matching(key).length === 0)).map(({ where }) => where)).toEqual(
      [],
    );
  });

  it('use every message', () => {
    const said = strings(sources);
    const patterns = uses.flatMap(({ keys }) => keys).filter((key) => key instanceof RegExp);
    // Those of the web app: test/web/web.test.ts.
    const ours = KEYS.filter((key) => !key.startsWith('web.'));
    const unused = ours.filter((key) => !said.has(key) && !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });

  it('give each message its arguments', () => {
    const wrong = uses.flatMap(({ where, keys, args }) => {
      if (args === null) return [];
      const wanted = keys.flatMap(matching).map((key) => [...new Set(argumentNames(parseMessage(ENGLISH[key] ?? '')))]);
      const missing = wanted.flat().filter((name) => !args.includes(name));
      const idle = args.filter((name) => !wanted.some((names) => names.includes(name)));
      return missing.length + idle.length > 0 ? [`${where}: missing ${missing}, idle ${idle}`] : [];
    });
    expect(wrong).toEqual([]);
  });

  it('record no action in the audit trail that has no sentence', () => {
    const texts = sources.map(({ text }) => text).filter((text) => text.includes('recordChange('));
    const actions = texts.flatMap((text) => [...text.matchAll(/\baction: '(\w+)'/g)].map(([, action]) => action));
    expect(actions).toContain('retention');
    expect(actions.filter((action) => !KEYS.includes(`audit.did.${action}`))).toEqual([]);
  });
});
