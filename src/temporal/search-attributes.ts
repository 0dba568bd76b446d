/** Registers our search attributes in Temporal where they are missing: a new or wiped Temporal has none. */
import type { ConnectionLike } from '@temporalio/client';
import proto from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages.js';

const { IndexedValueType } = proto.temporal.api.enums.v1;

const TYPES: Record<string, number> = {
  KEYWORD: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  KEYWORD_LIST: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
  DATETIME: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
};

interface Operators {
  operatorService: {
    addSearchAttributes(request: { namespace: string; searchAttributes: Record<string, number> }): Promise<unknown>;
    listSearchAttributes(request: { namespace: string }): Promise<{ customAttributes?: Record<string, number> | null }>;
  };
}

/** @throws if one exists with another type: the server would keep that one and report no error. */
export async function registerSearchAttributes(connection: ConnectionLike, namespace: string): Promise<void> {
  const { operatorService } = connection as unknown as Operators;
  const wanted = Object.fromEntries(
    Object.values(SEARCH_ATTRIBUTES).map((key) => [key.name, TYPES[key.type] as number]),
  );
  await operatorService.addSearchAttributes({ namespace, searchAttributes: wanted });
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const wrong = Object.keys(wanted).filter(
    (name) => customAttributes?.[name] !== undefined && customAttributes[name] !== wanted[name],
  );
  if (wrong.length > 0) {
    throw new Error(
      `Temporal knows ${wrong.join(', ')} with another type; remove it by "temporal operator search-attribute remove"`,
    );
  }
}
