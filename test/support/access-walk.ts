/** Walks the schema as somebody with a key could: every field of every type, by every path that the key may take, on real rows. */
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import type { Data, GraphqlAnswer, GraphqlClient, GraphqlError } from './graphql.js';

export type Owner = 'OWN' | 'OTHERS';

export interface WalkNeeds {
  schema: GraphQLSchema;
  client: GraphqlClient;
  /** The arguments of root fields that need some, in braces: several where there are several things to ask for. */
  args: Readonly<Record<string, readonly string[]>>;
  /** Whose the row with this id is. */
  ownerOf(id: string): Owner;
  /** Asks for fields of these types only; left out: of all. */
  only?: readonly string[];
  /** Ends the walk where what was seen so far is enough; left out: at the end of all paths. */
  enough?(seen: ReadonlySet<string>): boolean;
}

export interface Walked {
  /** `Type.field OWN` and `Type.field OTHERS`: what was answered. */
  seen: Set<string>;
  roots: Set<string>;
  /** All that was answered, as text. */
  text: string;
  paths: number;
}

/** Where a walk stands: what opens the braces, and the type of what is there. */
interface Place {
  kind: 'query' | 'mutation';
  steps: string[];
  type: GraphQLObjectType;
  types: string[];
}

/** At so many places with something of one's own, and as many with something of others, each field is tried; at all others, all that is not refused is asked for. */
const TRIED = 3;
const OWNERS: readonly Owner[] = ['OWN', 'OTHERS'];
/** Types on one path, those of lists not counted: the limit of depth (src/api/graphql/limits.ts) allows no more. */
const DEEPEST = 4;
const AT_ONCE = 6;

export async function walk(needs: WalkNeeds): Promise<Walked> {
  const walker = new Walker(needs);
  await walker.run();
  return walker.found;
}

class Walker {
  readonly found: Walked = { seen: new Set(), roots: new Set(), text: '', paths: 0 };
  private readonly asked = new Map<string, number>();
  private places: Place[] = [];

  constructor(private readonly needs: WalkNeeds) {}

  async run(): Promise<void> {
    await this.begin('query');
    await this.spread();
    // What a change answers with is asked for only where no query leads.
    await this.begin('mutation');
    await this.spread();
  }

  private async begin(kind: 'query' | 'mutation'): Promise<void> {
    const { schema, args } = this.needs;
    const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
    for (const field of Object.values(root?.getFields() ?? {})) {
      const known = args[field.name];
      if (!known && kind === 'mutation') continue;
      if (!known && field.args.some(isRequiredArgument)) throw new Error(`The walk has no arguments for ${field.name}`);
      for (const given of known ?? ['']) await this.enter(kind, field, given);
    }
  }

  private async enter(kind: Place['kind'], field: GraphQLField<unknown, unknown>, given: string): Promise<void> {
    const type = getNamedType(field.type);
    const step = `${field.name}${given}`;
    const answer = await this.needs.client.ask(`${kind} { ${step}${isLeafType(type) ? '' : ' { __typename }'} }`);
    if (answer.errors.some(isForbidden)) return;
    this.note(answer);
    this.found.roots.add(field.name);
    this.stand({ kind, steps: [step], types: [] }, type);
  }

  private stand(at: Omit<Place, 'type'>, type: GraphQLNamedType): void {
    for (const { type: one, steps } of this.concrete(type, at.steps)) {
      if (at.types.includes(one.name) || at.types.filter(isNoList).length >= DEEPEST) continue;
      if (at.kind === 'mutation' && (this.asked.get(one.name) ?? 0) > 0) continue;
      this.places.push({ ...at, steps, type: one, types: [...at.types, one.name] });
    }
  }

  /** The objects that may stand there; those of a list's page stand for the list. */
  private concrete(type: GraphQLNamedType, steps: string[]): { type: GraphQLObjectType; steps: string[] }[] {
    if (isObjectType(type)) return [{ type, steps }];
    if (!isInterfaceType(type)) return [];
    const types = this.needs.schema.getPossibleTypes(type);
    return types.map((one) => ({ type: one, steps: [...steps, `... on ${one.name}`] }));
  }

  private async spread(): Promise<void> {
    while (this.places.length > 0 && !this.needs.enough?.(this.found.seen)) {
      const now = this.places.splice(0, AT_ONCE);
      await Promise.all(now.map((place) => this.look(place)));
    }
  }

  private async look(place: Place): Promise<void> {
    const { type, kind } = place;
    const fields = Object.values(type.getFields());
    const { only } = this.needs;
    const wanted = only && !only.includes(type.name) ? fields.filter(leadsOn) : fields;
    const open = wanted.filter(({ name }) =>
      OWNERS.some((owner) => this.found.seen.has(`${type.name}.${name} ${owner}`)),
    );
    const answer = await this.ask(place, open);
    // A refusal may leave out the whole object.
    const whole = answer.errors.length > 0 ? await this.ask(place, []) : answer;
    const owners = this.ownersIn(whole, type);
    if (owners.size === 0) return;
    const fresh = [...owners].some((owner) => (this.asked.get(`${type.name} ${owner}`) ?? 0) < TRIED);
    for (const key of [type.name, ...[...owners].map((owner) => `${type.name} ${owner}`)])
      this.asked.set(key, (this.asked.get(key) ?? 0) + 1);
    this.found.paths += 1;
    if (fresh || kind === 'mutation') await this.tryEach(place, wanted, whole);
    else this.collect(place, open, answer);
  }

  /**
   * All of them at once, which says of each whether it is refused as long as no refusal takes an object with it (that of a field
   * that must not be null does) and nothing is asked to be changed; else each by itself.
   * @param whole an answer there without any refusal
   */
  private async tryEach(place: Place, fields: GraphQLField<unknown, unknown>[], whole: GraphqlAnswer): Promise<void> {
    if (place.kind === 'query' && fields.length > 1) {
      const all = await this.ask(place, fields);
      if (this.countAt(place, all) === this.countAt(place, whole)) {
        this.collect(place, fields, all);
        return;
      }
    }
    for (const field of fields) this.collect(place, [field], await this.ask(place, [field]));
  }

  /** How many objects of its type stand at that place, those below it not counted. */
  private countAt({ steps, type }: Place, { data }: GraphqlAnswer): number {
    const depth = steps.filter((step) => !step.startsWith('...')).length;
    let count = 0;
    const see = (value: Data, path: (string | number)[]) => {
      const isThere = path.filter((step) => typeof step === 'string').length === depth;
      if (isThere && value.__typename === type.name) count += 1;
    };
    visit(data, [], 'OWN', see, this.needs.ownerOf);
    return count;
  }

  /** Whose things of the type stand there; of what has no id, that something does. */
  private ownersIn({ data }: GraphqlAnswer, type: GraphQLObjectType): Set<Owner> {
    const owners = new Set<Owner>();
    const see = (value: Data, _path: unknown, owner: Owner) => value.__typename === type.name && owners.add(owner);
    visit(data, [], 'OWN', see, this.needs.ownerOf);
    return owners;
  }

  private ask({ kind, steps, type }: Place, fields: GraphQLField<unknown, unknown>[]): Promise<GraphqlAnswer> {
    const leaves = fields.map(
      (field) => `${stepOf(field)}${isLeafType(getNamedType(field.type)) ? '' : ' { __typename }'}`,
    );
    const inner = `{ __typename ${idOf(type)} ${leaves.join(' ')} }`;
    return this.needs.client.ask(`${kind} ${steps.reduceRight((below, step) => `{ ${step} ${below} }`, inner)}`);
  }

  /** What was answered, and where that leads. */
  private collect(place: Place, fields: GraphQLField<unknown, unknown>[], answer: GraphqlAnswer): void {
    if (isRefusedAsTooMuch(answer)) return;
    this.note(answer);
    const { kind, steps, type, types } = place;
    for (const field of fields) {
      if (!this.isAnswered(place, field, answer)) continue;
      // Ids on the way say whose the things below are that have none.
      this.stand({ kind, steps: [...steps, `${idOf(type)} ${stepOf(field)}`], types }, getNamedType(field.type));
    }
  }

  private note({ data }: GraphqlAnswer): void {
    this.found.text += `${JSON.stringify(data)}\n`;
  }

  /** Whether the field was answered for anything there. */
  private isAnswered({ type }: Place, field: GraphQLField<unknown, unknown>, { data, errors }: GraphqlAnswer): boolean {
    const refused = new Set(errors.filter(({ path }) => path).map(({ path }) => (path ?? []).join('.')));
    let any = false;
    visit(
      data,
      [],
      'OWN',
      (value, path, owner) => {
        if (value.__typename !== type.name || !(field.name in value) || refused.has([...path, field.name].join('.')))
          return;
        const whose = typeof value.id === 'string' ? this.needs.ownerOf(value.id) : owner;
        this.found.seen.add(`${type.name}.${field.name} ${whose}`);
        any = true;
      },
      this.needs.ownerOf,
    );
    return any;
  }
}

/** Every object of an answer; what has no id is whose the nearest thing above is. */
function visit(
  value: Data,
  path: (string | number)[],
  owner: Owner,
  see: (value: Data, path: (string | number)[], owner: Owner) => unknown,
  ownerOf: (id: string) => Owner,
): void {
  if (Array.isArray(value)) for (const [at, item] of value.entries()) visit(item, [...path, at], owner, see, ownerOf);
  else if (typeof value === 'object' && value !== null) {
    const whose = typeof value.id === 'string' ? ownerOf(value.id) : owner;
    see(value, path, whose);
    for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key], whose, see, ownerOf);
  }
}

/** With two items in each list: the world has its own and others in any two, and below four lists more would be a thousand. */
function stepOf(field: GraphQLField<unknown, unknown>): string {
  return field.args.some(({ name }) => name === 'first') ? `${field.name}(first: 2)` : field.name;
}

const idOf = (type: GraphQLObjectType) => (type.getFields().id ? 'id' : '');
const leadsOn = (field: GraphQLField<unknown, unknown>) => !isLeafType(getNamedType(field.type));
const isNoList = (type: string) => !/(Connection|Edge)$/.test(type);
const isForbidden = ({ extensions }: GraphqlError) => extensions.code === 'FORBIDDEN';
/** Refused before it began, by the limits of what one query may ask. */
const isRefusedAsTooMuch = ({ data, errors }: GraphqlAnswer) =>
  data === null && errors.some(({ extensions, path }) => extensions.code === 'BAD_USER_INPUT' && !path);
