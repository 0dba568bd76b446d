/**
 * GET /mail-frame: an empty document that the web app shows e-mails in, of our own origin and with a policy of its own. Mails are
 * styled within, which the policy of the app forbids; here that is allowed, and scripts are not.
 */
import type { FastifyInstance } from 'fastify';
import { contentPolicy } from './security-headers.js';

const EMPTY = '<!doctype html><html lang="en"><head><title>E-mail</title></head><body></body></html>';

/** A logo stands wherever its owner keeps it. */
const POLICY = contentPolicy({
  'style-src': ["'unsafe-inline'"],
  'img-src': ['https:', 'data:'],
  'frame-ancestors': ["'self'"],
});

export async function mailFrameRoutes(fastify: FastifyInstance): Promise<void> {
  fastify.get('/mail-frame', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', POLICY)
      .header('x-frame-options', 'SAMEORIGIN')
      .send(EMPTY),
  );
}
