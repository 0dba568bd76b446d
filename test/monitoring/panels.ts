/** The dashboard: rows of panels, each with its questions. `deploy/monitoring/dashboard.json` is made of this list. */
import { LIVE, PROCESSES, WORKERS } from './process-panels.js';
import { CHANNEL, once, one, type Panel, type PanelRow, perSecond, quantiles, WINDOW } from './promql.js';

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
    queries: one(`sum by (channel, state) (${once('tocsin_breakers', `{${CHANNEL}}`)})`, '{{channel}} {{state}}'),
    about: 'Endpoints; of e-mail and push the carriers.',
  },
  {
    title: 'Changes of breakers',
    kind: 'timeseries',
    unit: 'ops',
    queries: one(
      `${perSecond('tocsin_breaker_transitions_total', 'channel, to', `{${CHANNEL}}`)} or vector(0)`,
      '{{channel}} to {{to}}',
    ),
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
    title: 'Without an outcome, by state',
    kind: 'timeseries',
    unit: 'short',
    queries: one(once('tocsin_disputes'), '{{state}}'),
    about: 'After the response it is the bank’s move.',
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
    queries: [
      ...quantiles('tocsin_reminder_lateness_seconds'),
      ...one(once('tocsin_dispute_overdue_seconds'), 'still to come'),
    ],
    about: 'Below a minute, we promise. Of those that came the lines are empty where nobody was reminded.',
  },
  {
    title: 'Deadlines that passed unanswered',
    kind: 'timeseries',
    unit: 'short',
    queries: one('sum(increase(tocsin_escalations_exhausted_total[1d]))', 'in a day'),
    about: 'Money that is lost most likely.',
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
