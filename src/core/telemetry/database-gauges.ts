/** The gauges that PostgreSQL knows: one statement for all of them, at most each ten seconds, and only where somebody asks. */
import { AWAITING_RESPONSE, WITHOUT_OUTCOME } from '../../domain/disputes/escalation.js';
import { URGENT_TYPES } from '../../domain/planning/urgency.js';
import { OwnConnection } from '../../platform/database/own-connection.js';
import { type NoParams, namedStatement, sqlList } from '../../platform/database/statement.js';
import { type GaugeKey, METRICS } from '../../platform/telemetry/metric-list.js';
import type { Metrics } from '../../platform/telemetry/metrics.js';
import { asSystem } from '../data-source.js';
import { isPaused } from '../delivery/channel-pauses.js';

/** How long an answer holds: replicas and scrapers may be many. */
const FRESH_MS = 10_000;
/** To connect, and for the answer: each. A scrape has ten seconds. */
const ANSWER_MS = 3_000;

interface GaugeRow {
  gauge: 'undispatched' | 'oldest' | 'parked' | 'breakers' | 'disputes' | 'open' | 'deadline' | 'overdue' | 'paused';
  /** The values of its labels, in the order in which the list of metrics has them. */
  labels: string[];
  value: number;
}

interface Shown {
  key: GaugeKey;
  labels: Record<string, string>;
}

const KEYS = {
  undispatched: 'inboxUndispatched',
  oldest: 'inboxOldest',
  parked: 'inboxParked',
  breakers: 'breakers',
  disputes: 'disputes',
  open: 'disputesOpen',
  deadline: 'disputeNextDeadline',
  overdue: 'disputeOverdue',
  paused: 'channelsPaused',
} as const satisfies Record<GaugeRow['gauge'], GaugeKey>;

const CLASS = `CASE WHEN i.event_type IN (${sqlList(URGENT_TYPES)}) THEN 'critical' ELSE 'info' END`;
const DUE = `CASE WHEN d.respond_by < now() THEN 'past' WHEN d.respond_by < now() + interval '2 hours' THEN 'lt_2h'
        WHEN d.respond_by < now() + interval '6 hours' THEN 'lt_6h' WHEN d.respond_by < now() + interval '24 hours' THEN 'lt_24h'
        WHEN d.respond_by < now() + interval '72 hours' THEN 'lt_72h' ELSE 'later' END`;

/**
 * What waits, what is parked, endpoints and disputes without an outcome have an index each, which is small whatever the tables are.
 * Of all channels but those of endpoints, carriers of ours have the breakers (`CarrierBreakers`).
 */
const READ_GAUGES = namedStatement<NoParams, GaugeRow>(
  'telemetry.gauges',
  `
    WITH class AS (
      SELECT * FROM (VALUES ('critical'), ('info')) AS c(class)
    ), waiting AS (
      SELECT ${CLASS} AS class, count(*) AS count, extract(epoch FROM now() - min(e.received_at)) AS age
      FROM inbox i JOIN events e ON e.id = i.id WHERE i.dispatched_at IS NULL AND i.parked_reason IS NULL GROUP BY 1
    ), parked AS (
      SELECT ${CLASS} AS class, count(*) AS count FROM inbox i WHERE i.parked_reason IS NOT NULL GROUP BY 1
    ), endpoints AS (
      SELECT lower(d.channel) AS channel, CASE WHEN h.probe_at IS NULL THEN 'closed' WHEN h.probe_at > now() THEN 'open' ELSE 'half_open' END AS state
      FROM destinations d LEFT JOIN destination_health h ON h.destination_id = d.id
      WHERE d.kind = 'ENDPOINT' AND d.enabled AND d.removed_at IS NULL
    ), undecided AS (
      SELECT lower(d.state) AS state, d.respond_by, d.state = 'ACKNOWLEDGED' AS acknowledged, ${DUE} AS due,
        d.state IN (${sqlList(AWAITING_RESPONSE)}) AND d.respond_by IS NOT NULL AS awaits
      FROM disputes d WHERE NOT d.test AND d.state IN (${sqlList(WITHOUT_OUTCOME)})
    )
    SELECT 'undispatched' AS gauge, ARRAY[class] AS labels, coalesce(count, 0)::float AS value FROM class LEFT JOIN waiting USING (class)
    UNION ALL SELECT 'oldest', ARRAY[class], coalesce(age, 0)::float FROM class LEFT JOIN waiting USING (class)
    UNION ALL SELECT 'parked', ARRAY[class], coalesce(count, 0)::float FROM class LEFT JOIN parked USING (class)
    UNION ALL SELECT 'breakers', ARRAY[channel, state], count(*)::float FROM endpoints GROUP BY channel, state
    UNION ALL SELECT 'disputes', ARRAY[state], count(*)::float FROM undecided GROUP BY state
    UNION ALL SELECT 'open', ARRAY[due, acknowledged::text], count(*)::float FROM undecided WHERE awaits GROUP BY due, acknowledged
    UNION ALL SELECT 'deadline', ARRAY[]::text[], extract(epoch FROM min(respond_by) - now())::float FROM undecided
      WHERE awaits AND respond_by > now() HAVING count(*) > 0
    UNION ALL SELECT 'overdue', ARRAY[]::text[], coalesce(extract(epoch FROM now() - min(next_at)), 0)::float FROM disputes
      WHERE NOT test AND next_at < now()
    UNION ALL SELECT 'paused', ARRAY[lower(channel)], count(*)::float FROM channel_pauses p
      WHERE ${isPaused('p')} GROUP BY channel`,
);

export class DatabaseGauges {
  private readonly connection: OwnConnection;
  private shown: Shown[] = [];
  private readAt = Number.NEGATIVE_INFINITY;

  constructor(
    databaseUrl: string,
    private readonly metrics: Metrics,
    private readonly now: () => Date,
  ) {
    const connectionString = asSystem(databaseUrl);
    this.connection = new OwnConnection({ connectionString, name: 'tocsin-metrics', answerMs: ANSWER_MS });
    metrics.onRead(() => this.read());
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  /** Where PostgreSQL does not answer, the gauges are absent. */
  private async read(): Promise<void> {
    const now = this.now().getTime();
    if (now - this.readAt < FRESH_MS) return;
    this.readAt = now;
    const { name, text } = READ_GAUGES;
    const rows = await this.connection.query<GaugeRow>({ name, text }).catch(() => null);
    for (const { key, labels } of this.shown) this.metrics.forget(key, labels);
    this.shown = (rows ?? []).map((row) => this.show(row));
  }

  private show({ gauge, labels: values, value }: GaugeRow): Shown {
    const key = KEYS[gauge];
    const labels = Object.fromEntries(
      Object.keys(METRICS[key].labels).map((name, place) => [name, values[place] ?? '']),
    );
    this.metrics.setRead(key, labels, value);
    return { key, labels };
  }
}
