/** What a simulation asks PostgreSQL: an event that is not stored stands among those that are. */
import { type DisputeListeners, disputeListeners } from '../../core/planning/dispute-listeners.js';
import {
  activationInstructions,
  type Overrides,
  templateOverrides,
  templateOverridesBy,
} from '../../core/planning/event-texts.js';
import { customerAddressOf } from '../../core/planning/plan-destinations.js';
import { supersededBy } from '../../core/planning/superseded.js';
import type { ActivationInstructions } from '../../domain/activation-instructions.js';
import type { BrandChoices } from '../../domain/brand.js';
import type { Facts } from '../../domain/facts.js';
import { namedStatement } from '../../platform/database/statement.js';

/** The event as it would be stored. */
interface FindPastParams {
  businessId: string;
  id: string;
  collapseKey: string | null;
  /** Null: however far apart. */
  collapseSeconds: number | null;
  /** ISO 8601. */
  occurredAt: string;
  test: boolean;
  type: string;
  facts: Facts;
  entityId: string | null;
  sourceKind: string;
  /** Event types that customers are told of, too. */
  customerTypes: readonly string[];
}

export interface Past {
  supersededBy: string | null;
  disputeListeners: DisputeListeners | null;
  customerAddress: string | null;
  customerAskable: boolean;
  customerOff: boolean;
  customerToldBy: string | null;
  /** The business's own words for this event type, by channel; null where it has none. */
  overrides: Record<string, Overrides> | null;
  /** Those of its e-mail to the customer, and how a key is activated; null where it has none. */
  customerOverrides: Overrides | null;
  instructions: ActivationInstructions[] | null;
  brand: BrandChoices;
}

export const FIND_PAST = namedStatement<FindPastParams, Past>(
  'simulation.past',
  `
    SELECT ${supersededBy()} AS "supersededBy", ${disputeListeners()} AS "disputeListeners", ${customerAddressOf('$customerTypes')},
      ${templateOverridesBy('channel', "t.business_id = m.business_id AND t.event_type = m.type AND t.audience = 'TEAM'")} AS overrides,
      ${templateOverrides("t.business_id = m.business_id AND t.event_type = m.type AND t.audience = 'CUSTOMER'")} AS "customerOverrides",
      ${activationInstructions('m.business_id', "m.facts->>'productId'")} AS instructions,
      (SELECT brand FROM businesses b WHERE b.id = m.business_id) AS brand
    FROM (SELECT $businessId::tocsin_id AS business_id, $id::tocsin_id AS id, $collapseKey::text AS collapse_key,
      $collapseSeconds::integer AS collapse_seconds, $occurredAt::timestamptz AS occurred_at, $test::boolean AS test,
      $type::text AS type, $facts::jsonb AS facts, $entityId::text AS entity_id, NULL::text AS external_id, false AS found_by_reconcile,
      -- It came by no source: that of what it is about, known by its id, else one that it could come by.
      coalesce(
        (SELECT k.source_id FROM events k WHERE k.business_id = $businessId AND k.entity_id = $entityId ORDER BY k.id DESC LIMIT 1),
        (SELECT o.id FROM sources o WHERE o.business_id = $businessId AND o.kind = $sourceKind AND o.removed_at IS NULL
          ORDER BY o.sealed_api_key IS NULL, o.id LIMIT 1)) AS source_id) m`,
);
