/**
 * GET /u/:token shows what the link of a mail would end, POST does it, without a cookie and without leading elsewhere
 * (RFC 8058): mailbox providers post on behalf of their users, and look at links before anybody reads the mail. Answers: 200,
 * 404 for a link that is none of ours or too old, 429 after a flood of those, 503.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { makeReason } from '../../domain/reasons.js';
import { formatterFor } from '../../i18n/formatter.js';
import { nameTenant } from '../../platform/database/tenancy.js';
import type { SecretBox } from '../../platform/secrets/secret-box.js';
import { openUnsubscription, type Unsubscription } from '../../platform/secrets/unsubscribe-link.js';
import type { RateLimits } from '../auth/rate-limits.js';
import type { AddressPage } from '../preferences/linked-address.js';
import type { UnsubscribeService } from '../preferences/unsubscribe.service.js';
import { errorReply } from '../rest/reason-reply.js';
import { browserFormatter, sendPage } from './page.js';
import { askingPage, deadLinkPage, donePage } from './unsubscribe-page.js';

/** A form with one word in it. */
const MAX_BODY_BYTES = 4 * 1024;

export interface UnsubscribeDeps {
  box: SecretBox;
  unsubscribes: UnsubscribeService;
  limits: RateLimits;
  log: Logger;
}

type Linked = FastifyRequest<{ Params: { '*': string } }>;

/** A star and no name: Fastify reads at most 100 characters into a name. */
export async function unsubscribeRoutes(fastify: FastifyInstance, parts: UnsubscribeDeps): Promise<void> {
  const { unsubscribes, log } = parts;
  fastify.removeAllContentTypeParsers();
  // What it says ("List-Unsubscribe=One-Click") is the same in every one; as a form or in parts.
  fastify.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  fastify.setErrorHandler(
    errorReply({
      mostBytes: MAX_BODY_BYTES,
      reason: makeReason('UNSUBSCRIBE_AWAY'),
      retryAfterSeconds: 60,
      onFault: (error) => log.error({ code: 'UNSUBSCRIBE_UNAVAILABLE', error }, 'somebody could not be unsubscribed'),
    }),
  );
  fastify.get('/u/*', (request: Linked, reply) =>
    answer(parts, request, reply, async (link, subscription) =>
      askingPage(link, subscription, formatterOf(subscription)),
    ),
  );
  fastify.post('/u/*', (request: Linked, reply) =>
    answer(parts, request, reply, async (link, subscription) => {
      await unsubscribes.end(link);
      return donePage(link, subscription, formatterOf(subscription));
    }),
  );
}

const formatterOf = ({ locale }: AddressPage) => formatterFor({ locale, timeZone: 'UTC' });

type Act = (link: Unsubscription, subscription: AddressPage) => Promise<Parameters<typeof sendPage>[2]>;

async function answer(
  { box, unsubscribes, limits }: UnsubscribeDeps,
  { params, ip, headers }: Linked,
  reply: FastifyReply,
  act: Act,
): Promise<FastifyReply> {
  const formatter = browserFormatter(headers);
  const pause = await limits.webhooksPause('unsubscribe', ip);
  if (pause > 0) return sendPage(reply.header('retry-after', String(pause)), 429, deadLinkPage(formatter));
  const link = openUnsubscription(box, params['*']);
  if (link) nameTenant(link.businessId);
  const subscription = link && (await unsubscribes.find(link));
  if (link && subscription) return sendPage(reply, 200, await act(link, subscription));
  await limits.countWrongSignature('unsubscribe', ip);
  return sendPage(reply, 404, deadLinkPage(formatter));
}
