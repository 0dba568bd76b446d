/** Switches event types of one destination on or off, or leaves them to role and defaults again, whoever asks for it. */
import { type EntityManager, In } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import { PreferenceChoice } from '../../core/planning/preference.entity.js';
import { type CoverageGap, gapsOpenedBy } from './coverage.type.js';

export interface Choices {
  destinationId: string;
  types: readonly string[];
  /** Null: no choice any more. */
  enabled: boolean | null;
}

/** In the transaction of `manager`, with its line in the audit trail as `action`. Returns the gaps in coverage that it opens. */
export async function choose(
  manager: EntityManager,
  who: Pick<Viewer, 'businessId' | 'actor'>,
  action: string,
  { destinationId, types, enabled }: Choices,
): Promise<CoverageGap[]> {
  const { businessId, actor } = who;
  const which = { destinationId, businessId, eventType: In([...types]) };
  const earlier = new Map((await manager.findBy(PreferenceChoice, which)).map((one) => [one.eventType, one.enabled]));
  if (enabled === null) await manager.delete(PreferenceChoice, which);
  else {
    const base = { destinationId, businessId, enabled, changedBy: actor, changedAt: new Date() };
    await manager
      .createQueryBuilder()
      .insert()
      .into(PreferenceChoice)
      .values(types.map((eventType) => ({ ...base, eventType })))
      .orUpdate(['enabled', 'changed_by', 'changed_at'], ['destination_id', 'event_type'])
      .execute();
  }
  const before = Object.fromEntries(types.map((eventType) => [eventType, earlier.get(eventType) ?? null]));
  const after = Object.fromEntries(types.map((eventType) => [eventType, enabled]));
  await recordChange(manager, who, { action, subject: destinationId, before, after });
  return gapsOpenedBy(manager, who);
}
