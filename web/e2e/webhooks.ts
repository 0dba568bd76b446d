/** Posts events as a payment provider does: all that specs do beside what a person does. */
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';

const SAMPLES = new URL('../../src/domain/catalogue/samples/', import.meta.url);

const { E2E_STRIPE = '', E2E_STRIPE_SECRET = '', E2E_DODO = '', E2E_DODO_SECRET = '' } = process.env;

/** A body as the provider sends it; its own id is new each time. @param changes to the thing that it is about */
export function sample(name: string, changes: object = {}): Record<string, unknown> {
  const body = JSON.parse(readFileSync(new URL(`${name}.json`, SAMPLES), 'utf8'));
  Object.assign(body.data.object ?? body.data, changes);
  return { ...body, ...(typeof body.id === 'string' ? { id: `evt_${crypto.randomUUID()}` } : {}) };
}

/** A sample from the provider that sends it, to the sample business. @param name `stripe.payout.failed`: a file of the samples */
export async function happens(name: string, changes: object = {}): Promise<void> {
  const body = sample(name, changes);
  const status = name.startsWith('stripe.')
    ? await postStripe(E2E_STRIPE, E2E_STRIPE_SECRET, body)
    : await postSigned(E2E_DODO, E2E_DODO_SECRET, body);
  expect(status).toBe(202);
}

const DAY_S = 86_400;

/** A dispute of one's own, for it changes; to be answered within a week, so it comes after those of the sample business. */
export function disputeOpens(minor: number): Promise<void> {
  const created = Math.floor(Date.now() / 1_000);
  const id = `du_${crypto.randomUUID().replaceAll('-', '')}`;
  return happens('stripe.charge.dispute.created', {
    ...{ id, amount: minor, created },
    evidence_details: { due_by: created + 7 * DAY_S, has_evidence: false, past_due: false, submission_count: 0 },
  });
}

/** Each worker has amounts of its own, and so has the one that comes after it where a spec fails. */
let amounts = Number(process.env.TEST_WORKER_INDEX) * 100;

/** An amount that no other spec of this run has. `minor`: in hundredths; `text` is in it in every language. */
export function newAmount(): { minor: number; text: RegExp } {
  const [whole, cents] = [100 + Math.floor(amounts / 90), 10 + (amounts % 90)];
  amounts++;
  return { minor: whole * 100 + cents, text: new RegExp(`${whole}[.,]${cents}`) };
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
