/** Queries that are as dear as the limits allow, each of one kind: what a business may ask that wants to be in the way. */
import { type GraphQLSchema, parse } from 'graphql';
import { LIMITS } from '../src/api/graphql/limits.js';
import { costOf } from '../src/api/graphql/query-cost.js';

export interface DearQuery {
  kind: string;
  query: string;
  /** In points. */
  price: number;
}

const times = (count: number, text: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at)).join(' ');
const page = (field: string, first: number, node: string, more = '') =>
  `${field}(first: ${first}${more}) { edges { node { ${node} } } }`;

const EVENT =
  'id externalId type occurredAt receivedAt test status statusReason summary unreadable account foundBySweep workflowUrl providerUrl amount { minorUnits currency } source { name } eventType { key name }';
const DELIVERY = 'id channel to status because reason createdAt settledAt';
const ATTEMPT = 'number at outcome statusCode detail durationMs';

/** By kind, a query that is the dearer the larger the number: 1 to 1,000. */
const KINDS: Record<string, (size: number) => string> = {
  'deliveries of events': (n) =>
    `{ ${page('events', clamp(n), `id ${page('deliveries', 200, `${DELIVERY} attempts { ${ATTEMPT} }`)}`)} }`,
  'few deliveries of many events': (n) =>
    `{ ${times(Math.ceil(n / 200), (at) => `a${at}: ${page('events', clamp(n), `${EVENT} ${page('deliveries', 10, `${DELIVERY} attempts { ${ATTEMPT} } destination { id label recipient { name } }`)}`)}`)} }`,
  'all that is said of events': (n) =>
    `{ ${times(Math.min(10, Math.ceil(n / 50)), (at) => `a${at}: ${page('events', 200, EVENT)}`)} }`,
  'one summary in ten languages': (n) =>
    `{ ${page('deliveries', clamp(n), `event { ${times(10, (at) => `s${at}: summary(locale: "${['en', 'de', 'fr', 'it', 'id', 'zh', 'de-CH', 'fr-CH', 'en-GB', 'it-CH'][at]}")`)} }`)} }`,
  'events of deliveries of events': (n) =>
    `{ ${page('events', clamp(n), page('deliveries', 10, `event { ${EVENT} }`))} }`,
  payloads: (n) => `{ ${times(Math.ceil(n / 200), (at) => `a${at}: ${page('events', clamp(n), 'payload')}`)} }`,
  'searches that find nothing': (n) =>
    `{ ${times(Math.min(10, Math.ceil(n / 100)), (at) => `s${at}: ${page('events', 1, 'id', `, filter: { query: "x${at}" }`)}`)} }`,
  'searches that find the oldest': (n) =>
    `{ ${times(Math.min(10, Math.ceil(n / 100)), (at) => `s${at}: ${page('events', 200, 'id', `, filter: { query: "a", status: RECEIVED }`)}`)} }`,
  'conditions that nothing meets': (n) =>
    `{ ${times(Math.min(10, Math.ceil(n / 100)), (at) => `a${at}: ${page('events', 1, 'id', `, filter: { type: "no.such${at}" }`)}`)} ${times(Math.min(10, Math.ceil(n / 100)), (at) => `b${at}: ${page('deliveries', 1, 'id', `, filter: { status: ${['DELIVERED', 'SKIPPED'][at % 2]}, channel: TEAMS }`)}`)} }`,
  timelines: (n) =>
    `{ ${page('events', clamp(n), 'timeline { kind text at actor count folded { kind text } delivery { id } }')} }`,
  'disputes and their timelines': (n) =>
    `{ ${page('disputes', clamp(n), 'id amount { minorUnits } timeline { kind text } reminders { dueAt state } event { summary } evidencePack { json url }')} }`,
  'preferences of people': (n) =>
    `{ ${page('recipients', clamp(n), 'id name destinations { id label preferences { enabled source eventType { key name description } } }')} }`,
  'figures over a month': (n) =>
    `{ ${times(Math.min(10, Math.ceil(n / 100)), (at) => `e${at}: eventStats(input: ${MONTH}) { key count } d${at}: deliveryStats(input: ${MONTH}) { key count }`)} }`,
  'all templates': (n) =>
    `{ ${times(Math.min(10, Math.ceil(n / 100)), (at) => `t${at}: templates { locale subject body }`)} }`,
  'attempts alone': (n) =>
    `{ ${times(10, (at) => `a${at}: ${page('deliveries', clamp(n), `attempts { ${ATTEMPT} }`)}`)} }`,
  'attempts in words': (n) =>
    `{ ${times(10, (at) => `a${at}: ${page('deliveries', clamp(n), 'to because reason attempts { detail at } event { id }')}`)} }`,
  'whom attempts were for': (n) =>
    `{ ${times(10, (at) => `a${at}: ${page('deliveries', clamp(n), 'attempts { at } recipient { name destinations { label } } destination { label recipient { name } }')}`)} }`,
};
const MONTH = `{ from: "${new Date(Date.now() - 29 * 86_400_000).toISOString()}", to: "${new Date().toISOString()}", bucketMinutes: 60 }`;

const clamp = (n: number) => Math.min(200, n);

/** Of each kind the dearest that is within the limits. */
export function dearQueries(schema: GraphQLSchema): DearQuery[] {
  return Object.entries(KINDS).flatMap(([kind, queryOf]) => {
    let [most, tooMuch] = [0, 1_001];
    while (tooMuch - most > 1) {
      const half = (most + tooMuch) >> 1;
      if (priceOf(schema, queryOf(half)) <= LIMITS.cost) most = half;
      else tooMuch = half;
    }
    return most > 0 ? [{ kind, query: queryOf(most), price: priceOf(schema, queryOf(most)) }] : [];
  });
}

function priceOf(schema: GraphQLSchema, query: string): number {
  return costOf({ schema, document: parse(query) }) ?? Number.POSITIVE_INFINITY;
}
