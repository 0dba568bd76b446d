/**
 * What the cache is told beside the schema. What has an `id` is kept by it (select `id` wherever a Node appears: a test asks for
 * it), an event type by its `key`; all else is a part of what it was asked through. Lists are not mended by hand: pages ask
 * `cache-and-network`, and once more after they add or remove something.
 */
import type { Exchange } from '@urql/core';
import { type CacheExchangeOpts, cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import schema from './schema.generated.json';

interface MinimalType {
  kind: string;
  name: string;
  fields?: { name: string }[];
}

const OBJECTS = (schema.__schema.types as MinimalType[]).filter(({ kind }) => kind === 'OBJECT');

const KEYS: NonNullable<CacheExchangeOpts['keys']> = {
  ...Object.fromEntries(
    OBJECTS.filter(({ fields = [] }) => !fields.some(({ name }) => name === 'id')).map(({ name }) => [
      name,
      () => null,
    ]),
  ),
  EventType: ({ key }) => (key ? String(key) : null),
};

/** Root lists that are read page by page, and grow: each page has one query for its list. Those that grow long: data/pages.ts. */
const PAGED = ['notifications', 'auditLog', 'recipients', 'destinations', 'rejectedRequests', 'disputes'];

export function cache(): Exchange {
  const Query = Object.fromEntries(PAGED.map((field) => [field, relayPagination()]));
  return cacheExchange({ schema: schema as CacheExchangeOpts['schema'], keys: KEYS, resolvers: { Query } });
}
