// The rules of the web app, over its sources: what it takes, what it knows by name, sizes, words, and that what is generated is fresh.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Kind, parse, visit } from 'graphql';
import ts from 'typescript';
import { CHANNELS } from '../../src/channels/index.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { ROLES } from '../../src/domain/vocabulary.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { namesakesIn } from '../support/namesakes.js';
import * as syntax from '../support/syntax.js';

const ROOT = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const FILES = readdirSync(new URL('web/src', ROOT), { recursive: true, encoding: 'utf8' }).map(
  (name) => `web/src/${name}`,
);
const SOURCES = FILES.filter((path) => /\.tsx?$/.test(path) && !path.includes('.generated.')).map((path) =>
  syntax.parse(path, read(path)),
);

const textsIn = (file: ts.SourceFile) =>
  syntax
    .nodesOf(file)
    .flatMap((node) =>
      ts.isStringLiteralLike(node) || ts.isJsxText(node) || ts.isTemplateLiteralToken(node) ? [node.text] : [],
    );

/** What an import names, from the root where it is ours. */
function importsIn(file: ts.SourceFile): string[] {
  return syntax.nodesOf(file).flatMap((node) => {
    const specifier = ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : undefined;
    if (!specifier || !ts.isStringLiteral(specifier)) return [];
    const { text } = specifier;
    return [text.startsWith('.') ? new URL(text, new URL(file.fileName, 'file:///')).pathname.slice(1) : text];
  });
}

const pageOf = (path: string) => /^web\/src\/pages\/([^/]+)\//.exec(path)?.[1];

/** The keys of messages, as a type; and how texts are set, one way for the server and the app. */
const TAKEN = ['src/i18n/messages/en.json', 'src/i18n/typography.js'];

const forbiddenImports = (files: readonly ts.SourceFile[]) =>
  files.flatMap((file) =>
    importsIn(file)
      .filter((to) => {
        if (!to.includes('/') || to.startsWith('@') || !/^(web|src|test|workflows|activities)\//.test(to)) return false;
        if (!to.startsWith('web/src/')) return !TAKEN.includes(to);
        return pageOf(to) !== undefined && pageOf(to) !== pageOf(file.fileName);
      })
      .map((to) => `${file.fileName}: takes ${to}`),
  );

it('the name of a function at the top of a file stands for one thing', () => {
  expect(namesakesIn(SOURCES)).toEqual([]);
  const two = ['a', 'b'].map((name) => syntax.parse(`web/src/${name}.tsx`, 'function Facts() { return <dl />; }'));
  expect(namesakesIn(two)).toHaveLength(2);
});

it('takes nothing of ours but the names of messages and how they are set, and no page takes from another', () => {
  expect(SOURCES.length).toBeGreaterThan(30);
  expect(forbiddenImports(SOURCES)).toEqual([]);
  const broken = syntax.parse(
    'web/src/pages/a/Page.tsx',
    "import x from '../b/Page.js'; import y from '../../../../src/domain/ids.js'; import z from './c.js';",
  );
  expect(forbiddenImports([broken])).toHaveLength(2);
});

/** Each as it stands in code: a name of two letters would be found everywhere. */
const NAMES = [
  ...Object.keys(CATALOGUE),
  ...Object.keys(CHANNELS),
  ...Object.keys(SOURCE_KINDS),
  ...ROLES,
  ...['Dodo', 'Stripe', 'Slack', 'Discord', 'Loops', 'Teams'],
];
const NAMED = new RegExp(
  `(^|[^A-Za-z0-9_.])(${NAMES.map((name) => name.replace('.', '\\.')).join('|')})($|[^A-Za-z0-9_])`,
);

const namesIn = (files: readonly ts.SourceFile[]) =>
  files.flatMap((file) =>
    textsIn(file)
      .filter((text) => NAMED.test(text))
      .map((text) => `${file.fileName}: ${text}`),
  );

it('knows no event type, channel, kind of source, role or provider by name', () => {
  expect(namesIn(SOURCES)).toEqual([]);
  expect(
    namesIn([syntax.parse('a.ts', "if (channel === 'EMAIL') go(); key.startsWith('payment.failed')")]),
  ).toHaveLength(2);
});

it('has files of 300 lines at most, and functions of 60', () => {
  expect(SOURCES.filter(({ text }) => text.split('\n').length > 301).map(({ fileName }) => fileName)).toEqual([]);
  expect(syntax.where(SOURCES, (node) => syntax.bodyLines(node) > 60)).toEqual([]);
});

it('makes formats in its words alone', () => {
  const making = /\bIntl\.|\.toLocale(Date|Time)?String\b|intl-messageformat/;
  expect(
    SOURCES.filter(({ fileName, text }) => !fileName.includes('/words/') && making.test(text)).map(
      ({ fileName }) => fileName,
    ),
  ).toEqual([]);
});

it('has one way to set facts side by side, by which no line begins with the dot between them', () => {
  const dotted = (files: readonly ts.SourceFile[]) =>
    files.filter((file) => textsIn(file).some((text) => text.includes('·'))).map(({ fileName }) => fileName);
  expect(dotted(SOURCES)).toEqual([]);
  expect(dotted([syntax.parse('a.tsx', 'const one = <p>{name} · {at}</p>;')])).toHaveLength(1);
});

it('has no file that takes itself by way of others, types included', () => {
  expect(syntax.cyclesIn(SOURCES)).toEqual([]);
  const page = syntax.parse('web/src/pages/a/Page.tsx', "import { Row } from './Row.js'; export type One = string;");
  const row = syntax.parse('web/src/pages/a/Row.tsx', "import type { One } from './Page.js';");
  expect(syntax.cyclesIn([page, row])).toHaveLength(1);
});

it('uses every message that is for it', () => {
  const keys = Object.keys(JSON.parse(read('src/i18n/messages/en.json'))).filter((key) => key.startsWith('web.'));
  const said = new Set<string>();
  const patterns: RegExp[] = [];
  for (const node of SOURCES.flatMap(syntax.nodesOf)) {
    if (ts.isStringLiteralLike(node)) said.add(node.text);
    if (!ts.isTemplateExpression(node)) continue;
    const parts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
    if (/^[a-z]\w*\./.test(parts[0] ?? ''))
      patterns.push(new RegExp(`^${parts.map((part) => part.replaceAll('.', '\\.')).join('[\\w.]+')}$`));
  }
  const isUsed = (key: string) => said.has(key) || patterns.some((pattern) => pattern.test(key));
  expect(keys.map((key) => key.slice('web.'.length)).filter((key) => !isUsed(key))).toEqual([]);
});

it('asks for the id of everything that has one: the cache mends by it', () => {
  const withoutId = (path: string, text: string) => {
    const faults: string[] = [];
    visit(parse(text), {
      SelectionSet(node, _key, parent) {
        const fields = node.selections.flatMap((one) => (one.kind === Kind.FIELD ? [one.name.value] : []));
        const name = parent && 'name' in parent && parent.kind === Kind.FIELD ? parent.name.value : '';
        if (
          name === 'node' &&
          !fields.includes('id') &&
          !node.selections.some(({ kind }) => kind === Kind.FRAGMENT_SPREAD)
        )
          faults.push(`${path}: ${name}`);
      },
    });
    return faults;
  };
  const documents = FILES.filter((path) => path.endsWith('.graphql'));
  expect(documents.flatMap((path) => withoutId(path, read(path)))).toEqual([]);
  expect(withoutId('a', '{ events { edges { node { type } } } }')).toEqual(['a: node']);
});

it('has generated files as the schema and its questions say', async () => {
  const root = fileURLToPath(ROOT);
  const run = promisify(execFile)(process.execPath, ['web/codegen.mjs', '--check'], { cwd: root });
  expect(
    await run.then(
      ({ stdout }) => stdout,
      ({ stdout }) => stdout,
    ),
  ).toBe('');
});
