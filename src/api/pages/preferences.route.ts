/**
 * GET /n/:token shows what comes to the address of a mail, POST with the `type`s that are wanted changes it, without a login.
 * Answers: 200, 404 for a link that is none of ours or too old, 413, 429 after a flood of those, 503.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { makeReason } from '../../domain/reasons.js';
import { formatterFor } from '../../i18n/formatter.js';
import { nameTenant } from '../../platform/database/tenancy.js';
import { openPreferencesLink, type PreferencesOwner } from '../../platform/secrets/preferences-link.js';
import type { SecretBox } from '../../platform/secrets/secret-box.js';
import type { RateLimits } from '../auth/rate-limits.js';
import type { OwnPreferences, OwnPreferencesService } from '../preferences/own-preferences.service.js';
import { errorReply } from '../rest/reason-reply.js';
import { browserFormatter, sendPage } from './page.js';
import { deadPreferencesPage, preferencesPage } from './preferences-page.js';

/** All event types of the catalogue are some kilobytes. */
const MAX_BODY_BYTES = 16 * 1024;

export interface PreferencesDeps {
  box: SecretBox;
  own: OwnPreferencesService;
  limits: RateLimits;
  log: Logger;
}

type Linked = FastifyRequest<{ Params: { '*': string }; Body: URLSearchParams | undefined }>;

/** A star and no name: Fastify reads at most 100 characters into a name. */
export async function preferencesRoutes(fastify: FastifyInstance, parts: PreferencesDeps): Promise<void> {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: MAX_BODY_BYTES },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  fastify.setErrorHandler(
    errorReply({
      mostBytes: MAX_BODY_BYTES,
      reason: makeReason('UNSUBSCRIBE_AWAY'),
      retryAfterSeconds: 60,
      onFault: (error) => parts.log.error({ code: 'PREFERENCES_UNAVAILABLE', error }, 'preferences could not be shown'),
    }),
  );
  fastify.get('/n/*', (request: Linked, reply) =>
    answer(parts, request, reply, async (_, own) => preferencesPage(own, formatterOf(own), false)),
  );
  fastify.post('/n/*', (request: Linked, reply) =>
    answer(parts, request, reply, async (link, own) => {
      await parts.own.choose(link, own, new Set(request.body?.getAll('type')));
      return preferencesPage((await parts.own.find(link)) ?? own, formatterOf(own), true);
    }),
  );
}

const formatterOf = ({ locale }: OwnPreferences) => formatterFor({ locale, timeZone: 'UTC' });

type Act = (link: PreferencesOwner, own: OwnPreferences) => Promise<Parameters<typeof sendPage>[2]>;

async function answer(
  { box, own, limits }: PreferencesDeps,
  { params, ip, headers }: Linked,
  reply: FastifyReply,
  act: Act,
): Promise<FastifyReply> {
  const dead = () => deadPreferencesPage(browserFormatter(headers));
  const pause = await limits.webhooksPause('preferences', ip);
  if (pause > 0) return sendPage(reply.header('retry-after', String(pause)), 429, dead());
  const link = openPreferencesLink(box, params['*']);
  if (link) nameTenant(link.businessId);
  const found = link && (await own.find(link));
  if (link && found) return sendPage(reply, 200, await act(link, found));
  await limits.countWrongSignature('preferences', ip);
  return sendPage(reply, 404, dead());
}
