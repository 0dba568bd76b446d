/** The schema as text. `npm run schema` writes it to schema.gql, where clients and code generators read it. */
import '../platform/reflect.js';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { DateTimeScalar, JsonScalar } from '../core/schema/enums.js';
import { AppModule } from './app.module.js';

/** schema.gql in the root of the repository. */
export const SCHEMA_FILE = new URL('../../../schema.gql', import.meta.url);

const HEAD = '# Written by `npm run schema` from the resolvers; do not edit.\n\n';

export async function schemaText(): Promise<string> {
  const builder = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  const schema = await builder.get(GraphQLSchemaFactory).create(providersOf(AppModule), [DateTimeScalar, JsonScalar]);
  await builder.close();
  return `${HEAD}${printSchema(lexicographicSortSchema(schema))}\n`;
}

/** The classes that a module provides, itself and by what it imports, the resolvers among them; nothing is made. */
function providersOf(module: Type, seen = new Set<unknown>()): Type[] {
  if (seen.has(module)) return [];
  seen.add(module);
  const imports: (Type | DynamicModule)[] = Reflect.getMetadata(MODULE_METADATA.IMPORTS, module) ?? [];
  const providers: Provider[] = Reflect.getMetadata(MODULE_METADATA.PROVIDERS, module) ?? [];
  const below = imports.flatMap((one) => providersOf('module' in one ? one.module : one, seen));
  return [...providers.filter((provider) => typeof provider === 'function'), ...below];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(SCHEMA_FILE, await schemaText());
