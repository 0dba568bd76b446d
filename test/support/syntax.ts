/** The syntax trees of the sources, and the questions that the architecture test asks of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

// From the compiled file, three levels up is the repository.
const ROOT = new URL('../../../', import.meta.url);
const FOLDERS = ['src', 'workflows', 'activities', 'migrations'];

export function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

/** Every source file of the product, named from the root. */
export function readSources(): ts.SourceFile[] {
  return FOLDERS.flatMap((folder) => {
    const names = readdirSync(new URL(folder, ROOT), { recursive: true }).map((name) => `${folder}/${name}`);
    return names.filter((name) => name.endsWith('.ts'));
  }).map((path) => parse(path, readFileSync(new URL(path, ROOT), 'utf8')));
}

function isOurs(path: string): boolean {
  return FOLDERS.some((folder) => path.startsWith(`${folder}/`));
}

export function nodesOf(root: ts.Node): ts.Node[] {
  const nodes = [root];
  for (let at = 0; at < nodes.length; at++) nodes[at]?.forEachChild((child) => void nodes.push(child));
  return nodes;
}

/** One line for each node that breaks a rule. */
export function where(files: readonly ts.SourceFile[], breaks: (node: ts.Node, path: string) => boolean): string[] {
  return files.flatMap((file) =>
    nodesOf(file)
      .filter((node) => breaks(node, file.fileName))
      .map((node) => `${file.fileName}: ${node.getText().slice(0, 80)}`),
  );
}

interface Import {
  from: string;
  /** A path from the root, or the name of a package. */
  to: string;
  /** Of `import type` nothing is left when the program runs, while `import { type X }` still loads the file. */
  typeOnly: boolean;
  /** `import('x')`: it is loaded when that line runs, and may be missing. */
  dynamic: boolean;
}

function importsOf(file: ts.SourceFile): Import[] {
  const from = file.fileName;
  return nodesOf(file).flatMap((node) => {
    const [specifier, typeOnly] = specifierOf(node);
    const dynamic = ts.isCallExpression(node);
    if (!specifier || !ts.isStringLiteral(specifier)) return [];
    const { text } = specifier;
    const to = text.startsWith('.') ? posix.join(posix.dirname(from), text).replace(/\.js$/, '.ts') : text;
    return [{ from, to, typeOnly, dynamic }];
  });
}

/** Static and dynamic imports, re-exports, and types written as `import('x').Y`. */
function specifierOf(node: ts.Node): [ts.Node | undefined, boolean] {
  if (ts.isImportDeclaration(node)) return [node.moduleSpecifier, node.importClause?.isTypeOnly ?? false];
  if (ts.isExportDeclaration(node)) return [node.moduleSpecifier, node.isTypeOnly];
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return [node.argument.literal, true];
  const dynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return [dynamic ? node.arguments[0] : undefined, false];
}

/** What files import although they must not. */
export function takes(allowed: (imported: Import) => boolean, which: 'ours' | 'packages') {
  return (files: readonly ts.SourceFile[]): string[] =>
    files
      .flatMap(importsOf)
      .filter((one) => isOurs(one.to) === (which === 'ours') && !allowed(one))
      .map((one) => `${one.from}: takes ${one.to}`);
}

/** All that is loaded, however late, when these files run. */
export function loadedBy(files: readonly ts.SourceFile[], entries: readonly string[]): Import[] {
  const byName = new Map(files.map((file) => [file.fileName, importsOf(file).filter(({ typeOnly }) => !typeOnly)]));
  const seen = new Set(entries);
  for (const name of seen) for (const { to } of byName.get(name) ?? []) if (isOurs(to)) seen.add(to);
  return [...seen].flatMap((name) => byName.get(name) ?? []);
}

/** Each way from a file back to itself, as `a → b → a`. */
export function cyclesIn(files: readonly ts.SourceFile[]): string[] {
  const names = new Set(files.map(({ fileName }) => fileName));
  // What is written in JSX is imported as the others are.
  const known = (to: string) => [to, `${to}x`].filter((name) => names.has(name));
  const targets = new Map(files.map((file) => [file.fileName, importsOf(file).flatMap(({ to }) => known(to))]));
  const done = new Set<string>();
  const walk = (file: string, path: string[]): string[] => {
    if (path.includes(file)) return [[...path.slice(path.indexOf(file)), file].join(' → ')];
    if (done.has(file)) return [];
    const found = (targets.get(file) ?? []).flatMap((target) => walk(target, [...path, file]));
    done.add(file);
    return found;
  };
  return [...targets.keys()].flatMap((file) => walk(file, []));
}

/** Whether a file does nothing but pass on what others export. */
export function isBarrel(file: ts.SourceFile): boolean {
  const passesOn = (one: ts.Statement) => ts.isImportDeclaration(one) || ts.isExportDeclaration(one);
  return file.statements.some(ts.isExportDeclaration) && file.statements.every(passesOn);
}

/** The lines of a function between its braces; 0 for anything else. */
export function bodyLines(node: ts.Node): number {
  const body = ts.isFunctionLike(node) && 'body' in node ? (node.body as ts.Node | undefined) : undefined;
  return body ? body.getText().split('\n').length - (ts.isBlock(body) ? 2 : 0) : 0;
}

/** `process.env` and the other ways to write it. */
export function isEnvironment(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) return /^.(node:)?process.$/.test(node.moduleSpecifier.getText());
  return /^process\s*(\??\.\s*env|\[.env.\])$/.test(node.getText());
}
