import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Why a reminder told nobody: a later one had come while nothing could be sent, or nobody could be reached. */
export type SkippedReminder = 'OVERTAKEN' | 'UNREACHABLE';

/** A reminder of a dispute's ladder that was dealt with. Those to come are counted, not kept: src/domain/disputes/coming-reminders.ts. */
@Entity('reminders')
export class Reminder {
  @PrimaryColumn('text')
  disputeId: string;

  @PrimaryColumn('timestamptz')
  dueAt: Date;

  @Column('text')
  businessId: string;

  /** The level that was told, or would have been. */
  @Column('integer')
  level: number;

  /** The level whose turn it was: another one than `level` where it reaches nobody. */
  @Column('integer')
  askedLevel: number;

  @Column('timestamptz', { nullable: true })
  sentAt: Date | null;

  @Column('text', { nullable: true })
  skipped: SkippedReminder | null;

  /** The `dispute.reminder` that told it, whose deliveries say what became of it. */
  @Column('text', { nullable: true })
  eventId: string | null;
}
