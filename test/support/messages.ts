/** Where the sources name messages, with the arguments that they give. */
import ts from 'typescript';
import { nodesOf } from './syntax.js';

/** A call that asks for a text. */
export interface MessageUse {
  /** The file, and the call as it stands there. */
  where: string;
  /** The keys that it may ask for: as they are, or patterns of those that are put together. */
  keys: (string | RegExp)[];
  /** The names of the arguments; null where they are not written down at the call. */
  args: string[] | null;
}

/** Calls of `text`, `find` and `source`; any receiver, since no other class of ours has methods of these names with a dotted key. */
export function messageUses(files: readonly ts.SourceFile[]): MessageUse[] {
  return files.flatMap((file) =>
    nodesOf(file).flatMap((node) => {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
      if (!['text', 'find', 'source'].includes(node.expression.name.text)) return [];
      const { text: name } = node.expression.name;
      const keys = keysOf(node.arguments[name === 'source' ? 1 : 0]);
      return keys.length > 0
        ? [
            {
              where: `${file.fileName}: ${node.getText().slice(0, 90)}`,
              keys,
              args: name === 'source' ? null : argumentsOf(node.arguments[1]),
            },
          ]
        : [];
    }),
  );
}

/** Every string that stands in the sources: keys are handed on as values, too. */
export function strings(files: readonly ts.SourceFile[]): Set<string> {
  const literals = files.flatMap((file) => nodesOf(file).filter(ts.isStringLiteralLike));
  return new Set(literals.map(({ text }) => text));
}

function keysOf(node: ts.Node | undefined): (string | RegExp)[] {
  if (!node) return [];
  if (ts.isConditionalExpression(node)) return [...keysOf(node.whenTrue), ...keysOf(node.whenFalse)];
  if (ts.isStringLiteralLike(node)) return node.text.includes('.') ? [node.text] : [];
  if (!ts.isTemplateExpression(node) || !/^\w+\./.test(node.head.text)) return [];
  const escaped = (text: string) => text.replace(/[.]/g, '\\.');
  const rest = node.templateSpans.map(({ literal }) => `.+${escaped(literal.text)}`).join('');
  return [new RegExp(`^${escaped(node.head.text)}${rest}$`)];
}

function argumentsOf(node: ts.Node | undefined): string[] | null {
  if (!node) return [];
  if (!ts.isObjectLiteralExpression(node)) return null;
  const names = node.properties.map((property) => (ts.isSpreadAssignment(property) ? null : property.name?.getText()));
  return names.every((name) => typeof name === 'string') ? names : null;
}
