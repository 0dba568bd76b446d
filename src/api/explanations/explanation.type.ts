/** Why did, or didn't, this reach somebody: every rule in its order. */
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Delivery } from '../../core/delivery/delivery.entity.js';
import { VisibleTo } from '../../core/schema/access.js';
import { DecisionEnum } from '../../core/schema/enums.js';
import type { Explanation as Explained } from '../../domain/planning/explain.js';
import type { Decision } from '../../domain/planning/plan.js';
import type { Reason } from '../../domain/reasons.js';
import type { Formatter } from '../../i18n/formatter.js';
import { actorName } from '../../i18n/labels.js';
import { reasonText } from '../../i18n/reason-text.js';

@InputType()
export class ExplainInput {
  @Field(() => ID)
  eventId: string;
  @Field(() => ID, { description: 'Also one that was added later, or removed since.' })
  destinationId: string;
}

@InputType()
export class ExplainPreferenceInput {
  @Field(() => ID)
  destinationId: string;
  @Field({ description: 'A key of eventTypes, or any other: what takes unknown types takes it too.' })
  eventType: string;
}

@ObjectType()
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL' })
export class ExplanationStep {
  @Field({ description: 'RECORDED (of a past event: what was decided then), REMOVED, DISABLED, … SEND.' })
  rule: string;

  @Field({
    description:
      'What the rule says, whether or not an earlier one decided: PASS, NO_SAY (the next one is asked), ON, OFF, STOP, HOLD; for SEND the decision, for RECORDED the status of the delivery or NOTHING.',
  })
  outcome: string;

  @Field()
  detail: string;

  @Field({ description: 'True for the one rule that the decision rests on.' })
  decided: boolean;

  @Field(() => String, { nullable: true, description: 'Who set it, where that is known: a key by its name.' })
  changedBy: string | null;

  @Field(() => Date, { nullable: true })
  changedAt: Date | null;
}

@ObjectType()
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL' })
export class Explanation {
  @Field(() => DecisionEnum, { description: 'By the rules as they stand now.' })
  decision: Decision;

  @Field()
  reason: string;

  @Field(() => [ExplanationStep])
  steps: ExplanationStep[];

  @Field(() => Delivery, {
    nullable: true,
    description: 'What was recorded when the event was planned, if anything was.',
  })
  recorded: Delivery | null;
}

/** `recorded`: what the ledger says, for a past event; null for any other. */
export function explanationOf(
  { decision, reason, steps }: Explained,
  recorded: { outcome: string; detail: Reason; delivery: Delivery | null } | null,
  formatter: Formatter,
): Explanation {
  const text = (one: Reason) => reasonText(formatter, one);
  const now = steps.map(({ detail, changed, ...step }) => ({
    ...step,
    detail: text(detail),
    changedBy: changed && actorName(formatter, changed.by, 'by'),
    changedAt: changed?.at ?? null,
  }));
  const then = recorded && {
    rule: 'RECORDED',
    outcome: recorded.outcome,
    detail: text(recorded.detail),
    decided: false,
    changedBy: null,
    changedAt: recorded.delivery?.createdAt ?? null,
  };
  return { decision, reason: text(reason), steps: then ? [then, ...now] : now, recorded: recorded?.delivery ?? null };
}
