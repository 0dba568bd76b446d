import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A business's own text for an event type, channel and locale; without a row, ours is used. */
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
