/** Takes accepted webhooks into PostgreSQL. A resolved promise is a committed row. */
import type { DataSource } from 'typeorm';
import type { NormalisedEvent } from '../../domain/facts.js';
import { NoAnswerInTime } from '../../platform/database/answer-within.js';
import { boxOf } from '../../platform/database/keyed-data-source.js';
import { runStatement } from '../../platform/database/statement.js';
import { NoPlaceFree } from '../../platform/fair-share.js';
import { newId } from '../../platform/new-id.js';
import { currentTraceparent } from '../../platform/telemetry/tracing.js';
import { type StoredBody, sealBody } from './event-body.js';
import { FIND_ORIGINALS, INSERT_WEBHOOKS, type WebhookRow } from './inbox.statements.js';
import type { RelayNudge, RelayRow } from './relay-nudge.js';

export interface AcceptedWebhook {
  businessId: string;
  sourceId: string;
  externalId: string;
  body: Buffer;
  receivedAt: Date;
  event: NormalisedEvent;
  /** No webhook: what the provider's API said when it was asked. */
  foundByReconcile?: true;
  /** No webhook: which credential published it, see Viewer. */
  publishedBy?: string;
}

export interface Accepted {
  /** The event's id: of the first one where this is a duplicate. */
  id: string;
  duplicate: boolean;
}

interface Waiting {
  webhook: AcceptedWebhook;
  id: string;
  body: StoredBody;
  traceparent: string | null;
  limit: AbortSignal | undefined;
  resolve(accepted: Accepted): void;
  reject(error: unknown): void;
}

/** At most this many rows in one statement. */
const MAX_BATCH = 500;
/** What waits while PostgreSQL is slow: more of it, in webhooks or in bytes of their bodies, is refused at once. */
const [MOST_WAITING, MOST_BYTES] = [5_000, 64 * 1024 * 1024];
/** How long rows stay with the relay of this process before any other may take them. */
const LEASE_SECONDS = 20;

/**
 * Writes in natural batches: while one INSERT is in flight, the next webhooks queue and then go as one. No timer, so
 * nothing is slower when idle, and under load many webhooks share one statement and one commit.
 */
export class Inbox {
  private queue: Waiting[] = [];
  private waitingBytes = 0;
  private writing = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly relay: RelayNudge,
  ) {}

  /**
   * Commits the webhook and its event, then nudges the relay.
   * @param limit aborted when nobody waits for it any more: it is not begun after that
   * @throws NoPlaceFree where too many wait already; what PostgreSQL throws where it cannot store it.
   */
  add(webhook: AcceptedWebhook, limit?: AbortSignal): Promise<Accepted> {
    const bytes = this.waitingBytes + webhook.body.length;
    if (this.queue.length >= MOST_WAITING || (bytes > MOST_BYTES && this.queue.length > 0))
      return Promise.reject(new NoPlaceFree());
    const [box, id] = [boxOf(this.dataSource), newId('event')];
    this.waitingBytes = bytes;
    return new Promise((resolve, reject) => {
      // Here, so that no batch has to seal hundreds at once.
      const body = sealBody(box, id, webhook.body);
      this.queue.push({ webhook, id, body, limit, resolve, reject, traceparent: currentTraceparent() });
      if (!this.writing) void this.write();
    });
  }

  private async write(): Promise<void> {
    this.writing = true;
    while (this.queue.length > 0) {
      const batch = this.nextBatch();
      try {
        if (batch.length > 0) await this.store(batch);
      } catch (error) {
        for (const waiting of batch) waiting.reject(error);
      }
    }
    this.writing = false;
  }

  /** Without what nobody waits for any more. */
  private nextBatch(): Waiting[] {
    const next = this.queue.splice(0, MAX_BATCH);
    for (const { webhook } of next) this.waitingBytes -= webhook.body.length;
    const late = next.filter(({ limit }) => limit?.aborted);
    for (const { reject } of late) reject(new NoAnswerInTime());
    return next.filter((waiting) => !late.includes(waiting));
  }

  private async store(batch: Waiting[]): Promise<void> {
    // Duplicates within one batch: the first is stored, the others get its id.
    const first = new Map<string, Waiting>();
    for (const waiting of batch) {
      const key = webhookKey(waiting.webhook);
      if (!first.has(key)) first.set(key, waiting);
    }
    const rows = [...first.values()];
    const leased = new Set(rows.filter(({ webhook }) => this.relay.hasRoom(webhook.businessId)));
    const inserted = await runStatement(this.dataSource, INSERT_WEBHOOKS, {
      webhooks: rows.map((row) => webhookRow(row, leased.has(row) ? LEASE_SECONDS : 0)),
      bodies: rows.map(({ body }) => body),
    });
    const stored = new Set(inserted.map(({ id }) => id));
    const duplicates = batch.filter((waiting) => !stored.has(waiting.id));
    const originals = await this.findOriginals(duplicates);
    for (const waiting of batch) {
      if (stored.has(waiting.id)) waiting.resolve({ id: waiting.id, duplicate: false });
      else settleDuplicate(waiting, originals);
    }
    const kept = rows.filter((row) => stored.has(row.id));
    const handed = kept.filter((row) => leased.has(row));
    if (handed.length > 0) this.relay.nudge(handed.map(relayRowOf));
    if (kept.length > handed.length) this.relay.nudge([]);
  }

  private async findOriginals(duplicates: Waiting[]): Promise<Map<string, string>> {
    if (duplicates.length === 0) return new Map();
    const webhooks = duplicates.map(({ webhook: { sourceId, externalId, foundByReconcile = false } }) => ({
      sourceId,
      externalId,
      foundByReconcile,
    }));
    const rows = await runStatement(this.dataSource, FIND_ORIGINALS, { webhooks });
    return new Map(rows.map((row) => [webhookKey(row), row.id]));
  }
}

function settleDuplicate(waiting: Waiting, originals: Map<string, string>): void {
  const id = originals.get(webhookKey(waiting.webhook));
  if (id) waiting.resolve({ id, duplicate: true });
  else waiting.reject(new Error('a duplicate without an original: it was deleted meanwhile'));
}

type WebhookKey = Pick<AcceptedWebhook, 'sourceId' | 'externalId'> & { foundByReconcile?: boolean };

const webhookKey = ({ sourceId, externalId, foundByReconcile = false }: WebhookKey) =>
  `${sourceId} ${foundByReconcile} ${externalId}`;

function relayRowOf({ webhook, id, traceparent }: Waiting): RelayRow {
  const { event, businessId } = webhook;
  return { id, businessId, eventType: event.type, entityId: event.entityId, attempts: 0, traceparent };
}

function webhookRow({ id, webhook, traceparent }: Waiting, leaseSeconds: number): WebhookRow {
  const { businessId, sourceId, externalId, receivedAt, event, foundByReconcile = false, publishedBy = null } = webhook;
  const { type, occurredAt, entityId, test, facts, collapse } = event;
  const collapsing = { collapseKey: collapse?.key ?? null, collapseSeconds: collapse?.seconds ?? null };
  const row = { id, businessId, sourceId, externalId, type, receivedAt, occurredAt, entityId, test, facts };
  return { ...row, ...collapsing, foundByReconcile, publishedBy, traceparent, leaseSeconds };
}
