/** What only the local run serves: the overview, the mailbox and the stand-ins for Slack and FCM. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { DataSource } from 'typeorm';
import { renderTitle } from '../channels/rendering/texts.js';
import { Event } from '../core/ingest/event.entity.js';
import { ENGLISH } from '../i18n/labels.js';
import { localOnly } from './local-only.js';
import type { Mailbox } from './mailbox.js';
import { mailListPage, mailPage } from './mailbox-page.js';
import { type OverviewLinks, overviewPage } from './overview-page.js';
import { PAGE_POLICY } from './page-frame.js';
import { PostFile } from './post-file.js';
import { PUSH_STAND_IN } from './push.js';
import { type CapturedPush, pushPage } from './push-page.js';
import { type SlackPost, slackPage } from './slack-page.js';

export interface DevNeeds {
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

export async function devRoutes(fastify: FastifyInstance, needs: DevNeeds): Promise<void> {
  const { mailbox, pushFile } = needs;
  const slackPosts = new PostFile<SlackPost>(needs.slackFile);
  fastify.addHook('onRequest', localOnly(needs.url));
  const page = (reply: FastifyReply, html: string | null) =>
    reply
      .code(html ? 200 : 404)
      .type('text/html; charset=utf-8')
      .header('content-security-policy', PAGE_POLICY)
      .send(html ?? 'There is nothing here. <a href="/dev">Overview</a>');
  fastify.get('/dev', async (_request, reply) => page(reply, await overview(needs)));
  fastify.get('/dev/mailbox', async (_request, reply) => page(reply, mailListPage(await mailbox.list())));
  fastify.get<{ Params: { id: string } }>('/dev/mailbox/:id', async (request, reply) => {
    const mail = await mailbox.read(request.params.id);
    return page(reply, mail && mailPage(mail));
  });
  fastify.get('/dev/slack', async (_request, reply) => page(reply, slackPage(await slackPosts.newest())));
  fastify.post(`${SLACK_HOOK}/:channel?`, { bodyLimit: POST_BYTES }, async (request, reply) => {
    await slackPosts.add({ at: new Date().toISOString(), url: request.url, body: request.body });
    return reply.type('text/plain').send('ok');
  });
  const pushes = new PostFile<CapturedPush>(pushFile);
  fastify.get(PUSH_STAND_IN, async (_request, reply) => page(reply, pushPage(await pushes.newest())));
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

async function overview({ dataSource, places }: DevNeeds): Promise<string> {
  const events = await dataSource.getRepository(Event).find({ order: { id: 'DESC' }, take: 50 });
  return overviewPage(
    places(),
    events.map((event) => ({ event, summary: renderTitle(event, ENGLISH) })),
  );
}
