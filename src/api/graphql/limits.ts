/**
 * How much one operation may ask: the one rule set of HTTP and WebSocket. Rules of our own, since those of graphql-armor
 * see no variables (`first: $n`) and call everything a syntax error.
 */
import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getOperationAST,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  validate,
} from 'graphql';
import { badInput } from './errors.js';

/** Above what the web app and the explorer ask, below what hurts: 30,000 objects are some seconds of one core. */
export const LIMITS = { depth: 12, aliases: 30, directives: 30, tokens: 2_000, cost: 30_000 } as const;

/** Of a connection without `first`, and the most that one gives (see PageArgs). */
const PAGE = 50;
const LARGEST_PAGE = 200;
/** How many items a list without pages is taken to have. */
const LIST = 5;
/** A look at the whole schema needs no key, so that it is dear; how lists nest in it, graphql's own rule bounds. */
const INTROSPECTION = 10_000;

interface Size {
  depth: number;
  aliases: number;
  directives: number;
  /** Objects that the answer may hold, roughly: pages as large as asked, other lists of `LIST` items. */
  cost: number;
}

interface Asked {
  schema: GraphQLSchema;
  /** Valid, which is why fragments have no cycles. */
  document: DocumentNode;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
}

const SENTENCES: Record<keyof Size, (asked: number, most: number) => string> = {
  depth: (asked, most) => `This query is ${asked} levels deep; at most ${most} are answered.`,
  aliases: (asked, most) => `This query has ${asked} aliases; at most ${most} are answered.`,
  directives: (asked, most) => `This query has ${asked} directives; at most ${most} are answered.`,
  cost: (asked, most) =>
    `This query may be answered with ${asked} objects; at most ${most} are. Ask for smaller pages ("first") or fewer edges.`,
};

/** The cost of the operation. @throws BAD_USER_INPUT naming the limit that it exceeds. */
function checkLimits({ schema, document, operationName, variables }: Asked): number {
  const operation = getOperationAST(document, operationName);
  if (!operation) return 0;
  const root = schema.getRootType(operation.operation) ?? undefined;
  const size = new Measure(schema, document, variables ?? {}).ofSet(operation.selectionSet, root);
  size.directives += operation.directives?.length ?? 0;
  for (const limit of ['depth', 'aliases', 'directives', 'cost'] as const)
    if (size[limit] > LIMITS[limit]) throw badInput(SENTENCES[limit](size[limit], LIMITS[limit]));
  return size.cost;
}

/** Each fragment is measured once, however often it is spread: otherwise 30 short ones would be 2^30 fields. */
class Measure {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly measured = new Map<string, Size>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly variables: Record<string, unknown>,
  ) {
    for (const node of document.definitions)
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(node.name.value, node);
  }

  ofSet(set: SelectionSetNode, parent: GraphQLNamedType | undefined): Size {
    const sum = { depth: 0, aliases: 0, directives: 0, cost: 0 };
    for (const selection of set.selections) {
      const size = this.ofSelection(selection, parent);
      sum.depth = Math.max(sum.depth, size.depth);
      sum.aliases += size.aliases;
      sum.directives += size.directives + (selection.directives?.length ?? 0);
      sum.cost += size.cost;
    }
    return sum;
  }

  private ofSelection(selection: SelectionNode, parent: GraphQLNamedType | undefined): Size {
    if (selection.kind === Kind.FIELD) return this.ofField(selection, parent);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.ofFragment(selection.name.value);
    const name = selection.typeCondition?.name.value;
    return this.ofSet(selection.selectionSet, name ? this.schema.getType(name) : parent);
  }

  private ofFragment(name: string): Size {
    const known = this.measured.get(name);
    if (known) return known;
    const fragment = this.fragments.get(name) as FragmentDefinitionNode;
    const size = this.ofSet(fragment.selectionSet, this.schema.getType(fragment.typeCondition.name.value));
    size.directives += fragment.directives?.length ?? 0;
    this.measured.set(name, size);
    return size;
  }

  private ofField(node: FieldNode, parent: GraphQLNamedType | undefined): Size {
    const name = node.name.value;
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    const type = field && getNamedType(field.type);
    const inner = node.selectionSet
      ? this.ofSet(node.selectionSet, type)
      : { depth: 0, aliases: 0, directives: 0, cost: 0 };
    const aliases = inner.aliases + (node.alias ? 1 : 0);
    // Generated clients ask the schema's own depth, which says nothing about rows.
    if (/^__(schema|type)$/.test(name)) return { ...inner, depth: 1, aliases, cost: INTROSPECTION };
    return { ...inner, depth: inner.depth + 1, aliases, cost: field ? this.costOf(node, field, inner.cost) : 0 };
  }

  private costOf(node: FieldNode, field: GraphQLField<unknown, unknown>, inner: number): number {
    if (!node.selectionSet) return 0;
    if (field.args.some((arg) => arg.name === 'first')) return this.pageOf(node) * inner;
    // The items of a connection were counted by its page.
    if (field.name === 'edges') return inner;
    return (isListType(getNullableType(field.type)) ? LIST : 1) * (1 + inner);
  }

  /** How many items it asks for. A page that is too large has an error of its own. */
  private pageOf(node: FieldNode): number {
    const given = node.arguments?.find((arg) => arg.name.value === 'first')?.value;
    const first =
      given?.kind === Kind.VARIABLE ? this.variables[given.name.value] : given && 'value' in given && given.value;
    const count = Math.trunc(Number(first ?? PAGE)) || PAGE;
    return Math.min(Math.max(count, 1), LARGEST_PAGE);
  }
}

/** For Apollo: after an operation was found to be valid, before anything is executed. */
export const limitsPlugin: ApolloServerPlugin<{ cost?: number }> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ schema, document, request, contextValue }) => {
      const { operationName, variables } = request;
      contextValue.cost = checkLimits({ schema, document, operationName, variables });
    },
  }),
};

/** An operation that is not answered, and why. */
export class Refused extends Error {
  constructor(readonly faults: GraphQLError[]) {
    super(faults[0]?.message);
  }
}

/** What Apollo does for HTTP: reads, validates and measures one operation. @throws Refused, with the codes that Apollo has. */
export function readOperation(
  schema: GraphQLSchema,
  asked: { query: string; operationName?: string | null; variables?: Record<string, unknown> | null },
): { document: DocumentNode; cost: number } {
  const { query, operationName, variables } = asked;
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: LIMITS.tokens });
  } catch (error) {
    throw new Refused([coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')]);
  }
  const faults = validate(schema, document);
  if (faults.length > 0) throw new Refused(faults.map((fault) => coded(fault, 'GRAPHQL_VALIDATION_FAILED')));
  try {
    return { document, cost: checkLimits({ schema, document, operationName, variables }) };
  } catch (error) {
    throw new Refused([error as GraphQLError]);
  }
}

function coded({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
}
