/** The HTTP side: GraphQL, webhooks, probes and the explorer, on one Fastify server. */
import './reflect.js';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { Access } from './access/access.js';
import { ApiKeyService } from './access/api-key.service.js';
import { SecretBox } from './access/secret-box.js';
import { asTenant } from './access/tenancy.js';
import { type ApiParts, AppModule } from './app.module.js';
import type { Config } from './config.js';
import { connectTenants } from './data-source.js';
import { DestinationService } from './destinations/destination.service.js';
import { PublishService } from './events/publish.service.js';
import { SampleService } from './events/sample.service.js';
import { invalidInput } from './graphql/errors.js';
import { explorerRoutes } from './graphql/explorer.js';
import { healthRoutes } from './health.js';
import { Inbox } from './ingest/inbox.js';
import { RejectedLog } from './ingest/rejected-log.js';
import type { Waker } from './ingest/relay.js';
import { webhookRoutes } from './ingest/webhook.route.js';
import type { Bus } from './live/bus.js';
import { nestLog } from './log.js';
import { OutboundGuard } from './outbound/guard.js';
import { PublicUrl } from './public-url.js';
import { Sandbox } from './sandbox/sandbox.js';
import { SourceService } from './sources/source.service.js';
import { SourceBook } from './sources/source-book.js';
import { TemporalLinks } from './temporal/links.js';

export interface Api {
  app: NestFastifyApplication;
  access: Access;
  destinations: DestinationService;
  sources: SourceService;
  samples: SampleService;
  /** From now on `/readyz` says no; traffic is still served. */
  drain(): void;
  close(): Promise<void>;
}

export interface ApiNeeds {
  config: Config;
  dataSource: DataSource;
  waker: Waker;
  /** Ended by whoever made it. */
  bus: Bus;
  log: Logger;
}

/** Slower bodies than this are a drip that holds a connection. */
const REQUEST_TIMEOUT_MS = 15_000;

export async function createApi({ config, dataSource, waker, bus, log }: ApiNeeds): Promise<Api> {
  const book = new SourceBook(dataSource, new SecretBox(config.encryptionKeys));
  const rejected = new RejectedLog(dataSource, log);
  const inbox = new Inbox(dataSource, waker);
  const adapter = new FastifyAdapter({ requestTimeout: REQUEST_TIMEOUT_MS, bodyLimit: 1024 * 1024, logger: false });
  const selfUrl = () => `http://127.0.0.1:${(adapter.getHttpServer().address() as { port: number }).port}`;
  const tenants = await connectTenants(config.databaseUrl, config.poolSize);
  const parts = makeParts({ config, tenants, access: new Access(dataSource), book, inbox, bus, selfUrl });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(parts), adapter, {
    logger: nestLog(log),
    abortOnError: false,
  });
  app.useGlobalPipes(new ValidationPipe({ transform: false, whitelist: false, exceptionFactory: invalidInput }));
  const fastify = adapter.getInstance();
  // After the body is read: reading it would lose the context.
  fastify.addHook('preHandler', (_request, _reply, done) => asTenant({ businessId: null }, done));
  await fastify.register(webhookRoutes, { sources: book, inbox, rejected, log });
  await fastify.register(explorerRoutes);
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
  const { access, destinations, sources, samples } = parts;
  return { app, access, destinations, sources, samples, drain, close };
}

interface PartNeeds {
  config: Config;
  tenants: DataSource;
  access: Access;
  book: SourceBook;
  inbox: Inbox;
  bus: Bus;
  selfUrl: () => string;
}

/** Whatever is asked through GraphQL uses the tenants' connections, the look-up of keys excepted: it says who asks. */
function makeParts({ config, tenants, access, book, inbox, bus, selfUrl }: PartNeeds): ApiParts {
  const box = new SecretBox(config.encryptionKeys);
  return {
    dataSource: tenants,
    access,
    bus,
    keys: new ApiKeyService(tenants, access),
    destinations: new DestinationService(tenants, box, new OutboundGuard(config.outboundAllow)),
    sources: new SourceService(tenants, book),
    sandbox: new Sandbox({ threads: 1 }),
    publicUrl: new PublicUrl(config.publicUrl),
    links: new TemporalLinks(config.temporal),
    samples: new SampleService(tenants, book, selfUrl),
    publisher: new PublishService(tenants, book, inbox),
  };
}
