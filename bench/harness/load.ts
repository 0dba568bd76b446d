/** Producers: signed webhooks by kept connections, in a closed loop or by the clock. */
import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { sample } from '../../test/sources/sample-bodies.js';
import { signedHeaders } from '../../test/support/producers.js';
import type { Contestant } from './contestants.js';
import type { Posted } from './receivers.js';

/** Both are sent to one owner and one endpoint: the team's mail and the webhook, no mail to a customer. */
export type EventType = 'payment.succeeded' | 'payment.failed';

const BODIES = { 'payment.succeeded': bodyOf('payment.succeeded'), 'payment.failed': bodyOf('payment.failed') };

/** The sample of Dodo Payments without the customer's address, so that nobody writes to her. */
function bodyOf(type: EventType) {
  const body = sample(`dodo.${type}`);
  delete body.data.customer.email;
  return body;
}

export class Producer {
  private readonly agent: Agent;
  /** All that were taken. */
  readonly posted: Posted[] = [];

  constructor(
    private readonly contestant: Pick<Contestant, 'url' | 'source'>,
    connections: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** @returns the event, and how long the answer took, milliseconds. @throws where it is not 202 */
  async post(type: EventType): Promise<{ event: Posted; ms: number }> {
    const payment = `pay_${randomBytes(10).toString('hex')}`;
    const body = BODIES[type];
    const now = new Date().toISOString();
    const text = JSON.stringify({
      ...body,
      timestamp: now,
      data: { ...body.data, payment_id: payment, created_at: now, updated_at: now },
    });
    const headers = { ...signedHeaders(this.contestant.source, text), 'content-length': Buffer.byteLength(text) };
    const begun = performance.now();
    const { status, answer } = await this.send(text, headers);
    const ms = performance.now() - begun;
    if (status !== 202) throw new Error(`a webhook was answered with ${status}: ${answer}`);
    const event = { payment, id: JSON.parse(answer).id, at: performance.timeOrigin + begun };
    this.posted.push(event);
    return { event, ms };
  }

  private send(text: string, headers: Record<string, string | number>): Promise<{ status: number; answer: string }> {
    const { url, source } = this.contestant;
    return new Promise((resolve, reject) => {
      const asked = request(
        `${url}/webhooks/${source.id}`,
        { method: 'POST', agent: this.agent, headers },
        (response) => {
          let answer = '';
          response.setEncoding('utf8');
          response.on('data', (piece: string) => (answer += piece));
          response.once('end', () => resolve({ status: Number(response.statusCode), answer }));
        },
      );
      asked.once('error', reject);
      asked.end(text);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** So many at the same time, each followed by the next, until `more` says no. @returns what took so long in all, milliseconds */
export async function closedLoop(atOnce: number, more: () => boolean, one: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  const lane = async () => {
    while (more()) await one();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return performance.now() - begun;
}

/** So many a second whatever becomes of the ones before; times count from when each was due, so that a queue is not left out. */
export async function openLoop(perSecond: number, seconds: number, one: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  const under: Promise<void>[] = [];
  const begun = performance.now();
  const count = Math.round(perSecond * seconds);
  for (let at = 0; at < count; ) {
    for (const due = ((performance.now() - begun) / 1_000) * perSecond; at < Math.min(count, due); at++) {
      const dueMs = begun + (at / perSecond) * 1_000;
      const done = one().then(() => void times.push(performance.now() - dueMs));
      // That one fails is told when all are over.
      done.catch(() => undefined);
      under.push(done);
    }
    await sleep(1);
  }
  await Promise.all(under);
  return times;
}

export const untilTime = (ms: number) => {
  const end = performance.now() + ms;
  return () => performance.now() < end;
};

export const times = (count: number) => {
  let left = count;
  return () => left-- > 0;
};
