/**
 * How much one operation may ask: the one rule set of HTTP and WebSocket. Its shape is measured by rules of our own, which name
 * what exceeds what; its cost by a library that sees what execution sees (docs/decisions/0011).
 */
import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, GraphQLError, type GraphQLSchema, getOperationAST, parse, validate } from 'graphql';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { badInput } from './errors.js';
import { type AskedOperation, costOf } from './query-cost.js';
import { type QueryShape, shapeOf } from './query-shape.js';
import { checkVariables } from './variables.js';

/** Above what the web app and the explorer ask, below what hurts: 30,000 objects are some seconds of one core. */
export const LIMITS = {
  depth: 12,
  aliases: 30,
  directives: 30,
  repeats: 10,
  /** Fields of one name are compared in pairs: twice as many tokens take four times as long, 100 ms for 2,000. The web app has 470 at most. */
  tokens: 1_000,
  /** Of the whole text: a megabyte of line breaks takes 180 ms to read. */
  characters: 100_000,
  cost: 30_000,
} as const;

/** @throws BAD_USER_INPUT; before it is read. */
export function checkText(query: string): void {
  const { length: asked } = query;
  if (asked > LIMITS.characters)
    throw badInput(makeReason('QUERY_TOO_MANY_CHARACTERS', { asked, most: LIMITS.characters }));
}

const REASONS: Record<keyof QueryShape, (asked: number, most: number) => Reason> = {
  depth: (asked, most) => makeReason('QUERY_TOO_DEEP', { asked, most }),
  aliases: (asked, most) => makeReason('QUERY_TOO_MANY_ALIASES', { asked, most }),
  directives: (asked, most) => makeReason('QUERY_TOO_MANY_DIRECTIVES', { asked, most }),
  repeats: (asked, most) => makeReason('QUERY_REPEATS_FIELD', { asked, most }),
};

/** The cost of the operation. @throws BAD_USER_INPUT naming the limit that it exceeds. */
function checkLimits(asked: AskedOperation): number {
  const operation = getOperationAST(asked.document, asked.operationName);
  if (!operation) return 0;
  checkVariables(asked.schema, operation, asked.variables ?? {});
  const shape = shapeOf(asked.document, operation);
  for (const limit of ['depth', 'aliases', 'directives', 'repeats'] as const)
    if (shape[limit] > LIMITS[limit]) throw badInput(REASONS[limit](shape[limit], LIMITS[limit]));
  const cost = costOf(asked);
  if (cost === null) throw badInput(makeReason('QUERY_TOO_MANY_FIELDS'));
  if (cost > LIMITS.cost) throw badInput(makeReason('QUERY_TOO_DEAR', { asked: cost, most: LIMITS.cost }));
  return cost;
}

/** For Apollo: after an operation was found to be valid, before anything is executed. What it held is free when it has ended. */
export const limitsPlugin: ApolloServerPlugin<{ cost?: number; leave?: () => void }> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ schema, document, operation, request, contextValue }) => {
      const { operationName, variables } = request;
      if (operation?.operation === 'subscription') throw badInput(makeReason('QUERY_NEEDS_SOCKET'));
      contextValue.cost = checkLimits({ schema, document, operationName, variables });
    },
    executionDidStart: async ({ contextValue }) => ({ executionDidEnd: async () => contextValue.leave?.() }),
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
    checkText(query);
  } catch (error) {
    throw new Refused([error as GraphQLError]);
  }
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
