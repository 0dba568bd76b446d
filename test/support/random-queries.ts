/** Queries made by chance from the schema: valid ones, with whatever arguments; within the limits or far beyond them. */
import fc, { type GeneratorValue } from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import type { DataSource } from 'typeorm';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import type { FilledBusiness } from './filled-business.js';
import { hasFields, stepsFrom, type WithFields } from './schema-walk.js';

export interface RandomQuery {
  query: string;
  variables: Record<string, unknown>;
}

/** What an argument of this name may be given, as JSON: rows that are there, and programs. */
export type KnownValues = Record<string, readonly unknown[]>;

/** Levels of fields: one more than is allowed. */
const DEEPEST = 13;
/** Fields of one query, about: as many again are too long a text. */
const MOST_FIELDS = 250;

export function randomOperation(
  gen: GeneratorValue,
  schema: GraphQLSchema,
  known: KnownValues,
  operation: 'query' | 'mutation',
): RandomQuery {
  const maker = new QueryMaker(gen, schema, known);
  const root = operation === 'query' ? schema.getQueryType() : schema.getMutationType();
  const set = maker.set(root as WithFields, DEEPEST);
  const declared = [...maker.declarations].map(([name, text]) => `$${name}: ${text}`);
  const head = `${operation} ${declared.length > 0 ? `(${declared.join(', ')}) ` : ''}`;
  return { query: [`${head}${set}`, ...maker.fragments].join('\n'), variables: maker.variables };
}

/** fast-check would give small numbers and the ends more often. */
const evenly = (max: number) => fc.noBias(fc.nat(max));

class QueryMaker {
  readonly declarations = new Map<string, string>();
  readonly variables: Record<string, unknown> = {};
  readonly fragments: string[] = [];
  private names = 0;
  private fields: number;

  constructor(
    private readonly gen: GeneratorValue,
    private readonly schema: GraphQLSchema,
    private readonly known: KnownValues,
  ) {
    // Small ones as often as large ones.
    this.fields = this.chance(50) ? this.upTo(MOST_FIELDS) : this.upTo(MOST_FIELDS / 10);
  }

  /** Some fields of a type, or nearly all that have nothing below them. */
  set(type: WithFields, depth: number): string {
    const steps = stepsFrom(this.schema, type);
    const leaves = steps.filter(({ field }) => !hasFields(getNamedType(field.type)));
    const deeper = steps.filter(({ field }) => hasFields(getNamedType(field.type)));
    const chosen = [
      ...(this.chance(20) ? leaves : this.some(leaves, 4)),
      ...(depth > 1 && this.fields > 0 ? this.some(deeper, depth === DEEPEST ? 4 : 2) : []),
    ];
    this.fields -= chosen.length;
    const fields = chosen.map(({ on, field }) => {
      const text = this.field(field, depth, on !== type);
      return on === type ? text : `... on ${on.name} { ${text} }`;
    });
    return `{ ${['__typename', ...fields].join(' ')} }`;
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number, named: boolean): string {
    const times = this.chance(3) ? 1 + this.upTo(11) : 1;
    return Array.from({ length: times }, (_, time) => this.once(field, depth, named || time > 0)).join(' ');
  }

  private once(field: GraphQLField<unknown, unknown>, depth: number, named: boolean): string {
    const type = getNamedType(field.type);
    const args = this.args(field);
    // Two fields of one name must be the same: one that has arguments, comes again, or is of one type of several has a name of its own.
    const alias = named || args !== '' ? `${this.newName()}: ` : '';
    const below = hasFields(type) ? ` ${this.below(type, depth - 1)}` : '';
    return `${alias}${field.name}${args}${this.directive()}${below}`;
  }

  private below(type: WithFields, depth: number): string {
    const set = this.set(type, depth);
    if (this.chance(85)) return set;
    const name = this.newName();
    this.fragments.push(`fragment ${name} on ${type.name} ${set}`);
    return this.chance(50) ? `{ ...${name} }` : `{ ...${name} ... on ${type.name} { ...${name} } }`;
  }

  private directive(): string {
    if (!this.chance(4)) return '';
    const name = this.chance(50) ? 'include' : 'skip';
    return ` @${name}(if: ${this.chance(50) ? 'true' : this.variable('Boolean!', this.chance(50))})`;
  }

  private args({ args }: GraphQLField<unknown, unknown>): string {
    const given = args.filter((arg) => isRequiredArgument(arg) || this.chance(40));
    if (given.length === 0) return '';
    return `(${given.map((arg) => `${arg.name}: ${this.argument(arg)}`).join(', ')})`;
  }

  /** As a literal, as a variable, or as a variable that is not given and has a default. */
  private argument(arg: GraphQLArgument): string {
    const value = this.value(arg, 0);
    if (this.chance(50)) return literal(value, arg.type);
    if (this.chance(50)) return this.variable(String(arg.type), value);
    const name = this.newName();
    this.declarations.set(name, `${arg.type} = ${literal(value, arg.type)}`);
    return `$${name}`;
  }

  private variable(type: string, value: unknown): string {
    const name = this.newName();
    this.declarations.set(name, type);
    this.variables[name] = value;
    return `$${name}`;
  }

  private value({ name, type }: GraphQLArgument | GraphQLInputField, depth: number): unknown {
    if (!isNonNullType(type) && this.chance(5)) return null;
    const inner = getNullableType(type);
    if (isListType(inner)) {
      const item = { name, type: inner.ofType } as GraphQLArgument;
      return Array.from({ length: this.upTo(3) }, () => this.value(item, depth + 1));
    }
    if (isInputObjectType(inner)) {
      const fields = Object.values(inner.getFields()).filter((field) => isRequiredInputField(field) || this.chance(40));
      return Object.fromEntries(fields.map((field) => [field.name, this.value(field, depth + 1)]));
    }
    if (isEnumType(inner)) return this.one(enumValues(inner));
    const known = this.known[name];
    if (known && this.chance(85)) return this.one(known);
    return this.one(SCALARS[inner.toString()] ?? [null]);
  }

  private newName(): string {
    this.names += 1;
    return `n${this.names}`;
  }

  private upTo(max: number): number {
    return this.gen(evenly, Math.floor(max));
  }

  private chance(percent: number): boolean {
    return this.upTo(99) < percent;
  }

  private one<T>(values: readonly T[]): T {
    return values[this.upTo(values.length - 1)] as T;
  }

  private some<T>(values: readonly T[], most: number): T[] {
    if (values.length === 0) return [];
    return [...new Set(Array.from({ length: 1 + this.upTo(most - 1) }, () => this.one(values)))];
  }
}

const enumValues = (type: GraphQLEnumType) => type.getValues().map(({ name }) => name);

/** JSON as GraphQL writes it. */
function literal(value: unknown, type: GraphQLInputType): string {
  const inner = getNullableType(type);
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value) && isListType(inner))
    return `[${value.map((item) => literal(item, inner.ofType)).join(', ')}]`;
  if (isEnumType(inner)) return String(value);
  if (isInputObjectType(inner)) {
    const fields = inner.getFields();
    const entries = Object.entries(value).map(
      ([name, item]) => `${name}: ${literal(item, fields[name]?.type as GraphQLInputType)}`,
    );
    return `{ ${entries.join(', ')} }`;
  }
  return jsonLiteral(value);
}

const jsonLiteral = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(jsonLiteral).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, item]) => `${name}: ${jsonLiteral(item)}`)
    .join(', ')} }`;
};

/** Usual ones, the ends of what is allowed, and what is beyond. */
const SCALARS: Record<string, readonly unknown[]> = {
  Int: [0, 1, 2, 10, 50, 200, 201, -1, 2_147_483_647],
  Float: [0, 0.5, 1e300],
  Boolean: [true, false],
  String: [
    'payment.failed',
    'dispute.opened',
    '',
    'ada',
    'en',
    'zh',
    'x'.repeat(300),
    '%',
    '\u0000',
    '🔔',
    '{',
    '{amount}',
    '"',
  ],
  ID: ['evt_00000000000000000000000001', 'nothing', '', '\u0000', 'x'.repeat(300)],
  DateTime: ['2026-11-06T07:45:13.122Z', '1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
  JSON: [
    {},
    null,
    [],
    'x',
    0,
    { type: 'payment.failed', data: { payment_id: 'pay_1', total_amount: 2890, currency: 'USD' } },
  ],
};

/** Rows of the business, and what else makes a query worth asking. */
export async function knownValuesOf(
  dataSource: DataSource,
  { businessId, eventId, endpointId }: FilledBusiness,
): Promise<KnownValues> {
  const idsIn = async (table: string): Promise<string[]> => {
    const rows: { id: string }[] = await dataSource.query(
      `SELECT id FROM ${table} WHERE business_id = $1 ORDER BY id LIMIT 20`,
      [businessId],
    );
    return rows.map(({ id }) => id);
  };
  const tables = [
    'sources',
    'recipients',
    'destinations',
    'events',
    'deliveries',
    'notifications',
    'disputes',
    'api_keys',
  ];
  const ids = (await Promise.all(tables.map(idsIn))).flat();
  const types = Object.keys(CATALOGUE);
  return {
    id: [...ids, businessId],
    after: [eventId, ...ids.slice(0, 4)],
    eventId: [eventId, ...(await idsIn('events'))],
    destinationId: [endpointId, ...(await idsIn('destinations'))],
    sourceId: await idsIn('sources'),
    eventType: types,
    type: types,
    locale: ['en', 'de', 'fr-CH', 'zh-Hant-TW'],
    code: CODES,
    bucketMinutes: [1, 60, 1_440, 40_320],
    from: ['2026-11-01T00:00:00Z', new Date(Date.now() - 3_600_000).toISOString()],
    to: [new Date(Date.now() + 3_600_000).toISOString()],
    body: ['{customer} paid {amount}', '{nothing, plural, one {#} other {#}}'.repeat(50), '{'],
    query: ['ada', 'payment', 'p', '49.00', 'x'.repeat(200)],
  };
}

const CODES = [
  'function handler(webhook) { webhook.payload = { text: webhook.eventType }; return webhook; }',
  'function handler(webhook) { for (;;); }',
  'function handler(webhook) { return "x".repeat(1e6); }',
  '/a'.repeat(32_000),
  'function (',
  '',
];
