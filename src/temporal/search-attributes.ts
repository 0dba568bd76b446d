/** Registers our search attributes in Temporal where they are missing: a new or wiped Temporal has none. */
import type { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.js';
import { EXIT, FatalError } from '../platform/exit-codes.js';

const { IndexedValueType } = proto.temporal.api.enums.v1;

const TYPES: Record<string, number> = {
  KEYWORD: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  KEYWORD_LIST: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
  DATETIME: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
};

/** What any connection to Temporal has, the client's and the worker's. */
type Operators = Pick<Connection, 'operatorService'>;

const wantedTypes = (): Record<string, number> =>
  Object.fromEntries(Object.values(SEARCH_ATTRIBUTES).map((key) => [key.name, TYPES[key.type] as number]));

/** How many are wanted, and how many of them the namespace has with their types; and which it lacks, or has with another type. */
export async function findSearchAttributes(
  { operatorService }: Operators,
  namespace: string,
): Promise<{ wanted: number; there: number; missing: string[]; wrong: string[] }> {
  const wanted = Object.entries(wantedTypes());
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const missing = wanted.filter(([name]) => customAttributes?.[name] === undefined).map(([name]) => name);
  const wrong = wanted
    .filter(([name, type]) => ![undefined, type].includes(customAttributes?.[name] ?? undefined))
    .map(([name]) => name);
  return { wanted: wanted.length, there: wanted.length - missing.length - wrong.length, missing, wrong };
}

/** @throws if one exists with another type: the server would keep that one and report no error. */
export async function registerSearchAttributes({ operatorService }: Operators, namespace: string): Promise<void> {
  await operatorService.addSearchAttributes({ namespace, searchAttributes: wantedTypes() });
  const { wrong } = await findSearchAttributes({ operatorService }, namespace);
  if (wrong.length > 0) {
    throw new FatalError(
      `Temporal knows ${wrong.join(', ')} with another type; remove it by "temporal operator search-attribute remove"`,
      EXIT.failed,
    );
  }
}
