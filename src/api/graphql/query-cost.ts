/**
 * What an operation costs, in points: about one for each object that its answer may hold. Counted by a library over what will be
 * executed: variables with their defaults, fragments wherever they are spread, without what `@skip` and `@include` leave out.
 */
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
} from 'graphql';
import { type ComplexityEstimator, fieldExtensionsEstimator, getComplexity } from 'graphql-query-complexity';

/** Of a connection without `first`, and the most that one gives (see PageArgs). */
const PAGE = 50;
const LARGEST_PAGE = 200;
/** How many items a list without pages is taken to have. */
const LIST = 5;
/** Lists of the schema that are longer. */
const SCHEMA_LISTS: Record<string, number> = { types: 300, fields: 10 };
/** Many texts of an object cost as much as another object. */
const LEAF = 0.05;
/** Of a sentence that is made of many facts, in somebody's language. */
export const SENTENCE = 8;
/** Objects of the schema are in memory already. */
const SCHEMA_OBJECT = 0.05;
/** Fields that are looked at, each as often as its fragments are spread; more are refused unmeasured. */
const LOOKED_AT = 10_000;

/**
 * A field that costs more than its objects says so beside itself: `@Field({ complexity: 100 })`, as large texts do, or
 * `@Query(() => Type, { complexity: ({ args, childComplexity }) => … })`.
 */
const ESTIMATORS: ComplexityEstimator[] = [fieldExtensionsEstimator(), estimateField];

function estimateField({ type, field, args, childComplexity }: Parameters<ComplexityEstimator>[0]): number {
  const inner = getNamedType(field.type);
  const ofSchema = inner.name.startsWith('__');
  // `__schema` and `__type`: what is below them is counted as if it were rows.
  if (ofSchema && !type.name.startsWith('__')) return SCHEMA_OBJECT * (1 + childComplexity);
  if (childComplexity === 0 && !('getFields' in inner)) return LEAF;
  // The edges of a connection were counted by its page.
  if (field.name === 'edges' && isObjectType(type) && type.name.endsWith('Connection')) return childComplexity;
  if (field.args.some(({ name }) => name === 'first')) return pageCost(args.first, childComplexity);
  const length = isListType(getNullableType(field.type)) ? lengthOf(field.name, ofSchema) : 1;
  return length * (1 + childComplexity);
}

const lengthOf = (name: string, ofSchema: boolean) => (ofSchema && SCHEMA_LISTS[name]) || LIST;

/** Objects that are in memory, or decided from what is: there are many of them, and none is read. */
const KNOWN_OBJECT = 0.1;

type Price = (asked: { args: Record<string, unknown>; childComplexity: number }) => number;

/** Of a list with so many objects that are known already: its length is no guess. */
export const knownList =
  (length: number | ((args: Record<string, unknown>) => number), perObject = KNOWN_OBJECT): Price =>
  ({ args, childComplexity }) =>
    (typeof length === 'number' ? length : length(args)) * perObject * (1 + childComplexity);

/** Of work that grows with what is handed over. */
export const workOn =
  (points: (input: Record<string, unknown>) => number): Price =>
  ({ args, childComplexity }) =>
    points((args.input ?? {}) as Record<string, unknown>) + childComplexity;

/** Of running a merchant's code once: it has a thread of its own, and up to half a second of it. */
export const RUN = 100;

/** Of reading a text, of code or of a template, token by token. */
export const readingPoints = (...texts: unknown[]): number =>
  texts.reduce<number>((sum, text) => sum + (typeof text === 'string' ? text.length / CHARACTERS_PER_POINT : 0), 0);
const CHARACTERS_PER_POINT = 50;

/** Of a condition that few rows may meet: without an index for it, all of the business are looked at (0.15 s where there are 200,000). */
export const RARELY_MET = 5_000;

/** What a page costs. One that is too large has an error of its own. */
export function pageCost(first: unknown, itemCost: number): number {
  const count = typeof first === 'number' ? first : PAGE;
  return 1 + Math.min(Math.max(count, 1), LARGEST_PAGE) * itemCost;
}

export interface AskedOperation {
  schema: GraphQLSchema;
  /** Valid, which is why fragments have no cycles. */
  document: DocumentNode;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
}

/**
 * Points, rounded up; null where it has too many fields to be measured. Variables that do not fit cost nothing: execution says
 * what is wrong with them, before it asks for anything.
 */
export function costOf({ schema, document, operationName, variables }: AskedOperation): number | null {
  try {
    const points = getComplexity({
      schema,
      query: document,
      operationName: operationName ?? undefined,
      variables: variables ?? {},
      estimators: ESTIMATORS,
      maxQueryNodes: LOOKED_AT,
    });
    return Math.ceil(points);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return error.nodes ? 0 : null;
  }
}
