/**
 * Queries and changes made by chance from the schema, texts that are nearly GraphQL, and requests that are nearly one, to an API whose
 * business has some of everything: each is answered or refused with a reason, never by an error of ours.
 */
import { GraphQLSchemaHost } from '@nestjs/graphql';
import fc, { type GeneratorValue } from 'fast-check';
import type { GraphQLSchema } from 'graphql';
import { createDatabase } from '../test/support/database.js';
import { addFilledBusiness } from '../test/support/filled-business.js';
import { GraphqlClient } from '../test/support/graphql.js';
import { startProgram } from '../test/support/program.js';
import { type KnownValues, knownValuesOf, randomOperation } from '../test/support/random-queries.js';
import { count, type Fuzzed, type FuzzRun } from './fuzz-report.js';
import { changedJson, changedText, pick } from './fuzz-texts.js';

const SHAPES = ['query', 'query', 'mutation', 'mutation', 'text', 'request', 'body', 'hostile'] as const;
type Shape = (typeof SHAPES)[number];

const HOSTILE = [
  '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
  `{ ${'__typename '.repeat(5_000)} }`,
  `{ ${Array.from({ length: 2_000 }, (_, at) => `a${at}: __typename`).join(' ')} }`,
  `${'{ events { edges { node '.repeat(200)}`,
  `query (${Array.from({ length: 500 }, (_, at) => `$v${at}: String`).join(' ')}) { __typename }`,
  `{ __typename ${'@include(if: true) '.repeat(500)} }`,
  '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
  'subscription { eventUpdated { id } }',
  'query a { __typename } query b { __typename }',
  `{ events(first: ${'9'.repeat(400)}) { edges { node { id } } } }`,
  `{ events(filter: { query: "${'\\u0000'.repeat(100)}" }) { edges { node { id } } } }`,
  '{ event(id: "\\ud800") { id } }',
  `"""${'x'.repeat(9_000)}""" { __typename }`,
  '',
  '#',
  '{ __typename }\u0000',
];

function bodyOf(gen: GeneratorValue, shape: Shape, schema: GraphQLSchema, known: KnownValues): string {
  if (shape === 'hostile') return JSON.stringify({ query: pick(gen, HOSTILE) });
  const operation = randomOperation(gen, schema, known, shape === 'mutation' ? 'mutation' : 'query');
  if (shape === 'text') return JSON.stringify({ ...operation, query: changedText(gen, operation.query) });
  if (shape === 'request')
    return JSON.stringify(changedJson(gen, { ...operation, operationName: null, extensions: {} }));
  return shape === 'body' ? changedText(gen, JSON.stringify(operation)) : JSON.stringify(operation);
}

/** What may be said: that it is wrong, or not there, or too much; or when to come back, where a provider that it needs is away. */
function faultOf(status: number, text: string): string | null {
  const { errors = [] } = JSON.parse(text) as {
    errors?: { extensions?: { code?: string; retryAfterSeconds?: number } }[];
  };
  const isAway = errors.some(({ extensions }) => extensions?.code === 'UNAVAILABLE' && extensions.retryAfterSeconds);
  if (status >= 500 && !(status === 503 && isAway)) return `answered with ${status}`;
  const codes = errors.map(({ extensions }) => extensions?.code ?? 'none');
  const wrong = codes.filter((code) => code === 'none' || code.startsWith('INTERNAL'));
  return wrong.length > 0 ? `an error of ours: ${wrong.join(' ')}` : null;
}

export async function fuzzGraphql({ runs, seed }: FuzzRun): Promise<Fuzzed> {
  const [outcomes, faults] = [new Map<string, number>(), [] as string[]];
  const database = await createDatabase();
  const business = await addFilledBusiness(database.dataSource, 5);
  const known = await knownValuesOf(database.dataSource, business);
  const program = await startProgram(database);
  const { schema } = program.api.app.get(GraphQLSchemaHost);
  let client = await GraphqlClient.of(program, business.businessId);
  for (let at = 0; at < runs; at++) {
    const shape = SHAPES[at % SHAPES.length] as Shape;
    const made = fc.gen().map((gen) => bodyOf(gen, shape, schema, known));
    const [body] = fc.sample(made, { numRuns: 1, seed: seed + at }) as [string];
    const answer = await client.post(body);
    const text = await answer.text();
    count(outcomes, `${shape} ${answer.status}`);
    const fault = faultOf(answer.status, text);
    if (fault) faults.push(`case ${at} (${shape}): ${fault}\n${text.slice(0, 1_000)}\n${body.slice(0, 4_000)}`);
    // A change may have taken the key away, as it was told to.
    if (text.includes('UNAUTHENTICATED')) client = await GraphqlClient.of(program, business.businessId);
  }
  await program.stop();
  await database.drop();
  return { outcomes, faults };
}
