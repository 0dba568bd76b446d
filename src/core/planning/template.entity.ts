import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Audience } from '../../domain/vocabulary.js';

/** A business's own text for an event type, channel, locale and audience; without a row, ours is used. */
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

  /** Whom it speaks to: people of the team, or the customers of the business (by e-mail). */
  @PrimaryColumn('text')
  audience: Audience;

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
