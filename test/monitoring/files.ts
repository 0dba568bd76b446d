/** The files of deploy/monitoring, made of the lists beside this one. `npm run monitoring` writes them. */
import { join } from 'node:path';
import { stringify } from 'yaml';
import { METRIC_LIST } from '../../src/platform/telemetry/metric-list.js';
import { ALERTS, type Alert, anchorOf } from './alerts.js';
import { ROWS } from './panels.js';
import type { Panel, PanelRow } from './promql.js';

export const ROOT = join(import.meta.dirname, '../../..');
export const MONITORING = join(ROOT, 'deploy/monitoring');
const RUNBOOKS = 'docs/guide/alarms.md';
const MADE = '# Made by `npm run monitoring` of test/monitoring: change it there.\n';
const DATASOURCE = { type: 'prometheus', uid: '$datasource' };
/** Grafana's grid has 24 columns. */
const [COLUMNS, STAT, OTHER] = [24, { w: 4, h: 4 }, { w: 8, h: 8 }];

const annotationsOf = (alert: Alert) => ({ summary: alert.summary, runbook: `${RUNBOOKS}#${anchorOf(alert)}` });

const rules = () => ({
  groups: [
    {
      name: 'tocsin',
      rules: ALERTS.map((alert) => ({
        alert: alert.name,
        expr: alert.expr,
        for: alert.lasts,
        labels: { severity: alert.severity },
        annotations: annotationsOf(alert),
      })),
    },
  ],
});

const ruleTests = () => ({
  rule_files: ['alerts.yaml'],
  evaluation_interval: '1m',
  tests: ALERTS.flatMap((alert) =>
    alert.cases.map(({ input, at, firing }) => ({
      name: `${alert.name} ${firing.length > 0 ? 'fires' : 'does not fire'}`,
      interval: '1m',
      input_series: Object.entries(input).map(([series, values]) => ({ series, values })),
      alert_rule_test: [
        {
          eval_time: at,
          alertname: alert.name,
          exp_alerts: firing.map((labels) => ({
            exp_labels: { severity: alert.severity, ...labels },
            exp_annotations: annotationsOf(alert),
          })),
        },
      ],
    })),
  ),
});

interface Place {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** A row's heading and its panels, from line `top` of the grid on. */
function placed({ title, panels }: PanelRow, top: number): { shown: object[]; bottom: number } {
  const shown: object[] = [{ type: 'row', title, collapsed: false, gridPos: { x: 0, y: top, w: COLUMNS, h: 1 } }];
  let [x, y, height] = [0, top + 1, 0];
  for (const panel of panels) {
    const { w, h } = panel.kind === 'stat' ? STAT : OTHER;
    if (x + w > COLUMNS) [x, y, height] = [0, y + height, 0];
    shown.push(panelOf(panel, { x, y, w, h }));
    [x, height] = [x + w, Math.max(height, h)];
  }
  return { shown, bottom: y + height };
}

function panelOf({ title, kind, unit, queries, about }: Panel, gridPos: Place): object {
  const targets = queries.map(({ expr, legend }, place) => ({
    refId: String.fromCharCode(65 + place),
    datasource: DATASOURCE,
    expr,
    legendFormat: legend,
    ...(kind === 'heatmap' ? { format: 'heatmap' } : {}),
    ...(kind === 'stat' ? { instant: true } : {}),
  }));
  const options = kind === 'stat' ? { textMode: queries[0]?.legend ? 'value_and_name' : 'value' } : {};
  const fieldConfig = { defaults: { unit }, overrides: [] };
  return { type: kind, title, description: about, datasource: DATASOURCE, gridPos, fieldConfig, options, targets };
}

const variable = (name: string, query: string) => ({
  name,
  type: 'query',
  datasource: DATASOURCE,
  query,
  refresh: 2,
  includeAll: true,
  allValue: '.*',
  multi: true,
  current: { text: 'All', value: '$__all' },
});

function dashboard() {
  let top = 0;
  const panels = ROWS.flatMap((row) => {
    const { shown, bottom } = placed(row, top);
    top = bottom;
    return shown;
  });
  return {
    uid: 'tocsin',
    title: 'Tocsin',
    tags: ['tocsin'],
    schemaVersion: 39,
    timezone: 'browser',
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    templating: {
      list: [
        { name: 'datasource', type: 'datasource', query: 'prometheus' },
        variable('namespace', 'label_values(temporal_num_pollers, namespace)'),
        variable('channel', 'label_values(tocsin_deliveries_total, channel)'),
      ],
    },
    panels: panels.map((panel, place) => ({ id: place + 1, ...panel })),
  };
}

/** The table of docs/metrics.md. */
function metricsPage(): string {
  const rows = METRIC_LIST.map(({ name, kind, labels, help }) => {
    const words = Object.entries(labels).map(
      ([label, values]) => `\`${label}\`${values ? `: ${values.join(', ')}` : ''}`,
    );
    return `| \`${name}\` | ${kind} | ${words.join('; ') || '–'} | ${help} |`;
  });
  return `# Metrics

Made by \`npm run monitoring\` of \`src/platform/telemetry/metric-list.ts\`. How to read them: [alarms](guide/alarms.md).

| metric | kind | labels | what it says |
| --- | --- | --- | --- |
${rows.join('\n')}

\`channel\`: lower case of the channels; \`source_kind\`: of the kinds of sources, \`none\` where the address belongs to no source; \`event_type\`: the catalogue, and \`other\`. No label has a value of a business, a person, a destination, an id or a URL. \`class\`: \`critical\` are critical events and those of payouts and disputes. Webhooks and live updates are counted by APIs alone, runs, plans, deliveries and reminders by workers alone. Beside these a process shows those of Node (\`nodejs_…\`, \`process_…\`), and a worker those of Temporal's SDK (\`temporal_…\`).
`;
}

/** By path from the root of the project: what is to stand there. */
export const FILES: Readonly<Record<string, () => string>> = {
  'deploy/monitoring/dashboard.json': () => `${JSON.stringify(dashboard(), null, 2)}\n`,
  'deploy/monitoring/alerts.yaml': () => MADE + stringify(rules(), { lineWidth: 0 }),
  'deploy/monitoring/alerts.test.yaml': () => MADE + stringify(ruleTests(), { lineWidth: 0 }),
  'docs/metrics.md': metricsPage,
};
