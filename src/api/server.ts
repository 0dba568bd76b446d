/** The HTTP side: GraphQL, webhooks, probes and the explorer, on one Fastify server. What the routes need, Nest has. */
import { setMaxListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import '../platform/reflect.js';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { DeliveryReceipts } from '../core/delivery/delivery-receipts.js';
import { Inbox } from '../core/ingest/inbox.js';
import { RejectedRequests } from '../core/ingest/rejected-requests.js';
import { SourceCache } from '../core/ingest/source-cache.js';
import { asTenant, ClientGone } from '../platform/database/tenancy.js';
import type { Readiness } from '../platform/readiness.js';
import { SealedLinks } from '../platform/secrets/sealed-links.js';
import { shortRequests } from '../platform/short-requests.js';
import { AppModule } from './app.module.js';
import { leaveOutEmptyNames, limitAtOnce, limitStrangers, limitText } from './auth/admission.js';
import { Authenticator } from './auth/authenticator.js';
import { RateLimits } from './auth/rate-limits.js';
import { SignInLinks } from './auth/sign-in-links.js';
import { SignIns } from './auth/sign-ins.js';
import { type Confirmation, ConfirmationService } from './destinations/confirmation.service.js';
import { type Refusal, WelcomeService } from './destinations/welcome.service.js';
import { DisputeService } from './disputes/dispute.service.js';
import { invalidInput } from './graphql/invalid-input.js';
import { type Goodbyes, LiveSockets } from './live/sockets.js';
import { nestLog } from './nest-log.js';
import { appRoutes } from './pages/app.route.js';
import { confirmationLink } from './pages/confirmation-page.js';
import { disputeLinkRoutes } from './pages/dispute-link.route.js';
import { explorerRoutes } from './pages/explorer.js';
import { mailFrameRoutes } from './pages/mail-frame.js';
import { mailLinkRoutes } from './pages/mail-link.route.js';
import { preferencesLink } from './pages/preferences-page.js';
import { pushWorkerRoutes } from './pages/push-worker.js';
import { refusalLink } from './pages/refusal-page.js';
import { securityHeaders } from './pages/security-headers.js';
import { unsubscribeLink } from './pages/unsubscribe-page.js';
import type { PlatformDeps } from './platform.module.js';
import { type OwnPreferences, OwnPreferencesService } from './preferences/own-preferences.service.js';
import { type Subscription, UnsubscribeService } from './preferences/unsubscribe.service.js';
import { deliveryReceiptRoutes } from './rest/delivery-receipts.route.js';
import { healthRoutes } from './rest/health.js';
import { sendInPieces } from './rest/large-answers.js';
import { sessionRoutes } from './rest/session.route.js';
import { answerUnreadable, MAX_GRAPHQL_BYTES, sendUnroutable } from './rest/unread-requests.js';
import { webhookRoutes } from './rest/webhook.route.js';

export interface Api {
  /** Listens, and gives what its modules provide. */
  app: NestFastifyApplication;
  /** Ends when what was asked before is answered. `goodbyes`: how sockets are closed before; absent: all at once. */
  close(goodbyes?: Goodbyes): Promise<void>;
}

/** Slower requests than this are a drip that holds a connection. */
const REQUEST_TIMEOUT_MS = 15_000;
/** How often Node looks for those that are too slow; its own 30 s would double the limit. */
const SLOW_LOOK_MS = 1_000;
const IDLE_LOOK_MS = 100;

/** With its target an error says which class has the rule, and with which bounds (invalid-input.ts). */
const VALIDATION = {
  transform: false,
  whitelist: false,
  exceptionFactory: invalidInput,
  validationError: { target: true },
};

/** @param requestTimeoutMs how long a request may take to arrive, milliseconds */
export async function createApi(deps: PlatformDeps, requestTimeoutMs = REQUEST_TIMEOUT_MS): Promise<Api> {
  const adapter = adapterOf(deps.config, requestTimeoutMs);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(deps), adapter, {
    logger: nestLog(deps.log),
    abortOnError: false,
  });
  app.useGlobalPipes(new ValidationPipe(VALIDATION));
  // Of admin UIs elsewhere: by key or token alone. A cookie counts on our own pages only (auth/session.ts).
  if (deps.config.corsOrigins.length > 0)
    app.enableCors({
      origin: deps.config.corsOrigins,
      credentials: false,
      exposedHeaders: ['retry-after'],
      maxAge: 600,
    });
  deps.metrics.onRead(() => deps.metrics.set('liveConnections', {}, app.get(LiveSockets).count));
  takeLeave(app, deps.readiness);
  await registerRoutes(app, deps);
  app.get(LiveSockets).serve(app.getHttpServer());
  const close = async (goodbyes?: Goodbyes) => {
    if (goodbyes) await app.get(LiveSockets).sendAway(goodbyes);
    await closeServer(app);
  };
  return { app, close };
}

function adapterOf({ trustProxy }: PlatformDeps['config'], requestTimeoutMs: number): FastifyAdapter {
  return new FastifyAdapter({
    requestTimeout: requestTimeoutMs,
    // Node heeds no limit of requests that is below that of their headers (60 s where it is not said).
    http: {
      requestTimeout: requestTimeoutMs,
      headersTimeout: requestTimeoutMs,
      connectionsCheckingInterval: SLOW_LOOK_MS,
    },
    bodyLimit: MAX_GRAPHQL_BYTES,
    frameworkErrors: sendUnroutable,
    clientErrorHandler: (error, socket) => answerUnreadable(error, socket, requestTimeoutMs),
    // A slash too many in a URL that somebody entered at a provider would cost every event.
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true },
    trustProxy: (_address, hop) => hop < trustProxy,
    // What comes by an open connection while we stop is still taken: its sender knows of no other process.
    return503OnClosing: false,
    logger: false,
  });
}

/** A connection that was answered just before is kept open by its client, and Node looks for idle ones once only. */
async function closeServer(app: NestFastifyApplication): Promise<void> {
  const idle = setInterval(() => app.getHttpServer().closeIdleConnections(), IDLE_LOOK_MS);
  await app.close().finally(() => clearInterval(idle));
}

/** Aborted when the client leaves before it has its answer. */
function goneOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  // Each connection of the request listens; Node warns beyond ten, as of a leak.
  setMaxListeners(0, gone.signal);
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new ClientGone());
  });
  return gone.signal;
}

/** Who keeps a connection open would lose a request on it when it ends: while we drain, each answer is the last one of its own. */
function takeLeave(app: NestFastifyApplication, readiness: Readiness): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', async (_request, reply) => {
      if (readiness.isDraining()) reply.header('connection', 'close');
    });
}

/** What a link in a mail does, without a sign-in. */
async function registerMailLinks(
  app: NestFastifyApplication,
  mailLink: { sealed: SealedLinks; limits: RateLimits; log: PlatformDeps['log'] },
): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.register(mailLinkRoutes<Subscription>, {
    ...mailLink,
    link: unsubscribeLink(app.get(UnsubscribeService)),
  });
  await fastify.register(mailLinkRoutes<OwnPreferences>, {
    ...mailLink,
    link: preferencesLink(app.get(OwnPreferencesService)),
  });
  await fastify.register(mailLinkRoutes<Confirmation>, {
    ...mailLink,
    link: confirmationLink(app.get(ConfirmationService)),
  });
  await fastify.register(mailLinkRoutes<Refusal>, { ...mailLink, link: refusalLink(app.get(WelcomeService)) });
}

/** Everything beside GraphQL: plain Fastify routes, each with its own way to read a body. */
async function registerRoutes(
  app: NestFastifyApplication,
  { config, log, metrics, readiness }: PlatformDeps,
): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const [limits, authenticator] = [app.get(RateLimits), app.get(Authenticator)];
  const [sources, inbox, rejected] = [app.get(SourceCache), app.get(Inbox), app.get(RejectedRequests)];
  const receipts = app.get(DeliveryReceipts);
  const [tenants, disputes, sealed] = [app.get(DataSource), app.get(DisputeService), app.get(SealedLinks)];
  limitAtOnce(fastify);
  limitStrangers(fastify, authenticator);
  limitText(fastify);
  leaveOutEmptyNames(fastify);
  sendInPieces(fastify);
  // After the body is read: reading it would lose the context.
  fastify.addHook('preHandler', (_request, reply, done) => {
    const endShort = shortRequests.begin();
    reply.raw.once('close', () => endShort());
    asTenant({ businessId: null, gone: goneOf(reply.raw), endShort }, done);
  });
  await fastify.register(securityHeaders, { publicUrl: config.publicUrl });
  await fastify.register(webhookRoutes, { sources, inbox, rejected, limits, log, metrics });
  await fastify.register(deliveryReceiptRoutes, { receipts, keys: config.receiptKeys, limits, log });
  await registerMailLinks(app, { sealed, limits, log });
  const signedIn = { authenticator, signInLinks: app.get(SignInLinks), signIns: app.get(SignIns) };
  await fastify.register(sessionRoutes, { ...signedIn, publicUrl: config.publicUrl, log });
  await fastify.register(disputeLinkRoutes, { dataSource: tenants, disputes, sealed });
  await fastify.register(explorerRoutes);
  await fastify.register(appRoutes);
  await fastify.register(pushWorkerRoutes);
  await fastify.register(mailFrameRoutes);
  await fastify.register(healthRoutes, { readiness });
}
