/** Posts events as a payment provider does: all that specs do beside what a person does. */
import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';

const SAMPLES = new URL('../../src/domain/catalogue/samples/', import.meta.url);

/** A body as the provider sends it; its own id is new each time. */
export function sample(name: string): Record<string, unknown> {
  const body = JSON.parse(readFileSync(new URL(`${name}.json`, SAMPLES), 'utf8'));
  return { ...body, ...(typeof body.id === 'string' ? { id: `evt_${crypto.randomUUID()}` } : {}) };
}

/** @returns the status of the answer */
export async function postStripe(url: string, secret: string, body: object): Promise<number> {
  const payload = JSON.stringify(body);
  const signature = new Stripe('sk_test_none').webhooks.generateTestHeaderString({ payload, secret });
  return post(url, payload, { 'stripe-signature': signature });
}

export async function postSigned(url: string, secret: string, body: object): Promise<number> {
  const [id, at, payload] = [`msg_${crypto.randomUUID()}`, new Date(), JSON.stringify(body)];
  return post(url, payload, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, at, payload),
  });
}

async function post(url: string, body: string, headers: Record<string, string>): Promise<number> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return answer.status;
}
