import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The switch of a business for its customers' e-mails of one event type; a missing row is on. */
@Entity('customer_emails')
export class CustomerEmailSwitch {
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
