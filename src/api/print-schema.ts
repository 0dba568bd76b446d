/** The schema as text. `npm run schema` writes it to schema.gql, where clients and code generators read it. */
import '../platform/reflect.js';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { DateTimeScalar, JsonScalar } from '../core/schema/enums.js';
import { RESOLVERS } from './app.module.js';

/** schema.gql in the root of the repository. */
export const SCHEMA_FILE = new URL('../../../schema.gql', import.meta.url);

const HEAD = '# Written by `npm run schema` from the resolvers; do not edit.\n\n';

export async function schemaText(): Promise<string> {
  const builder = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  const schema = await builder.get(GraphQLSchemaFactory).create(RESOLVERS, [DateTimeScalar, JsonScalar]);
  await builder.close();
  return `${HEAD}${printSchema(lexicographicSortSchema(schema))}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(SCHEMA_FILE, await schemaText());
