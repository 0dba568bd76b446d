/** Look-ups of one request, batched: every edge of the graph costs one statement per level, whatever its width. */
import DataLoader from 'dataloader';
import { type DataSource, type EntityTarget, In, type ObjectLiteral } from 'typeorm';
import { askerOf, type Viewer } from '../../core/access/viewer.js';
import type { IdKind } from '../../domain/ids.js';
import { asksMuch } from '../../platform/database/tenancy.js';
import { SlicedWork } from '../../platform/time-slices.js';
import { AnswerSize } from './answer-size.js';
import { type Page, type PageArgs, pageFrom, pageSize, readCursor } from './connection.js';

/**
 * Reads something for many ids at once, inside one business: what belongs to another is not there. One value per id, in
 * the order of the ids. Each noun has its own, in `<noun>.loader.ts`; the function itself is the key of its batch.
 * `asker`: see `askerOf`.
 */
export type BatchLoad<Value> = (
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
  asker: string | null,
) => Promise<(Value | Error)[]>;

/** Reads one page of a list for many ids at once: the same page of each, in the order of the ids. */
export type BatchPages<Row> = (
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
  page: PageArgs,
  asker: string | null,
) => Promise<Page<Row>[]>;

/** What one statement is asked for at most: its rows are made in one piece, while everybody waits. Those of a page of 200 are two. */
const [IDS_AT_ONCE, ROWS_AT_ONCE] = [100, 1_000];

export class Loaders {
  readonly answer = new AnswerSize();
  readonly work: SlicedWork;
  private readonly batches = new Map<BatchLoad<unknown>, DataLoader<string, unknown>>();
  /** By what is read and by the page that is asked for. */
  private readonly pages = new Map<BatchPages<unknown>, Map<string, DataLoader<string, unknown>>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly viewer: Pick<Viewer, 'businessId' | 'access' | 'recipientId' | 'credential'>,
  ) {
    this.work = new SlicedWork(viewer.businessId, asksMuch());
  }

  /** What `load` gives for this id: one call for all ids that are asked for in the same moment, each once per request. */
  load<Value>(load: BatchLoad<Value>, id: string): Promise<Value> {
    const batch = (this.batches.get(load) ?? this.open(load)) as DataLoader<string, Value>;
    return this.work.answered(batch.load(id));
  }

  /** The page of this id's list: one call for all ids of which the same page is asked. */
  loadPage<Row>(load: BatchPages<Row>, id: string, { first, after }: PageArgs): Promise<Page<Row>> {
    const pages = this.pages.get(load) ?? new Map<string, DataLoader<string, unknown>>();
    this.pages.set(load, pages);
    const key = JSON.stringify([first ?? null, after ?? null]);
    const batch = (pages.get(key) ??
      this.batch(
        (ids) => load(this.dataSource, this.viewer.businessId, ids, { first, after }, askerOf(this.viewer)),
        Math.ceil(ROWS_AT_ONCE / (pageSize({ first }) + 1)),
      )) as DataLoader<string, Page<Row>>;
    pages.set(key, batch);
    return this.work.answered(batch.load(id));
  }

  private open<Value>(load: BatchLoad<Value>): DataLoader<string, Value> {
    const { businessId } = this.viewer;
    const asker = askerOf(this.viewer);
    const batch = this.batch((ids) => load(this.dataSource, businessId, ids, asker), IDS_AT_ONCE);
    this.batches.set(load, batch);
    return batch;
  }

  /** One batch is what is asked for while a list is walked in slices, and what follows several batches when all have their answers. */
  private batch<Value>(
    load: (ids: readonly string[]) => Promise<(Value | Error)[]>,
    maxBatchSize: number,
  ): DataLoader<string, Value> {
    const ask = (ids: readonly string[]) => this.work.asking(() => load(ids));
    return new DataLoader(ask, { maxBatchSize, batchScheduleFn: (dispatch) => this.work.whenAtRest(dispatch) });
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

/** What a list below an object is a list of. */
interface ListBelow<Row> {
  entity: EntityTarget<Row>;
  /** The property that holds the object's id. */
  key: keyof Row & string;
  kind: IdKind;
  order: 'DESC' | 'ASC';
  /** SQL: what of it is the asker's; left out: all of it. */
  seenBy?: (item: string, asker: string) => string;
}

/** As `pageOf`, for the lists of many objects: one statement, however many they are. */
export function pagesBelow<Row extends ObjectLiteral & { id: string; businessId: string | null }>({
  entity,
  key,
  kind,
  order,
  seenBy,
}: ListBelow<Row>): BatchPages<Row> {
  return async (dataSource, businessId, ids, args, asker) => {
    const after = readCursor(kind, args);
    const repository = dataSource.getRepository(entity);
    const { tablePath, columns } = repository.metadata;
    const parent = columns.find(({ propertyName }) => propertyName === key)?.databaseName;
    const further = after === null ? '' : `AND item.id ${order === 'DESC' ? '<' : '>'} :after`;
    const seen = asker === null || !seenBy ? '' : `AND ${seenBy('item', ':asker')}`;
    const rows = await repository
      .createQueryBuilder('row')
      .where(
        `row.id IN (SELECT item.id FROM unnest(:ids::text[]) AS parent(id) CROSS JOIN LATERAL (
          SELECT item.id FROM ${tablePath} item WHERE item.${parent} = parent.id AND item.business_id = :businessId ${further} ${seen}
          ORDER BY item.id ${order} LIMIT :rows) item)`,
        { ids, businessId, asker, after, rows: pageSize(args) + 1 },
      )
      .orderBy('row.id', order)
      .getMany();
    const lists = new Map<string, Row[]>(ids.map((id) => [id, []]));
    for (const row of rows) lists.get(row[key])?.push(row);
    return ids.map((id) => pageFrom(lists.get(id) ?? [], args, (row) => row.id));
  };
}
