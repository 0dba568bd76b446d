/** The panels about the processes themselves. */
import { NAMESPACE, one, type Panel, perSecond, quantile, quantiles, WINDOW } from './promql.js';

export const LIVE: Panel[] = [
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

export const WORKERS: Panel[] = [
  {
    title: 'Free slots',
    kind: 'timeseries',
    unit: 'short',
    queries: one(`min by (worker_type) (temporal_worker_task_slots_available{${NAMESPACE}})`, '{{worker_type}}'),
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

export const PROCESSES: Panel[] = [
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
    queries: one('max by (instance, pool) (tocsin_database_connections{state="waiting"})', '{{instance}} {{pool}}'),
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
