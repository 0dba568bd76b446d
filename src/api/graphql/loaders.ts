/** Look-ups of one request, batched: every edge of the graph costs one statement per level, whatever its width. */
import DataLoader from 'dataloader';
import { type DataSource, type EntityTarget, In, type ObjectLiteral } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { AnswerSize } from './answer-size.js';

/**
 * Reads something for many ids at once, inside one business: what belongs to another is not there. One value per id, in
 * the order of the ids. Each noun has its own, in `<noun>.loader.ts`; the function itself is the key of its batch.
 * `recipientId`: the person who asks; null where the key is bound to nobody.
 */
export type BatchLoad<Value> = (
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
  recipientId: string | null,
) => Promise<(Value | Error)[]>;

export class Loaders {
  readonly answer = new AnswerSize();
  private readonly batches = new Map<BatchLoad<unknown>, DataLoader<string, unknown>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly viewer: Pick<Viewer, 'businessId' | 'recipientId'>,
  ) {}

  /** What `load` gives for this id: one call for all ids that are asked for in the same moment, each once per request. */
  load<Value>(load: BatchLoad<Value>, id: string): Promise<Value> {
    const batch = (this.batches.get(load) ?? this.open(load)) as DataLoader<string, Value>;
    return batch.load(id);
  }

  private open<Value>(load: BatchLoad<Value>): DataLoader<string, Value> {
    const { businessId, recipientId } = this.viewer;
    const batch = new DataLoader<string, Value>((ids) => load(this.dataSource, businessId, ids, recipientId));
    this.batches.set(load, batch);
    return batch;
  }
}

/** The row with each id; null for what is not there. */
export function rowsById<Row extends ObjectLiteral & { id: string }>(
  entity: EntityTarget<Row>,
  where: ObjectLiteral = {},
): BatchLoad<Row | null> {
  return async (dataSource, businessId, ids) => {
    const query = dataSource.getRepository(entity).createQueryBuilder('row');
    const rows = await query.where({ ...where, id: In([...ids]), businessId }).getMany();
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  };
}

/** The rows whose `key` is each id, in the order of their primary key. */
export function listsBy<Row extends ObjectLiteral>(
  entity: EntityTarget<Row>,
  key: keyof Row & string,
  where: ObjectLiteral = {},
): BatchLoad<Row[]> {
  return async (dataSource, businessId, ids) => {
    const repository = dataSource.getRepository(entity);
    const query = repository.createQueryBuilder('row').where({ ...where, [key]: In([...ids]), businessId });
    for (const { propertyName } of repository.metadata.primaryColumns) query.addOrderBy(`row.${propertyName}`);
    const lists = new Map<string, Row[]>(ids.map((id) => [id, []]));
    for (const row of await query.getMany()) lists.get(row[key])?.push(row);
    return ids.map((id) => lists.get(id) ?? []);
  };
}
