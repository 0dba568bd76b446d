// The dashboard and the alerts: they are those of the lists, they ask for what there is, and each alert fires when it should.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { METRIC_LIST } from '../../src/platform/telemetry/metric-list.js';
import { itWithPromtool, promtool } from '../support/promtool.js';
import { ALERTS, anchorOf } from './alerts.js';
import { FILES, MONITORING, ROOT } from './files.js';
import { ROWS } from './panels.js';
import { withoutVariables } from './promql.js';

/** Of Node and of Temporal's SDK, as far as they are asked for: seen at a worker that works. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  nodejs_eventloop_lag_p99_seconds: [],
  nodejs_heap_size_used_bytes: [],
  process_resident_memory_bytes: [],
  temporal_num_pollers: ['namespace', 'poller_type', 'task_queue'],
  temporal_worker_task_slots_available: ['namespace', 'worker_type', 'task_queue'],
  temporal_workflow_task_schedule_to_start_latency_seconds_bucket: ['namespace', 'task_queue', 'le'],
  temporal_activity_schedule_to_start_latency_seconds_bucket: ['namespace', 'task_queue', 'le'],
  temporal_workflow_task_replay_latency_seconds_bucket: ['namespace', 'task_queue', 'le'],
  temporal_sticky_cache_size: ['namespace'],
  temporal_sticky_cache_total_forced_eviction_total: ['namespace'],
  temporal_request_failure_total: ['namespace', 'operation', 'status_code'],
};
/** Prometheus adds them. */
const ADDED = ['instance', 'job'];

/** By series the labels that it can be asked by. */
const SERIES = new Map<string, readonly string[]>([
  ...Object.entries(OTHERS),
  ...METRIC_LIST.flatMap(({ name, kind, labels }): [string, readonly string[]][] => {
    const own = Object.keys(labels);
    if (kind !== 'histogram') return [[name, own]];
    return [
      [`${name}_bucket`, [...own, 'le']],
      [`${name}_sum`, own],
      [`${name}_count`, own],
    ];
  }),
]);

const QUESTIONS = [
  ...ROWS.flatMap(({ panels }) =>
    panels.flatMap(({ title, queries }) => queries.map(({ expr, legend }) => ({ of: title, expr, legend }))),
  ),
  ...ALERTS.map(({ name, expr }) => ({ of: name, expr, legend: '' })),
];

const seriesIn = (expr: string) =>
  [...expr.matchAll(/\b(?:tocsin|temporal|nodejs|process)_\w+/g)].map(([name]) => name);
const matchersIn = (expr: string) =>
  [...expr.matchAll(/(\w+)(?:\{([^}]*)\})/g)].flatMap(([, series = '', text = '']) =>
    [...text.matchAll(/(\w+)=~?"([^"]*)"/g)].map(([, label = '', values = '']) => ({ series, label, values })),
  );

/** What is asked for and does not exist: series, labels, values of labels. */
function unknownIn({ of, expr, legend }: { of: string; expr: string; legend: string }): string[] {
  const asked = seriesIn(expr);
  const labels = new Set([...ADDED, 'le', ...asked.flatMap((series) => SERIES.get(series) ?? [])]);
  const grouped = [...expr.matchAll(/\b(?:by|without) \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(', '));
  const shown = [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
  const matched = matchersIn(expr).filter(({ values }) => !values.startsWith('$'));
  const values = matched.flatMap(({ series, label, values: text }) => {
    const known = METRIC_LIST.find(({ name }) => series.startsWith(name))?.labels[label];
    return known ? text.split('|').filter((value) => !known.includes(value)) : [];
  });
  return [
    ...asked.filter((series) => !SERIES.has(series)),
    ...matchersIn(expr).flatMap(({ series, label }) => (SERIES.get(series)?.includes(label) === false ? [label] : [])),
    ...[...grouped, ...shown].filter((label) => !labels.has(label)),
    ...values,
  ].map((name) => `${of}: ${name}`);
}

describe('the list of metrics', () => {
  it('follows the rules of names, and each histogram has twelve buckets at most', () => {
    for (const { name, kind, buckets = [] } of METRIC_LIST) {
      expect(name).toMatch(/^tocsin_[a-z]+(_[a-z]+)*$/);
      expect(name.endsWith('_total')).toBe(kind === 'counter');
      expect(buckets.length).toBeLessThanOrEqual(12);
      expect([...buckets]).toEqual([...buckets].sort((a, b) => a - b));
    }
  });

  it('begins at 0 with whatever an alert asks the increase of', () => {
    const asked = new Set(ALERTS.flatMap(({ expr }) => seriesIn(expr)));
    expect(METRIC_LIST.filter(({ name, sparse }) => sparse && asked.has(name))).toEqual([]);
    expect([...asked]).toEqual(expect.arrayContaining(['tocsin_deliveries_total', 'tocsin_ingest_requests_total']));
  });

  it('is asked for by a panel or an alert, each metric of it', () => {
    const asked = new Set(QUESTIONS.flatMap(({ expr }) => seriesIn(expr)));
    const isAsked = (name: string) => [name, `${name}_bucket`, `${name}_count`].some((series) => asked.has(series));
    expect(METRIC_LIST.filter(({ name }) => !isAsked(name)).map(({ name }) => name)).toEqual([]);
  });
});

describe('dashboard and alerts', () => {
  it.each(Object.keys(FILES))('%s is as the lists have it; `npm run monitoring` writes it', async (path) => {
    expect(await readFile(join(ROOT, path), 'utf8')).toBe(FILES[path]?.());
  });

  it('ask for series, labels and values that there are', () => {
    expect(QUESTIONS.flatMap(unknownIn)).toEqual([]);
    const wrong = { of: 'x', expr: 'sum by (tenant) (rate(tocsin_nothing_total{outcome="lost"}[5m]))', legend: '' };
    expect(unknownIn(wrong)).toEqual(['x: tocsin_nothing_total', 'x: tenant']);
    const value = { of: 'x', expr: 'tocsin_deliveries_total{outcome="lost"}', legend: '{{business}}' };
    expect(unknownIn(value)).toEqual(['x: business', 'x: lost']);
  });

  it('are eleven alerts, each with a case that fires and one that does not, and a place in the guide', async () => {
    const page = await readFile(join(ROOT, 'docs/guide/alarms.md'), 'utf8');
    const headings = [...page.matchAll(/^## (\w+)$/gm)].map(([, heading = '']) => heading);
    expect(ALERTS).toHaveLength(11);
    for (const alert of ALERTS) {
      expect(new Set(alert.cases.map(({ firing }) => firing.length > 0))).toEqual(new Set([true, false]));
      expect(headings.map((heading) => heading.toLowerCase())).toContain(anchorOf(alert));
    }
  });

  itWithPromtool('are rules that promtool takes, and that fire in its tests when they should', () => {
    expect(promtool(['check', 'rules', 'alerts.yaml'], { cwd: MONITORING })).toBe('');
    expect(promtool(['test', 'rules', 'alerts.test.yaml'], { cwd: MONITORING })).toBe('');
  });

  itWithPromtool('ask questions that promtool takes', async () => {
    const rules = QUESTIONS.map(
      ({ expr }, place) => `  - record: question:${place}\n    expr: '${withoutVariables(expr)}'\n`,
    );
    const folder = await mkdtemp(join(tmpdir(), 'tocsin-rules-'));
    await writeFile(join(folder, 'all.yaml'), `groups:\n- name: all\n  rules:\n${rules.join('')}`);
    expect(promtool(['check', 'rules', 'all.yaml'], { cwd: folder })).toBe('');
    await rm(folder, { recursive: true });
  });
});
