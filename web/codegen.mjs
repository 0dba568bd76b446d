/**
 * Writes what the web app asks the API with: beside each `x.graphql` a `x.generated.ts` (types and documents of that file alone,
 * so that a page loads no other page's questions and two people never edit one generated file), and `data/schema.generated.json`
 * for the cache. `npm run codegen`; with `--check` it writes nothing and says what is not fresh.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as documents from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { minifyIntrospectionQuery } from '@urql/introspection';
import { buildSchema, introspectionFromSchema, Kind, parse, printSchema, visit } from 'graphql';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = 'web/src';
/** What other sites load carries no printer of documents. */
const AS_TEXT = `${SOURCES}/embed/`;
const HEAD = '// Written by `npm run codegen`; do not edit.\n';

/**
 * Every generated file, path from the root -> text.
 * @param {string} root the repository
 * @returns {Promise<Map<string, string>>}
 */
async function generate(root) {
  const schema = buildSchema(readFileSync(join(root, 'schema.gql'), 'utf8'));
  const files = listGraphql(root).map((path) => ({ path, document: parse(readFileSync(join(root, path), 'utf8')) }));
  const fragments = new Map(files.flatMap(({ document }) => fragmentsIn(document).map((one) => [one.name.value, one])));
  const outputs = new Map();
  for (const { path, document } of files)
    outputs.set(generatedPath(path), HEAD + (await writeOperations(schema, path, completed(document, fragments))));
  const introspection = minifyIntrospectionQuery(introspectionFromSchema(schema));
  outputs.set(`${SOURCES}/data/schema.generated.json`, `${JSON.stringify(introspection)}\n`);
  return outputs;
}

/** @param {string} root */
function listGraphql(root) {
  const names = readdirSync(join(root, SOURCES), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => `${SOURCES}/${name}`)
    .sort();
}

/** @param {string} path */
const generatedPath = (path) => path.replace(/\.graphql$/, '.generated.ts');

/** @param {import('graphql').DocumentNode} document */
const fragmentsIn = ({ definitions }) => definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);

/** With the fragments of other files that it spreads, and those that these spread. */
function completed(document, fragments) {
  const known = new Set(fragmentsIn(document).map(({ name }) => name.value));
  const definitions = [...document.definitions];
  for (const definition of definitions)
    visit(definition, {
      FragmentSpread({ name: { value } }) {
        if (known.has(value)) return;
        const fragment = fragments.get(value);
        if (!fragment) throw new Error(`No file of ${SOURCES} has a fragment ${value}.`);
        known.add(value);
        definitions.push(fragment);
      },
    });
  return { ...document, definitions };
}

function writeOperations(schema, location, document) {
  return codegen({
    filename: generatedPath(location),
    schema: parse(printSchema(schema)),
    schemaAst: schema,
    documents: [{ location, document }],
    config: {
      useTypeImports: true,
      enumsAsTypes: true,
      skipTypename: true,
      documentMode: location.startsWith(AS_TEXT) ? 'string' : 'documentNode',
      // Printed shorter than they were written: white space would be a third of it.
      optimizeDocumentNode: true,
      scalars: { ID: 'string', DateTime: 'string', JSON: 'unknown' },
    },
    plugins: [{ operations: {} }, { documents: {} }],
    pluginMap: { operations, documents },
  });
}

const outputs = await generate(ROOT);
const stale = readdirSync(join(ROOT, SOURCES), { recursive: true, encoding: 'utf8' })
  .map((name) => `${SOURCES}/${name.replaceAll('\\', '/')}`)
  .filter((path) => /\.generated\.(ts|json)$/.test(path) && !outputs.has(path));
if (process.argv.includes('--check')) {
  const read = (path) => (existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : null);
  const old = [...stale, ...[...outputs].filter(([path, text]) => read(path) !== text).map(([path]) => path)];
  for (const path of old) console.log(`${path} is not what npm run codegen writes`);
  process.exitCode = old.length > 0 ? 1 : 0;
} else {
  for (const path of stale) rmSync(join(ROOT, path));
  for (const [path, text] of outputs) writeFileSync(join(ROOT, path), text);
  console.log(`${outputs.size} files written`);
}
