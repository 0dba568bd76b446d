/** ICU MessageFormat, parsed: https://unicode-org.github.io/icu/userguide/format_parse/messages/ */
import { IntlMessageFormat } from 'intl-messageformat';

export type MessageNode = ReturnType<IntlMessageFormat['getAst']>[number];

/** The parser’s numbers; its enum belongs to a package that we have only through intl-messageformat. */
const LITERAL = 0;
export const [ARGUMENT, NUMBER, DATE, TIME, SELECT, PLURAL] = [1, 2, 3, 4, 5, 6] as const;

/** @throws SyntaxError with the parser’s code as its message, and a `location`. `<` is a character like any other. */
export function parseMessage(text: string): MessageNode[] {
  return new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst();
}

/** The branches of a select or plural by their names; none of any other node. */
export function branchesOf(node: MessageNode): [name: string, branch: readonly MessageNode[]][] {
  return 'options' in node ? Object.entries(node.options).map(([name, { value }]) => [name, value]) : [];
}

/** The names of all arguments, those inside of branches included, each as often as it stands there. */
export function argumentNames(nodes: readonly MessageNode[]): string[] {
  return nodes.flatMap((node) => {
    const own = 'value' in node && node.type !== LITERAL ? [String(node.value)] : [];
    return [...own, ...branchesOf(node).flatMap(([, branch]) => argumentNames(branch))];
  });
}
