import type { MetricEntry } from './metric-entry.js';

/** Lower case of `CHANNELS`. */
const CHANNEL = null;
/** Lower case of `SOURCE_KINDS`, and `none` where no source was found. */
const SOURCE_KIND = null;
/** Keys of the catalogue, and `other`. */
const EVENT_TYPE = null;
/** What a build says of itself: one value in each process. */
const OF_THE_BUILD = null;
/** `critical`: what is missed soonest (`URGENT_TYPES`); `info`: all others. */
const CLASS = ['critical', 'info'] as const;
const YES_OR_NO = ['true', 'false'] as const;

/**
 * Every metric of ours. Names and units follow Prometheus' rules; each label has a closed set of values: never a business, a
 * person, a destination, an id, a URL or the text of an error. docs/metrics.md is made of this list.
 */
export const METRICS = {
  ingestRequests: {
    name: 'tocsin_ingest_requests_total',
    kind: 'counter',
    help: 'Webhooks that were answered. unavailable is our fault, the others are the producer’s matter.',
    labels: {
      source_kind: SOURCE_KIND,
      outcome: ['accepted', 'duplicate', 'bad_signature', 'bad_json', 'too_large', 'unknown_source', 'unavailable'],
    },
    of: 'api',
  },
  ingestDuration: {
    name: 'tocsin_ingest_duration_seconds',
    kind: 'histogram',
    help: 'From the arrival of a webhook to its answer.',
    labels: { source_kind: SOURCE_KIND },
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
    of: 'api',
  },
  inboxUndispatched: {
    name: 'tocsin_inbox_undispatched',
    kind: 'gauge',
    help: 'Stored events whose run has not been started.',
    labels: { class: CLASS },
    read: true,
  },
  inboxOldest: {
    name: 'tocsin_inbox_oldest_undispatched_seconds',
    kind: 'gauge',
    help: 'Age of the oldest stored event whose run has not been started; 0 where there is none.',
    labels: { class: CLASS },
    read: true,
  },
  inboxParked: {
    name: 'tocsin_inbox_parked',
    kind: 'gauge',
    help: 'Events that Temporal refused for good.',
    labels: { class: CLASS },
    read: true,
  },
  relayLag: {
    name: 'tocsin_relay_lag_seconds',
    kind: 'histogram',
    help: 'From the arrival of an event to the moment that Temporal has its run.',
    labels: { class: CLASS },
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300],
    of: 'worker',
  },
  relayGroupSize: {
    name: 'tocsin_relay_group_size',
    kind: 'histogram',
    help: 'Events that share a run; above 1 is a backlog.',
    labels: {},
    buckets: [1, 2, 5, 10, 20, 50],
    of: 'worker',
  },
  workflowStarts: {
    name: 'tocsin_workflow_starts_total',
    kind: 'counter',
    help: 'Runs that were started, or told to look again. eager: without the way over a task queue.',
    labels: { workflow: ['notify', 'hold', 'dispute'], eager: YES_OR_NO },
    of: 'worker',
  },
  planDuration: {
    name: 'tocsin_plan_duration_seconds',
    kind: 'histogram',
    help: 'Planning of the events of a run, its statements included.',
    labels: {},
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    of: 'worker',
  },
  planDecisions: {
    name: 'tocsin_plan_decisions_total',
    kind: 'counter',
    help: 'What plans said of each destination that somebody had asked to be told.',
    labels: { channel: CHANNEL, decision: ['send', 'hold', 'digest', 'off', 'suppressed', 'superseded'] },
    of: 'worker',
    sparse: true,
  },
  events: {
    name: 'tocsin_events_total',
    kind: 'counter',
    help: 'Events that were planned, whoever they came from.',
    labels: { event_type: EVENT_TYPE },
    of: 'worker',
  },
  deliveries: {
    name: 'tocsin_deliveries_total',
    kind: 'counter',
    help: 'Deliveries that came to an end; what is sent again ends again. expired: tried in vain until the last try; unknown: the carrier may have it.',
    labels: {
      channel: CHANNEL,
      outcome: ['delivered', 'failed', 'suppressed', 'superseded', 'expired', 'unknown'],
    },
    of: 'worker',
  },
  eventToDelivered: {
    name: 'tocsin_event_to_delivered_seconds',
    kind: 'histogram',
    help: 'From the arrival of an event to its delivery, where nothing was to hold it.',
    labels: { channel: CHANNEL, class: CLASS },
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60, 3_600],
    of: 'worker',
  },
  providerRequests: {
    name: 'tocsin_provider_request_duration_seconds',
    kind: 'histogram',
    help: 'Calls to those who carry messages. Their number is that of the attempts.',
    labels: {
      channel: CHANNEL,
      provider: ['smtp', 'sendgrid', 'fcm', 'web_push', 'endpoint'],
      result: ['ok', 'rate_limited', 'retryable', 'permanent', 'timeout'],
    },
    buckets: [0.05, 0.1, 0.25, 1, 5, 15],
    of: 'worker',
  },
  breakers: {
    name: 'tocsin_breakers',
    kind: 'gauge',
    help: 'Endpoints by the state of their circuit breaker; of channels with carriers of ours, those carriers.',
    labels: { channel: CHANNEL, state: ['closed', 'open', 'half_open'] },
    read: true,
  },
  channelsPaused: {
    name: 'tocsin_channels_paused',
    kind: 'gauge',
    help: 'Businesses whose messages of a channel wait, since its carrier refuses our credentials.',
    labels: { channel: CHANNEL },
    read: true,
  },
  breakerTransitions: {
    name: 'tocsin_breaker_transitions_total',
    kind: 'counter',
    help: 'Changes of circuit breakers.',
    labels: { channel: CHANNEL, to: ['closed', 'open', 'half_open'] },
    of: 'worker',
    sparse: true,
  },
  liveConnections: {
    name: 'tocsin_live_connections',
    kind: 'gauge',
    help: 'Open sockets for live updates.',
    labels: {},
    read: true,
    of: 'api',
  },
  liveFanout: {
    name: 'tocsin_live_fanout_seconds',
    kind: 'histogram',
    help: 'From the commit of a change to its hand-over to a socket.',
    labels: {},
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    of: 'api',
  },
  liveDropped: {
    name: 'tocsin_live_dropped_total',
    kind: 'counter',
    help: 'Live updates that were not passed on; clients find the rows by a query.',
    labels: { reason: ['queue_full', 'not_sent', 'slow_reader'] },
  },
  disputes: {
    name: 'tocsin_disputes',
    kind: 'gauge',
    help: 'Disputes without an outcome by their state, without those of test mode. Outcomes are events: tocsin_events_total.',
    labels: { state: ['needs_response', 'acknowledged', 'responded'] },
    read: true,
  },
  disputesOpen: {
    name: 'tocsin_disputes_open',
    kind: 'gauge',
    help: 'Disputes that await a response, by the time that is left, without those of test mode.',
    labels: { due: ['past', 'lt_2h', 'lt_6h', 'lt_24h', 'lt_72h', 'later'], acknowledged: YES_OR_NO },
    read: true,
  },
  disputeNextDeadline: {
    name: 'tocsin_dispute_next_deadline_seconds',
    kind: 'gauge',
    help: 'The least time that is left for a response; absent where none is awaited.',
    labels: {},
    read: true,
  },
  disputeOverdue: {
    name: 'tocsin_dispute_overdue_seconds',
    kind: 'gauge',
    help: 'How long ago the first look at a dispute was due that nobody has taken yet; 0 where none is. Without those of test mode.',
    labels: {},
    read: true,
  },
  reminderLateness: {
    name: 'tocsin_reminder_lateness_seconds',
    kind: 'histogram',
    help: 'How long after its moment a reminder of a dispute was raised.',
    labels: {},
    buckets: [1, 2, 5, 10, 30, 60, 120, 300, 600],
    of: 'worker',
  },
  escalationsExhausted: {
    name: 'tocsin_escalations_exhausted_total',
    kind: 'counter',
    help: 'Deadlines of disputes that passed unanswered, whoever was asked.',
    labels: {},
    of: 'worker',
  },
  sandboxRuns: {
    name: 'tocsin_sandbox_runs_total',
    kind: 'counter',
    help: 'Runs of merchants’ code. soft_limit: it took too long and could be stopped; killed: its thread had to end.',
    labels: { outcome: ['ok', 'cancelled', 'error', 'soft_limit', 'killed', 'memory', 'too_large'] },
  },
  sandboxDuration: {
    name: 'tocsin_sandbox_duration_seconds',
    kind: 'histogram',
    help: 'Runs of merchants’ code, without the wait for a thread.',
    labels: {},
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
  },
  sandboxQueue: {
    name: 'tocsin_sandbox_queue_depth',
    kind: 'gauge',
    help: 'Runs of merchants’ code that wait for a thread.',
    labels: {},
  },
  workflowsStuck: {
    name: 'tocsin_workflows_stuck',
    kind: 'gauge',
    help: 'Open runs whose tasks fail again and again; a worker asks Temporal for them.',
    labels: {},
    read: true,
    of: 'worker',
  },
  databaseConnections: {
    name: 'tocsin_database_connections',
    kind: 'gauge',
    help: 'Connections of the pools to PostgreSQL, and who waits for one.',
    labels: { pool: ['system', 'tenants'], state: ['used', 'idle', 'waiting'] },
    read: true,
  },
  databaseUses: {
    name: 'tocsin_database_uses_total',
    kind: 'counter',
    help: 'How often a connection of a pool was taken: for one statement, or for one transaction.',
    labels: { pool: ['system', 'tenants'] },
  },
  buildInfo: {
    name: 'tocsin_build_info',
    kind: 'gauge',
    help: 'Always 1: which program this is.',
    labels: { version: OF_THE_BUILD, commit: OF_THE_BUILD, schema: OF_THE_BUILD, node: OF_THE_BUILD },
    read: true,
  },
} as const satisfies Record<string, MetricEntry>;

export type MetricKey = keyof typeof METRICS;
type Metric<Key extends MetricKey> = (typeof METRICS)[Key];
type KeyOfKind<Kind extends MetricEntry['kind']> = {
  [Key in MetricKey]: Metric<Key>['kind'] extends Kind ? Key : never;
}[MetricKey];
export type CounterKey = KeyOfKind<'counter'>;
export type GaugeKey = KeyOfKind<'gauge'>;
export type HistogramKey = KeyOfKind<'histogram'>;

/** The labels of a metric, each with one of its values. */
export type LabelsOf<Key extends MetricKey> = {
  [Label in keyof Metric<Key>['labels']]: Metric<Key>['labels'][Label] extends readonly (infer Value extends string)[]
    ? Value
    : string;
};

/** The list without its literal types, for whoever walks over it. */
export const METRIC_LIST: readonly (MetricEntry & { key: MetricKey })[] = Object.entries<MetricEntry>(METRICS).map(
  ([key, entry]) => ({ ...entry, key: key as MetricKey }),
);
