import type { MigrationInterface } from 'typeorm';

/**
 * One step of the schema, upwards only: a released migration is mended by the next one. TypeORM's own interface asks for
 * `down`, which only its revert command calls, and we have none.
 */
export type Migration = Pick<MigrationInterface, 'name' | 'up'>;
