// The rules of the house, over the syntax trees of all sources: who may take what from where, names and sizes.
// Each rule also sees files that break it (support/offences.ts): a checker that finds nothing would prove nothing.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { mayTake } from './support/layers.js';
import { LEFT_OUT } from './support/long-tests.js';
import { namesakesIn } from './support/namesakes.js';
import { OFFENCES } from './support/offences.js';
import * as syntax from './support/syntax.js';

/** The processes see the environment only to hand it to `readEnvironment`. */
const PROCESSES = ['src/local.ts', 'src/tocsin.ts'];
/** What Temporal runs by name, and what a worker is given: entry points, no shortcuts. */
const ENTRIES = ['workflows/index.ts', 'activities/index.ts'];

const SOURCES = syntax.readSources();
const { takes, where } = syntax;
const DECORATORS = 'src/core/schema/decorators.ts';

function rule(name: string, key: keyof typeof OFFENCES, check: (files: readonly ts.SourceFile[]) => string[]): void {
  it(name, () => {
    expect(check(SOURCES)).toEqual([]);
    const broken = Object.entries(OFFENCES[key]).map(([path, text]) => syntax.parse(path, text));
    expect(check(broken).map((offence) => offence.split(':')[0])).toEqual(Object.keys(OFFENCES[key]));
  });
}

describe('direction', () => {
  afterAll(() => {
    const upwards = takes(mayTake, 'ours')(SOURCES).length;
    console.log(`${upwards} upward imports and ${syntax.cyclesIn(SOURCES).length} cycles in ${SOURCES.length} files`);
  });

  rule('imports go down the layers, never up', 'direction', takes(mayTake, 'ours'));

  rule(
    'the domain takes no package',
    'domain',
    takes(({ from }) => !from.startsWith('src/domain/'), 'packages'),
  );

  rule(
    'workflows take Temporal’s own parts of a workflow and no other package',
    'workflows',
    takes(({ from, to }) => !from.startsWith('workflows/') || /^@temporalio\/(workflow|common)$/.test(to), 'packages'),
  );

  rule(
    'only the API knows Nest; entities take the decorators of its GraphQL by one file, which loads no server',
    'nest',
    takes(({ from, to, typeOnly }) => {
      if (!to.startsWith('@nestjs/') || /^src\/(api|local)\//.test(from)) return true;
      return from === DECORATORS || (from.startsWith('src/core/') && typeOnly && to === '@nestjs/graphql');
    }, 'packages'),
  );

  rule(
    'core knows no Temporal; activities know only their own part of it',
    'core',
    takes(({ from, to }) => {
      if (from.startsWith('activities/')) return !/^@temporalio\/(client|worker|workflow)$/.test(to);
      return !from.startsWith('src/core/') || !to.startsWith('@temporalio/');
    }, 'packages'),
  );

  rule(
    'the graph knows no noun: of the API it takes only who asks, and what belongs to the process',
    'graph',
    takes(({ from, to }) => {
      if (!from.startsWith('src/api/graphql/') || !to.startsWith('src/api/')) return true;
      return /^src\/api\/(graphql\/|auth\/|platform\.tokens\.ts$)/.test(to);
    }, 'ours'),
  );

  rule(
    'only src/temporal knows the client of Temporal',
    'client',
    takes(({ from, to }) => to !== '@temporalio/client' || from.startsWith('src/temporal/'), 'packages'),
  );

  it('no file takes itself by way of others, types included', () => {
    expect(syntax.cyclesIn(SOURCES)).toEqual([]);
    const a = syntax.parse('src/a.ts', "import './b.js';");
    const b = (text: string) => syntax.cyclesIn([a, syntax.parse('src/b.ts', text)]);
    expect(b("import { a } from './a.js';")).toEqual(['src/a.ts → src/b.ts → src/a.ts']);
    expect(b("import type { A } from './a.js';")).toEqual(['src/a.ts → src/b.ts → src/a.ts']);
  });

  rule('no file only passes others on, but for the two entries and the decorators of GraphQL', 'barrels', (files) => {
    const barrels = files.filter(syntax.isBarrel).map((file) => file.fileName);
    return barrels.filter((path) => ![...ENTRIES, DECORATORS].includes(path));
  });
});

/** The local run finds programs by PATH, and passes the rest on to them. */
function readsEnvironment(node: ts.Node, path: string): boolean {
  if (!syntax.isEnvironment(node) || path === 'src/platform/config.ts') return false;
  const { parent } = node;
  const handed = ts.isCallExpression(parent) && parent.expression.getText() === 'readEnvironment';
  const passed = ts.isSpreadAssignment(parent) || /\.(PATH|XDG_CACHE_HOME)$/.test(parent.getText());
  return !(handed && PROCESSES.includes(path)) && !(passed && path.startsWith('src/local/'));
}

/**
 * Beside i18n itself: the users' own code formats as it likes (the sandbox, and starter code that runs there), and two
 * files count with what `Intl` knows of zones.
 */
const MAY_USE_INTL = [
  'src/i18n/',
  'src/platform/sandbox/',
  'src/channels/starters.ts',
  'src/domain/time/wall-clock.ts',
  'src/domain/planning/explain.ts',
];

function makesFormat(node: ts.Node): boolean {
  if (ts.isStringLiteral(node)) return node.text === 'intl-messageformat';
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false;
  return /^Intl\.[A-Z]\w+$|\.toLocale(Date|Time)?String$/.test(node.expression.getText());
}

function listsLocales(node: ts.Node): boolean {
  const names = ts.isObjectLiteralExpression(node)
    ? node.properties.map((property) => property.name?.getText() ?? '')
    : ts.isArrayLiteralExpression(node)
      ? node.elements.map((element) => element.getText().slice(1, -1))
      : ts.isUnionTypeNode(node)
        ? node.types.map((type) => type.getText().slice(1, -1))
        : [];
  return names.includes('fr') && names.includes('de');
}

function loadsWholeGraphs(node: ts.Node): boolean {
  if (ts.isPropertyAssignment(node)) return node.name.getText() === 'relations';
  return ts.isCallExpression(node) && /\.save$/.test(node.expression.getText());
}

/** Whatever decides gets the time and chance from its caller; src/platform/clock.ts has the real ones. Starter code runs elsewhere. */
const DECIDES = /^(src\/(domain|core|channels|sources|i18n|temporal)|activities)\/(?!starters\.ts)/;

function readsClock(node: ts.Node, path: string): boolean {
  if (!DECIDES.test(path)) return false;
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && !node.arguments?.length;
  if (ts.isCallExpression(node)) return node.expression.getText() === 'Date';
  return ts.isPropertyAccessExpression(node) && /^(Date\.now|Math\.random)$/.test(node.getText());
}

/** `as never`, `as any`, `as object` and `as unknown as X`: the compiler looks away, and a wrong argument with it. */
function silencesType(node: ts.Node): boolean {
  if (!ts.isAsExpression(node) && !ts.isTypeAssertionExpression(node)) return false;
  const { NeverKeyword, AnyKeyword, ObjectKeyword, UnknownKeyword } = ts.SyntaxKind;
  if ([NeverKeyword, AnyKeyword, ObjectKeyword].includes(node.type.kind)) return true;
  const { expression } = node;
  const inner = ts.isParenthesizedExpression(expression) ? expression.expression : expression;
  return ts.isAsExpression(inner) && inner.type.kind === UnknownKeyword;
}

/** In the fields of a line of the log, which have a code: what a driver says of an error quotes data. */
function logsQuotes(node: ts.Node): boolean {
  if (!ts.isPropertyAssignment(node) || node.name.getText() !== 'error') return false;
  const isOfLine = node.parent.properties.some((other) => other.name?.getText() === 'code');
  return isOfLine && /^(String\(.*\)|\w+\.(message|stack))$/.test(node.initializer.getText());
}

/** A method with `@ResolveField` that Nest has to call its long way, though nothing is there that it would check. */
function isFieldOfNest(node: ts.Node): boolean {
  if (!ts.isMethodDeclaration(node) || !decoratorsOf(node).some((text) => text.startsWith('ResolveField(')))
    return false;
  const decorators = node.parameters.flatMap(decoratorsOf);
  return decorators.length > 0 && !decorators.includes('Args()');
}

const decoratorsOf = (node: ts.HasDecorators): string[] =>
  (ts.getDecorators(node) ?? []).map(({ expression }) => expression.getText());

describe('habits', () => {
  rule('no cast silences a type', 'casts', (files) => where(files, silencesType));

  rule('the log has of an error what src/platform/fault-text.ts leaves of it', 'quotes', (files) =>
    where(files, logsQuotes),
  );

  rule('what decides is given the time and chance', 'clocks', (files) => where(files, readsClock));

  rule('no statement names a time zone: databases lack the old names of zones', 'zones', (files) =>
    where(
      files.filter(({ fileName }) => fileName.startsWith('src/')),
      (node) =>
        ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)
          ? /AT TIME ZONE|\btimezone\(/i.test(node.text)
          : false,
    ),
  );

  rule('only src/platform/config.ts reads the environment', 'environment', (files) => where(files, readsEnvironment));

  rule('no folder is a drawer for anything', 'drawers', (files) => {
    const paths = files.map((file) => file.fileName);
    return paths.filter((path) => /\/(utils|helpers|common|dto)\//.test(path));
  });

  rule('only src/i18n makes formats of Intl or ICU', 'intl', (files) =>
    where(
      files.filter(({ fileName }) => !MAY_USE_INTL.some((place) => fileName.startsWith(place))),
      makesFormat,
    ),
  );

  rule('nothing but the files of src/i18n/messages lists locales', 'locales', (files) => where(files, listsLocales));

  rule('fields of objects take no decorated parameters, see FieldContext; pages are checked', 'fields', (files) =>
    where(files, isFieldOfNest),
  );

  rule(
    'the name of a function at the top of a file stands for one thing: another file has it for the same member of an interface',
    'namesakes',
    namesakesIn,
  );

  rule('nobody calls save or asks for relations', 'orm', (files) => where(files, loadsWholeGraphs));
});

describe('sizes', () => {
  it('are taken of all sources', () => expect(SOURCES.length).toBeGreaterThan(150));

  rule('files have 300 lines at most', 'files', (files) =>
    // What a program writes nobody reads.
    files
      .filter((file) => !file.fileName.endsWith('.generated.ts') && file.text.split('\n').length > 301)
      .map((file) => file.fileName),
  );

  it('tests have 300 lines at most, too', () => {
    const tests = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    expect(tests.length).toBeGreaterThan(200);
    const lines = (name: string) => readFileSync(`test/${name}`, 'utf8').split('\n').length;
    expect(tests.filter((name) => lines(name) > 301)).toEqual([]);
  });

  it('tests that `npm test` leaves out are there', () => {
    const missing = (parts: readonly string[]) => parts.filter((part) => !existsSync(`test/${part}test.ts`));
    expect(missing(LEFT_OUT)).toEqual([]);
    expect(missing(['local/gone.'])).toEqual(['local/gone.']);
  });

  rule('functions have 40 lines at most', 'functions', (files) => where(files, (node) => syntax.bodyLines(node) > 40));

  rule('constructors have five parameters at most', 'constructors', (files) =>
    where(files, (node) => ts.isConstructorDeclaration(node) && node.parameters.length > 5),
  );

  it('the workflow bundle stays below 2 MB, without TypeORM and Nest', () => {
    const faults = (code: string) => [code.length >= 2_000_000, ...(code.match(/typeorm|@nestjs/g) ?? [])];
    expect(faults(readFileSync(new URL('../workflow-bundle.js', import.meta.url), 'utf8'))).toEqual([false]);
    expect(faults(`typeorm @nestjs${' '.repeat(2_000_000)}`)).toEqual([true, 'typeorm', '@nestjs']);
  });
});
