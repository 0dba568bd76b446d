/** Functions at the top of files that have their name in common, although they do different things. */
import ts from 'typescript';
import { nodesOf } from './syntax.js';

/** Names of the functions that stand at the top of a file, in the order of the file. */
function functionsOf(file: ts.SourceFile): string[] {
  return file.statements.flatMap((one) => {
    if (ts.isFunctionDeclaration(one)) return one.body && one.name ? [one.name.text] : [];
    if (!ts.isVariableStatement(one)) return [];
    const made = one.declarationList.declarations.filter(
      ({ initializer }) => initializer && makesFunction(initializer),
    );
    return made.map(({ name }) => name.getText());
  });
}

function makesFunction(value: ts.Expression): boolean {
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return true;
  return ts.isCallExpression(value) && value.expression.getText() === 'promisify';
}

/** Members by interface. */
function interfacesOf(files: readonly ts.SourceFile[]): Map<string, string[]> {
  const all = files.flatMap((file) => file.statements.filter(ts.isInterfaceDeclaration));
  return new Map(all.map(({ name, members }) => [name.text, members.map((member) => member.name?.getText() ?? '')]));
}

/** What an object is said to be: by the type of its variable, or by `satisfies`. */
function typeOfObject(node: ts.Node): string | undefined {
  const { parent } = node;
  if (ts.isAsExpression(parent)) return typeOfObject(parent);
  if (ts.isSatisfiesExpression(parent) || ts.isVariableDeclaration(parent)) return parent.type?.getText();
  return undefined;
}

function exportsOf(file: ts.SourceFile): string[] {
  const exported = file.statements.filter(
    (one) => ts.canHaveModifiers(one) && ts.getModifiers(one)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
  return exported.flatMap((one) => {
    if (ts.isVariableStatement(one)) return one.declarationList.declarations.map(({ name }) => name.getText());
    return ts.isFunctionDeclaration(one) ? [one.name?.text ?? ''] : [];
  });
}

/** `Channel.send` where the file makes a Channel of its own `send`, `CommandModule.run` where it exports all of a CommandModule. */
function partsOf(file: ts.SourceFile, interfaces: ReadonlyMap<string, readonly string[]>): string[] {
  const shorthands = nodesOf(file).filter(ts.isShorthandPropertyAssignment);
  const ofObjects = shorthands.map((one) => `${typeOfObject(one.parent)}.${one.name.text}`);
  const exported = exportsOf(file);
  const ofModule = [...interfaces].flatMap(([name, members]) => {
    const isModule = members.length > 1 && members.every((member) => exported.includes(member));
    return isModule ? members.map((member) => `${name}.${member}`) : [];
  });
  const members = [...interfaces].flatMap(([name, of]) => of.map((member) => `${name}.${member}`));
  return [...ofObjects, ...ofModule].filter((part) => members.includes(part));
}

/** Whether each of these files has the function as the same member of the same interface. */
function isOnePart(name: string, parts: readonly (readonly string[])[]): boolean {
  const [first = [], ...others] = parts;
  return first.some((part) => part.endsWith(`.${name}`) && others.every((one) => one.includes(part)));
}

/** A line for each function whose name another file has for another one. */
export function namesakesIn(files: readonly ts.SourceFile[]): string[] {
  const interfaces = interfacesOf(files);
  const byName = new Map<string, ts.SourceFile[]>();
  for (const file of files) for (const name of functionsOf(file)) byName.set(name, [...(byName.get(name) ?? []), file]);
  const parts = new Map(files.map((file) => [file, partsOf(file, interfaces)]));
  return files.flatMap((file) =>
    functionsOf(file).flatMap((name) => {
      const all = byName.get(name) ?? [];
      if (
        all.length < 2 ||
        isOnePart(
          name,
          all.map((one) => parts.get(one) ?? []),
        )
      )
        return [];
      return `${file.fileName}: ${name} is also in ${all.flatMap((one) => (one === file ? [] : one.fileName)).join(', ')}`;
    }),
  );
}
