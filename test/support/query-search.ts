/** Asks queries made by chance, and notes what each costs by its price and by the clock. */
import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import fc from 'fast-check';
import { parse } from 'graphql';
import { LIMITS } from '../../src/api/graphql/limits.js';
import { costOf } from '../../src/api/graphql/query-cost.js';
import type { GraphqlClient } from './graphql.js';
import type { Program } from './program.js';
import { type KnownValues, randomOperation } from './random-queries.js';

export interface AskedQuery {
  query: string;
  variables: Record<string, unknown>;
  /** In points; null: too many fields to be priced. */
  price: number | null;
  ms: number;
  bytes: number;
  /** `refused`: nothing of it was executed. `told`: a part of it, or all, could not be answered, with a reason. */
  outcome: 'answered' | 'told' | 'refused';
}

/** How often a client comes back before it takes what it is told for an answer. */
const COMES_BACK = 3;

/** What may be said of a query: that it asks too much, or for what is not there. */
const TOLD = ['BAD_USER_INPUT', 'NOT_FOUND', 'CONFLICT'];

/** Who is told to come back comes back, as clients do: on a busy machine a database may not answer in time. */
async function answerTo(client: GraphqlClient, body: string): Promise<{ text: string; ms: number }> {
  for (let times = 0; ; times++) {
    const begun = performance.now();
    const text = await (await client.post(body)).text();
    const ms = performance.now() - begun;
    const { errors = [] } = JSON.parse(text);
    const waits = errors.map(
      ({ extensions }: { extensions: { retryAfterSeconds?: number } }) => extensions.retryAfterSeconds,
    );
    if (times === COMES_BACK || waits.length === 0 || waits.includes(undefined)) return { text, ms };
    await sleep(1_000 * Math.max(...waits));
  }
}

/** @throws with the query where one of them is answered by another error. */
export async function searchQueries(
  program: Program,
  client: GraphqlClient,
  known: KnownValues,
  { count, seed }: { count: number; seed?: number },
): Promise<AskedQuery[]> {
  const { schema } = program.api.app.get(GraphQLSchemaHost);
  const asked: AskedQuery[] = [];
  const property = fc.asyncProperty(fc.gen(), async (gen) => {
    const { query, variables } = randomOperation(gen, schema, known, 'query');
    const { text, ms } = await answerTo(client, JSON.stringify({ query, variables }));
    const { data, errors = [] } = JSON.parse(text);
    const wrong = errors.filter(({ extensions }: { extensions: { code: string } }) => !TOLD.includes(extensions.code));
    if (wrong.length > 0) throw new Error(JSON.stringify({ wrong, variables, query }).replaceAll(/(\/a){9,}/g, '/a…'));
    const price = costOf({ schema, document: parse(query, { maxTokens: 10 * LIMITS.tokens }), variables });
    const outcome = errors.length === 0 ? 'answered' : data === undefined ? 'refused' : 'told';
    asked.push({ query, variables, price, ms, bytes: text.length, outcome });
  });
  const found = await fc.check(property, { numRuns: count, endOnFailure: true, ...(seed !== undefined && { seed }) });
  // Its own report of a counterexample is all numbers that were drawn.
  if (found.failed) throw new Error(`with the seed ${found.seed}: ${found.errorInstance}`);
  return asked;
}
