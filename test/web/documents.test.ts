// What the web app asks the API with: each generated document is cast to its types, so that the compiler takes them on trust. Here each
// is loaded, is a question that the schema answers, and has the types of its own name; a cast to others is seen.
import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, type DocumentNode, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import ts from 'typescript';

const ROOT = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const FILES = readdirSync(new URL('web/src', ROOT), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.generated.ts'))
  .map((name) => `web/src/${name}`);
const KINDS: Record<string, string> = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };
/** `export const XDocument = … as unknown as Kind<Answer, Variables>;` */
const CAST = /export const (\w+) = [\s\S]*? as unknown as \w+<(\w+), ?(\w+)>;/g;

const isDocument = (one: Partial<DocumentNode>): one is DocumentNode => one.kind === Kind.DOCUMENT;

/** The module's documents by name, as a browser gets them. */
async function documentsOf(text: string): Promise<Record<string, DocumentNode>> {
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(text, { compilerOptions: options });
  const loaded: Record<string, Partial<DocumentNode>> = await import(
    `data:text/javascript,${encodeURIComponent(outputText)}`
  );
  const named = Object.entries(loaded).filter(([name]) => /(Document|FragmentDoc)$/.test(name));
  // The embedded elements have them as texts.
  return Object.fromEntries(named.map(([name, one]) => [name, isDocument(one) ? one : parse(String(one))]));
}

/** What is wrong with the documents of a file and with the types that they are cast to. */
async function faultsOf(schema: GraphQLSchema, path: string, text: string): Promise<string[]> {
  const documents = await documentsOf(text);
  const casts = [...text.matchAll(CAST)].map(([, name = '', answer, variables]) => ({ name, answer, variables }));
  const names = casts.map(({ name }) => name).sort();
  if (names.join() !== Object.keys(documents).sort().join()) return [`${path}: its documents are not its casts`];
  return casts.flatMap(({ name, answer, variables }) => {
    const { definitions } = documents[name] as DocumentNode;
    const [first] = definitions;
    if (first?.kind === Kind.FRAGMENT_DEFINITION)
      return answer === `${first.name.value}Fragment` && variables === 'unknown' ? [] : [`${path}: ${name} is cast`];
    if (first?.kind !== Kind.OPERATION_DEFINITION) return [`${path}: ${name} asks nothing`];
    const type = `${first.name?.value}${KINDS[first.operation]}`;
    const cast = answer === type && variables === `${type}Variables` ? [] : [`${path}: ${name} is cast to ${answer}`];
    const wrong = validate(schema, documents[name] as DocumentNode).map(({ message }) => `${path}: ${message}`);
    return [...cast, ...wrong];
  });
}

it('asks what the schema answers, with the types of its own name', async () => {
  const schema = buildSchema(read('schema.gql'));
  const asking = FILES.filter((path) => read(path).includes(' as unknown as '));
  expect(asking.length).toBeGreaterThan(25);
  const faults = await Promise.all(asking.map((path) => faultsOf(schema, path, read(path))));
  expect(faults.flat()).toEqual([]);
});

it.each([
  [
    'of other types',
    /as unknown as (\w+)<EmbedUnreadQuery, EmbedUnreadQueryVariables>/,
    'as unknown as $1<EmbedPreferencesQuery, EmbedUnreadQueryVariables>',
    /EmbedUnreadDocument is cast to EmbedPreferencesQuery/,
  ],
  [
    'of other variables',
    /as unknown as (\w+)<EmbedUnreadQuery, EmbedUnreadQueryVariables>/,
    'as unknown as $1<EmbedUnreadQuery, EmbedPreferencesQueryVariables>',
    /EmbedUnreadDocument is cast/,
  ],
  ['that asks for what is not there', /\bunreadCount\b(?=\s)/, 'unreadSum', /Cannot query field "unreadSum"/],
])('sees a document %s', async (_, right, wrong, fault) => {
  const text = read('web/src/embed/embed.generated.ts');
  const [, ...documents] = text.split('export const ');
  const broken = [text.split('export const ')[0], ...documents.map((one) => one.replace(right, wrong))].join(
    'export const ',
  );
  expect(broken).not.toBe(text);
  const faults = await faultsOf(buildSchema(read('schema.gql')), 'embed', broken);
  expect(faults.join('\n')).toMatch(fault);
});
