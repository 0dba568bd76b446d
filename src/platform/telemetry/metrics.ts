/** The metrics of one process (metric-list.ts), counted with prom-client in a registry of its own. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { MetricEntry, ProcessKind } from './metric-entry.js';
import {
  type CounterKey,
  type GaugeKey,
  type HistogramKey,
  type LabelsOf,
  METRIC_LIST,
  METRICS,
  type MetricKey,
} from './metric-list.js';

/** The values of those labels whose registries are in layers above. */
export type KnownLabels = Readonly<Partial<Record<string, readonly string[]>>>;

const LEFT_OUT = [
  // Named after nothing that can be counted: `promtool check metrics` refuses them.
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
  // 27 series of each process, whose sums stand in nodejs_heap_size_….
  'nodejs_heap_space_size_total_bytes',
  'nodejs_heap_space_size_used_bytes',
  'nodejs_heap_space_size_available_bytes',
];
/** Seconds of a pause; each bound is a series for every kind of them. */
const GC_PAUSES = [0.01, 0.1, 1];
const MS_PER_SECOND = 1_000;

export class Metrics {
  readonly contentType = 'text/plain; version=0.0.4; charset=utf-8';
  private readonly registry = new Registry();
  private readonly counters = new Map<MetricKey, Counter>();
  private readonly gauges = new Map<MetricKey, Gauge>();
  private readonly histograms = new Map<MetricKey, Histogram>();
  private readonly readers: (() => void | Promise<void>)[] = [];
  private readonly others: (() => Promise<string>)[] = [];

  /**
   * @param known what counters begin with at 0, so that the first increase is seen as one; of other labels nothing is known before
   * @param processKind whose metrics are there from the start; without it those of both, as under `npm start`
   */
  constructor(
    private readonly known: KnownLabels = {},
    processKind?: ProcessKind,
  ) {
    for (const { key, of } of METRIC_LIST) if (!of || !processKind || of === processKind) this.make(key);
  }

  count<Key extends CounterKey>(key: Key, labels: LabelsOf<Key>, by = 1): void {
    this.made(this.counters, key)?.inc(labels, by);
  }

  /** Seconds, or what the list says of it. */
  observe<Key extends HistogramKey>(key: Key, labels: LabelsOf<Key>, value: number): void {
    // Clocks of two machines, or one that was set back, may differ.
    this.made(this.histograms, key)?.observe(labels, Math.max(0, value));
  }

  observeMs<Key extends HistogramKey>(key: Key, labels: LabelsOf<Key>, ms: number): void {
    this.observe(key, labels, ms / MS_PER_SECOND);
  }

  set<Key extends GaugeKey>(key: Key, labels: LabelsOf<Key>, value: number): void {
    this.made(this.gauges, key)?.set(labels, value);
  }

  /** Of a gauge whose labels are read with their values: the list says which there are. */
  setRead(key: GaugeKey, labels: Readonly<Record<string, string>>, value: number): void {
    this.made(this.gauges, key)?.set(labels, value);
  }

  add<Key extends GaugeKey>(key: Key, labels: LabelsOf<Key>, by: number): void {
    this.made(this.gauges, key)?.inc(labels, by);
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
    collectDefaultMetrics({ register: this.registry, gcDurationBuckets: GC_PAUSES });
    for (const name of LEFT_OUT) this.registry.removeSingleMetric(name);
  }

  /** All metrics, as Prometheus reads them. */
  async text(): Promise<string> {
    const others = Promise.allSettled(this.others.map((text) => text()));
    await Promise.allSettled(this.readers.map(async (read) => read()));
    const own = await this.registry.metrics();
    const texts = (await others).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    return [own, ...texts].map((text) => `${text.trimEnd()}\n`).join('');
  }

  private made<Kind>(those: ReadonlyMap<MetricKey, Kind>, key: MetricKey): Kind | undefined {
    if (!those.has(key)) this.make(key);
    return those.get(key);
  }

  private make(key: MetricKey): void {
    const { kind, name, help, labels, buckets = [], sparse }: MetricEntry = METRICS[key];
    const options = { name, help, labelNames: Object.keys(labels), registers: [this.registry] };
    if (kind === 'gauge') this.gauges.set(key, new Gauge(options));
    else if (kind === 'histogram') this.histograms.set(key, new Histogram({ ...options, buckets: [...buckets] }));
    else {
      const counter = new Counter(options);
      this.counters.set(key, counter);
      if (sparse) return;
      for (const values of combinationsOf(labels, this.known)) counter.inc(values, 0);
    }
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
