/**
 * What a team would write around a queue instead of using Tocsin: a route that verifies and stores a webhook, a plan for one
 * person with an in-app notification, an e-mail and a webhook, the two sends, and a row for every state. Each queue hands in
 * `add` and `work`. No preferences, no locales, no quiet hours, no explanations: less work than Tocsin does for an event.
 */
import { Agent, request } from 'node:http';
import Fastify from 'fastify';
import nodemailer from 'nodemailer';
import pg from 'pg';
import { Webhook } from 'standardwebhooks';

const { DATABASE_URL, PORT, SOURCE_SECRET, ENDPOINT_SECRET, ENDPOINT_URL } = process.env;
const { SMTP_URL, SENDGRID_BASE_URL, FCM_BASE_URL } = process.env;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS events (id uuid PRIMARY KEY, source text NOT NULL, external_id text NOT NULL, type text NOT NULL,
    entity_id text, occurred_at timestamptz NOT NULL, received_at timestamptz NOT NULL, body bytea NOT NULL, facts jsonb NOT NULL,
    status text NOT NULL DEFAULT 'RECEIVED', UNIQUE (source, external_id));
  CREATE INDEX IF NOT EXISTS events_by_time ON events (source, received_at DESC);
  CREATE TABLE IF NOT EXISTS deliveries (id uuid PRIMARY KEY, event_id uuid NOT NULL REFERENCES events, channel text NOT NULL,
    destination text NOT NULL, status text NOT NULL, settled_at timestamptz, UNIQUE (event_id, destination));
  CREATE TABLE IF NOT EXISTS notifications (id uuid PRIMARY KEY, event_id uuid NOT NULL REFERENCES events, recipient text NOT NULL,
    title text NOT NULL, body text NOT NULL, read_at timestamptz, UNIQUE (event_id, recipient));
  CREATE INDEX IF NOT EXISTS notifications_unread ON notifications (recipient) WHERE read_at IS NULL;
  CREATE TABLE IF NOT EXISTS attempts (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), delivery_id uuid NOT NULL REFERENCES deliveries,
    at timestamptz NOT NULL, outcome text NOT NULL, status_code integer);
  CREATE INDEX IF NOT EXISTS attempts_by_delivery ON attempts (delivery_id)`;

const INSERT_EVENT = {
  name: 'event',
  text: `INSERT INTO events (id, source, external_id, type, entity_id, occurred_at, received_at, body, facts)
    VALUES (gen_random_uuid(), 'dodo', $1, $2, $3, $4, now(), $5, $6) ON CONFLICT (source, external_id) DO NOTHING RETURNING id`,
};
/** Gives the deliveries that are to be sent; on a second try those that are left. */
const PLAN = {
  name: 'plan',
  text: `WITH made AS (
      INSERT INTO deliveries (id, event_id, channel, destination, status)
      VALUES (gen_random_uuid(), $1, 'EMAIL', 'ada@team.example', 'PENDING'), (gen_random_uuid(), $1, 'WEBHOOK', 'shop', 'PENDING'),
        (gen_random_uuid(), $1, 'IN_APP', 'ada', 'DELIVERED')
      ON CONFLICT (event_id, destination) DO UPDATE SET status = deliveries.status RETURNING id, channel, status
    ), shown AS (
      INSERT INTO notifications (id, event_id, recipient, title, body) VALUES (gen_random_uuid(), $1, 'ada', $2, $3) ON CONFLICT DO NOTHING
    )
    SELECT id, channel FROM made WHERE status = 'PENDING'`,
};
const FIND_EVENT = { name: 'find', text: 'SELECT type, body, facts FROM events WHERE id = $1' };
const SETTLE = {
  name: 'settle',
  text: `WITH settled AS (UPDATE deliveries SET status = 'SENT', settled_at = now() WHERE id = $1 RETURNING id)
    INSERT INTO attempts (delivery_id, at, outcome, status_code) SELECT id, now(), 'sent', $2 FROM settled`,
};

/** A route that verifies webhooks. @param take gives `{ id, duplicate }`, with which one is answered: `take(webhookId, body)` */
export async function serveWebhooks(take) {
  const webhook = new Webhook(SOURCE_SECRET);
  const app = Fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post('/webhooks/:source', async ({ headers, body }, reply) => {
    try {
      webhook.verify(body, headers);
    } catch {
      return reply.code(401).send();
    }
    return reply.code(202).send(await take(headers['webhook-id'], body));
  });
  await app.listen({ port: Number(PORT), host: '127.0.0.1' });
  console.log('READY');
}

/** @param add puts one job into the queue, or several at once: `[{ name: 'plan' | 'send', data }]` */
export async function serve(add) {
  const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
  await pool.query(SCHEMA);
  await serveWebhooks(async (webhookId, body) => {
    const { type, timestamp, data } = JSON.parse(body);
    const facts = { amount: data.total_amount, currency: data.currency };
    const values = [webhookId, type, data.payment_id, timestamp, body, facts];
    const [stored] = (await pool.query({ ...INSERT_EVENT, values })).rows;
    if (stored) await add([{ name: 'plan', data: { eventId: stored.id } }]);
    return { id: stored?.id ?? '', duplicate: !stored };
  });
}

/** What a worker does with one job. @param add as of `serve` */
export function jobs(add) {
  const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
  const send = sends();
  return {
    async plan({ eventId }) {
      const { type, facts } = await find(pool, eventId);
      const { title, text } = wordsOf(type, facts);
      const { rows } = await pool.query({ ...PLAN, values: [eventId, title, text] });
      await add(rows.map(({ id, channel }) => ({ name: 'send', data: { eventId, deliveryId: id, channel } })));
    },
    async send({ eventId, deliveryId, channel }) {
      const { type, body, facts } = await find(pool, eventId);
      const code =
        channel === 'EMAIL' ? await send.mail(deliveryId, type, facts, body) : await send.webhook(deliveryId, body);
      await pool.query({ ...SETTLE, values: [deliveryId, code] });
    },
  };
}

async function find(pool, eventId) {
  return (await pool.query({ ...FIND_EVENT, values: [eventId] })).rows[0];
}

function wordsOf(type, { amount, currency }) {
  const money = new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount / 100);
  return { title: `${type}: ${money}`, text: `A payment of ${money} has a new state: ${type}.` };
}

/**
 * The calls that everybody makes, by pooled and kept connections: to an SMTP server and an endpoint, or to the APIs of SendGrid and FCM.
 * `key` is that by which the receiver knows the event.
 */
export function sends() {
  const mailer = nodemailer.createTransport({ url: SMTP_URL, pool: true });
  const signer = new Webhook(ENDPOINT_SECRET);
  const agent = new Agent({ keepAlive: true });
  const callApi = async (url, body) => {
    const text = JSON.stringify(body);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      authorization: 'Bearer bench',
    };
    return taken(await call(url, text, headers, agent));
  };
  return {
    async mail(id, type, facts, body) {
      const payment = JSON.parse(body).data.payment_id;
      const { response } = await mailer.sendMail({
        ...{ from: 'Shop <shop@test.example>', to: 'ada@team.example', ...mailOf(type, facts, payment) },
        messageId: `<${id}@peer>`,
        headers: { 'X-Bench-Key': payment },
      });
      return Number.parseInt(response, 10);
    },
    async mailTo(to, { key, type, facts }) {
      const from = 'Shop <shop@test.example>';
      await mailer.sendMail({ from, to, ...mailOf(type, facts, key), headers: { 'X-Bench-Key': key } });
    },
    async sendGridTo(to, { key, type, facts }) {
      const { subject, text, html } = mailOf(type, facts, key);
      const content = [
        { type: 'text/plain', value: text },
        { type: 'text/html', value: html },
      ];
      const personalizations = [{ to: [{ email: to }], headers: { 'X-Bench-Key': key } }];
      await callApi(`${SENDGRID_BASE_URL}/v3/mail/send`, {
        ...{ personalizations, subject, content },
        from: { email: 'shop@test.example' },
      });
    },
    async pushTo(token, { key, type, facts }) {
      const { title, text } = wordsOf(type, facts);
      const message = { token, notification: { title, body: text }, data: { payment_id: key } };
      await callApi(`${FCM_BASE_URL}/v1/projects/bench/messages:send`, { message });
    },
    async webhook(id, body) {
      const now = new Date();
      const headers = {
        'content-type': 'application/json',
        'content-length': body.length,
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': signer.sign(id, now, body),
      };
      return taken(await call(ENDPOINT_URL, body, headers, agent));
    },
  };
}

function mailOf(type, facts, payment) {
  const { title, text } = wordsOf(type, facts);
  const html = `<!doctype html><html><body style="font-family:sans-serif"><h1>${title}</h1><p>${text}</p><p>${payment}</p></body></html>`;
  return { subject: title, text, html };
}

function taken(status) {
  if (status >= 300) throw new Error(`the receiver answered ${status}`);
  return status;
}

function call(url, body, headers, agent) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', agent, headers, timeout: 15_000 }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode));
    });
    asked.once('error', reject);
    asked.end(body);
  });
}
