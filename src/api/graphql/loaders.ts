/** Look-ups of one request, batched: every edge of the graph costs one statement per level, whatever its width. */
import DataLoader from 'dataloader';
import { type DataSource, type EntityTarget, In, IsNull, type ObjectLiteral } from 'typeorm';
import { Attempt, Delivery } from '../../core/delivery/delivery.entity.js';
import { TransformationVersion } from '../../core/delivery/transformation-version.entity.js';
import { Event } from '../../core/ingest/event.entity.js';
import { Source } from '../../core/ingest/source.entity.js';
import { BusinessDefault } from '../../core/planning/business-default.entity.js';
import { CustomerEmailSwitch } from '../../core/planning/customer-email.entity.js';
import { Destination } from '../../core/planning/destination.entity.js';
import { PreferenceChoice } from '../../core/planning/preference.entity.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import type { Ledger } from '../../domain/timeline.js';
import { parseWithoutRounding } from '../../platform/json/exact-json.js';
import { loadHealth } from '../destinations/health.loader.js';
import type { KnownHealth } from '../destinations/health.type.js';
import {
  type DisputeEvent,
  type LadderReminder,
  loadDisputeEvents,
  loadEvidence,
  loadReminders,
} from '../disputes/dispute.loader.js';
import type { Evidence } from '../disputes/evidence.js';
import { loadLedgers } from '../events/timeline.loader.js';

/** Everything is looked up inside one business: what belongs to another is not there. */
export class Loaders {
  readonly events: DataLoader<string, Event | null>;
  /** Removed ones too: what they sent is still there. */
  readonly sources: DataLoader<string, Source | null>;
  readonly recipients: DataLoader<string, Recipient | null>;
  /** Not removed. */
  readonly destinations: DataLoader<string, Destination | null>;
  readonly destinationsOfRecipient: DataLoader<string, Destination[]>;
  readonly choicesOfDestination: DataLoader<string, PreferenceChoice[]>;
  /** By the id of the business. */
  readonly businessDefaults: DataLoader<string, BusinessDefault[]>;
  /** Only what was chosen, by the id of the business. */
  readonly customerEmails: DataLoader<string, CustomerEmailSwitch[]>;
  /** Of an endpoint's code, oldest first. */
  readonly versionsOfDestination: DataLoader<string, TransformationVersion[]>;
  readonly healthOfDestination: DataLoader<string, KnownHealth>;
  readonly deliveries: DataLoader<string, Delivery | null>;
  readonly attemptsOfDelivery: DataLoader<string, Attempt[]>;
  /** What became of an event, by its id. */
  readonly ledgers: DataLoader<string, Ledger | null>;
  /** Those that were dealt with, in time order. */
  readonly remindersOfDispute: DataLoader<string, LadderReminder[]>;
  /** In the order of their ids. */
  readonly eventsOfDispute: DataLoader<string, DisputeEvent[]>;
  readonly evidenceOfDispute: DataLoader<string, Evidence | null>;
  /** The body as the provider sent it, parsed; null where it is no longer kept. */
  readonly payloads: DataLoader<string, unknown>;
  /** At most 100, which means "more than 99". */
  readonly unreadOfRecipient: DataLoader<string, number>;
  readonly lastEventOfSource: DataLoader<string, Date | null>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly businessId: string,
  ) {
    this.events = this.one(Event);
    this.sources = this.one(Source);
    this.recipients = this.one(Recipient, { removedAt: IsNull() });
    this.destinations = this.one(Destination, { removedAt: IsNull() });
    this.destinationsOfRecipient = this.many(Destination, 'recipientId', { removedAt: IsNull() });
    this.choicesOfDestination = this.many(PreferenceChoice, 'destinationId');
    this.businessDefaults = this.many(BusinessDefault, 'businessId');
    this.customerEmails = this.many(CustomerEmailSwitch, 'businessId');
    this.versionsOfDestination = this.many(TransformationVersion, 'destinationId');
    this.healthOfDestination = new DataLoader((ids) => loadHealth(this.dataSource, this.businessId, ids));
    this.deliveries = this.one(Delivery);
    this.attemptsOfDelivery = this.many(Attempt, 'deliveryId');
    this.ledgers = new DataLoader((ids) => loadLedgers(this.dataSource, this.businessId, ids));
    this.remindersOfDispute = new DataLoader((ids) => loadReminders(this.dataSource, this.businessId, ids));
    this.eventsOfDispute = new DataLoader((ids) => loadDisputeEvents(this.dataSource, this.businessId, ids));
    this.evidenceOfDispute = new DataLoader((ids) => loadEvidence(this.dataSource, this.businessId, ids));
    this.payloads = new DataLoader((ids) => this.loadPayloads(ids));
    this.unreadOfRecipient = new DataLoader((ids) => this.loadUnread(ids));
    this.lastEventOfSource = new DataLoader((ids) => this.loadLastEvents(ids));
  }

  private one<T extends ObjectLiteral & { id: string }>(
    entity: EntityTarget<T>,
    where: object = {},
  ): DataLoader<string, T | null> {
    return new DataLoader(async (ids) => {
      const rows = await this.dataSource
        .getRepository(entity)
        .findBy({ ...where, id: In([...ids]), businessId: this.businessId } as never);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    });
  }

  private many<T extends ObjectLiteral>(
    entity: EntityTarget<T>,
    key: keyof T & string,
    where: object = {},
  ): DataLoader<string, T[]> {
    return new DataLoader(async (ids) => {
      const repository = this.dataSource.getRepository(entity);
      const order = Object.fromEntries(
        repository.metadata.primaryColumns.map((column) => [column.propertyName, 'ASC']),
      );
      const rows = await repository.find({
        where: { ...where, [key]: In([...ids]), businessId: this.businessId } as never,
        order: order as never,
      });
      const byKey = new Map<string, T[]>();
      for (const row of rows) byKey.set(row[key], [...(byKey.get(row[key]) ?? []), row]);
      return ids.map((id) => byKey.get(id) ?? []);
    });
  }

  private async loadPayloads(ids: readonly string[]): Promise<unknown[]> {
    const rows: { id: string; body: Buffer | null }[] = await this.dataSource.query(
      'SELECT id, body FROM inbox WHERE id = ANY($1) AND business_id = $2',
      [ids, this.businessId],
    );
    const byId = new Map(rows.map((row) => [row.id, row.body]));
    const textOf = (id: string) =>
      byId
        .get(id)
        ?.toString('utf8')
        .replace(/^\uFEFF/, '');
    return ids.map((id) => parseWithoutRounding(textOf(id) ?? 'null'));
  }

  private async loadUnread(ids: readonly string[]): Promise<number[]> {
    const rows: { id: string; count: number }[] = await this.dataSource.query(
      `SELECT r.id, (SELECT count(*)::integer FROM (
         SELECT FROM notifications n WHERE n.recipient_id = r.id AND n.business_id = $2
           AND n.read_at IS NULL AND n.archived_at IS NULL LIMIT 100) capped) AS count
       FROM unnest($1::text[]) AS r(id)`,
      [ids, this.businessId],
    );
    const byId = new Map(rows.map((row) => [row.id, row.count]));
    return ids.map((id) => byId.get(id) ?? 0);
  }

  private async loadLastEvents(ids: readonly string[]): Promise<(Date | null)[]> {
    const rows: { id: string; at: Date | null }[] = await this.dataSource.query(
      `SELECT s.id, (SELECT e.received_at FROM events e WHERE e.source_id = s.id
         AND NOT e.own AND NOT e.found_by_sweep ORDER BY e.id DESC LIMIT 1) AS at
       FROM sources s WHERE s.id = ANY($1) AND s.business_id = $2`,
      [ids, this.businessId],
    );
    const byId = new Map(rows.map((row) => [row.id, row.at]));
    return ids.map((id) => byId.get(id) ?? null);
  }
}
