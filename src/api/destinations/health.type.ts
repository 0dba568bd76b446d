/** How a destination is doing, as people see it. */
import { Field, Float, ObjectType } from '@nestjs/graphql';
import type { Destination } from '../../core/planning/destination.entity.js';
import { EmailDestination } from '../../core/planning/destination.entity.js';
import { VisibleTo } from '../../core/schema/access.js';
import { enumOf } from '../../core/schema/enums.js';
import { endOf, type Failing } from '../../domain/health/health.js';
import { makeReason, type Reason, zonedMoment } from '../../domain/reasons.js';
import type { Formatter } from '../../i18n/formatter.js';
import { reasonText } from '../../i18n/reason-text.js';

const HEALTH_STATES = ['HEALTHY', 'FAILING', 'PAUSED', 'DISABLED'] as const;

export type HealthState = (typeof HEALTH_STATES)[number];

const HealthStateEnum = enumOf('HealthState', HEALTH_STATES, {
  FAILING: 'The last tries were in vain; each message is still tried.',
  PAUSED: 'Messages wait, one is tried now and then; or the provider of the channel refuses our credentials.',
  DISABLED: 'Switched off or suppressed: nothing is sent.',
});

@ObjectType('Health')
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL' })
export class HealthType {
  @Field(() => HealthStateEnum)
  state: HealthState;
  @Field({ description: 'Where nobody noted when: since it was added.' })
  since: Date;
  @Field(() => String, { nullable: true, description: 'Why, and what will come of it; null where all is well.' })
  message: string | null;
  @Field(() => Float, {
    nullable: true,
    description: 'Of the last 100 deliveries that were tried, the share that was taken, 0 to 1; null: none was tried.',
  })
  successRate: number | null;
}

/** What the ledger knows of a destination. */
export interface KnownHealth {
  failing: Failing | null;
  /** Its provider refuses our credentials. */
  paused: { since: Date; reason: Reason | null } | null;
  missedSince: Date | null;
  addedAt: Date;
  successRate: number | null;
}

export function healthOf(destination: Destination, known: KnownHealth, formatter: Formatter): HealthType {
  const { reason, ...health } = healthState(destination, known);
  return { ...health, successRate: known.successRate, message: reason && reasonText(formatter, reason) };
}

type HealthReason = Pick<HealthType, 'state' | 'since'> & { reason: Reason | null };

function healthState(destination: Destination, known: KnownHealth): HealthReason {
  const { failing, paused, missedSince, addedAt } = known;
  const { enabled, disabledReason } = destination;
  if (!enabled)
    return { state: 'DISABLED', since: missedSince ?? addedAt, reason: disabledReason ?? makeReason('SWITCHED_OFF') };
  if (destination instanceof EmailDestination && destination.suppressed)
    return { state: 'DISABLED', since: addedAt, reason: disabledReason ?? makeReason('MAIL_BOUNCED') };
  if (paused) return { state: 'PAUSED', since: paused.since, reason: paused.reason };
  if (!failing) return { state: 'HEALTHY', since: addedAt, reason: null };
  const reason = makeReason('FAILING', { why: failing.reason, until: zonedMoment(endOf(failing), 'UTC') });
  return { state: failing.probeAt ? 'PAUSED' : 'FAILING', since: failing.since, reason };
}
