import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a business chose for one event type, for all who have no choice and no role; a missing row leaves it to the catalogue. */
@Entity('business_defaults')
export class BusinessDefault {
  @PrimaryColumn('text')
  businessId: string;

  @PrimaryColumn('text')
  eventType: string;

  @Column('boolean')
  enabled: boolean;

  @Column('text')
  changedBy: string;

  @Column('timestamptz')
  changedAt: Date;
}
