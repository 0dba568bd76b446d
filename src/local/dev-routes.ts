/** What only the local run serves: the overview, the mailbox and the stand-ins for Slack and FCM. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DataSource } from 'typeorm';
import { formatterOfRequest } from '../api/graphql/request-formatter.js';
import { renderTitle } from '../channels/rendering/texts.js';
import { Event } from '../core/ingest/event.entity.js';
import type { Formatter } from '../i18n/formatter.js';
import { localOnly } from './local-only.js';
import type { Mailbox } from './mailbox.js';
import { mailListPage, mailPage } from './mailbox-page.js';
import { type OverviewLinks, overviewPage } from './overview-page.js';
import { PAGE_POLICY } from './page-frame.js';
import { PostFile } from './post-file.js';
import { PUSH_STAND_IN } from './push.js';
import { type CapturedPush, pushPage } from './push-page.js';
import { type SlackPost, slackPage } from './slack-page.js';

export interface DevRoutesDeps {
  dataSource: DataSource;
  mailbox: Mailbox;
  /** Where this program listens on this machine. */
  url: string;
  /** Where posts to the Slack stand-in are kept, one JSON per line. */
  slackFile: string;
  /** The same for the stand-in for FCM. */
  pushFile: string;
  places: () => OverviewLinks[];
}

/** The path of the stand-in for Slack's incoming webhook; a name after it is that of the channel. */
export const SLACK_HOOK = '/dev/slack/hook';
/** Of one post to a stand-in; what user's code makes is smaller. */
const POST_BYTES = 512 * 1024;

export async function devRoutes(fastify: FastifyInstance, deps: DevRoutesDeps): Promise<void> {
  const { mailbox, pushFile } = deps;
  const slackPosts = new PostFile<SlackPost>(deps.slackFile);
  fastify.addHook('onRequest', localOnly(deps.url));
  /** In the language of the browser. */
  const page = async (
    request: FastifyRequest,
    reply: FastifyReply,
    made: (formatter: Formatter) => Promise<string | null>,
  ) => {
    const formatter = formatterOfRequest({ request });
    const html = await made(formatter);
    return reply
      .code(html ? 200 : 404)
      .type('text/html; charset=utf-8')
      .header('content-security-policy', PAGE_POLICY)
      .send(html ?? `${formatter.text('local.nothing')} <a href="/dev">${formatter.text('local.run')}</a>`);
  };
  fastify.get('/dev', (request, reply) => page(request, reply, (formatter) => overview(deps, formatter)));
  fastify.get('/dev/mailbox', (request, reply) =>
    page(request, reply, async (formatter) => mailListPage(await mailbox.list(), formatter)),
  );
  fastify.get<{ Params: { id: string } }>('/dev/mailbox/:id', (request, reply) =>
    page(request, reply, async (formatter) => {
      const mail = await mailbox.read(request.params.id);
      return mail && mailPage(mail, formatter);
    }),
  );
  fastify.get('/dev/slack', (request, reply) =>
    page(request, reply, async (formatter) => slackPage(await slackPosts.newest(), formatter)),
  );
  fastify.post(`${SLACK_HOOK}/:channel?`, { bodyLimit: POST_BYTES }, async (request, reply) => {
    await slackPosts.add({ at: new Date().toISOString(), url: request.url, body: request.body });
    return reply.type('text/plain').send('ok');
  });
  const pushes = new PostFile<CapturedPush>(pushFile);
  fastify.get(PUSH_STAND_IN, (request, reply) =>
    page(request, reply, async (formatter) => pushPage(await pushes.newest(), formatter)),
  );
  await fastify.register(standInForFcm, { pushes });
}

/** Google's token endpoint and the one call of FCM (`::` is a colon). */
async function standInForFcm(fastify: FastifyInstance, parts: { pushes: PostFile<CapturedPush> }): Promise<void> {
  const form = 'application/x-www-form-urlencoded';
  if (!fastify.hasContentTypeParser(form))
    fastify.addContentTypeParser(form, { parseAs: 'string' }, (_request, body, done) => done(null, body));
  fastify.post(`${PUSH_STAND_IN}/token`, async () => ({ access_token: 'local', expires_in: 3_600 }));
  fastify.post(`${PUSH_STAND_IN}/v1/projects/local/messages::send`, { bodyLimit: POST_BYTES }, async (request) => {
    await parts.pushes.add({ at: new Date().toISOString(), body: request.body });
    return { name: 'captured, see /dev/push' };
  });
}

async function overview({ dataSource, places }: DevRoutesDeps, formatter: Formatter): Promise<string> {
  const events = await dataSource.getRepository(Event).find({ order: { id: 'DESC' }, take: 50 });
  return overviewPage(
    places(),
    events.map((event) => ({ event, summary: renderTitle(event, formatter) })),
    formatter,
  );
}
