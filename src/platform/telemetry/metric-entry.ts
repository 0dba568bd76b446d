export type ProcessKind = 'api' | 'worker';

/** What the list of metrics says of each. */
export interface MetricEntry {
  name: string;
  kind: 'counter' | 'gauge' | 'histogram';
  help: string;
  /** By label its values; null where a registry of a layer above has them. */
  labels: Readonly<Record<string, readonly string[] | null>>;
  /** Upper bounds; twelve at most, since each is a series for every combination of labels. */
  buckets?: readonly number[];
  /** Read when somebody asks for metrics, rather than counted as it happens. */
  read?: true;
  /** The kind of process that alone has it; the other one has it once it is used there all the same. */
  of?: ProcessKind;
  /** No alarm asks for its first increase: what was never counted has no series, and none at 0. */
  sparse?: true;
}
