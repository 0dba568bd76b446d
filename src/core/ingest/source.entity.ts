import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ProviderCheck } from '../../domain/provider-check.js';
import type { Reason } from '../../domain/reasons.js';
import type { Reconciliation } from '../../domain/reconciliation.js';
import type { KeptSecret } from '../../domain/rotation.js';
import type { SourceKind } from '../../sources/index.js';
import { VisibleTo } from '../schema/access.js';
import { Field, Int, ObjectType } from '../schema/decorators.js';
import { SourceKindEnum } from '../schema/enums.js';
import { Node } from '../schema/node.js';

/** Where events come from: one URL with its own secrets. */
@Entity('sources')
@ObjectType({ implements: () => [Node] })
@VisibleTo({ VIEWER: 'ALL' })
export class Source extends Node {
  @PrimaryColumn('text')
  override id: string;

  @Column('text')
  businessId: string;

  @Field(() => SourceKindEnum)
  @Column('text')
  kind: SourceKind;

  @Field()
  @Column('text')
  name: string;

  /** The current one first. */
  @Column('jsonb')
  secrets: KeptSecret[];

  /** Null: not since it was made. */
  @Column('timestamptz', { nullable: true })
  secretsChangedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  removedAt: Date | null;

  /** When the newest event came, where that is longer ago than usual; kept until maintenance looks again. */
  @Column('timestamptz', { nullable: true })
  silentSince: Date | null;

  /** Of the provider's API; bound to `contextOfApiKey`. */
  @Column('text', { nullable: true })
  sealedApiKey: string | null;

  @Field(() => String, { nullable: true, description: 'The end of the API key; null where there is none.' })
  @Column('text', { nullable: true })
  apiKeyHint: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Up to when the provider’s API was asked for disputes and payouts that no webhook told.',
  })
  @Column('timestamptz', { nullable: true })
  reconciledAt: Date | null;

  @Column('jsonb', { nullable: true })
  reconcileProblem: Reason | null;

  /** Where the next reconciliation goes on; null: at its beginning. */
  @Column('jsonb', { nullable: true })
  reconcileProgress: Reconciliation | null;

  /** The provider's id of the endpoint that we made or took over; null: somebody entered the URL by hand. */
  @Column('text', { nullable: true })
  endpointId: string | null;

  /** What the provider's API said of the endpoint when it was asked last. */
  @Column('jsonb', { nullable: true })
  providerCheck: ProviderCheck | null;

  /** Until when nobody else may connect it. */
  @Column('timestamptz', { nullable: true })
  connectingUntil: Date | null;
}

/** A request that we refused, with the reason and without its body. */
@Entity('rejected_requests')
@ObjectType({ implements: () => [Node] })
@VisibleTo({ VIEWER: 'ALL' })
export class RejectedRequest extends Node {
  @PrimaryColumn('text')
  override id: string;

  @Column('text', { nullable: true })
  businessId: string | null;

  @Column('text', { nullable: true })
  sourceId: string | null;

  @Field()
  @Column('timestamptz')
  at: Date;

  @Field(() => Int)
  @Column('integer')
  statusCode: number;

  @Column('jsonb')
  reason: Reason;
}
