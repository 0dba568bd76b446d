/** The metrics of one process (metric-list.ts), counted with prom-client in a registry of its own. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import {
  type CounterKey,
  type GaugeKey,
  type HistogramKey,
  type LabelsOf,
  METRIC_LIST,
  type MetricKey,
} from './metric-list.js';

/** The values of those labels whose registries are in layers above. */
export type KnownLabels = Readonly<Partial<Record<string, readonly string[]>>>;

/** Named after nothing that can be counted: `promtool check metrics` refuses them. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];
const BUCKET_SECONDS = 1_000;

export class Metrics {
  readonly contentType = 'text/plain; version=0.0.4; charset=utf-8';
  private readonly registry = new Registry();
  private readonly counters = new Map<MetricKey, Counter>();
  private readonly gauges = new Map<MetricKey, Gauge>();
  private readonly histograms = new Map<MetricKey, Histogram>();
  private readonly readers: (() => void | Promise<void>)[] = [];
  private readonly others: (() => Promise<string>)[] = [];

  /** @param known what counters begin with at 0, so that the first increase is seen as one; of other labels nothing is known before */
  constructor(known: KnownLabels = {}) {
    for (const { key, kind, name, help, labels, buckets } of METRIC_LIST) {
      const options = { name, help, labelNames: Object.keys(labels), registers: [this.registry] };
      if (kind === 'gauge') this.gauges.set(key, new Gauge(options));
      else if (kind === 'histogram')
        this.histograms.set(key, new Histogram({ ...options, buckets: [...(buckets ?? [])] }));
      else {
        const counter = new Counter(options);
        this.counters.set(key, counter);
        for (const values of combinationsOf(labels, known)) counter.inc(values, 0);
      }
    }
  }

  count<Key extends CounterKey>(key: Key, labels: LabelsOf<Key>, by = 1): void {
    this.counters.get(key)?.inc(labels, by);
  }

  /** Seconds, or what the list says of it. */
  observe<Key extends HistogramKey>(key: Key, labels: LabelsOf<Key>, value: number): void {
    // Clocks of two machines, or one that was set back, may differ.
    this.histograms.get(key)?.observe(labels, Math.max(0, value));
  }

  observeMs<Key extends HistogramKey>(key: Key, labels: LabelsOf<Key>, ms: number): void {
    this.observe(key, labels, ms / BUCKET_SECONDS);
  }

  set<Key extends GaugeKey>(key: Key, labels: LabelsOf<Key>, value: number): void {
    this.gauges.get(key)?.set(labels, value);
  }

  /** Of a gauge whose labels are read with their values: the list says which there are. */
  setRead(key: GaugeKey, labels: Readonly<Record<string, string>>, value: number): void {
    this.gauges.get(key)?.set(labels, value);
  }

  add<Key extends GaugeKey>(key: Key, labels: LabelsOf<Key>, by: number): void {
    this.gauges.get(key)?.inc(labels, by);
  }

  /** What is not known any more is absent, not what it was. */
  forget(key: GaugeKey, labels: Readonly<Record<string, string>>): void {
    this.gauges.get(key)?.remove(labels);
  }

  /** Called before each answer; what it throws leaves its metrics as they are. */
  onRead(read: () => void | Promise<void>): void {
    this.readers.push(read);
  }

  /** Adds the metrics of another exporter of this process; where it rejects, they are left out. */
  append(text: () => Promise<string>): void {
    this.others.push(text);
  }

  /** Metrics of Node and the process. Only for processes: it watches the event loop from now on. */
  watchNode(): void {
    collectDefaultMetrics({ register: this.registry });
    for (const name of MISNAMED) this.registry.removeSingleMetric(name);
  }

  /** All metrics, as Prometheus reads them. */
  async text(): Promise<string> {
    const others = Promise.allSettled(this.others.map((text) => text()));
    await Promise.allSettled(this.readers.map(async (read) => read()));
    const own = await this.registry.metrics();
    const texts = (await others).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    return [own, ...texts].map((text) => `${text.trimEnd()}\n`).join('');
  }
}

/** Every combination of the values of all labels; none where the values of one are not known. */
function combinationsOf(
  labels: Readonly<Record<string, readonly string[] | null>>,
  known: KnownLabels,
): Record<string, string>[] {
  return Object.entries(labels).reduce<Record<string, string>[]>(
    (before, [label, values]) =>
      before.flatMap((one) => (values ?? known[label] ?? []).map((value) => ({ ...one, [label]: value }))),
    [{}],
  );
}
