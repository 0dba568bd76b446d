import { readFile } from 'node:fs/promises';
import {
  buildSchema,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { SCHEMA_FILE, schemaText } from '../../src/api/print-schema.js';
import { NOT_BUILT } from './not-built.js';

const CONTRACT = new URL('../../../test/fixtures/contract.graphql', import.meta.url);

let contract: Map<string, string>;
let ours: Map<string, string>;
let fresh: string;

beforeAll(async () => {
  fresh = await schemaText();
  contract = membersOf(buildSchema(await readFile(CONTRACT, 'utf8')));
  ours = membersOf(buildSchema(fresh));
});

describe('schema.gql', () => {
  it('is what the resolvers make; `npm run schema` rewrites it', async () => {
    const committed = await readFile(SCHEMA_FILE, 'utf8');
    if (committed !== fresh) throw new Error('schema.gql is not fresh: run `npm run schema` and commit it');
  });
});

describe('the contract', () => {
  it('is kept but for the listed parts that are not built yet', () => {
    const missing = [...contract.keys()].filter((name) => !ours.has(name));
    // Of a type that is missing as a whole, its name says it all.
    const told = missing.filter((name) => name === typeOf(name) || ours.has(typeOf(name)));
    expect(told.filter((name) => !hasMissingField(name)).sort()).toEqual([...NOT_BUILT].sort());
  });

  it('has the same type and nullability wherever we have the part', () => {
    const both = [...contract].filter(([name]) => ours.has(name));
    expect(both.length).toBeGreaterThan(200);
    expect(both.map(([name]) => `${name}: ${ours.get(name)}`)).toEqual(both.map(([name, type]) => `${name}: ${type}`));
  });

  it('demands nothing of clients that the contract does not know', () => {
    const isInput = (name: string) => name.includes('(') || ours.get(typeOf(name)) === 'input';
    const added = [...ours].filter(([name]) => isInput(name) && !contract.has(name) && contract.has(ownerOf(name)));
    expect(added.filter(([, type]) => type.endsWith('!'))).toEqual([]);
  });
});

/** `Event`, `Event.source`, `Query.events(first)`, `Role.OWNER`, `Event & Node`, each with its type or kind. */
function membersOf(schema: GraphQLSchema): Map<string, string> {
  const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__'));
  return new Map(types.flatMap(membersOfType));
}

function membersOfType(type: GraphQLNamedType): [string, string][] {
  const { name } = type;
  if (isEnumType(type))
    return [[name, 'enum'], ...type.getValues().map((value): [string, string] => [`${name}.${value.name}`, 'value'])];
  if (isInputObjectType(type)) {
    return [
      [name, 'input'],
      ...Object.values(type.getFields()).map((field): [string, string] => [
        `${name}.${field.name}`,
        String(field.type),
      ]),
    ];
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [[name, 'scalar']];
  const fields = Object.values(type.getFields()).flatMap((field): [string, string][] => [
    [`${name}.${field.name}`, String(field.type)],
    ...field.args.map((arg): [string, string] => [`${name}.${field.name}(${arg.name})`, String(arg.type)]),
  ]);
  const interfaces = type.getInterfaces().map((other): [string, string] => [`${name} & ${other.name}`, 'implements']);
  return [[name, isObjectType(type) ? 'type' : 'interface'], ...interfaces, ...fields];
}

const typeOf = (name: string) => name.split(/[. ]/)[0] as string;
/** The field of an argument, the type of anything else. */
const ownerOf = (name: string) => (name.includes('(') ? (name.split('(')[0] as string) : typeOf(name));

/** An argument of a field that is missing itself. */
function hasMissingField(name: string): boolean {
  return name.includes('(') && !ours.has(ownerOf(name));
}
