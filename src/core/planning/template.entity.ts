import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a business says in place of our words to readers of one locale; a missing row is ours. */
@Entity('templates')
export class TemplateOverride {
  @PrimaryColumn('text')
  businessId: string;

  @PrimaryColumn('text')
  eventType: string;

  @PrimaryColumn('text')
  channel: string;

  /** One of ours: readers get the nearest. */
  @PrimaryColumn('text')
  locale: string;

  /** Null: our title. */
  @Column('text', { nullable: true })
  subject: string | null;

  @Column('text')
  body: string;

  @Column('text')
  changedBy: string;

  @Column('timestamptz')
  changedAt: Date;
}
