/** How a destination is doing, as people see it. */
import { Field, Float, ObjectType } from '@nestjs/graphql';
import type { Destination } from '../../core/planning/destination.entity.js';
import { EmailDestination } from '../../core/planning/destination.entity.js';
import { enumOf } from '../../core/schema/enums.js';
import { endOf, type Failing } from '../../domain/health/health.js';

const HEALTH_STATES = ['HEALTHY', 'FAILING', 'PAUSED', 'DISABLED'] as const;

export type HealthState = (typeof HEALTH_STATES)[number];

const HealthStateEnum = enumOf('HealthState', HEALTH_STATES, {
  FAILING: 'The last tries were in vain; each message is still tried.',
  PAUSED: 'Messages wait, one is tried now and then; or the provider of the channel refuses our credentials.',
  DISABLED: 'Switched off or suppressed: nothing is sent.',
});

@ObjectType('Health')
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
  paused: { since: Date; message: string } | null;
  missedSince: Date | null;
  addedAt: Date;
  successRate: number | null;
}

export function healthOf(destination: Destination, known: KnownHealth): HealthType {
  const { failing, paused, missedSince, addedAt, successRate } = known;
  const { enabled, disabledReason } = destination;
  if (!enabled)
    return { state: 'DISABLED', since: missedSince ?? addedAt, message: disabledReason ?? 'switched off', successRate };
  if (destination instanceof EmailDestination && destination.suppressed)
    return { state: 'DISABLED', since: addedAt, message: 'mail to it bounced or was refused', successRate };
  if (paused) return { state: 'PAUSED', since: paused.since, message: paused.message, successRate };
  if (!failing) return { state: 'HEALTHY', since: addedAt, message: null, successRate };
  const message = `${failing.message} Unless it works again, it is switched off on ${endOf(failing).toISOString()}.`;
  return { state: failing.probeAt ? 'PAUSED' : 'FAILING', since: failing.since, message, successRate };
}
