/** The bus between processes: PostgreSQL's NOTIFY. See docs/decisions/0007. */
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { decodeLiveUpdate, encodeLiveUpdate, type LiveUpdate } from '../../domain/live-update.js';
import { systemTime } from '../clock.js';
import { namedStatement, poolOf, runStatement } from '../database/statement.js';
import { faultText } from '../fault-text.js';
import type { Metrics } from '../telemetry/metrics.js';
import { type Bus, type OnLiveUpdate, Watchers } from './bus.js';
import { LIVE_CHANNEL, Listener } from './listener.js';

const NOTIFY = namedStatement<{ lines: readonly string[] }>(
  'live.notify',
  `SELECT pg_notify('${LIVE_CHANNEL}', line) FROM unnest($lines::text[]) AS t(line)`,
);

const AT_ONCE = 1_000;
/** While PostgreSQL hangs, updates queue; beyond this number they are dropped. */
const WAITING_AT_MOST = 20_000;

/** Notifies a channel without a payload. As a separate statement: NOTIFY locks the whole instance at commit. */
export async function notifyChannel(dataSource: DataSource, channel: string): Promise<void> {
  await poolOf(dataSource).query('SELECT pg_notify($1, $2)', [channel, '']);
}

/** Publishes by NOTIFY: while one statement is in flight, further updates queue and go as one. A worker needs no more. */
export class LiveUpdates {
  private waiting: string[] = [];
  private sending: Promise<void> | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: Logger,
    private readonly metrics: Metrics,
  ) {}

  publish(changes: readonly LiveUpdate[]): void {
    if (changes.length === 0) return;
    if (this.waiting.length > WAITING_AT_MOST) {
      this.metrics.count('liveDropped', { reason: 'queue_full' }, changes.length);
      return;
    }
    const at = systemTime().getTime();
    this.waiting.push(...changes.map((change) => encodeLiveUpdate({ ...change, at })));
    this.sending ??= this.send().finally(() => {
      this.sending = null;
    });
  }

  /** Resolves when everything is sent. */
  async close(): Promise<void> {
    await this.sending;
  }

  private async send(): Promise<void> {
    while (this.waiting.length > 0) {
      const lines = this.waiting.splice(0, AT_ONCE);
      await runStatement(this.dataSource, NOTIFY, { lines }).catch((error: unknown) => {
        this.metrics.count('liveDropped', { reason: 'not_sent' }, lines.length);
        this.log.warn({ code: 'NOTIFY_FAILED', lost: lines.length, error: faultText(error) }, 'watchers were not told');
      });
    }
  }
}

/** The bus of an API process: it publishes and listens. It gets its own updates through PostgreSQL, too. */
export class NotifyBus implements Bus {
  private readonly watchers = new Watchers();
  private readonly notifier: LiveUpdates;
  private readonly listener: Listener;
  private readonly gaps: (() => void)[] = [];

  constructor(dataSource: DataSource, databaseUrl: string, log: Logger, metrics: Metrics) {
    this.notifier = new LiveUpdates(dataSource, log, metrics);
    const reactions = {
      channels: { [LIVE_CHANNEL]: (payload: string) => this.publishHere(payload) },
      opened: () => this.gaps.forEach((onLoss) => void onLoss()),
    };
    this.listener = new Listener(databaseUrl, reactions, log);
  }

  get given(): number {
    return this.watchers.given;
  }

  publish(changes: readonly LiveUpdate[]): void {
    this.notifier.publish(changes);
  }

  subscribe(topic: string, onUpdate: OnLiveUpdate): () => void {
    return this.watchers.add(topic, onUpdate);
  }

  onGap(onLoss: () => void): void {
    this.gaps.push(onLoss);
  }

  async close(): Promise<void> {
    await this.notifier.close();
    await this.listener.stop();
  }

  private publishHere(payload: string): void {
    const change = decodeLiveUpdate(payload);
    if (change) this.watchers.publish(change);
  }
}
