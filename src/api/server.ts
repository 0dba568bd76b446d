/** The HTTP side: GraphQL, webhooks, probes and the explorer, on one Fastify server. */
import '../platform/reflect.js';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { connectTenants } from '../core/data-source.js';
import { DeliveryReceipts } from '../core/delivery/delivery-receipts.js';
import { Inbox } from '../core/ingest/inbox.js';
import { RejectedRequests } from '../core/ingest/rejected-requests.js';
import type { RelayNudge } from '../core/ingest/relay-nudge.js';
import { SourceCache } from '../core/ingest/source-cache.js';
import type { Config } from '../platform/config.js';
import { asTenant } from '../platform/database/tenancy.js';
import type { Bus } from '../platform/live/bus.js';
import { nestLog } from '../platform/log.js';
import { OutboundGuard } from '../platform/outbound/guard.js';
import { PublicUrl } from '../platform/public-url.js';
import { Sandbox } from '../platform/sandbox/sandbox.js';
import { SealedLinks } from '../platform/secrets/sealed-links.js';
import { SecretBox } from '../platform/secrets/secret-box.js';
import { TemporalLinks } from '../temporal/links.js';
import { type ApiParts, AppModule } from './app.module.js';
import { ApiKeyService } from './auth/api-key.service.js';
import { Authenticator } from './auth/authenticator.js';
import { CredentialStore } from './auth/credential-store.js';
import { JwtLogin } from './auth/jwt.js';
import { RateLimits } from './auth/rate-limits.js';
import { ResendService } from './deliveries/resend.service.js';
import { DestinationService } from './destinations/destination.service.js';
import { DeviceService } from './destinations/device.service.js';
import { DisputeService } from './disputes/dispute.service.js';
import { PublishService } from './events/publish.service.js';
import { ReplayService } from './events/replay.service.js';
import { SampleService } from './events/sample.service.js';
import { invalidInput } from './graphql/errors.js';
import { explorerRoutes } from './graphql/explorer.js';
import { disputeLinkRoutes } from './pages/dispute-link.route.js';
import { pushWorkerRoutes } from './pages/push-worker.js';
import { unsubscribeRoutes } from './pages/unsubscribe.route.js';
import { UnsubscribeService } from './preferences/unsubscribe.service.js';
import { deliveryReceiptRoutes } from './rest/delivery-receipts.route.js';
import { healthRoutes } from './rest/health.js';
import { sessionRoutes } from './rest/session.route.js';
import { MAX_BODY_BYTES, webhookRoutes } from './rest/webhook.route.js';
import { ReconcileService } from './sources/reconcile.service.js';
import { SourceService } from './sources/source.service.js';
import { TransformationService } from './transformations/transformation.service.js';

export interface Api {
  app: NestFastifyApplication;
  credentials: CredentialStore;
  destinations: DestinationService;
  devices: DeviceService;
  sources: SourceService;
  samples: SampleService;
  /** From now on `/readyz` says no; traffic is still served. */
  drain(): void;
  close(): Promise<void>;
}

export interface ApiDeps {
  config: Config;
  dataSource: DataSource;
  relayNudge: RelayNudge;
  /** Ended by whoever made it. */
  bus: Bus;
  log: Logger;
}

/** Of GraphQL: whatever comes by a webhook may be published, with some room for the question around it. */
const BODY_BYTES = MAX_BODY_BYTES + 64 * 1024;
/** Slower bodies than this are a drip that holds a connection. */
const REQUEST_TIMEOUT_MS = 15_000;

export async function createApi({ config, dataSource, relayNudge, bus, log }: ApiDeps): Promise<Api> {
  const book = new SourceCache(dataSource, new SecretBox(config.encryptionKeys));
  const rejected = new RejectedRequests(dataSource, log);
  const inbox = new Inbox(dataSource, relayNudge);
  const adapter = new FastifyAdapter({
    requestTimeout: REQUEST_TIMEOUT_MS,
    bodyLimit: BODY_BYTES,
    trustProxy: (_address, hop) => hop < config.trustProxy,
    logger: false,
  });
  const selfUrl = () => `http://127.0.0.1:${(adapter.getHttpServer().address() as { port: number }).port}`;
  const tenants = await connectTenants(config.databaseUrl, config.poolSize);
  const authenticator = makeAuthenticator(config, dataSource);
  const parts = makeParts({ config, tenants, authenticator, book, inbox, relayNudge, bus, selfUrl });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(parts), adapter, {
    logger: nestLog(log),
    abortOnError: false,
  });
  app.useGlobalPipes(new ValidationPipe({ transform: false, whitelist: false, exceptionFactory: invalidInput }));
  const fastify = adapter.getInstance();
  // After the body is read: reading it would lose the context.
  fastify.addHook('preHandler', (_request, _reply, done) => asTenant({ businessId: null }, done));
  await fastify.register(webhookRoutes, { sources: book, inbox, rejected, limits: authenticator.limits, log });
  await fastify.register(mailRoutes, { config, dataSource, tenants, bus, limits: authenticator.limits, log });
  await fastify.register(sessionRoutes, { authenticator, publicUrl: config.publicUrl });
  await fastify.register(disputeLinkRoutes, parts);
  await fastify.register(explorerRoutes);
  await fastify.register(pushWorkerRoutes);
  const state = { draining: false };
  await fastify.register(healthRoutes, { dataSource, state });
  const close = async () => {
    await app.close();
    await rejected.flush();
    await parts.sandbox.close();
    await tenants.destroy();
  };
  const drain = () => {
    state.draining = true;
  };
  const { access, destinations, devices, sources, samples } = parts;
  return { app, credentials: access, destinations, devices, sources, samples, drain, close };
}

type MailNeeds = Omit<ApiDeps, 'relayNudge'> & { tenants: DataSource; limits: RateLimits };

/** What comes back of mails: a provider's receipts, and readers who want no more of them. */
async function mailRoutes(fastify: FastifyInstance, { config, dataSource, tenants, bus, limits, log }: MailNeeds) {
  const receipts = new DeliveryReceipts(dataSource, bus);
  await fastify.register(deliveryReceiptRoutes, { receipts, keys: config.receiptKeys, limits, log });
  const [box, unsubscribes] = [new SecretBox(config.encryptionKeys), new UnsubscribeService(tenants)];
  await fastify.register(unsubscribeRoutes, { box, unsubscribes, limits, log });
}

/** The one place that uses the owner's connections for GraphQL: it says whose tenant a request is. */
function makeAuthenticator(config: Config, dataSource: DataSource): Authenticator {
  const jwt = config.jwt && new JwtLogin(dataSource, config.jwt);
  const access = new CredentialStore(dataSource, new SecretBox(config.encryptionKeys), jwt);
  return new Authenticator(access, new RateLimits(config.requestsPerMinute), config);
}

interface PartNeeds {
  config: Config;
  tenants: DataSource;
  authenticator: Authenticator;
  book: SourceCache;
  inbox: Inbox;
  relayNudge: RelayNudge;
  bus: Bus;
  selfUrl: () => string;
}

/** Whatever is asked through GraphQL uses the tenants' connections, the look-up of keys excepted: it says who asks. */
function makeParts({ config, tenants, authenticator, book, inbox, relayNudge, bus, selfUrl }: PartNeeds): ApiParts {
  const repeats = new ResendService(tenants, relayNudge, bus);
  const box = new SecretBox(config.encryptionKeys);
  const guard = new OutboundGuard(config.outboundAllow);
  const { credentials: access } = authenticator;
  const sandbox = new Sandbox({ threads: 1 });
  const samples = new SampleService(tenants, book, selfUrl);
  const sources = new SourceService(tenants, book);
  return {
    dataSource: tenants,
    access,
    authenticator,
    bus,
    keys: new ApiKeyService(tenants, access),
    destinations: new DestinationService(tenants, box, guard),
    devices: new DeviceService(tenants, box, guard, config.push.vapid?.publicKey ?? null),
    sources,
    reconciling: new ReconcileService({ dataSource: tenants, inbox, box, urls: config.providers }, sources),
    repeats,
    disputes: new DisputeService(tenants, relayNudge, bus),
    sealed: new SealedLinks(box, config.publicUrl),
    replays: new ReplayService(tenants, repeats, relayNudge, bus),
    sandbox,
    transformations: new TransformationService(tenants, sandbox, guard, samples),
    publicUrl: new PublicUrl(config.publicUrl),
    links: new TemporalLinks(config.temporal),
    samples,
    publisher: new PublishService(tenants, book, inbox),
  };
}
