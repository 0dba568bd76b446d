/** Webhooks as a producer sends them: signed by the providers' own packages and not by our code. */
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';
import type { SourceKind } from '../../src/sources/index.js';

export interface TestSource {
  id: string;
  secret: string;
  kind: SourceKind;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: { id: string; duplicate: boolean; error: string };
}

/** The headers that make `body` genuine. */
export function signedHeaders(
  source: TestSource,
  body: string,
  { externalId = newExternalId(), now = new Date() } = {},
): Record<string, string> {
  const json = { 'content-type': 'application/json' };
  if (source.kind === 'STRIPE') {
    const timestamp = Math.floor(now.getTime() / 1_000);
    return {
      ...json,
      'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload: body, secret: source.secret, timestamp }),
    };
  }
  return {
    ...json,
    'webhook-id': externalId,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': new Webhook(source.secret).sign(externalId, now, body),
  };
}

/** Posts bytes with headers to a source's address, whatever they are. */
export async function post(
  program: { url: string },
  sourceId: string,
  body: RequestInit['body'],
  headers: Record<string, string>,
): Promise<Answer> {
  // `duplex` is what fetch wants of a body without a known length.
  const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
  const answer = await fetch(`${program.url}/webhooks/${sourceId}`, init);
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer['body'] };
}

/** Signs and posts. */
export function send(
  program: { url: string },
  source: TestSource,
  body: object | string,
  options: { externalId?: string; now?: Date } = {},
): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return post(program, source.id, text, signedHeaders(source, text, options));
}

export function newExternalId(): string {
  return `msg_${randomBytes(8).toString('hex')}`;
}
