import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody's explicit choice; a missing row means that a default decides. */
@Entity('preferences')
export class PreferenceChoice {
  @PrimaryColumn('text')
  destinationId: string;

  @PrimaryColumn('text')
  eventType: string;

  @Column('text')
  businessId: string;

  @Column('boolean')
  enabled: boolean;

  @Column('text')
  changedBy: string;

  @Column('timestamptz')
  changedAt: Date;
}
