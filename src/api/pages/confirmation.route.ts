/**
 * GET /confirm/:token shows what the link of a confirmation would do, POST does it: programs look at links before anybody reads
 * the mail. Answers: 200, 404 for a link that is none of ours or too old, 429 after a flood of those.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { escapeHtml } from '../../channels/rendering/html.js';
import { type Formatter, formatterFor } from '../../i18n/formatter.js';
import { nameTenant } from '../../platform/database/tenancy.js';
import type { OpenedLink, SealedLinks } from '../../platform/secrets/sealed-links.js';
import type { RateLimits } from '../auth/rate-limits.js';
import type { Confirmation, ConfirmationService } from '../destinations/confirmation.service.js';
import { browserFormatter, type LinkPage, sendPage } from './page.js';

/** A form with nothing in it. */
const MAX_BODY_BYTES = 4 * 1024;

export interface ConfirmationDeps {
  confirmations: ConfirmationService;
  sealed: SealedLinks;
  limits: RateLimits;
}

type Linked = FastifyRequest<{ Params: { '*': string } }>;

/** A star and no name: Fastify reads at most 100 characters into a name. */
export async function confirmationRoutes(fastify: FastifyInstance, parts: ConfirmationDeps): Promise<void> {
  const { confirmations } = parts;
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  fastify.get('/confirm/*', (request: Linked, reply) => answer(parts, request, reply, async () => false));
  fastify.post('/confirm/*', (request: Linked, reply) =>
    answer(parts, request, reply, async (link) => {
      await confirmations.confirm(link);
      return true;
    }),
  );
}

async function answer(
  { confirmations, sealed, limits }: ConfirmationDeps,
  { params, ip, headers }: Linked,
  reply: FastifyReply,
  act: (link: OpenedLink) => Promise<boolean>,
): Promise<FastifyReply> {
  const pause = await limits.webhooksPause('confirmation', ip);
  if (pause > 0) return sendPage(reply.header('retry-after', String(pause)), 429, deadPage(browserFormatter(headers)));
  const link = sealed.open('confirm', params['*']);
  if (link) nameTenant(link.businessId);
  const confirmation = link && link.until > Date.now() ? await confirmations.find(link) : null;
  if (link && confirmation)
    return sendPage(reply, 200, pageOf(confirmation, (await act(link)) || confirmation.confirmed));
  await limits.countWrongSignature('confirmation', ip);
  return sendPage(reply, 404, deadPage(browserFormatter(headers)));
}

function pageOf({ address, businessName, person, locale }: Confirmation, done: boolean): LinkPage {
  const formatter = formatterFor({ locale, timeZone: 'UTC' });
  const said = { address, business: businessName, person };
  const heading = formatter.text(done ? 'confirmation.done' : 'confirmation.ask', said);
  const form = done
    ? ''
    : `<form method="post"><button>${escapeHtml(formatter.text('confirmation.button'))}</button></form>`;
  return page(formatter, businessName, heading, form);
}

const deadPage = (formatter: Formatter): LinkPage =>
  page(formatter, 'Tocsin', formatter.text('confirmation.deadLink'), '');

function page(formatter: Formatter, business: string, heading: string, rest: string): LinkPage {
  const body = `<p class="business">${escapeHtml(business)}</p><h1>${escapeHtml(heading)}</h1>${rest}`;
  return { locale: formatter.locale, title: formatter.text('confirmation.button'), body };
}
