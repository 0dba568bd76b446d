/** Stores refused requests for the operator: the reason, never the body. */
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Reason } from '../../domain/reasons.js';
import { namedStatement, runStatement } from '../../platform/database/statement.js';
import { faultText } from '../../platform/fault-text.js';
import { newId } from '../../platform/new-id.js';

export interface RejectedRequestRow {
  businessId: string | null;
  sourceId: string | null;
  at: Date;
  statusCode: number;
  reason: Reason;
}

const INSERT_REJECTED_REQUESTS = namedStatement<{ requests: readonly (RejectedRequestRow & { id: string })[] }>(
  'rejected.write',
  `INSERT INTO rejected_requests (id, business_id, source_id, at, status_code, reason)
    SELECT id, "businessId", "sourceId", at, "statusCode", reason
    FROM jsonb_to_recordset($requests) AS r(id text, "businessId" text, "sourceId" text, at timestamptz, "statusCode" integer, reason jsonb)`,
);

/** A flood of bad requests must not become a flood of rows: what exceeds this per flush is only counted. */
const KEPT_PER_FLUSH = 50;
const FLUSH_MS = 250;

export class RejectedRequests {
  private waiting: RejectedRequestRow[] = [];
  private dropped = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: Logger,
  ) {}

  add(rejection: RejectedRequestRow): void {
    if (this.waiting.length >= KEPT_PER_FLUSH) this.dropped += 1;
    else this.waiting.push(rejection);
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  /** Writes what waits. Never rejects: a refusal that cannot be kept is logged. */
  async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const rows = this.waiting.splice(0);
    if (this.dropped > 0)
      this.log.warn({ code: 'REJECTIONS_NOT_KEPT', count: this.dropped }, 'more requests were refused than are kept');
    this.dropped = 0;
    if (rows.length === 0) return;
    const requests = rows.map((row) => ({ ...row, id: newId('rejectedRequest') }));
    try {
      await runStatement(this.dataSource, INSERT_REJECTED_REQUESTS, { requests });
    } catch (error) {
      this.log.warn(
        { code: 'REJECTIONS_NOT_KEPT', count: rows.length, error: faultText(error) },
        'refused requests could not be kept',
      );
    }
  }
}
