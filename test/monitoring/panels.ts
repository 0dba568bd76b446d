/** The dashboard: rows of panels, each with its questions. `deploy/monitoring/dashboard.json` is made of this list. */

export interface PanelQuery {
  expr: string;
  /** With `{{label}}`. */
  legend: string;
}

export interface Panel {
  title: string;
  kind: 'stat' | 'timeseries' | 'heatmap';
  /** Grafana's name of it. */
  unit: 'short' | 's' | 'bytes' | 'percentunit' | 'reqps' | 'ops';
  queries: readonly PanelQuery[];
  /** For whoever looks: what is good, and why it may be empty. */
  about: string;
}

export interface PanelRow {
  title: string;
  panels: readonly Panel[];
}

const WINDOW = '[$__rate_interval]';
const CHANNEL = 'channel=~"$channel"';
const NAMESPACE = 'namespace=~"$namespace"';
/** What is read of PostgreSQL is the same in each replica. */
const once = (metric: string, labels = '') => `max without (instance, job) (${metric}${labels})`;
const perSecond = (metric: string, by: string, labels = '') => `sum by (${by}) (rate(${metric}${labels}${WINDOW}))`;
const quantile = (q: number, metric: string, by = '', labels = '') =>
  `histogram_quantile(${q}, sum by (le${by && `, ${by}`}) (rate(${metric}_bucket${labels}${WINDOW})))`;
const quantiles = (metric: string, by = '', labels = '', high = 0.99): PanelQuery[] =>
  [0.5, high].map((q) => ({ expr: quantile(q, metric, by, labels), legend: `p${q * 100}${by && ` {{${by}}}`}` }));
const one = (expr: string, legend = ''): PanelQuery[] => [{ expr, legend }];

const ENDED = `sum(rate(tocsin_deliveries_total{${CHANNEL},outcome=~"delivered|failed|expired|unknown"}${WINDOW}))`;
const FAILED = `sum(rate(tocsin_deliveries_total{${CHANNEL},outcome=~"failed|expired"}${WINDOW}))`;

const WRONG: Panel[] = [
  {
    title: 'Oldest event without a run',
    kind: 'stat',
    unit: 's',
    queries: one('max(tocsin_inbox_oldest_undispatched_seconds)'),
    about: 'Above 30 s for a minute: InboxStuck.',
  },
  {
    title: 'Next deadline of a dispute',
    kind: 'stat',
    unit: 's',
    queries: one(once('tocsin_dispute_next_deadline_seconds')),
    about: 'Empty where no response is awaited.',
  },
  {
    title: 'Stuck runs',
    kind: 'stat',
    unit: 'short',
    queries: one('max(tocsin_workflows_stuck)'),
    about: 'Above 0: a deploy broke their replay.',
  },
  {
    title: 'Open breakers',
    kind: 'stat',
    unit: 'short',
    queries: one(`sum(${once('tocsin_breakers', '{state=~"open|half_open"}')}) or vector(0)`),
    about: 'Endpoints and carriers that are left alone.',
  },
  {
    title: 'Failed share of deliveries',
    kind: 'stat',
    unit: 'percentunit',
    queries: one(`${FAILED} / (${ENDED} > 0) or vector(0)`),
    about: 'Of those that were tried.',
  },
  {
    title: 'Build',
    kind: 'stat',
    unit: 'short',
    queries: one('count by (version, commit, schema) (tocsin_build_info)', '{{version}} {{commit}} {{schema}}'),
    about: 'How many processes run which build. Two: a deploy is under way.',
  },
];

const INGEST: Panel[] = [
  {
    title: 'Webhooks by outcome',
    kind: 'timeseries',
    unit: 'reqps',
    queries: one(perSecond('tocsin_ingest_requests_total', 'outcome'), '{{outcome}}'),
    about: 'unavailable is our fault, the others are the producer’s matter.',
  },
  {
    title: 'Time to the answer',
    kind: 'timeseries',
    unit: 's',
    queries: quantiles('tocsin_ingest_duration_seconds'),
    about: 'Producers wait 5 to 15 s.',
  },
  {
    title: 'Inbox',
    kind: 'timeseries',
    unit: 'short',
    queries: [
      { expr: once('tocsin_inbox_undispatched'), legend: 'waiting, {{class}}' },
      { expr: once('tocsin_inbox_parked'), legend: 'parked, {{class}}' },
    ],
    about: 'What waits grows while Temporal is away, and goes down by itself.',
  },
  {
    title: 'Arrival to start of the run',
    kind: 'timeseries',
    unit: 's',
    queries: quantiles('tocsin_relay_lag_seconds', 'class'),
    about: 'Some 10 ms; more in a backlog.',
  },
  {
    title: 'Events per run',
    kind: 'timeseries',
    unit: 'short',
    queries: one(
      `sum(rate(tocsin_relay_group_size_sum${WINDOW})) / (sum(rate(tocsin_relay_group_size_count${WINDOW})) > 0)`,
      'mean',
    ),
    about: 'Above 1: INFO events share runs, since many wait.',
  },
  {
    title: 'Events by type',
    kind: 'timeseries',
    unit: 'ops',
    queries: one(`topk(10, ${perSecond('tocsin_events_total', 'event_type')})`, '{{event_type}}'),
    about: 'The ten most frequent ones.',
  },
  {
    title: 'Runs started',
    kind: 'timeseries',
    unit: 'ops',
    queries: one(perSecond('tocsin_workflow_starts_total', 'workflow, eager'), '{{workflow}}, eager {{eager}}'),
    about: 'Eager starts skip the way over the task queue.',
  },
];

const DELIVERIES: Panel[] = [
  {
    title: 'Decisions of plans',
    kind: 'timeseries',
    unit: 'ops',
    queries: one(perSecond('tocsin_plan_decisions_total', 'decision', `{${CHANNEL}}`), '{{decision}}'),
    about: 'Of destinations that somebody had asked to be told.',
  },
  {
    title: 'Time to plan',
    kind: 'timeseries',
    unit: 's',
    queries: quantiles('tocsin_plan_duration_seconds'),
    about: 'Two statements of PostgreSQL.',
  },
  {
    title: 'Ends by channel and outcome',
    kind: 'timeseries',
    unit: 'ops',
    queries: one(perSecond('tocsin_deliveries_total', 'channel, outcome', `{${CHANNEL}}`), '{{channel}} {{outcome}}'),
    about: 'Each delivery once.',
  },
  {
    title: 'Event to delivered',
    kind: 'timeseries',
    unit: 's',
    queries: quantiles('tocsin_event_to_delivered_seconds', 'class', `{${CHANNEL}}`, 0.95),
    about: 'What nothing was to hold.',
  },
  {
    title: 'Calls to carriers',
    kind: 'heatmap',
    unit: 's',
    queries: one(
      `sum by (le) (increase(tocsin_provider_request_duration_seconds_bucket{${CHANNEL}}${WINDOW}))`,
      '{{le}}',
    ),
    about: 'How long they take.',
  },
  {
    title: 'Attempts by result',
    kind: 'timeseries',
    unit: 'ops',
    queries: one(
      perSecond('tocsin_provider_request_duration_seconds_count', 'channel, provider, result', `{${CHANNEL}}`),
      '{{channel}} {{provider}} {{result}}',
    ),
    about: 'permanent: the carrier refuses this message, or us.',
  },
  {
    title: 'Circuit breakers',
    kind: 'timeseries',
    unit: 'short',
    queries: one(
      `sum by (channel, state) (${once('tocsin_breakers', `{${CHANNEL}}`)})`,
      '{{channel}} {{state}}',
    ),
    about: 'Endpoints; of e-mail and push the carriers.',
  },
  {
    title: 'Changes of breakers',
    kind: 'timeseries',
    unit: 'ops',
    queries: one(perSecond('tocsin_breaker_transitions_total', 'channel, to', `{${CHANNEL}}`), '{{channel}} to {{to}}'),
    about: 'Many of them: an endpoint that comes and goes.',
  },
];

const DISPUTES: Panel[] = [
  {
    title: 'Open by the time that is left',
    kind: 'timeseries',
    unit: 'short',
    queries: one(once('tocsin_disputes_open'), '{{due}}, taken {{acknowledged}}'),
    about: 'Empty where no response is awaited.',
  },
  {
    title: 'By state',
    kind: 'timeseries',
    unit: 'short',
    queries: one(once('tocsin_disputes'), '{{state}}'),
    about: 'All that there ever were.',
  },
  {
    title: 'Reminders',
    kind: 'timeseries',
    unit: 'ops',
    queries: one(`sum(rate(tocsin_reminder_lateness_seconds_count${WINDOW}))`, 'raised'),
    about: 'Of all ladders.',
  },
  {
    title: 'Lateness of reminders',
    kind: 'timeseries',
    unit: 's',
    queries: quantiles('tocsin_reminder_lateness_seconds'),
    about: 'Below a minute, we promise. Empty where nobody was reminded.',
  },
  {
    title: 'Deadlines that passed unanswered',
    kind: 'timeseries',
    unit: 'short',
    queries: one('sum(increase(tocsin_escalations_exhausted_total[1d]))', 'in a day'),
    about: 'Money that is lost most likely.',
  },
];

const LIVE: Panel[] = [
  {
    title: 'Open sockets',
    kind: 'timeseries',
    unit: 'short',
    queries: one('sum(tocsin_live_connections)', 'sockets'),
    about: 'Browsers that are open.',
  },
  {
    title: 'Commit to socket',
    kind: 'timeseries',
    unit: 's',
    queries: quantiles('tocsin_live_fanout_seconds'),
    about: 'Empty where nobody watches.',
  },
  {
    title: 'Live updates not passed on',
    kind: 'timeseries',
    unit: 'ops',
    queries: one(perSecond('tocsin_live_dropped_total', 'reason'), '{{reason}}'),
    about: 'Clients find the rows by a query.',
  },
  {
    title: 'Runs of code',
    kind: 'timeseries',
    unit: 'ops',
    queries: one(perSecond('tocsin_sandbox_runs_total', 'outcome'), '{{outcome}}'),
    about: 'Merchants’ transformations.',
  },
  {
    title: 'Duration of code',
    kind: 'timeseries',
    unit: 's',
    queries: quantiles('tocsin_sandbox_duration_seconds'),
    about: 'Without the wait for a thread.',
  },
  {
    title: 'Code that waits',
    kind: 'timeseries',
    unit: 'short',
    queries: one('sum(tocsin_sandbox_queue_depth)', 'runs'),
    about: 'For a thread.',
  },
];

const WORKERS: Panel[] = [
  {
    title: 'Free slots',
    kind: 'timeseries',
    unit: 'short',
    queries: one(
      `min by (worker_type) (temporal_worker_task_slots_available{${NAMESPACE}})`,
      '{{worker_type}}',
    ),
    about: 'Of the worker that has least.',
  },
  {
    title: 'Pollers',
    kind: 'timeseries',
    unit: 'short',
    queries: one(`sum by (poller_type) (temporal_num_pollers{${NAMESPACE}})`, '{{poller_type}}'),
    about: 'None: nobody works.',
  },
  {
    title: 'Wait for a worker',
    kind: 'timeseries',
    unit: 's',
    queries: [
      {
        expr: quantile(0.95, 'temporal_workflow_task_schedule_to_start_latency_seconds', '', `{${NAMESPACE}}`),
        legend: 'p95 workflow task',
      },
      {
        expr: quantile(0.95, 'temporal_activity_schedule_to_start_latency_seconds', '', `{${NAMESPACE}}`),
        legend: 'p95 activity',
      },
    ],
    about: 'Above 1 s: add workers.',
  },
  {
    title: 'Replay',
    kind: 'timeseries',
    unit: 's',
    queries: quantiles('temporal_workflow_task_replay_latency_seconds', '', `{${NAMESPACE}}`),
    about: 'Runs that come back into the cache.',
  },
  {
    title: 'Cached runs and evictions',
    kind: 'timeseries',
    unit: 'short',
    queries: [
      { expr: `sum(temporal_sticky_cache_size{${NAMESPACE}})`, legend: 'cached' },
      {
        expr: `sum(rate(temporal_sticky_cache_total_forced_eviction_total{${NAMESPACE}}${WINDOW})) or vector(0)`,
        legend: 'evicted per second',
      },
    ],
    about: 'Evictions cost replays.',
  },
  {
    title: 'Failed requests to Temporal',
    kind: 'timeseries',
    unit: 'ops',
    queries: one(
      `sum by (operation, status_code) (rate(temporal_request_failure_total${WINDOW})) or vector(0)`,
      '{{operation}} {{status_code}}',
    ),
    about: 'ALREADY_EXISTS and NOT_FOUND belong to the trade.',
  },
];

const PROCESSES: Panel[] = [
  {
    title: 'Event loop lag, p99',
    kind: 'timeseries',
    unit: 's',
    queries: one('max by (instance) (nodejs_eventloop_lag_p99_seconds)', '{{instance}}'),
    about: '10 ms is none: it is measured in such steps.',
  },
  {
    title: 'Memory',
    kind: 'timeseries',
    unit: 'bytes',
    queries: one('max by (instance) (process_resident_memory_bytes)', '{{instance}}'),
    about: 'Resident.',
  },
  {
    title: 'Heap',
    kind: 'timeseries',
    unit: 'bytes',
    queries: one('max by (instance) (nodejs_heap_size_used_bytes)', '{{instance}}'),
    about: 'Of JavaScript.',
  },
  {
    title: 'Who waits for PostgreSQL',
    kind: 'timeseries',
    unit: 'short',
    queries: one(
      'max by (instance, pool) (tocsin_database_connections{state="waiting"})',
      '{{instance}} {{pool}}',
    ),
    about: 'For a connection of the pool.',
  },
  {
    title: 'Uses of PostgreSQL',
    kind: 'timeseries',
    unit: 'ops',
    queries: one(perSecond('tocsin_database_uses_total', 'instance, pool'), '{{instance}} {{pool}}'),
    about: 'A statement, or a transaction.',
  },
];

export const ROWS: readonly PanelRow[] = [
  { title: 'Is anything wrong', panels: WRONG },
  { title: 'Ingest', panels: INGEST },
  { title: 'Deliveries', panels: DELIVERIES },
  { title: 'Disputes', panels: DISPUTES },
  { title: 'Live updates and code', panels: LIVE },
  { title: 'Temporal workers', panels: WORKERS },
  { title: 'Processes', panels: PROCESSES },
];

/** A question as Prometheus takes it, without the variables of the dashboard. */
export const withoutVariables = (expr: string, window = '5m'): string =>
  expr.replaceAll('$__rate_interval', window).replaceAll('$channel', '.*').replaceAll('$namespace', '.*');
