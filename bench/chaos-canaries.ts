/** Whether anything personal or secret of a run of chaos.ts stands where nothing of it may: its log, metrics, traces, and Temporal. */
import { Client, Connection } from '@temporalio/client';
import { type Canary, type Found, findCanaries } from '../test/support/canaries.js';
import { ENCRYPTION_KEYS } from '../test/support/database.js';
import { type HttpStandIn, startHttpStandIn } from '../test/support/stand-ins.js';
import { exportTemporal } from '../test/support/temporal-export.js';
import { MAIL_LOGIN } from './carriers.js';
import type { RestartedProcess } from './processes.js';

/** Who is in a run. */
export const OWNER = { name: 'Wilhelmina Quastenflug', email: 'qzx.owner@team.example' };
export const SUPPORT = { name: 'Ottokar Zwirbelnuss', email: 'qzx.support@team.example' };
export const CUSTOMER = { name: 'Xaverine Quillonzo', email: 'qzx.customer+4711@shop.example' };

const PEOPLE: Canary[] = Object.entries({ OWNER, SUPPORT, CUSTOMER }).flatMap(([who, { name, email }]) => [
  { what: `the name of ${who}`, text: name },
  { what: `the address of ${who}`, text: email.split('@')[0] ?? email },
]);

const PLACES = ['log', 'metrics', 'traces', 'Temporal'] as const;
type Place = (typeof PLACES)[number];

export class ChaosCanaries {
  private readonly canaries = [
    ...PEOPLE,
    { what: 'the password of the mail server', text: MAIL_LOGIN.password },
    { what: 'the encryption key', text: ENCRYPTION_KEYS.slice(ENCRYPTION_KEYS.indexOf(':') + 1) },
  ];
  private readonly looked: Record<Place, number> = { log: 0, metrics: 0, traces: 0, Temporal: 0 };
  private readonly found: (Found & { place: Place })[] = [];

  private constructor(private readonly collector: HttpStandIn) {}

  static async start(): Promise<ChaosCanaries> {
    return new ChaosCanaries(await startHttpStandIn());
  }

  /** All lines, and all spans. */
  get settings(): NodeJS.ProcessEnv {
    return { TOCSIN_LOG: 'debug', OTEL_EXPORTER_OTLP_ENDPOINT: this.collector.url, OTEL_TRACES_SAMPLER_ARG: '1' };
  }

  /** One more value to look for, such as the secret of a source. */
  add(canary: Canary): void {
    this.canaries.push(canary);
  }

  /** What a process has said since it was started last: before it is started anew, and at the end. */
  lookAtLog(output: string): void {
    this.look('log', output);
  }

  async lookAtMetrics({ operationsPort }: RestartedProcess): Promise<void> {
    const page = await fetch(`http://127.0.0.1:${operationsPort}/metrics`);
    this.look('metrics', await page.text());
  }

  /** Before its database is deleted, and at the end. @param address of its frontend */
  async lookAtTemporal(address: string): Promise<void> {
    const connection = await Connection.connect({ address });
    try {
      for (const text of await exportTemporal(new Client({ connection }))) this.look('Temporal', text);
    } finally {
      await connection.close();
    }
  }

  /** Prints a line for each place. @returns whether nothing was found, and something was there to be looked at */
  verdict(): boolean {
    for (const { body } of this.collector.requests) this.look('traces', body);
    const lines = PLACES.map((place) => {
      const here = this.found.filter((one) => one.place === place);
      const passes = here.length === 0 && this.looked[place] > 0;
      return {
        what: `canaries in ${place}`,
        'looked at': `${Math.ceil(this.looked[place] / 1_000)} kB`,
        found: [...new Set(here.map(({ what, form }) => `${what} (${form})`))].join(', ') || 0,
        verdict: passes ? 'pass' : 'FAIL',
      };
    });
    console.table(lines);
    for (const { place, what, near } of this.found.slice(0, 10)) console.log(`${what} in ${place}: ${near}`);
    return lines.every(({ verdict }) => verdict === 'pass');
  }

  stop(): Promise<void> {
    return this.collector.stop();
  }

  private look(place: Place, text: string): void {
    this.looked[place] += text.length;
    this.found.push(...findCanaries(this.canaries, text).map((one) => ({ ...one, place })));
  }
}
