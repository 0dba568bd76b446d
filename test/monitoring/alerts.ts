/** The alerts, each with its tests and a place in docs/guide/alarms.md. `deploy/monitoring/alerts*.yaml` are made of this list. */

interface AlertCase {
  /** By series, values in promtool's notation, one a minute. */
  input: Readonly<Record<string, string>>;
  /** For example `20m`. */
  at: string;
  /** The labels of each alert that is to fire; none: it is not to fire. */
  firing: readonly Readonly<Record<string, string>>[];
}

export interface Alert {
  name: string;
  /** `page`: somebody gets up for it; `ticket`: within a working day. */
  severity: 'page' | 'ticket';
  expr: string;
  /** How long it must be true. */
  lasts: string;
  /** One line for whoever is called. */
  summary: string;
  cases: readonly AlertCase[];
}

const TRIED = 'outcome=~"delivered|failed|expired|unknown"';
const deliveries = (labels: string) => `sum by (channel) (increase(tocsin_deliveries_total{${labels}}[10m]))`;
const webhooks = (labels: string) => `sum by (source_kind) (rate(tocsin_ingest_requests_total${labels}[15m]))`;
/** Endpoints are the same in each process, carriers each process's own. */
const breakers = (labels: string) => `sum by (channel) (max by (channel, state) (tocsin_breakers${labels}))`;
/**
 * Of workers that were seen in the last minutes: after a start of its own, or where the target is gone from its list, Prometheus
 * shows for five minutes what it knew of one that has ended.
 */
const POLLERS = 'temporal_num_pollers{poller_type="workflow_task"}';
const POLLERS_NOW = `${POLLERS} and present_over_time(${POLLERS}[2m])`;
const quantile95 = (metric: string, by: string, window: string) =>
  `histogram_quantile(0.95, sum by (le, ${by}) (rate(${metric}_bucket[${window}])))`;
/** Under load what waits, waits in PostgreSQL: the relay begins no more runs than Temporal carries. Soon over where much was begun at once. */
const LAG = quantile95('tocsin_relay_lag_seconds', 'class', '2m');
const WAIT = quantile95('temporal_workflow_task_schedule_to_start_latency_seconds', 'task_queue', '5m');
const lagBucket = (group: string, le: string) => `tocsin_relay_lag_seconds_bucket{class="${group}",le="${le}"}`;
const waitBucket = (le: string) =>
  `temporal_workflow_task_schedule_to_start_latency_seconds_bucket{task_queue="tocsin",le="${le}"}`;
const FREE = 'min by (task_queue, worker_type) (avg_over_time(temporal_worker_task_slots_available[5m]))';
const QUIET = [] as const;

export const ALERTS: readonly Alert[] = [
  {
    name: 'InboxStuck',
    severity: 'page',
    expr: 'max(tocsin_inbox_oldest_undispatched_seconds) > 30',
    lasts: '1m',
    summary: 'Stored events wait for their runs: Temporal is away, no worker runs, or more comes than they carry.',
    cases: [
      { input: { 'tocsin_inbox_oldest_undispatched_seconds{class="info"}': '0 40+60x9' }, at: '5m', firing: [{}] },
      { input: { 'tocsin_inbox_oldest_undispatched_seconds{class="info"}': '0 40 5 0x9' }, at: '5m', firing: QUIET },
    ],
  },
  {
    name: 'IngestRefusing',
    severity: 'page',
    expr: 'sum(rate(tocsin_ingest_requests_total{outcome="unavailable"}[5m])) > 0',
    lasts: '2m',
    summary: 'Webhooks are answered with 503: PostgreSQL cannot store them. Producers send them again.',
    cases: [
      {
        input: { 'tocsin_ingest_requests_total{source_kind="dodo",outcome="unavailable"}': '0 3+3x9' },
        at: '8m',
        firing: [{}],
      },
      {
        input: {
          'tocsin_ingest_requests_total{source_kind="dodo",outcome="unavailable"}': '0x10',
          'tocsin_ingest_requests_total{source_kind="dodo",outcome="accepted"}': '0+9x10',
        },
        at: '8m',
        firing: QUIET,
      },
    ],
  },
  {
    name: 'SignatureRejections',
    severity: 'ticket',
    expr: `${webhooks('{outcome="bad_signature"}')} / (${webhooks('')} > 0) > 0.2`,
    lasts: '15m',
    summary:
      'More than a fifth of the webhooks of a kind of source have a wrong signature: a secret is not the one of the sender.',
    cases: [
      {
        input: {
          'tocsin_ingest_requests_total{source_kind="dodo",outcome="bad_signature"}': '0+5x60',
          'tocsin_ingest_requests_total{source_kind="dodo",outcome="accepted"}': '0+5x60',
          'tocsin_ingest_requests_total{source_kind="stripe",outcome="accepted"}': '0+5x60',
          'tocsin_ingest_requests_total{source_kind="stripe",outcome="bad_signature"}': '0x60',
        },
        at: '40m',
        firing: [{ source_kind: 'dodo' }],
      },
      {
        input: {
          'tocsin_ingest_requests_total{source_kind="dodo",outcome="bad_signature"}': '0+1x60',
          'tocsin_ingest_requests_total{source_kind="dodo",outcome="accepted"}': '0+9x60',
        },
        at: '40m',
        firing: QUIET,
      },
    ],
  },
  {
    name: 'DisputeUnanswered',
    severity: 'page',
    expr: 'max(tocsin_disputes_open{due=~"lt_6h|lt_2h",acknowledged="false"}) > 0',
    lasts: '5m',
    summary:
      'A dispute is due within six hours and nobody has taken it: call the owner, the money is lost at the deadline.',
    cases: [
      { input: { 'tocsin_disputes_open{due="lt_6h",acknowledged="false"}': '1x20' }, at: '10m', firing: [{}] },
      {
        input: {
          'tocsin_disputes_open{due="lt_6h",acknowledged="true"}': '4x20',
          'tocsin_disputes_open{due="lt_24h",acknowledged="false"}': '4x20',
        },
        at: '10m',
        firing: QUIET,
      },
    ],
  },
  {
    name: 'LadderLate',
    severity: 'page',
    expr:
      'max(tocsin_dispute_overdue_seconds) > 60 ' +
      'or histogram_quantile(0.99, sum by (le) (rate(tocsin_reminder_lateness_seconds_bucket[15m]))) > 60',
    lasts: '0m',
    summary: 'Reminders of disputes come more than a minute late: timers or workers are behind.',
    cases: [
      {
        input: {
          'tocsin_reminder_lateness_seconds_bucket{le="60"}': '0+1x30',
          'tocsin_reminder_lateness_seconds_bucket{le="120"}': '0+9x30',
          'tocsin_reminder_lateness_seconds_bucket{le="+Inf"}': '0+9x30',
        },
        at: '20m',
        firing: [{}],
      },
      { input: { tocsin_dispute_overdue_seconds: '0 30 90 150 0x20' }, at: '3m', firing: [{}] },
      { input: { tocsin_dispute_overdue_seconds: '0 30 90 150 0x20' }, at: '4m', firing: QUIET },
      {
        input: {
          'tocsin_reminder_lateness_seconds_bucket{le="1"}': '0+9x30',
          'tocsin_reminder_lateness_seconds_bucket{le="+Inf"}': '0+9x30',
        },
        at: '20m',
        firing: QUIET,
      },
    ],
  },
  {
    name: 'ChannelFailing',
    severity: 'page',
    expr: `${deliveries('outcome=~"failed|expired"')} / ${deliveries(TRIED)} > 0.1 and ${deliveries(TRIED)} > 20`,
    lasts: '10m',
    summary: 'More than a tenth of the deliveries of a channel fail for good.',
    cases: [
      {
        input: {
          'tocsin_deliveries_total{channel="slack",outcome="failed"}': '0+5x60',
          'tocsin_deliveries_total{channel="slack",outcome="delivered"}': '0+5x60',
          'tocsin_deliveries_total{channel="email",outcome="failed"}': '0+1x60',
          'tocsin_deliveries_total{channel="email",outcome="delivered"}': '0+50x60',
        },
        at: '40m',
        firing: [{ channel: 'slack' }],
      },
      {
        input: {
          'tocsin_deliveries_total{channel="slack",outcome="failed"}': '0 0 1x60',
          'tocsin_deliveries_total{channel="slack",outcome="delivered"}': '0 0 1x60',
        },
        at: '20m',
        firing: QUIET,
      },
    ],
  },
  {
    name: 'ProviderDown',
    severity: 'ticket',
    expr: `${breakers('{state=~"open|half_open"}')} / ${breakers('')} > 0.2 or max by (channel) (tocsin_channels_paused) > 0`,
    lasts: '5m',
    summary:
      'More than a fifth of the endpoints of a channel are left alone, or its carrier is: the other side is down, or refuses our credentials.',
    cases: [
      { input: { 'tocsin_channels_paused{channel="email"}': '1x20' }, at: '10m', firing: [{ channel: 'email' }] },
      {
        input: {
          'tocsin_breakers{channel="slack",state="open"}': '3x20',
          'tocsin_breakers{channel="slack",state="closed"}': '7x20',
        },
        at: '10m',
        firing: [{ channel: 'slack' }],
      },
      {
        input: {
          'tocsin_breakers{channel="slack",state="open"}': '1x20',
          'tocsin_breakers{channel="slack",state="closed"}': '9x20',
        },
        at: '10m',
        firing: QUIET,
      },
    ],
  },
  {
    name: 'AmbiguousDeliveries',
    severity: 'ticket',
    expr: 'sum(increase(tocsin_deliveries_total{outcome="unknown"}[1h])) > 5',
    lasts: '0m',
    summary: 'Carriers may or may not have some messages: calls were cut off in the middle.',
    cases: [
      { input: { 'tocsin_deliveries_total{channel="email",outcome="unknown"}': '0x9 9x60' }, at: '30m', firing: [{}] },
      { input: { 'tocsin_deliveries_total{channel="email",outcome="unknown"}': '0x9 2x60' }, at: '30m', firing: QUIET },
    ],
  },
  {
    name: 'WorkflowsStuck',
    severity: 'page',
    expr: 'max(tocsin_workflows_stuck) > 0',
    lasts: '5m',
    summary: 'Open runs fail again and again: the program that runs now cannot go on with them.',
    cases: [
      { input: { tocsin_workflows_stuck: '0 2x20' }, at: '10m', firing: [{}] },
      { input: { tocsin_workflows_stuck: '0 2 0x20' }, at: '10m', firing: QUIET },
    ],
  },
  {
    name: 'NoWorkers',
    severity: 'page',
    expr: `absent(${POLLERS_NOW}) or sum(${POLLERS_NOW}) == 0`,
    lasts: '2m',
    summary: 'No worker asks Temporal for work: nothing is delivered, and nothing is lost.',
    cases: [
      { input: { 'up{job="tocsin"}': '1x20' }, at: '10m', firing: [{}] },
      { input: { [POLLERS]: '2x4 _x20' }, at: '9m', firing: [{}] },
      { input: { [POLLERS]: '2x4 0x20' }, at: '8m', firing: [{}] },
      { input: { [POLLERS]: '2x4 stale stale 2x20' }, at: '7m', firing: QUIET },
      { input: { [POLLERS]: '2x20' }, at: '10m', firing: QUIET },
    ],
  },
  {
    name: 'WorkersSaturated',
    severity: 'ticket',
    expr: `${LAG} > 5 or ${WAIT} > 1 or ${FREE} < 1`,
    lasts: '5m',
    summary: 'More comes than workers and Temporal carry: events wait for their runs, or runs for a worker.',
    cases: [
      {
        input: {
          [lagBucket('info', '5')]: '0+1x30',
          [lagBucket('info', '15')]: '0+60x30',
          [lagBucket('info', '+Inf')]: '0+60x30',
        },
        at: '20m',
        firing: [{ class: 'info' }],
      },
      // What waited for Temporal to come back.
      {
        input: { [lagBucket('critical', '5')]: '0x35', [lagBucket('critical', '+Inf')]: '0x5 900x30' },
        at: '11m',
        firing: QUIET,
      },
      {
        input: {
          [waitBucket('1')]: '0+1x30',
          [waitBucket('10')]: '0+9x30',
          [waitBucket('+Inf')]: '0+9x30',
        },
        at: '20m',
        firing: [{ task_queue: 'tocsin' }],
      },
      // One is free when it is looked at now and then.
      {
        input: {
          'temporal_worker_task_slots_available{task_queue="tocsin",worker_type="LocalActivityWorker"}': '0x7 2 0x22',
        },
        at: '20m',
        firing: [{ task_queue: 'tocsin', worker_type: 'LocalActivityWorker' }],
      },
      {
        input: {
          'temporal_worker_task_slots_available{task_queue="tocsin",worker_type="ActivityWorker"}': '90x30',
          [lagBucket('critical', '5')]: '0+60x30',
          [lagBucket('critical', '+Inf')]: '0+60x30',
        },
        at: '20m',
        firing: QUIET,
      },
    ],
  },
];

/** Its heading in docs/guide/alarms.md, as a link. */
export const anchorOf = ({ name }: Pick<Alert, 'name'>): string => name.toLowerCase();
