import { Args, Query, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { Delivery } from '../../core/delivery/delivery.entity.js';
import { plannableEventOf, plannableOf, plannablesOf } from '../../core/planning/plan-destinations.js';
import { Access } from '../../core/schema/access.js';
import { NO_FACTS } from '../../domain/facts.js';
import { type Explanation as Explained, explain } from '../../domain/planning/explain.js';
import type { PlannableDestination } from '../../domain/planning/plan.js';
import { recordedThen } from '../../domain/planning/recorded.js';
import { makeReason } from '../../domain/reasons.js';
import type { Formatter } from '../../i18n/formatter.js';
import { asId } from '../../sources/body-fields.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { badInput, neitherFound, notFound } from '../graphql/errors.js';
import { RequestFormatter } from '../graphql/request-formatter.js';
import { ExplainInput, ExplainPreferenceInput, Explanation, explanationOf } from './explanation.type.js';
import { changesOf, type DestinationRules, type PastEvent, pastEvent, rulesOf, rulesOfOne } from './rules.js';

@Resolver()
export class ExplainResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Query(() => Explanation, {
    description:
      'Why an event reached a destination or not: what was recorded then, and what the rules as they stand now say of it, at the time when it was planned.',
  })
  @Access('ADMIN', 'VIEWER', { member: 'destination', argument: 'input.destinationId' })
  async explain(
    @CurrentViewer() { businessId }: Viewer,
    @Args('input') { eventId, destinationId }: ExplainInput,
    @RequestFormatter() formatter: Formatter,
  ): Promise<Explanation> {
    const event = await pastEvent(this.dataSource, businessId, eventId);
    const rules = await rulesOfOne(this.dataSource, businessId, event?.type ?? '', destinationId);
    if (!event && !rules) throw neitherFound(eventId, destinationId);
    if (!event) throw notFound('EVENT', eventId);
    if (!rules) throw notFound('DESTINATION', destinationId);
    const explained = await this.byRules(businessId, event, rules, event.plannedAt ?? new Date());
    const delivery = await this.dataSource.getRepository(Delivery).findOneBy({ businessId, eventId, destinationId });
    return explanationOf(explained, { ...recordedThen(recordOf(event, rules, delivery)), delivery }, formatter);
  }

  @Query(() => Explanation, {
    description: 'Why events of a type reach a destination or not, if one happened now.',
  })
  @Access('ADMIN', 'VIEWER', { member: 'destination', argument: 'input.destinationId' })
  async explainPreference(
    @CurrentViewer() { businessId }: Viewer,
    @Args('input') { destinationId, eventType }: ExplainPreferenceInput,
    @RequestFormatter() formatter: Formatter,
  ): Promise<Explanation> {
    if (!asId(eventType)) throw badInput(makeReason('EVENT_TYPE_SHAPE'), 'eventType');
    const rules = await rulesOfOne(this.dataSource, businessId, eventType, destinationId);
    if (!rules) throw notFound('DESTINATION', destinationId);
    const nothing = { facts: NO_FACTS, test: false, entityId: null, supersededBy: null, disputeListeners: null };
    const event = { type: eventType, ...nothing };
    return explanationOf(await this.byRules(businessId, event, rules, new Date()), null, formatter);
  }

  private async byRules(
    businessId: string,
    asked: Pick<PastEvent, 'type' | 'facts' | 'test' | 'entityId' | 'supersededBy' | 'disputeListeners'>,
    rules: DestinationRules,
    at: Date,
  ): Promise<Explained> {
    const { destination, defaults, removedAt, personRemoved } = rules;
    const event = plannableEventOf(asked);
    const [one] = plannablesOf(asked, [destination], defaults);
    const about = {
      event,
      destination: one?.plannable ?? plannableOf(destination, event.type, defaults),
      others: event.about === destination.id ? await this.others(businessId, event.type, destination.id) : [],
      asked: asked.facts.told ? one !== undefined : null,
      removed: removedAt && (personRemoved ? ('person' as const) : ('destination' as const)),
      changes: await changesOf(this.dataSource, businessId, rules),
    };
    return explain(about, at);
  }

  private async others(businessId: string, type: string, id: string): Promise<PlannableDestination[]> {
    const { destinations, defaults } = await rulesOf(this.dataSource, businessId, [type]);
    return destinations.filter((one) => one.id !== id).map((one) => plannableOf(one, type, defaults));
  }
}

const recordOf = (
  event: PastEvent,
  { destination, createdAt, removedAt }: DestinationRules,
  delivery: Delivery | null,
) => ({
  delivery,
  event,
  removedAt,
  addedLater: event.plannedAt !== null && createdAt > event.plannedAt,
  timeZone: destination.timeZone,
});
