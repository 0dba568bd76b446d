import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { checkCoverage } from '../../core/notices/coverage.js';
import { VisibleTo } from '../../core/schema/access.js';
import { ChannelEnum } from '../../core/schema/enums.js';
import { findEventType } from '../../domain/catalogue/index.js';
import { type Gap, gapReason, type TypeCoverage } from '../../domain/planning/coverage.js';
import type { Reason } from '../../domain/reasons.js';
import { EventType } from '../events/event-type.type.js';

@ObjectType({ description: 'A critical event type that reaches nobody, or one person on one channel only.' })
@VisibleTo({ VIEWER: 'ALL' })
export class CoverageGap {
  @Field(() => EventType)
  eventType: EventType;
  @Field(() => Int, { description: 'How many people hear of it.' })
  reachable: number;
  reason: Reason;
  /** The one person who hears of it. */
  personId: string | null;
}

@ObjectType({ description: 'Whom a critical event type reaches as things stand.' })
@VisibleTo({ VIEWER: 'ALL' })
export class CriticalCoverage {
  @Field(() => EventType)
  eventType: EventType;
  @Field(() => Int, { description: 'How many people hear of it.' })
  people: number;
  @Field(() => [ChannelEnum], { description: 'By which anybody or anything hears of it.' })
  channels: readonly string[];
}

/** What payloads say of their field `coverage`. */
export const GAPS = 'Critical event types that reach too few since this change; the team is told.';

/** Gaps are found among the critical types of the catalogue. */
function entryOf({ eventType }: TypeCoverage): EventType {
  const entry = findEventType(eventType);
  if (!entry) throw new Error(`There is no event type ${eventType}`);
  return entry;
}

export const criticalCoverageOf = (reach: TypeCoverage): CriticalCoverage => ({ ...reach, eventType: entryOf(reach) });

export function coverageGapOf(gap: Gap): CoverageGap {
  return {
    eventType: entryOf(gap),
    reachable: gap.people,
    reason: gapReason(gap),
    personId: gap.personId,
  };
}

/** The gaps that a change opens, in its transaction and after it; the team is told of them. */
export async function gapsOpenedBy(manager: EntityManager, viewer: Pick<Viewer, 'businessId'>): Promise<CoverageGap[]> {
  const { opened } = await checkCoverage(manager, viewer.businessId, new Date());
  return opened.map(coverageGapOf);
}
