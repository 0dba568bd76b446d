/** Connections to a database some of whose columns are sealed: they come with the keys, so that whoever writes such a row has them. */
import { DataSource, type DataSourceOptions, EntityManager } from 'typeorm';
import type { SecretBox } from '../secrets/secret-box.js';
import type { StatementTarget } from './statement.js';

export class KeyedDataSource extends DataSource {
  constructor(
    options: DataSourceOptions,
    readonly box: SecretBox,
  ) {
    super(options);
  }
}

/** The keys of the database where a statement runs. */
export function boxOf(target: StatementTarget): SecretBox {
  const dataSource = target instanceof EntityManager ? target.dataSource : target;
  if (dataSource instanceof KeyedDataSource) return dataSource.box;
  throw new Error(
    'These connections were opened without TOCSIN_ENCRYPTION_KEYS: they can neither write nor read bodies.',
  );
}
