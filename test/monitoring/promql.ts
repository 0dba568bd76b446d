/** How panels ask: PromQL with the variables of the dashboard. */
import { METRIC_LIST } from '../../src/platform/telemetry/metric-list.js';

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

export const WINDOW = '[$__rate_interval]';
export const CHANNEL = 'channel=~"$channel"';
export const NAMESPACE = 'namespace=~"$namespace"';
/** What is read of PostgreSQL is the same in each process. */
export const once = (metric: string, matchers = '') => {
  const labels = Object.keys(METRIC_LIST.find(({ name }) => name === metric)?.labels ?? {});
  const by = labels.length > 0 ? ` by (${labels.join(', ')})` : '';
  return `max${by} (${metric}${matchers})`;
};
export const perSecond = (metric: string, by: string, labels = '') =>
  `sum by (${by}) (rate(${metric}${labels}${WINDOW}))`;
export const quantile = (q: number, metric: string, by = '', labels = '') =>
  `histogram_quantile(${q}, sum by (le${by && `, ${by}`}) (rate(${metric}_bucket${labels}${WINDOW})))`;
export const quantiles = (metric: string, by = '', labels = '', high = 0.99): PanelQuery[] =>
  [0.5, high].map((q) => ({ expr: quantile(q, metric, by, labels), legend: `p${q * 100}${by && ` {{${by}}}`}` }));
export const one = (expr: string, legend = ''): PanelQuery[] => [{ expr, legend }];

/** A question as Prometheus takes it, without the variables of the dashboard. */
export const withoutVariables = (expr: string, window = '5m'): string =>
  expr.replaceAll('$__rate_interval', window).replaceAll('$channel', '.*').replaceAll('$namespace', '.*');
