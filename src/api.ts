/** The HTTP side: GraphQL, webhooks, probes and the explorer, on one Fastify server. */
import './reflect.js';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { Access } from './access/access.js';
import { SecretBox } from './access/secret-box.js';
import { AppModule } from './app.module.js';
import type { Config } from './config.js';
import { DestinationService } from './destinations/destination.service.js';
import { SampleService } from './events/sample.service.js';
import { explorerRoutes } from './graphql/explorer.js';
import { healthRoutes } from './health.js';
import { Inbox } from './ingest/inbox.js';
import { RejectedLog } from './ingest/rejected-log.js';
import type { Waker } from './ingest/relay.js';
import { webhookRoutes } from './ingest/webhook.route.js';
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
  log: Logger;
}

/** Slower bodies than this are a drip that holds a connection. */
const REQUEST_TIMEOUT_MS = 15_000;

export async function createApi({ config, dataSource, waker, log }: ApiNeeds): Promise<Api> {
  const box = new SecretBox(config.encryptionKeys);
  const book = new SourceBook(dataSource, box);
  const access = new Access(dataSource);
  const sandbox = new Sandbox({ threads: 1 });
  const rejected = new RejectedLog(dataSource, log);
  const adapter = new FastifyAdapter({ requestTimeout: REQUEST_TIMEOUT_MS, bodyLimit: 1024 * 1024, logger: false });
  const selfUrl = () => `http://127.0.0.1:${(adapter.getHttpServer().address() as { port: number }).port}`;
  const samples = new SampleService(dataSource, book, selfUrl);
  const parts = {
    dataSource,
    access,
    destinations: new DestinationService(dataSource, box, new OutboundGuard(config.outboundAllow)),
    sources: new SourceService(dataSource, book),
    sandbox,
    publicUrl: new PublicUrl(config.publicUrl),
    links: new TemporalLinks(config.temporal),
    samples,
  };
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(parts), adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  app.useGlobalPipes(new ValidationPipe({ transform: false, whitelist: false }));
  const fastify = adapter.getInstance();
  const inbox = new Inbox(dataSource, waker);
  await fastify.register(webhookRoutes, { sources: book, inbox, rejected, log });
  await fastify.register(explorerRoutes);
  const state = { draining: false };
  await fastify.register(healthRoutes, { dataSource, state });
  const close = async () => {
    await app.close();
    await rejected.flush();
    await sandbox.close();
  };
  const drain = () => {
    state.draining = true;
  };
  const { destinations, sources } = parts;
  return { app, access, destinations, sources, samples, drain, close };
}
