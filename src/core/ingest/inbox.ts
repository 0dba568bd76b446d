/** Takes accepted webhooks into PostgreSQL. A resolved promise is a committed row. */
import type { DataSource } from 'typeorm';
import type { NormalisedEvent } from '../../domain/facts.js';
import { type NamedStatement, runStatement } from '../../platform/database/statement.js';
import { newId } from '../../platform/new-id.js';
import type { RelayNudge, RelayRow } from './relay-nudge.js';

export interface AcceptedWebhook {
  businessId: string;
  sourceId: string;
  externalId: string;
  body: Buffer;
  receivedAt: Date;
  event: NormalisedEvent;
  /** No webhook: what the provider's API said when it was asked. */
  foundBySweep?: true;
}

export interface Accepted {
  /** The event's id: of the first one where this is a duplicate. */
  id: string;
  duplicate: boolean;
}

// Row and event in one statement: either both are there or neither. Rows that the relay of this process takes over at
// once (see RelayNudge.nudge) are leased to it; the others are free for any relay.
const INSERT_WEBHOOKS: NamedStatement = {
  name: 'inbox.store',
  text: `
    WITH input AS (
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::timestamptz[],
        $8::timestamptz[], $9::text[], $10::boolean[], $11::jsonb[], $12::text[], $13::integer[], $15::boolean[])
      AS t(id, business_id, source_id, external_id, type, body, received_at, occurred_at, entity_id, test, facts, collapse_key, collapse_seconds, found_by_sweep)
    ), stored AS (
      INSERT INTO inbox (id, business_id, source_id, external_id, event_type, body, next_attempt_at, attempts)
      SELECT id, business_id, source_id, external_id, type, body, now() + $14::integer * interval '1 second', 0 FROM input
      ON CONFLICT (source_id, external_id) DO NOTHING
      RETURNING id
    ), told AS (
      INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, entity_id, test, facts, collapse_key, collapse_seconds,
        found_by_sweep)
      SELECT id, business_id, source_id, external_id, type, occurred_at, received_at, entity_id, test, facts, collapse_key, collapse_seconds,
        found_by_sweep
      FROM input WHERE id IN (SELECT id FROM stored)
    )
    SELECT id FROM stored`,
};

const FIND_ORIGINALS: NamedStatement = {
  name: 'inbox.find',
  text: `SELECT i.id, i.source_id, i.external_id FROM inbox i
    JOIN unnest($1::text[], $2::text[]) AS t(source_id, external_id) ON i.source_id = t.source_id AND i.external_id = t.external_id`,
};

interface Waiting {
  webhook: AcceptedWebhook;
  id: string;
  resolve(receipt: Accepted): void;
  reject(error: unknown): void;
}

/** At most this many rows in one statement. */
const MAX_BATCH = 500;
/** How long rows stay with the relay of this process before any other may take them. */
const LEASE_SECONDS = 20;

/**
 * Writes in natural batches: while one INSERT is in flight, the next webhooks queue and then go as one. No timer, so
 * nothing is slower when idle, and under load many webhooks share one statement and one commit.
 */
export class Inbox {
  private queue: Waiting[] = [];
  private writing = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly relay: RelayNudge,
  ) {}

  /** Commits the webhook and its event, then nudges the relay. Rejects where PostgreSQL cannot store it. */
  add(webhook: AcceptedWebhook): Promise<Accepted> {
    return new Promise((resolve, reject) => {
      this.queue.push({ webhook, id: newId('event'), resolve, reject });
      if (!this.writing) void this.write();
    });
  }

  private async write(): Promise<void> {
    this.writing = true;
    while (this.queue.length > 0) {
      const batch = this.queue.splice(0, MAX_BATCH);
      try {
        await this.store(batch);
      } catch (error) {
        for (const waiting of batch) waiting.reject(error);
      }
    }
    this.writing = false;
  }

  private async store(batch: Waiting[]): Promise<void> {
    // Twins in one batch: the first is stored, the others are answered like any duplicate.
    const first = new Map<string, Waiting>();
    for (const waiting of batch) {
      const key = keyOf(waiting.webhook.sourceId, waiting.webhook.externalId);
      if (!first.has(key)) first.set(key, waiting);
    }
    const rows = [...first.values()];
    const leased = this.relay.hasRoom();
    const stored = new Set(
      (await runStatement<{ id: string }>(this.dataSource, INSERT_WEBHOOKS, inboxRows(rows, leased))).map(
        (row) => row.id,
      ),
    );
    const duplicates = batch.filter((waiting) => !stored.has(waiting.id));
    const originals = await this.findOriginals(duplicates);
    for (const waiting of batch) {
      if (stored.has(waiting.id)) waiting.resolve({ id: waiting.id, duplicate: false });
      else settleDuplicate(waiting, originals);
    }
    if (stored.size > 0) this.relay.nudge(leased ? rows.filter((row) => stored.has(row.id)).map(relayRowOf) : []);
  }

  private async findOriginals(duplicates: Waiting[]): Promise<Map<string, string>> {
    if (duplicates.length === 0) return new Map();
    const values = [duplicates.map((d) => d.webhook.sourceId), duplicates.map((d) => d.webhook.externalId)];
    const rows = await runStatement<{ id: string; source_id: string; external_id: string }>(
      this.dataSource,
      FIND_ORIGINALS,
      values,
    );
    return new Map(rows.map((row) => [keyOf(row.source_id, row.external_id), row.id]));
  }
}

function settleDuplicate(waiting: Waiting, originals: Map<string, string>): void {
  const id = originals.get(keyOf(waiting.webhook.sourceId, waiting.webhook.externalId));
  if (id) waiting.resolve({ id, duplicate: true });
  else waiting.reject(new Error('a duplicate without an original: it was deleted meanwhile'));
}

const keyOf = (sourceId: string, externalId: string) => `${sourceId} ${externalId}`;

function relayRowOf({ webhook, id }: Waiting): RelayRow {
  const { event, businessId } = webhook;
  return { id, businessId, eventType: event.type, entityId: event.entityId, attempts: 0 };
}

function inboxRows(rows: Waiting[], leased: boolean): unknown[] {
  const column = (read: (webhook: AcceptedWebhook) => unknown) => rows.map((row) => read(row.webhook));
  return [
    rows.map((row) => row.id),
    column((w) => w.businessId),
    column((w) => w.sourceId),
    column((w) => w.externalId),
    column((w) => storable(w.event.type)),
    column((w) => w.body),
    column((w) => w.receivedAt),
    column((w) => w.event.occurredAt),
    column((w) => w.event.entityId && storable(w.event.entityId)),
    column((w) => w.event.test),
    column((w) => JSON.stringify(w.event.facts, (_, value) => (typeof value === 'string' ? storable(value) : value))),
    column((w) => w.event.collapse && storable(w.event.collapse.key)),
    column((w) => w.event.collapse?.seconds ?? null),
    leased ? LEASE_SECONDS : 0,
    column((w) => w.foundBySweep ?? false),
  ];
}

/** PostgreSQL's text knows neither NUL nor half a surrogate pair; the body keeps them. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
