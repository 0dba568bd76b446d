/**
 * Pages that need no login: GET /a/:token shows a dispute, POST does what its button says; GET /evidence/:token is an
 * evidence pack to print, in the language of the browser or of `?locale=`. A GET never acts: mail scanners follow links.
 * The seal says whose tenant it is, and from there the rows are read as that business. Answers: 200; 400 no act, 404 no link
 * of ours or no longer anybody's, 409 somebody was first or the link did it before, 410 expired, 413, 415; 503 with Retry-After while
 * PostgreSQL does not answer.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DataSource } from 'typeorm';
import { Dispute } from '../../core/disputes/dispute.entity.js';
import type { DisputeResponse, ResponseKind } from '../../core/disputes/respond.js';
import type { Facts } from '../../domain/facts.js';
import { makeReason } from '../../domain/reasons.js';
import { formatterFor } from '../../i18n/formatter.js';
import type { MessageKey } from '../../i18n/messages.js';
import { type Unavailability, unavailabilityOf } from '../../platform/database/database-errors.js';
import { nameTenant } from '../../platform/database/tenancy.js';
import type { LinkUse, OpenedLink, SealedLinks } from '../../platform/secrets/sealed-links.js';
import { evidenceOfDisputes } from '../disputes/dispute.loader.js';
import type { DisputeService } from '../disputes/dispute.service.js';
import { FIND_LINKED_DISPUTE } from '../disputes/dispute.statements.js';
import { packOf } from '../disputes/evidence.js';
import { type RouteError, sendReason, unreadReason } from '../rest/reason-reply.js';
import { type RespondView, refusedPage, respondPage } from './dispute-page.js';
import { evidencePage } from './evidence-page.js';
import { browserFormatter, sendPage } from './page.js';

export interface DisputeLinkDeps {
  /** The tenants' connections. */
  dataSource: DataSource;
  disputes: DisputeService;
  sealed: SealedLinks;
}

/** A button's name and value are all that is ever posted. */
const BODY_BYTES = 1_024;
const FORM = 'application/x-www-form-urlencoded';
const ACTS: readonly ResponseKind[] = ['ACKNOWLEDGE', 'RESPOND'];

/** A link that shows nothing. */
class Refused extends Error {
  constructor(
    readonly status: number,
    readonly sentence: MessageKey,
  ) {
    super(sentence);
  }
}

interface Linked {
  disputeId: string;
  /** Who holds the link: a person, or the name of an endpoint. */
  who: string;
  businessName: string;
  locale: string;
  timeZone: string;
  facts: Facts;
  used: string[];
}

/** Longer than a parameter may be, hence `*`. */
type Request = FastifyRequest<{ Params: { '*': string }; Querystring: { locale?: string | string[] } }>;

export async function disputeLinkRoutes(fastify: FastifyInstance, parts: DisputeLinkDeps): Promise<void> {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: BODY_BYTES }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body)).get('act')),
  );
  fastify.setErrorHandler((error: RouteError, request, reply) => {
    const unavailability = unavailabilityOf(error);
    if (unavailability) return sendAway(request, reply, unavailability);
    if (error instanceof Refused)
      return sendPage(reply, error.status, refusedPage(error.sentence, browserFormatter(request.headers)));
    const { statusCode = 500 } = error;
    if (statusCode >= 500) throw error;
    return sendReason(request, reply, statusCode, unreadReason(error, BODY_BYTES, FORM));
  });
  fastify.get('/a/*', async (request: Request, reply) => {
    const { view } = await respondable(parts, openLink(parts, 'answer', request));
    return sendPage(reply, 200, respondPage(view));
  });
  fastify.post('/a/*', async (request: Request, reply) => act(parts, request, reply));
  fastify.get('/evidence/*', async (request: Request, reply) => {
    const link = openLink(parts, 'evidence', request);
    const { id, businessId } = link;
    const dispute = await parts.dataSource.getRepository(Dispute).findOneBy({ id, businessId });
    const [evidence] = await evidenceOfDisputes(parts.dataSource, businessId, [id]);
    if (!dispute || !evidence) throw new Refused(404, 'disputePage.linkUnknown');
    const [asked] = [request.query.locale].flat();
    const formatter = browserFormatter(request.headers, asked);
    return sendPage(reply, 200, evidencePage(packOf(dispute, evidence, new Date(), formatter), formatter));
  });
}

function sendAway(request: FastifyRequest, reply: FastifyReply, away: Unavailability): FastifyReply {
  const { reason: why, retryAfterSeconds: seconds } = away;
  return sendReason(request, reply, 503, makeReason('COME_BACK', { why, seconds }), seconds);
}

/** @throws Refused for what is no link of ours, or was one too long ago. */
function openLink({ sealed }: DisputeLinkDeps, use: LinkUse, request: Request): OpenedLink {
  const link = sealed.open(use, request.params['*']);
  if (!link) throw new Refused(404, 'disputePage.linkUnknown');
  if (link.until <= Date.now()) throw new Refused(410, 'disputePage.linkExpired');
  nameTenant(link.businessId);
  return link;
}

/** @throws Refused where it is nobody's any more: the person or hook was removed. */
async function respondable({ dataSource }: DisputeLinkDeps, { businessId, id }: OpenedLink) {
  const [linked]: Linked[] = await dataSource.query(FIND_LINKED_DISPUTE, [businessId, id]);
  const dispute = linked && (await dataSource.getRepository(Dispute).findOneBy({ id: linked.disputeId, businessId }));
  if (!linked || !dispute) throw new Refused(404, 'disputePage.linkUnknown');
  const { businessName, facts, used } = linked;
  const view: RespondView = { formatter: formatterFor(linked), businessName, facts, dispute, used };
  return { linked, view };
}

async function act(parts: DisputeLinkDeps, request: Request, reply: FastifyReply): Promise<FastifyReply> {
  const link = openLink(parts, 'answer', request);
  const { linked, view } = await respondable(parts, link);
  const how = ACTS.find((one) => one === request.body);
  if (!how) return sendPage(reply, 400, respondPage(view));
  const { businessId, id: deliveryId } = link;
  const who = { businessId, actor: `${linked.who} by the link of ${deliveryId}`, name: linked.who };
  const response = await parts.disputes.respondByLink(who, deliveryId, linked.disputeId, how);
  if (!response) throw new Refused(404, 'disputePage.linkUnknown');
  const after = await respondable(parts, link);
  return sendPage(
    reply,
    response !== 'USED' && response.done ? 200 : 409,
    respondPage({ ...after.view, outcome: respondOutcome(response, how) }),
  );
}

function respondOutcome(response: DisputeResponse | 'USED', how: ResponseKind): RespondView['outcome'] {
  if (response === 'USED') return { message: 'disputePage.linkUsed' };
  const { done, state, by, at } = response;
  if (done) return { message: how === 'ACKNOWLEDGE' ? 'disputePage.acknowledged' : 'disputePage.responded' };
  const beaten = by && (state === 'ACKNOWLEDGED' || state === 'RESPONDED');
  return { message: beaten ? 'disputePage.anotherWasFirst' : 'disputePage.over', who: by, at };
}
