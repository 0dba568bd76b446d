import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApiAccess } from '../graphql/vocabulary.js';

/** A key to the API. The key itself is shown once; only its hash is kept. */
@Entity('api_keys')
export class ApiKey {
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  businessId: string;

  @Column('text')
  name: string;

  @Column('text')
  access: ApiAccess;

  @Column('text')
  prefix: string;

  @Column('bytea')
  hash: Buffer;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  lastUsedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;
}
