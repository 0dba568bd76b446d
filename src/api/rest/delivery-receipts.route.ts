/**
 * POST /webhooks/sendgrid/:source, where SendGrid's Signed Event Webhook sends its receipts; `source` is the name of its key in
 * SENDGRID_WEBHOOK_KEYS. The signature (ECDSA P-256, SHA-256) covers the timestamp and the raw bytes, the line break at
 * their end included. Answers: 200, 400, 401, 404, 413; 429 after a flood of wrong signatures; 503 where they cannot be
 * stored: SendGrid then sends them again for 24 h. How old a timestamp may be it does not say: a receipt is taken once.
 */
import { type KeyObject, verify } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { DeliveryReceipts } from '../../core/delivery/delivery-receipts.js';
import { deliveryReceiptsOf } from '../../domain/health/delivery-receipts.js';
import { makeReason } from '../../domain/reasons.js';
import { answerWithin } from '../../platform/database/answer-within.js';
import type { RateLimits } from '../auth/rate-limits.js';
import { errorReply, sendReason } from './reason-reply.js';

const MAX_BODY_BYTES = 1024 * 1024;
const [SIGNATURE, TIMESTAMP] = ['x-twilio-email-event-webhook-signature', 'x-twilio-email-event-webhook-timestamp'];

/** Whatever PostgreSQL does; a receipt that comes twice changes nothing. */
const ANSWER_MS = 4_500;

export interface DeliveryReceiptDeps {
  receipts: DeliveryReceipts;
  keys: ReadonlyMap<string, KeyObject>;
  limits: RateLimits;
  log: Logger;
}

export async function deliveryReceiptRoutes(fastify: FastifyInstance, parts: DeliveryReceiptDeps): Promise<void> {
  const { receipts, keys, limits, log } = parts;
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  fastify.setErrorHandler(
    errorReply({
      mostBytes: MAX_BODY_BYTES,
      takes: null,
      reason: makeReason('RECEIPTS_NOT_STORED'),
      retryAfterSeconds: 5,
      onFault: (error) =>
        log.error({ code: 'RECEIPTS_UNAVAILABLE', error }, 'receipts could not be stored; SendGrid sends them again'),
    }),
  );
  fastify.post<{ Params: { source: string } }>(
    '/webhooks/sendgrid/:source',
    { bodyLimit: MAX_BODY_BYTES },
    async (request, reply) => {
      const { source } = request.params;
      const key = keys.get(source);
      if (!key) return sendReason(request, reply, 404, makeReason('RECEIPTS_KEY_UNKNOWN'));
      const pause = await limits.webhooksPause(`sendgrid ${source}`, request.ip);
      if (pause > 0) return sendReason(request, reply, 429, makeReason('WEBHOOK_FLOOD'), pause);
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      if (!isSigned(request, body, key)) {
        await limits.countWrongSignature(`sendgrid ${source}`, request.ip);
        return sendReason(request, reply, 401, makeReason('RECEIPTS_SIGNATURE_WRONG'));
      }
      const items = receiptItems(body);
      if (!items) return sendReason(request, reply, 400, makeReason('RECEIPTS_NO_ARRAY'));
      return {
        stored: await answerWithin(
          AbortSignal.timeout(ANSWER_MS),
          receipts.take(deliveryReceiptsOf(items), new Date()),
        ),
      };
    },
  );
}

/** Whether the holder of the key signed these very bytes. */
function isSigned({ headers }: FastifyRequest, body: Buffer, key: KeyObject): boolean {
  const [signature, timestamp] = [headers[SIGNATURE as string], headers[TIMESTAMP as string]];
  if (typeof signature !== 'string' || typeof timestamp !== 'string') return false;
  const signed = Buffer.concat([Buffer.from(timestamp), body]);
  return verify('sha256', signed, key, Buffer.from(signature, 'base64'));
}

function receiptItems(body: Buffer): unknown[] | null {
  try {
    const items: unknown = JSON.parse(body.toString('utf8'));
    return Array.isArray(items) ? items : null;
  } catch {
    return null;
  }
}
