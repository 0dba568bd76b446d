/**
 * Pages behind the links of mails to one address, without a login: GET shows what a link would do, POST does it, without a cookie
 * and without leading elsewhere. Programs look at links before anybody reads the mail. Answers: 200, 404 for a link that is none
 * of ours or too old, 413, 415, 429 after a flood of those, 503.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { escapeHtml } from '../../channels/rendering/html.js';
import type { AddressPage } from '../../core/planning/linked-address.js';
import { makeReason } from '../../domain/reasons.js';
import { type Formatter, formatterFor } from '../../i18n/formatter.js';
import type { MessageKey } from '../../i18n/messages.js';
import { nameTenant } from '../../platform/database/tenancy.js';
import { type LinkUse, type OpenedLink, pathOf, type SealedLinks } from '../../platform/secrets/sealed-links.js';
import type { RateLimits } from '../auth/rate-limits.js';
import { errorReply } from '../rest/reason-reply.js';
import { browserFormatter, headedPage, type LinkPage, sendPage } from './page.js';

export interface MailLinkDeps {
  sealed: SealedLinks;
  limits: RateLimits;
  log: Logger;
}

/** What the links of one use show and do. */
export interface MailLink<Found extends AddressPage> {
  use: LinkUse;
  /** Of the page of a link that is dead: its heading, and what to do. */
  title: MessageKey;
  deadLink: MessageKey;
  /** Content types that are read. */
  takes: '*' | 'application/x-www-form-urlencoded';
  /** Of the body. */
  mostBytes: number;
  /** Null where the address is no longer one of the team. */
  find(link: OpenedLink): Promise<Found | null>;
  show(found: Found, formatter: Formatter): LinkPage;
  act(link: OpenedLink, found: Found, form: URLSearchParams): Promise<(formatter: Formatter) => LinkPage>;
}

type Linked = FastifyRequest<{ Params: { '*': string }; Body: URLSearchParams | undefined }>;

/** A star and no name: Fastify reads at most 100 characters into a name. */
export async function mailLinkRoutes<Found extends AddressPage>(
  fastify: FastifyInstance,
  { link, ...parts }: MailLinkDeps & { link: MailLink<Found> },
): Promise<void> {
  const { use, takes, mostBytes, show, act } = link;
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(takes, { parseAs: 'buffer', bodyLimit: mostBytes }, (_request, body, done) =>
    done(null, new URLSearchParams(body.toString())),
  );
  fastify.setErrorHandler(
    errorReply({
      mostBytes,
      takes: takes === '*' ? null : takes,
      reason: makeReason('LINK_AWAY'),
      retryAfterSeconds: 60,
      onFault: (error) => parts.log.error({ code: 'LINK_UNAVAILABLE', use, error }, 'the link of a mail did nothing'),
    }),
  );
  const path = `${pathOf(use)}*`;
  fastify.get(path, (request: Linked, reply) =>
    sendLinkPage(parts, link, { request, reply }, async (_, found) => (formatter) => show(found, formatter)),
  );
  fastify.post(path, (request: Linked, reply) =>
    sendLinkPage(parts, link, { request, reply }, (opened, found) =>
      act(opened, found, request.body ?? new URLSearchParams()),
    ),
  );
}

async function sendLinkPage<Found extends AddressPage>(
  { sealed, limits }: MailLinkDeps,
  link: MailLink<Found>,
  { request, reply }: { request: Linked; reply: FastifyReply },
  pageOf: (opened: OpenedLink, found: Found) => Promise<(formatter: Formatter) => LinkPage>,
): Promise<FastifyReply> {
  const { use, find } = link;
  const { params, ip, headers } = request;
  const dead = (status: number) => sendPage(reply, status, deadLinkPage(link, browserFormatter(headers)));
  const pause = await limits.webhooksPause(use, ip);
  if (pause > 0) {
    reply.header('retry-after', String(pause));
    return dead(429);
  }
  const opened = sealed.open(use, params['*']);
  if (opened) nameTenant(opened.businessId);
  const found = opened && opened.until > Date.now() ? await find(opened) : null;
  if (opened && found) {
    const page = await pageOf(opened, found);
    return sendPage(reply, 200, page(formatterFor({ locale: found.locale, timeZone: 'UTC' })));
  }
  await limits.countWrongSignature(use, ip);
  return dead(404);
}

export function deadLinkPage(
  { title, deadLink }: Pick<MailLink<never>, 'title' | 'deadLink'>,
  formatter: Formatter,
): LinkPage {
  const rest = `<p>${escapeHtml(formatter.text(deadLink))}</p>`;
  return headedPage(formatter, { title: formatter.text(title), rest });
}
